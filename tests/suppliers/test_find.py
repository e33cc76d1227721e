"""Names of suppliers in running text."""

from __future__ import annotations

import pytest

from noticeparse.suppliers import find_names
from noticeparse.vocabulary import load_vocabulary
from noticeparse.vocabulary.suppliers import Supplier, load

CATALOGUE = load()

CASES = [
    (
        "We use Purple Mash, ParentPay and TT Rockstars.",
        ["Purple Mash", "ParentPay", "TT Rockstars"],
    ),
    ("Parent Pay takes dinner money.", ["Parent Pay"]),
    ("Entries go to AQA, OCR and WJEC.", ["AQA", "OCR", "WJEC"]),
    ("ParentPay's office has no access.", ["ParentPay"]),
    ("The children enjoyed the purple mash at lunch.", []),
    ("Every child can seesaw between access and insight.", []),
    ("Every teacher keeps a key. Evolve and thrive!", []),
    ("We use Tapestry, Seesaw and Purple Mash.", ["Tapestry", "Seesaw", "Purple Mash"]),
    ("Seesaw is in the park.", []),
    ("Pupils act out a mark of respect in art.", []),
    ("Observations are kept on eyLog.", ["eyLog"]),
    ("Sparx Maths and Sparx Reader", ["Sparx Maths", "Sparx Reader"]),
    ("Accelerated Reader (Renaissance Learning)", ["Accelerated Reader", "Renaissance Learning"]),
    ("Staff use IRIS to film lessons.", []),
    ("Microsoft Teams and Microsoft 365 from Microsoft", ["Microsoft Teams", "Microsoft 365", "Microsoft"]),
    ("", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "names"), CASES)
def test_find_names(text: str, names: list[str]) -> None:
    assert [text[span.start : span.end] for span in find_names(text, CATALOGUE)] == names


def test_spans_say_which_supplier() -> None:
    spans = find_names("Names go to Class Dojo.", CATALOGUE)
    assert [(span.start, span.end, span.supplier_id) for span in spans] == [(12, 22, "classdojo")]


def test_offsets_are_of_the_raw_text() -> None:
    text = "Pupils’  names: ﬁles go to “Purple\u00a0 Mash”."
    (span,) = find_names(text, CATALOGUE)
    assert text[span.start : span.end] == "Purple\u00a0 Mash"


def test_another_catalogue_finds_others() -> None:
    mine = (Supplier("hilltop", "Hilltop Tots"),)
    assert [s.supplier_id for s in find_names("Hilltop Tots and ParentPay", mine)] == ["hilltop"]


@pytest.mark.parametrize(
    ("text", "found"),
    [("google classroom", True), ("schoolmoney", True), ("school day", False), ("tapestry", False),
     ("names for google classroom", False)],
)  # fmt: skip
def test_a_name_written_small_counts_where_nothing_else_stands(text: str, found: bool) -> None:
    catalogue = load_vocabulary().suppliers
    assert bool(find_names(text, catalogue, alone=True)) is found
    assert not find_names(text, catalogue)
