from dataclasses import replace

from tests.reports.made import disclosure, notice

from noticeparse.comparison import Names, compare, differences
from noticeparse.model import Evidence, Failure, Fields, Match, School, Tag, Text
from noticeparse.reports.comparison import totals


def tag(kind, name, polarity=None):
    return Tag(kind, name, polarity, 1.0, "keyword", Evidence(None, "company", 0, 1, "A"))


def row(company="Arbor", shared=("name",), supplier="arbor", judgement="certain", **changes):
    match = Match(supplier, supplier.title(), judgement, 1.0) if supplier else None
    tags = tuple(tag("category", name, "shared") for name in shared)
    values = {"tags": tags, "supplier": match, "fields": Fields(), "held": False, **changes}
    return disclosure(company, **values)


def of(school, *rows, path=None):
    return notice(*rows, school=school, path=path or f"{school}.pdf")


def test_a_supplier_is_one_however_it_is_printed() -> None:
    result = compare([of("N", row("Arbor MIS")), of("S", row("arbor"))])
    (supplier,) = result.suppliers
    assert (supplier.supplier_id, supplier.supplier) == ("arbor", "Arbor")
    assert [said.school for said in supplier.said] == ["N", "S"]
    assert supplier.by("N").companies == ("Arbor MIS",)
    assert supplier.by("X") is None


def test_a_proposed_match_merges_nothing() -> None:
    result = compare([of("N", row("Arbour", judgement="proposed")), of("S", row("Arbor"))])
    assert [each.supplier_id for each in result.suppliers] == ["arbor", None]


def test_unknown_companies_are_one_by_their_name() -> None:
    result = compare(
        [of("N", row("Zed  Ltd", supplier=None)), of("S", row("ZED ltd", supplier=""))]
    )
    assert len(result.suppliers) == 1


def body(company, shared=("name",), generic="local-authority", **changes):
    made = row(company, shared, "unknown-x", "unknown", **changes)
    return replace(made, supplier=replace(made.supplier, generic=generic))


def test_of_a_kind_of_body_each_school_has_its_own() -> None:
    north = of("N", row(), body("our local authority", ("name", "gender")))
    south = of("S", body("Local authorities"), body("other schools", generic="school"))
    west = of("W", row("Zed", supplier=None), body("our local authority"))
    result = compare([north, south, west])
    assert [(each.title, each.generic) for each in result.suppliers] == [
        ("Arbor", False),
        ("Zed", False),
        ("Our local authority (each school’s own)", True),
        ("Other schools (each school’s own)", True),
    ]
    authority = result.suppliers[2]
    assert [said.school for said in authority.said] == ["N", "S", "W"]
    assert authority.differs == ()
    assert totals(result) == (
        "2 suppliers in use at 3 schools; schools differ on 0. "
        "Besides 2 kinds of body of which each school has its own."
    )
    kinds = {each.kind for each in differences(result, Names()) if each.supplier.generic}
    assert kinds == {"not_stated"}  # that no purpose is stated


def test_differences_are_named() -> None:
    north = of("N", row(shared=("name", "gender")))
    south = of("S", row(shared=("name",)))
    assert compare([north, south]).suppliers[0].differs == ("categories",)
    assert compare([north, of("S", row(shared=("gender", "name")))]).suppliers[0].differs == ()


def test_what_is_not_stated_is_no_difference() -> None:
    north = of("N", row(fields=Fields(location=Text("UK"))))
    result = compare([north, of("S", row())])
    assert result.suppliers[0].differs == ()
    other = compare([north, of("S", row(fields=Fields(location=Text("USA"))))])
    assert other.suppliers[0].differs == ("location",)


def test_nothing_personal_against_something() -> None:
    nothing = of("N", row(shared=(), no_personal_data=True))
    result = compare([nothing, of("S", row())])
    (supplier,) = result.suppliers
    assert (supplier.by("N").no_personal_data, supplier.by("S").no_personal_data) == (True, None)
    assert supplier.differs == ("no_personal_data",)


def test_rows_that_disagree_within_a_school() -> None:
    mixed = of("N", row(shared=(), no_personal_data=True), row())
    assert compare([mixed]).suppliers[0].by("N").no_personal_data is False


def test_only_what_is_in_use_counts() -> None:
    result = compare([of("N", row(), row("Seesaw", supplier="seesaw", status="planned"))])
    assert [each.supplier for each in result.suppliers] == ["Arbor"]
    assert [each.supplier for each in result.apart] == ["Seesaw"]
    assert result.apart[0].said[0].statuses == ("planned",)


def test_two_notices_of_one_school_are_one_school() -> None:
    pupils, staff = of("N", row(), path="p.pdf"), of("N", row(shared=("gender",)), path="s.pdf")
    result = compare([pupils, staff])
    assert result.schools == ("N",)
    assert result.suppliers[0].by("N").categories == ("gender", "name")
    assert [source for source, _ in result.suppliers[0].by("N").rows] == ["p.pdf", "s.pdf"]


def test_one_notice_of_several_schools() -> None:
    trust = replace(of("N", row()), schools=(School("N"), School("S")))
    assert compare([trust]).schools == ("N", "S")


def test_a_school_that_is_not_stated_is_not_merged_with_another() -> None:
    result = compare([of(None, row(), path="a.pdf"), of(None, row(), path="b.pdf")])
    assert len(result.schools) == 2


def test_suppliers_of_most_schools_come_first() -> None:
    one, two = row("Zed", supplier="zed"), row("Arbor")
    result = compare([of("N", one, two), of("S", one), Failure("x", "c", "m", "w")])
    assert [each.supplier for each in result.suppliers] == ["Zed", "Arbor"]
    assert result.statements[0] == ("N", "location", "Held in the UK")


def test_the_order_of_the_notices_changes_no_cell() -> None:
    notices = [of("N", row("ARBOR"), row("Q", supplier=None)), of("S", row("Arbor"))]
    one, two = compare(notices), compare(notices[::-1])
    assert one.schools == two.schools
    assert one.suppliers == two.suppliers


def test_a_school_is_one_however_its_notices_print_it() -> None:
    loud, calm = of("NORTH HILL", row(), path="a.pdf"), of("North Hill", row(), path="b.pdf")
    assert compare([loud, calm]).schools == compare([calm, loud]).schools == ("North Hill",)


def test_two_schools_of_one_name_are_told_apart() -> None:
    one = replace(of("St Anne", row(), path="a.pdf"), urn="1")
    two = replace(of("St Anne", row(), path="b.pdf"), urn="2")
    assert compare([one, two]).schools == ("St Anne (1)", "St Anne (2)")
