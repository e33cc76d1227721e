"""Lines and their labels: what is a label, what only looks like one."""

import pytest
from tests.parser.building import document, find, table, wording

from noticeparse.model import Paragraph, Text
from noticeparse.parser.layouts.inline_labels import split_inline
from noticeparse.parser.layouts.labels import find_labels
from noticeparse.parser.layouts.lines import is_form, join_lines, to_lines
from noticeparse.parser.layouts.region import Context


def labels(*blocks: object) -> list[tuple[str, str] | None]:
    """(role, value) of the label of every line."""
    context = Context(document(*blocks).blocks, wording(), find)
    lines = split_inline(to_lines(context.blocks, context.wording), context)
    return [found and (found.role, str(found.value)) for found in find_labels(lines, context)]


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("Purpose of data: payments", ("purpose", "payments")),
        ("Where is it stored? In Ireland", ("location", "In Ireland")),
        ("Kept for:", ("retention", "")),
        ("Website: https://example.org", ("link", "https://example.org")),
        ("Name of system: Arbor", ("company", "Arbor")),
        ("Student: name, class", None),
        ("Other data: year group", None),
        ("Low Risk – Bundled Consent Required:", None),
        ("We share the following information:", None),
        ("ParentPay: payments", None),
        ("Who do we share with? The council.", None),
        ("https://example.org/data", None),
    ],
)
def test_a_label_is_known_by_its_words(line: str, label: tuple[str, str] | None) -> None:
    assert labels(line) == [label]


def test_a_label_that_nobody_knows_has_to_come_again() -> None:
    assert labels("Wren number: 4") == [None]
    assert labels("Wren number: 4", "Wren number: 5") == [("other", "4"), ("other", "5")]


def test_a_label_without_a_colon_has_to_come_again_or_be_bold() -> None:
    assert labels("Information held", "Names") == [None, None]
    assert labels("Information held", "Names", "Information held", "Photos")[::2] == [
        ("data", ""),
        ("data", ""),
    ]
    assert labels(Paragraph(Text("Information held names"), lead=16)) == [("data", "names")]


def test_a_line_is_cut_at_labels_that_other_lines_have_too() -> None:
    assert labels("Arbor - Purpose: MIS. Data: all", "CPOMS - Purpose: safety. Data: notes") == [
        None,
        ("purpose", "MIS."),
        ("data", "all"),
        None,
        ("purpose", "safety."),
        ("data", "notes"),
    ]
    assert labels("We hold two things. Data: all. Purpose: to teach.") == [None]


def test_forms_and_other_tables() -> None:
    known = wording()
    assert is_form(table(["Purpose", "MIS"], ["Data held", "all"]), known)
    assert not is_form(table(["Arbor", "MIS"], ["CPOMS", "safety"]), known)
    assert labels(table(["Purpose", "MIS"], ["Data held", ""])) == [
        ("purpose", "MIS"),
        ("data", ""),
    ]


def test_a_line_that_wrapped_goes_on_in_the_same_one() -> None:
    lines = to_lines(document("reports for\nteachers.", "- Photos", "- names").blocks, wording())
    assert str(join_lines(Text("Learning, with"), lines)) == (
        "Learning, with reports for teachers.\nPhotos\nnames"
    )
