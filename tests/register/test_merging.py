"""Whose a name is, said once for every notice: a decision as any other, and taken back by one."""

from dataclasses import replace

from tests.correcting import notice_text
from tests.register.test_register_cli import run

from noticeparse import parse
from noticeparse.comparison import Names
from noticeparse.decisions.making import Signature, of_name
from noticeparse.model import Decision
from noticeparse.register import asking
from noticeparse.register.changes import changes_since
from noticeparse.register.content import EVERY, counting, decisions_of
from noticeparse.register.copying import wrong

ROWS = (
    ("Penlock Learning Journal", "names and photographs", "Learning records"),
    ("Penlock", "names of staff", "Training"),
    ("Arbor", "names and attendance", "Pupil records"),
)


def notice(school, *rows):
    text = notice_text(school, rows or ROWS)
    return parse(text.encode(), source_path=f"{school}/notice.txt")


def reach(register):
    with register.reading() as connection:
        return {each["supplier"]: each["rows"] for each in asking.suppliers(connection)}


def say(adding, name, supplier, who="Ada Okafor"):
    with adding.database.reading() as connection:
        there = decisions_of(connection, ())
    signature = Signature(who, adding.now, f"register {adding.now}")
    return adding.decide(of_name(name, ("supplier", supplier, ""), there, signature))


def test_a_name_that_is_merged_counts_as_the_other_in_notices_of_today_and_tomorrow(
    register, at, knowledge
) -> None:
    at("2025-09-01").add(notice("Alder School"))
    assert reach(register)["Penlock Learning Journal"] == "1"
    assert say(at("2025-09-02"), "penlock  learning journal", "Penlock") == 1
    at("2025-09-03").add(notice("Beck School"))
    assert reach(register) == {"Penlock": "4", "Arbor": "2"}
    with register.reading() as connection:
        home, _ = asking.school_called(connection, "Beck School")
        (found,) = counting(connection, home, knowledge).notices.values()
    row = found.disclosures[0]
    assert (row.company.string, row.supplier.judgement) == ("Penlock Learning Journal", "certain")
    assert [(each.field, each.who) for each in row.decided] == [("supplier", "Ada Okafor")]
    assert list(wrong(register)) == []


def test_a_name_that_is_split_is_a_supplier_of_its_own_until_that_is_undone(register, at) -> None:
    at("2025-09-01").add(notice("Alder School"))
    say(at("2025-09-02"), "Arbor", None)
    with register.reading() as connection:
        assert {"supplier": "Arbor", "id": "", "schools": "1", "rows": "1"} in asking.suppliers(
            connection
        )
    say(at("2025-09-03"), "Arbor", "Arbor")
    with register.reading() as connection:
        ids = {each["supplier"]: each["id"] for each in asking.suppliers(connection)}
    assert ids["Arbor"] == "arbor"


def test_what_was_said_of_the_row_itself_counts_more(register, at) -> None:
    one = notice("Alder School")
    at("2025-09-01").add(one)
    row = one.disclosures[0]
    own = Decision(
        **{"id": "k1", "school": "Alder School", "notice": one.source.path, "why": None},
        **{"sha256": one.source.sha256, "disclosure": row.id, "field": "supplier"},
        **{"before": None, "after": "Arbor", "who": "Bo Quist", "when": "2026-01-01T10:00:00Z"},
        **{"company": row.company.string, "description": row.description.string},
    )
    at("2025-09-02").decide([own])
    say(at("2025-09-03"), "Penlock Learning Journal", "Penlock")
    assert reach(register) == {"Arbor": "2", "Penlock": "1"}


def test_no_school_changed_by_it_and_it_holds_for_the_past(register, at, knowledge) -> None:
    at("2025-09-01").add(notice("Alder School"))
    say(at("2026-02-01"), "Penlock Learning Journal", "Penlock")
    at("2026-03-01").add(notice("Alder School", *ROWS[:2]))
    with register.reading() as connection:
        found = changes_since(connection, "2026-01-01", knowledge, Names.of(knowledge.vocabulary()))
        then = asking.rows_at(connection, 1, "2025-12-31", knowledge)
    assert [(each.change.what, each.change.company) for each in found] == [("removed", "Arbor")]
    assert [row["supplier"] for row in then] == ["Penlock", "Penlock", "Arbor"]


def test_two_who_contradict_each_other_change_nothing(register, at) -> None:
    at("2025-09-01").add(notice("Alder School"))
    for who, supplier in (("Ada Okafor", "Penlock"), ("Bo Quist", "Arbor")):
        adding = at("2025-09-02")  # neither knew of the other
        adding.decide(
            of_name(
                "Penlock Learning Journal", ("supplier", supplier, ""), (), Signature(who, "", who)
            )
        )
    assert reach(register)["Penlock Learning Journal"] == "1"


def test_decisions_on_names_are_of_no_school(register, at) -> None:
    at("2025-09-01").add(replace(notice("Alder School"), school=None))
    say(at("2025-09-02"), "Penlock", None)
    with register.reading() as connection:
        assert [each.of_name for each in decisions_of(connection, [""])] == [True]
        assert decisions_of(connection, [EVERY]) == decisions_of(connection, ())


def test_the_commands(tmp_path, address) -> None:
    (tmp_path / "alder.txt").write_text(notice_text("Alder School", ROWS), encoding="utf-8")
    run("add", tmp_path / "alder.txt", address=address)
    merge = ("merge", "Penlock Learning Journal", "Penlock", "--who", "Ada", "--why", "One firm.")
    assert "Decided." in run(*merge, address=address)
    assert "decided already" in run(*merge, address=address)
    assert "Learning Journal" in run("suppliers", "Penlock", address=address)
    assert "One firm." in run("undo", address=address)
    assert "Decided." in run("split", "Arbor", "--who", "Ada", address=address)
    for name in ("arbor", "Penlock Learning Journal"):
        assert "Decided." in run("undo", name, "--who", "Bo", address=address)
    assert "Nothing." in run("undo", address=address)
    assert "Nothing was said of Arbor" in run("undo", "Arbor", address=address, status=2)
    assert "Did you mean Penlock" in run("merge", "Penlok", "Arbor", address=address, status=2)
    assert "No notice" in run("merge", "Penlock", "Nobody Ltd", address=address, status=2)
