"""What is decided: how a row counts, which row a decision is of, and which decisions count."""

from dataclasses import replace

import pytest
from tests.reports.made import disclosure, notice

from noticeparse.decisions import decide, decided_fields, effective, effective_rows, note_of
from noticeparse.decisions.making import Signature, new_decisions
from noticeparse.decisions.sheet import Edit
from noticeparse.model import Decided, Decision, Match, Source, Text
from noticeparse.reports.decision_log import decision_from_dict, decision_to_json
from noticeparse.reports.json import notice_from_json, notice_to_json
from noticeparse.reports.rows import disclosure_rows, tag_rows

ROW = disclosure()


def decided(field, before, after):
    return Decided(field, before, after, "Ada", "2025-03-01T10:00:00+00:00", None, "k1")


def decision(field="company", after="Arbor Education", **changes):
    made = Decision(
        id=f"k{field}{after}",
        school="North Hill School",
        notice="north/privacy.pdf",
        sha256="ab" * 32,
        disclosure=ROW.id,
        field=field,
        before="Arbor",
        after=after,
        who="Ada",
        when="2025-03-01T10:00:00+00:00",
        company=ROW.company.string,
        description=ROW.description.string,
    )
    return replace(made, **changes)


def match(company):
    return Match(company.casefold(), company, "certain", 1.0)


def run(notices, *decisions):
    return decide(notices, decisions, match=match, tag=lambda row: row)


def states(done):
    return [(each.decision.field, each.state) for each in done.judged]


def ids(row, kind):
    return [(tag.id, tag.polarity, tag.method) for tag in row.tags if tag.kind == kind]


@pytest.mark.parametrize(
    ("said", "categories"),
    [
        ([("categories", "name", "address")], [("home_address", "not_shared", "keyword"), ("address", "shared", "decided")]),
        ([("categories", "name", None)], [("home_address", "not_shared", "keyword")]),
        ([("categories", "name", "name:not_shared")], [("home_address", "not_shared", "keyword"), ("name", "not_shared", "decided")]),
        ([("categories", "name", None), ("categories", None, "name")], [("home_address", "not_shared", "keyword"), ("name", "shared", "keyword")]),
        ([("purposes", "administration", None)], [("name", "shared", "keyword"), ("home_address", "not_shared", "keyword")]),
    ],
)  # fmt: skip
def test_tags_as_they_count(said, categories) -> None:
    row = effective(replace(ROW, decided=tuple(decided(*each) for each in said)))
    assert ids(row, "category") == categories


def test_a_decided_purpose_has_no_polarity_and_no_evidence() -> None:
    made = notice(replace(ROW, decided=(decided("purposes", None, "catering"),)))
    row = list(tag_rows(made))[3]
    assert (row["kind"], row["id"], row["polarity"], row["method"]) == (
        "purpose",
        "catering",
        "",
        "decided",
    )
    assert row["text"] == row["start"] == row["end"] == row["field"] == ""


def test_texts_as_they_count() -> None:
    row = replace(
        ROW,
        decided=(
            decided("company", "Arbor", "Arbor Ltd"),
            decided("status", "in_use", "planned"),
            decided("note", None, "asked"),
        ),
    )
    assert effective(row).company.string == "Arbor Ltd"
    assert effective(row).status == "planned"
    assert effective(row).description == ROW.description
    assert note_of(row) == "asked"
    assert decided_fields(row) == ("company", "status", "note")
    assert next(disclosure_rows(notice(row)))["decided"] == "company; status; note"


def test_a_row_taken_out_counts_no_more() -> None:
    made = notice(replace(ROW, decided=(decided("row", "Arbor", None),)), disclosure("B", id="d2"))
    assert [row.company.string for row in effective_rows(made)] == ["B"]


def test_the_notice_file_keeps_what_was_decided() -> None:
    made = notice(replace(ROW, decided=(decided("company", "Arbor", "A"),), added=True))
    again = notice_from_json(notice_to_json(made))
    assert again.disclosures[0].decided == made.disclosures[0].decided
    assert again.disclosures[0].added


def test_a_decision_is_read_back_as_it_was_written() -> None:
    import json

    made = decision(why="é\n", supersedes=("k1",), values=(("status", "planned"),), sheet="s")
    line = decision_to_json(made)
    assert "\n" not in line
    assert decision_from_dict(json.loads(line)) == made


def changed_source(made, **changes):
    return replace(made, source=replace(made.source, sha256="cd" * 32, **changes))


CASES = {
    "the same": (notice(), "holds"),
    "line breaks": (notice(disclosure(description=Text("Names and\nUPNs,  to run the register"))), "holds"),
    "another id, same words": (notice(disclosure(id="d9")), "holds"),
    "moved below another of the company": (notice(disclosure(description=Text("Other")), disclosure(id="d9")), "holds"),
    "other description": (notice(disclosure(description=Text("Names"))), "holds"),
    "other description, other id": (notice(disclosure(description=Text("Names"), id="d9")), "reopened"),
    "other description, two rows": (notice(disclosure(description=Text("A")), disclosure(description=Text("B"), id="d9")), "reopened"),
    "other company": (notice(disclosure("Bromcom")), "reopened"),
    "gone": (notice(disclosure("Bromcom", id="d9")), "reopened"),
    "twice, with other ids": (notice(disclosure(id="d8"), disclosure(id="d9")), "conflict"),
    "renamed file": (notice(path="north/new.pdf"), "holds"),
    "renamed and changed file": (changed_source(notice(path="north/new.pdf")), "holds"),
    "another school's notice": (changed_source(notice(school="South")), "not_read"),
    "another school's file of the same bytes": (notice(path="south/privacy.pdf", school="South"), "not_read"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_company_is_found_again_or_not_guessed(case) -> None:
    made, state = CASES[case]
    done = run([made], decision())
    assert states(done) == [("company", state)]
    shown = [row.company.string for row in effective_rows(done.notices[0])]
    assert ("Arbor Education" in shown) == (state == "holds")


@pytest.mark.parametrize("field", ["description", "status", "row", "categories"])
def test_what_speaks_of_the_description_is_opened_with_it(field) -> None:
    after = {"row": None, "categories": "address", "status": "planned"}.get(field, "X")
    before = {"categories": "name"}.get(field, "x")
    made = decision(field, after, before=before)
    assert states(run([notice()], made)) == [(field, "holds")]
    other = notice(disclosure(description=Text("Names, to run the register")))
    done = run([other], made)
    assert states(done) == [(field, "reopened")]
    assert done.notices[0].disclosures == other.disclosures
    assert done.notices[0].issues[-1].code == "decision_reopened"


def test_what_is_printed_stays_and_the_supplier_follows() -> None:
    row = run([notice()], decision()).notices[0].disclosures[0]
    assert row.company.string == "Arbor"
    assert row.supplier.id == "arbor education"


def test_deciding_twice_is_deciding_once() -> None:
    addition = decision("row", "Seesaw", before=None, disclosure="dadded", company="Seesaw", description="", values=(("description", "Names"), ("status", "planned")))  # fmt: skip
    decisions = (decision(), addition, decision("row", None, disclosure="dx", company="Gone"))
    once = run([notice()], *decisions)
    twice = run(once.notices, *decisions)
    assert once == twice
    added = once.notices[0].disclosures[1]
    assert (added.company.string, added.status, added.added) == ("Seesaw", "planned", True)
    assert len(once.notices[0].issues) == 2


def test_an_added_row_that_the_notice_now_prints_is_opened() -> None:
    addition = decision("row", "Arbor", before=None, disclosure="dadded")
    done = run([notice()], addition)
    assert states(done) == [("row", "reopened")]
    assert len(done.notices[0].disclosures) == 1


def test_the_same_words_in_two_notices_of_the_school() -> None:
    notices = [changed_source(notice(path=f"north/{name}.pdf")) for name in "ab"]
    done = run(notices, decision())
    assert states(done) == [("company", "conflict")]
    assert [each.disclosures for each in done.notices] == [each.disclosures for each in notices]


def test_a_later_decision_takes_the_place_of_the_one_that_it_knew() -> None:
    first = decision(after="A")
    second = decision(after="B", supersedes=(first.id,))
    done = run([notice()], first, second)
    assert [each.decision.after for each in done.judged] == ["B"]
    assert done.notices[0].disclosures[0].decided[0].before == "Arbor"


def test_two_that_did_not_know_each_other_are_at_odds() -> None:
    done = run([notice()], decision(after="A"), decision(after="B", who="Ben"))
    assert {each.state for each in done.judged} == {"conflict"}
    assert "Ben" in done.judged[0].reason
    assert not done.notices[0].disclosures[0].decided


def test_two_that_say_the_same_are_not() -> None:
    done = run([notice()], decision(after="A"), decision(after="A", id="k2", who="Ben"))
    assert {each.state for each in done.judged} == {"holds"}


def edit(field="company", before="Arbor", after="A", **changes):
    made = Edit("", "North Hill School", "north/privacy.pdf", "ab" * 32, ROW.id, field, before, after, "", "", "Arbor", "Names", where="row 2", shown="Arbor")  # fmt: skip
    return replace(made, **changes)


def signed(*known, who="Ada", sheet="s1"):
    return Signature(who, "2025-03-01T10:00:00+00:00", sheet, known)


def test_what_is_said_already_is_not_said_again() -> None:
    first = new_decisions([edit()], [], signature=signed())
    assert new_decisions([edit()], first, signature=signed()) == []
    assert new_decisions([edit()], first, signature=signed(who="Ben", sheet="s2")) == []


def test_an_old_workbook_applied_again_does_not_bring_back_what_it_said() -> None:
    there = new_decisions([edit()], [], signature=signed())
    later = signed(there[0].id, sheet="s2")
    there += new_decisions([edit(before="A", after="B")], there, signature=later)
    assert there[1].supersedes == (there[0].id,)
    assert new_decisions([edit()], there, signature=signed()) == []


def test_replacing_a_tag_speaks_of_both() -> None:
    there = new_decisions([edit("categories", "name", "address")], [], signature=signed())
    again = signed(there[0].id, sheet="s2")
    there += new_decisions([edit("categories", None, "name")], there, signature=again)
    made = decision("x", disclosure=ROW.id)
    there = [replace(each, description=made.description) for each in there]
    done = run([notice()], *there)
    row = effective(done.notices[0].disclosures[0])
    assert {tag.id for tag in row.tags if tag.kind == "category"} == {"home_address", "name", "address"}  # fmt: skip


def test_a_source_of_two_schools_of_one_name_is_told_by_its_path() -> None:
    one, other = notice(), notice(path="south/privacy.pdf")
    done = run([other, one], decision())
    assert [bool(each.disclosures[0].decided) for each in done.notices] == [False, True]
    assert isinstance(one.source, Source)
