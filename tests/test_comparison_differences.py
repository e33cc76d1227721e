from dataclasses import replace

import pytest
from tests.test_comparison import of, row

from noticeparse.comparison import Names, compare, differences
from noticeparse.comparison.differences import renamed
from noticeparse.model import Evidence, Fields, School, Tag, Text
from noticeparse.vocabulary import load_vocabulary

NAMES = Names.of(load_vocabulary())


def told(*notices, kind, **more):
    """(supplier, what, schools) of the differences of a kind."""
    found = differences(compare(notices, **more), NAMES)
    return [
        (each.supplier.supplier, side.what, side.schools)
        for each in found
        if each.kind == kind
        for side in each.sides
    ]


def denied(name):
    return Tag("category", name, "not_shared", 1.0, "keyword", Evidence(None, "company", 0, 1, "A"))


def test_the_same_supplier_with_different_data() -> None:
    north, south = of("N", row(shared=("name", "gender"))), of("S", row(shared=("name",)))
    silent = of("E", row(shared=()))
    assert told(north, south, silent, kind="different_data") == [("Arbor", "Gender / sex", ("N",))]


def test_one_school_says_that_nothing_is_shared() -> None:
    nothing = of("N", row(shared=(), no_personal_data=True))
    assert told(nothing, of("S", row()), kind="nothing_shared") == [
        ("Arbor", "Says that nothing personal is shared", ("N",)),
        ("Arbor", "Shares: Name", ("S",)),
    ]
    assert told(nothing, of("S", row(shared=())), kind="nothing_shared") == []


def test_passed_on_here_and_not_there() -> None:
    north = of("N", row(shared=(), tags=(denied("name"),)))
    assert told(north, of("S", row()), kind="withheld_elsewhere") == [
        ("Arbor", "Name: not passed on", ("N",)),
        ("Arbor", "Name: passed on", ("S",)),
    ]


def test_special_categories_are_those_of_article_9_and_those_treated_so() -> None:
    notices = of("N", row(shared=("medical_health", "free_school_meals_pupil_premium", "name")))
    found = told(notices, kind="special_category")
    assert [what for _, what, _ in found] == [
        "Free school meals / pupil premium",
        "Medical / health",
    ]


def test_not_stated_at_some() -> None:
    north = of("N", row(fields=Fields(location=Text("UK"))))
    assert ("Arbor", "Location: not stated for this supplier", ("S",)) in told(
        north, replace(of("S", row()), statements=()), kind="not_stated"
    )
    once = told(north, of("S", row()), kind="not_stated")  # said for all its rows
    assert not [what for _, what, _ in once if "Location" in what]
    # What nobody states is no difference, but data and purpose have to be stated.
    alone = told(of("N", row(shared=())), kind="not_stated")
    assert [what for _, what, _ in alone] == ["Which data: not stated", "Purpose: not stated"]
    nothing = of("N", row(shared=(), no_personal_data=True))
    assert told(nothing, kind="not_stated") == []


def test_terms_that_differ() -> None:
    north = of("N", row(fields=Fields(location=Text("UK"))))
    south = of("S", row(fields=Fields(location=Text("USA"))))
    assert told(north, south, kind="different_terms") == [
        ("Arbor", "Location: UK", ("N",)),
        ("Arbor", "Location: USA", ("S",)),
    ]


def test_bases_are_compared_by_what_they_name() -> None:
    def based(text):
        evidence = Evidence(None, "fields.lawful_basis", 0, 4, text[:4])
        tag = Tag("lawful_basis", "A6-1-e", None, 0.9, "keyword", evidence)
        return row(fields=Fields(lawful_basis=Text(text)), lawful_bases=(tag,))

    result = compare([of("N", based("Public task")), of("S", based("Art. 6(1)(e) public task"))])
    assert result.suppliers[0].differs == ()


def test_not_in_use_here_and_in_use_there() -> None:
    past = of("N", row(status="historic"))
    assert told(past, of("S", row()), kind="not_in_use") == [
        ("Arbor", "No longer used", ("N",)),
        ("Arbor", "In use", ("S",)),
    ]


def test_named_by_one_school_only() -> None:
    both, one = of("N", row(), row("Zed", supplier="zed")), of("S", row())
    assert told(both, one, kind="only_one_school") == [("Zed", "Only here", ("N",))]
    assert told(both, kind="only_one_school") == []  # one school alone is no comparison


@pytest.mark.parametrize(
    ("company", "now"),
    [
        ("G Suite", "Google Workspace"),
        ("G-Suite for Education", "Google Workspace for Education"),
        ("Show My Homework", "Satchel One"),
        ("Office 365 (Microsoft)", "Microsoft 365"),
        ("Google Workspace", None),
        ("Google Workspace (formerly G Suite)", None),
        ("Satchel One", None),
        ("Twitter feed reader", None),
        ("FFT Live", "FFT Aspire"),
        ("Suite G", None),
        ("", None),
    ],
)
def test_old_names(company, now) -> None:
    found = renamed(company, NAMES.old)
    assert (found.now if found else None) == now


def test_old_names_are_a_difference() -> None:
    (found,) = told(of("N", row("G Suite", supplier="google")), kind="old_name")
    assert found[1] == "“G Suite” is now called Google Workspace (since 2020)"


def test_unread_schools_and_failures_are_kept() -> None:
    result = compare([of("N", row())], no_notice=[School("E")])
    assert result.no_notice == ("E",)


def test_schools_are_in_the_order_of_people() -> None:
    names = ["School 10", "school 9", "Abbey", "School 9B"]
    assert compare([of(name, row()) for name in names]).schools == (
        "Abbey", "school 9", "School 9B", "School 10",
    )  # fmt: skip


def test_every_renamed_product_has_another_name_now() -> None:
    vocabulary = load_vocabulary()
    for supplier in vocabulary.suppliers:
        assert renamed(supplier.name, NAMES.old) is None, supplier.name


def test_the_order_of_notices_changes_no_difference() -> None:
    notices = [of("N", row(shared=("gender",))), of("S", row()), of("E", row(status="historic"))]
    kinds = [
        [(each.kind, each.supplier.supplier, each.sides) for each in differences(c, NAMES)]
        for c in (compare(notices), compare(notices[::-1]))
    ]
    assert kinds[0] == kinds[1]


def test_a_held_person_is_held_unless_the_name_was_decided() -> None:
    from noticeparse.model import Decided

    person = row("Mr A. Person", supplier=None, held=True)
    assert compare([of("N", person)]).suppliers[0].held
    decided = replace(
        person, decided=(Decided("company", "Mr A. Person", "The piano teacher", "o", "2025"),)
    )
    assert not compare([of("N", decided)]).suppliers[0].held
