"""A trust's second year: one command, and every decision stands or is reopened with a reason."""

from __future__ import annotations

import json
from collections import Counter

import pytest
from tests.correcting import Editor
from tests.officer.desk import Desk, at_desk

from .making import (
    GONE,
    NEW,
    SCHOOLS,
    UNPUBLISHED,
    correct,
    put_first_year,
    put_second_year,
)

TAGS = ("categories", "purposes", "data_subjects")
FORMATS = ("--format", "csv,json,xlsx", "--jobs", "1")


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """After the second year's one command."""
    with pytest.MonkeyPatch.context() as patch:
        desk = at_desk(tmp_path_factory.mktemp("trust"), patch)
        put_first_year(desk)
        first = ("convert", "2025", "--schools", "lists/schools-2025.csv", "-o", "out-2025")
        assert desk.run(*first, *FORMATS).status == 0
        editor = Editor(desk.folder / "out-2025" / "disclosures.xlsx")
        correct(editor)
        editor.save()
        applied = desk.run("apply", "out-2025/disclosures.xlsx", "--yes", "--who", "Ada Okafor")
        assert applied.status == 0, applied.text
        assert desk.run(*first, *FORMATS).status == 0
        put_second_year(desk)
        second = ("convert", "2026", "--schools", "lists/schools-2026.csv", "-o", "out-2026")
        told = desk.run(*second, "--since", "out-2025", *FORMATS)
        assert told.status == 0, told.text
        yield desk, told


def record(desk: Desk):
    return json.loads((desk.folder / "out-2026" / "run.json").read_text("utf-8"))["decisions"]


def test_the_forty_decisions_are_the_trusts(desk) -> None:
    desk, told = desk
    lines = (desk.folder / "lists" / "decisions.jsonl").read_text("utf-8").splitlines()
    assert len(lines) == 40
    assert not (desk.folder / "out-2025" / "decisions.jsonl").exists()
    assert "Decision file: lists/decisions.jsonl (beside the list of schools)." in told.lines


def test_every_decision_stands_or_has_a_reason(desk) -> None:
    desk, _ = desk
    found = record(desk)
    assert found["applied"] == 34
    assert found["in_conflict"] == []
    again = {(each["school"], each["company"], each["field"]) for each in found["reopened"]}
    assert again == {
        (SCHOOLS[1], "CPOMS", "status"),  # its words have changed
        (SCHOOLS[2], "Seesaw", "row"),  # it is printed now
        (SCHOOLS[4], "Evolve", "description"),  # the row is gone
    }
    assert {each["school"] for each in found["not_read"]} == {GONE}
    assert len(found["not_read"]) == 3
    assert all(each["reason"] for each in found["reopened"] + found["not_read"])


def test_what_was_decided_counts_in_the_second_year(desk) -> None:
    desk, _ = desk
    rows = {
        (row["school"], row["company"]): row for row in desk.read_csv("out-2026/disclosures.csv")
    }
    for school in SCHOOLS[:9]:
        assert (school, "Tapestry Ltd") in rows
    assert rows[SCHOOLS[0], "CPOMS"]["status"] == "planned"
    assert rows[SCHOOLS[6], "Evolve"]["description"] == "Names, for trip 6"
    assert (SCHOOLS[5], "Parentmail") not in rows
    assert rows[SCHOOLS[10], "Seesaw"]["decided"] == "row"
    assert rows[UNPUBLISHED, "Bromcom"]["description"] == "Names, for registers"
    assert (NEW, "Bromcom") in rows


def test_the_difference_is_what_five_schools_changed(desk) -> None:
    desk, told = desk
    found = desk.read_csv("out-2026/changes.csv")
    by_school = [each for each in found if each["what"] in ("added", "removed", "changed")]
    stated = [each for each in by_school if each["field"] not in TAGS]  # these follow the words
    assert {(each["school"], each["what"], each["company"], each["field"]) for each in stated} == {
        (SCHOOLS[0], "changed", "Tapestry Ltd", "description"),
        (SCHOOLS[1], "changed", "CPOMS", "description"),
        (SCHOOLS[1], "changed", "CPOMS", "status"),  # the person's word holds no more
        (SCHOOLS[2], "added", "Seesaw", ""),
        (SCHOOLS[3], "removed", "Bromcom", ""),
        (SCHOOLS[4], "removed", "Evolve", ""),
    }
    of_tags = {(each["school"], each["company"]) for each in by_school if each not in stated}
    assert of_tags <= {(SCHOOLS[0], "Tapestry Ltd"), (SCHOOLS[1], "CPOMS")}
    others = Counter((each["school"], each["what"]) for each in found if each not in by_school)
    assert others == {(GONE, "read then, not now"): 1, (NEW, "read now, not then"): 1}
    assert (
        f"Since then: 1 added, 2 removed, {len(by_school) - 3} changed; see changes.csv."
        in told.lines
    )


def test_the_same_command_again_changes_nothing(desk, monkeypatch) -> None:
    desk, _ = desk
    at_desk(desk.folder, monkeypatch)
    before = (desk.folder / "lists" / "decisions.jsonl").read_bytes()
    known = record(desk)
    again = ("convert", "2026", "--schools", "lists/schools-2026.csv", "-o", "out-2026")
    assert desk.run(*again, *FORMATS).status == 0
    assert record(desk) == known
    assert (desk.folder / "lists" / "decisions.jsonl").read_bytes() == before
