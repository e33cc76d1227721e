"""What was proposed and became no row is kept with its evidence; what is likely is a doubt."""

import json

import pytest
from tests.parser.building import FIND, WORDING, document, parsed

from noticeparse import from_dict, parse, to_dict
from noticeparse.model import Notice
from noticeparse.parser import parse_document, refusals
from noticeparse.receipt import lay_out
from noticeparse.vocabulary.weights import RowWeights

LIST = b"""<h1>Fernhill Primary School</h1><h2>Who we share information with</h2>
<p>We share pupil information with:</p>
<ul><li>Arbor: names and attendance</li><li>CPOMS: safeguarding notes</li>
<li>Wonde: names and classes</li></ul>
<h2>Where we keep data</h2><ul><li>Locked cabinets</li><li>Encrypted servers</li></ul>
<p>Some of it may be mentioned to Quenby Sands at times.</p>"""


@pytest.fixture(scope="module")
def notice() -> Notice:
    return parse(LIST, source_path="notice.html")


def names(notice: Notice) -> dict[str, bool]:
    return {each.company.string: each.doubtful for each in notice.refused or ()}


def test_what_became_no_row_is_kept_with_why(notice: Notice) -> None:
    rows = {row.company.string for row in notice.disclosures}
    assert rows.isdisjoint(names(notice))
    assert notice.refused
    for each in notice.refused:
        assert 0 <= each.likelihood < 1
        assert each.evidence
        assert len(each.evidence) <= refusals.MOST_EVIDENCE
        assert each.why in ("unlikely", "lists_others", "lists_sources", "other_reading")
    order = [each.likelihood for each in notice.refused]
    assert order == sorted(order, reverse=True)


def test_a_row_refused_beside_others_is_a_doubt() -> None:
    weights = RowWeights({"name reads as=known": 4.0}, -2.0, 0.5)
    items = ("- Arbor: names", "- CPOMS: safeguarding notes", "- Quern Lens: photographs")
    made = lay_out(document("# Who we share with", *items))
    found = parse_document(made, WORDING, FIND, weights)
    assert [row.company.string for row in found.disclosures] == ["Arbor", "CPOMS"]
    (one,) = [each for each in found.refused if each.draft.company.string == "Quern Lens"]
    assert one.beside and one.doubtful and one.why == "unlikely"
    (issue,) = [each for each in found.issues if each.code == "row_refused"]
    assert issue.message == "“Quern Lens” stands beside recipients, and no row was made of it."
    assert "Quern Lens" in [text.string for text in found.claimed.doubtful]


def test_a_list_of_other_things_is_refused_without_a_warning(notice: Notice) -> None:
    whole = parsed("# Where we keep data", "- Locked cabinets", "- Encrypted servers")
    refused = {each.draft.company.string: each for each in whole.refused}
    assert refused["Locked cabinets"].why == "lists_others"
    assert not refused["Locked cabinets"].doubtful


def test_of_many_the_likeliest_are_kept(monkeypatch: pytest.MonkeyPatch, notice: Notice) -> None:
    monkeypatch.setattr(refusals, "MOST_KEPT", 1)
    (one,) = parse(LIST, source_path="notice.html").refused or ()
    assert notice.refused and one == notice.refused[0]


def test_a_name_that_is_a_row_elsewhere_is_not_refused() -> None:
    found = parsed("We share names with Arbor.", "# Words", "- Arbor", "- rain", "- grass", "- sun")
    assert "Arbor" in [row.company.string for row in found.disclosures]
    assert "Arbor" not in [each.draft.company.string for each in found.refused]


def test_the_notice_file_has_them_and_an_older_one_has_none(notice: Notice) -> None:
    data = json.loads(json.dumps(to_dict(notice)))
    again = from_dict(data).refused
    assert again is not None and notice.refused is not None
    assert [each.company.string for each in again] == [e.company.string for e in notice.refused]
    assert [each.evidence for each in again] == [each.evidence for each in notice.refused]
    del data["refused"]
    assert from_dict(data).refused is None
