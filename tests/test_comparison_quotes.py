from dataclasses import replace

from tests.reports.made import disclosure, notice

from noticeparse.comparison import quotes_of
from noticeparse.model import Decided, Evidence, Fields, Place, Tag, Text


def tagged(field, start, end, text, row=None, **changes):
    tag = Tag("category", "name", "shared", 0.9, "keyword", Evidence(row, field, start, end, text))
    return disclosure(tags=(tag,), issues=(), **changes)


def quote(row, **more):
    (found,) = quotes_of([(notice(row, **more), row)])
    return found


def test_marks_are_the_words_that_earned_a_tag() -> None:
    found = quote(tagged("description", 0, 5, "Names"))
    assert [found.text[start:end] for start, end in found.marks] == ["Names"]
    assert found.beside == ()


def test_words_of_a_cell_are_found_in_the_description() -> None:
    row = tagged(
        "fields.data", 4, 8, "UPNs", description=Text("Log in Sex UPNs"),
        fields=Fields(data=Text("Sex UPNs")),
    )  # fmt: skip
    found = quote(row)
    assert [found.text[start:end] for start, end in found.marks] == ["UPNs"]


def test_words_elsewhere_are_beside() -> None:
    assert quote(tagged("section", 0, 6, "School")).beside == (("the heading above", "School"),)
    found = quote(tagged("text", 0, 4, "Held", row="statement:0"))
    assert found.beside == (("said once for the whole notice", "Held"),)
    assert found.marks == ()


def test_overlapping_marks_are_one() -> None:
    row = disclosure(
        issues=(),
        tags=tuple(
            Tag("category", name, "shared", 1.0, "keyword", Evidence(None, "description", *span))
            for name, span in (
                ("a", (0, 9, "Names and")), ("b", (6, 14, "and UPNs")), ("c", (19, 22, "run")),
            )
        ),
    )  # fmt: skip
    assert quote(row).marks == ((0, 14), (19, 22))


def test_a_decided_tag_has_no_words() -> None:
    found = quote(tagged("", 0, 0, ""))
    assert (found.marks, found.beside) == ((), ())


def test_a_notice_in_two_formats_says_it_once_in_two_places() -> None:
    row = tagged("description", 0, 5, "Names")
    other = replace(
        row, place=Place(block=7), description=Text("Names  and UPNs, to run\nthe register")
    )
    found = quotes_of([(notice(row, path="a.pdf"), row), (notice(other, path="a.docx"), other)])
    assert [len(each.places) for each in found] == [2]
    assert [place.source for place in found[0].places] == ["a.pdf", "a.docx"]


def test_rows_of_other_words_are_other_quotes() -> None:
    one, two = disclosure(), disclosure(description=Text("Something else"))
    assert len(quotes_of([(notice(one), one), (notice(two), two)])) == 2
    past = disclosure(status="historic")
    assert len(quotes_of([(notice(one), one), (notice(past), past)])) == 2


def test_what_was_decided_is_kept() -> None:
    decided = (Decided("status", "in_use", "historic", "Ada", "2025-01-01", "left"),)
    assert quote(disclosure(decided=decided)).decided == decided
