"""Which decision file a run uses, and why: the order, and that nothing of an older place is lost."""

from __future__ import annotations

import json

import pytest
from tests.correcting import Editor
from tests.officer.desk import Desk, at_desk

from .making import SCHOOLS, notice

ASHLEA, BIRCHFOLD = SCHOOLS[:2]
YES = ("--yes", "--who", "Ada Okafor")


@pytest.fixture
def desk(tmp_path, monkeypatch) -> Desk:
    desk = at_desk(tmp_path, monkeypatch)
    desk.put("in/a/n.txt", notice(ASHLEA))
    desk.put("in/b/n.txt", notice(BIRCHFOLD))
    desk.put("lists/schools.csv", f"path,school\n../in/a,{ASHLEA}\n../in/b,{BIRCHFOLD}\n")
    return desk


def correct(
    desk: Desk, company="Bromcom", after="Bromcom Ltd", *, out="output", apply=(), school=ASHLEA
):
    path = desk.folder / out / "disclosures.xlsx"
    editor = Editor(path)
    editor.set(editor.find(company=company, school=school), "company", after)
    editor.save()
    return desk.run("apply", str(path), *YES, *apply)


def companies(desk: Desk, out="output") -> set[str]:
    return {row["company"] for row in desk.read_csv(f"{out}/disclosures.csv")}


def used(desk: Desk, out="output") -> tuple[str, str]:
    record = json.loads((desk.folder / out / "run.json").read_text("utf-8"))["decisions"]
    path = (desk.folder.resolve() / out / record["file"]).relative_to(desk.folder.resolve())
    return path.as_posix(), record["because"]


def count(desk: Desk, name: str) -> int:
    return len((desk.folder / name).read_text("utf-8").splitlines())


def test_without_anything_they_stay_in_the_folder_of_the_results(desk) -> None:
    desk.convert()
    assert "Written to output/decisions.jsonl" in correct(desk, apply=("output",)).text.replace(
        str(desk.folder) + "/", ""
    )
    told = desk.convert()
    assert "Decision file: output/decisions.jsonl (in the folder of the results)." in told.lines
    assert used(desk) == ("output/decisions.jsonl", "in the folder of the results")
    assert "Bromcom Ltd" in companies(desk)


def test_a_new_folder_says_which_decisions_it_lacks(desk) -> None:
    desk.convert()
    correct(desk)
    told = desk.convert("-o", "new")
    assert (
        "output/decisions.jsonl is not used, since new is another folder: add --since output"
        in told.text
    )
    assert "Bromcom" in companies(desk, "new")
    told = desk.convert("-o", "new", "--since", "output")
    assert "is not used" not in told.text
    assert "Bromcom Ltd" in companies(desk, "new")


def test_a_folder_of_results_that_was_moved_keeps_its_decisions(desk) -> None:
    desk.convert()
    correct(desk)
    desk.convert()
    (desk.folder / "archive").mkdir()
    (desk.folder / "output").rename(desk.folder / "archive" / "2025")
    desk.convert("-o", "archive/2025", "--reread")
    assert correct(desk, "CPOMS", "CPOMS Ltd", out="archive/2025").status == 0
    desk.convert("-o", "archive/2025")
    assert {"Bromcom Ltd", "CPOMS Ltd"} <= companies(desk, "archive/2025")


def test_decisions_that_lie_in_the_inputs_are_never_passed_over_in_silence(desk) -> None:
    desk.put("in/schools.csv", f"path,school\na,{ASHLEA}\nb,{BIRCHFOLD}\n")
    desk.convert("--schools", "in/schools.csv")
    correct(desk)
    told = desk.convert("--schools", "in/schools.csv")
    assert "Passed over" in told.text and "decisions.jsonl, " not in told.text
    told = desk.convert("-o", "new")
    assert (
        "in/decisions.jsonl is not used; to use it, add: --decisions in/decisions.jsonl"
        in told.lines
    )
    assert "add --since output to take its decisions along" in told.text
    told = desk.convert("-o", "new", "--decisions", "in/decisions.jsonl")
    assert "is not used" not in told.text
    assert "Bromcom Ltd" in companies(desk, "new")
    told = desk.run("compare", "output", "--output", "page.csv")
    assert "in/decisions.jsonl (the run of these results used it)." in told.text


def test_beside_the_list_of_schools_they_reach_a_new_folder(desk) -> None:
    listed = ("--schools", "lists/schools.csv")
    desk.convert(*listed)
    assert correct(desk).status == 0
    assert count(desk, "lists/decisions.jsonl") == 1
    desk.convert(*listed, "-o", "new")
    assert used(desk, "new") == ("lists/decisions.jsonl", "beside the list of schools")
    assert "Bromcom Ltd" in companies(desk, "new")


def test_the_settings_file_comes_before_the_list_and_the_option_before_both(desk) -> None:
    listed = ("--schools", "lists/schools.csv")
    desk.convert(*listed)
    correct(desk)
    assert desk.run("init", "--decisions", "trust.jsonl").status == 0
    told = desk.convert(*listed)
    assert "Taken over into trust.jsonl: 1 decision of lists/decisions.jsonl." in told.lines
    assert used(desk) == ("trust.jsonl", "noticeparse.toml")
    assert "Bromcom Ltd" in companies(desk)
    told = desk.convert(*listed, "--decisions", "other.jsonl", "-o", "new")
    assert "There are no decisions in other.jsonl yet." in told.lines
    assert (
        "trust.jsonl has decisions, too, and is not used: --decisions names other.jsonl."
        in told.lines
    )
    assert used(desk, "new") == ("other.jsonl", "--decisions")
    assert "Bromcom Ltd" not in companies(desk, "new")
    assert "the next convert there takes these over" in correct(desk, out="new").text
    told = desk.convert(*listed, "--decisions", "other.jsonl", "-o", "new")
    assert "Taken over into other.jsonl: 1 decision of new/decisions.jsonl." in told.lines
    assert "Bromcom Ltd" in companies(desk, "new")
    assert (count(desk, "other.jsonl"), count(desk, "trust.jsonl")) == (1, 1)


def test_an_old_output_is_taken_over_once_and_stays(desk) -> None:
    desk.convert()
    correct(desk)
    old = (desk.folder / "output" / "decisions.jsonl").read_bytes()
    told = desk.convert("--schools", "lists/schools.csv")
    assert (
        "Taken over into lists/decisions.jsonl: 1 decision of output/decisions.jsonl." in told.lines
    )
    assert (desk.folder / "lists" / "decisions.jsonl").read_bytes() == old
    assert (desk.folder / "output" / "decisions.jsonl").read_bytes() == old
    told = desk.convert("--schools", "lists/schools.csv", "--reread")
    assert "Taken over" not in told.text
    assert count(desk, "lists/decisions.jsonl") == 1


def test_since_takes_the_decisions_along_and_unchanged_notices_do_not_differ(desk) -> None:
    desk.put("in/c/n.txt", notice("Oldbury Primary School"))
    desk.convert()
    editor = Editor(desk.folder / "output" / "disclosures.xlsx")
    editor.set(editor.find(company="CPOMS", school=ASHLEA), "location", "UK")
    editor.set(editor.find(company="CPOMS", school=BIRCHFOLD), "status", "historic")
    editor.delete(editor.find(company="Evolve", school=ASHLEA))
    for row in range(2, editor.sheet().max_row + 1):
        if editor.get(row, "school") == "Oldbury Primary School":
            editor.set(row, "school", "Newbury Primary School")
    editor.append(school="Upton Primary School", company="Bromcom", description="Names")
    editor.save()
    assert desk.run("apply", "output/disclosures.xlsx", *YES).status == 0
    desk.convert()
    told = desk.convert("-o", "new", "--since", "output")
    assert "Since then: 0 added, 0 removed, 0 changed; see changes.csv." in told.lines
    assert desk.read_csv("new/changes.csv") == []
    assert "Decisions: 5 applied." in told.lines
    assert used(desk, "new")[0] == "new/decisions.jsonl"
    rows = {(row["school"], row["company"]) for row in desk.read_csv("new/disclosures.csv")}
    assert ("Newbury Primary School", "Bromcom") in rows
    assert ("Upton Primary School", "Bromcom") in rows
    assert (ASHLEA, "Evolve") not in rows


def test_since_tells_what_a_person_decided_from_what_a_school_changed(desk) -> None:
    desk.put("in/c/n.txt", notice("Oldbury Primary School"))
    desk.convert()
    editor = Editor(desk.folder / "output" / "disclosures.xlsx")
    editor.set(editor.find(company="CPOMS", school=ASHLEA), "status", "planned")
    editor.delete(editor.find(company="Evolve", school=BIRCHFOLD))
    for row in range(2, editor.sheet().max_row + 1):
        if editor.get(row, "school") == "Oldbury Primary School":
            editor.set(row, "school", "Newbury Primary School")
    editor.save()
    desk.run("apply", "output/disclosures.xlsx", *YES)
    desk.put(
        "in/a/n.txt",
        notice(ASHLEA, [("Tapestry", "Names", "Journal")])
        + "CPOMS | Names and safeguarding concerns | Safeguarding log\n",
    )
    desk.convert("-o", "new", "--since", "output")
    found = {
        (each["school"], each["what"], each["company"], each["field"])
        for each in desk.read_csv("new/changes.csv")
    }
    person = "decided by a person"
    assert {each for each in found if each[1] == person} == {
        (ASHLEA, person, "CPOMS", "status"),
        (BIRCHFOLD, person, "Evolve", ""),
        ("Newbury Primary School", person, "", "school"),
    }
    assert {each[0] for each in found if each[1] != person} == {ASHLEA}


def test_a_file_of_a_school_without_a_notice_is_never_called_left_over(desk) -> None:
    desk.convert()
    editor = Editor(desk.folder / "output" / "disclosures.xlsx")
    editor.append(school="Upton Primary School", company="Bromcom", description="Names")
    editor.save()
    desk.run("apply", "output/disclosures.xlsx", *YES)
    desk.convert()
    correct(desk)
    told = desk.convert()
    file = desk.folder / "output" / "Upton Primary School (no notice).json"
    assert file.is_file()
    assert "no table has" not in told.text and "elete" not in told.text
    told = desk.run("incident", "Bromcom", "output", "--output", "page.html")
    assert "3 schools" in told.text or "3  " in told.text
    desk.put("in/u.txt", notice("Upton Primary School"))
    told = desk.convert()
    assert "1 open again" in told.text
    assert not file.exists()  # the school has a notice now, and the program clears up itself


def test_no_list_and_no_folder_are_written_to_that_cannot_be(desk, monkeypatch) -> None:
    monkeypatch.setattr("noticeparse.trust.os.access", lambda path, _: path.name != "lists")
    listed = ("--schools", "lists/schools.csv")
    told = desk.convert(*listed)
    assert (
        "Nothing can be written into lists: decisions stay in output/decisions.jsonl." in told.lines
    )
    assert correct(desk).status == 0
    desk.convert(*listed)
    assert "Bromcom Ltd" in companies(desk)
    assert not (desk.folder / "lists" / "decisions.jsonl").exists()


@pytest.mark.parametrize("command", ["compare", "incident", "check", "draft", "register"])
def test_every_command_that_reads_notices_uses_them(desk, command) -> None:
    listed = ("--schools", "lists/schools.csv")
    desk.convert(*listed)
    correct(desk, after="Zanzibar Records")
    asked = {
        "compare": ("compare", "in", "--output", "page.csv"),
        "incident": ("incident", "Zanzibar Records", "in", "--output", "page.html"),
        "check": ("check", "in"),
        "draft": ("draft", "in"),
        "register": ("register", "add", "in", "--database", "r.db"),
    }[command]
    told = desk.run(*asked, *listed)
    assert told.status in (0, 3), told.text
    assert "Decision file: lists/decisions.jsonl (beside the list of schools)." in told.lines
    if command == "compare":
        assert "Zanzibar Records" in (desk.folder / "page.csv").read_text("utf-8-sig")
    if command == "incident":
        assert "1 sharing data with it" in told.text
    if command == "register":
        rows = desk.run("register", "show", ASHLEA, "--database", "r.db", "--output", "rows.csv")
        assert rows.status == 0, rows.text
        assert "Zanzibar Records" in (desk.folder / "rows.csv").read_text("utf-8-sig")


def test_standard_output_has_them_too(desk) -> None:
    listed = ("--schools", "lists/schools.csv")
    desk.convert(*listed)
    correct(desk)
    told = desk.run("convert", "in", "-o", "-", *listed)
    assert '"after":"Bromcom Ltd"' in told.text.replace('": "', '":"')


def test_a_renamed_and_changed_file_keeps_what_speaks_of_its_school(desk) -> None:
    desk.convert()
    editor = Editor(desk.folder / "output" / "disclosures.xlsx")
    editor.append(school=ASHLEA, company="Seesaw", description="Names, for homework")
    editor.set(editor.find(company="Bromcom", school=ASHLEA), "company", "Bromcom Ltd")
    editor.save()
    desk.run("apply", "output/disclosures.xlsx", *YES)
    (desk.folder / "in" / "a" / "n.txt").unlink()
    desk.put(
        "in/a/new.txt",
        notice(ASHLEA, [("Bromcom", "Names alone", "Records"), ("Wonde", "Names", "Sync")]),
    )
    told = desk.convert()
    assert "Decisions: 2 applied." in told.lines
    assert {"Seesaw", "Bromcom Ltd"} <= companies(desk)


def test_apply_follows_the_run_wherever_it_is_given(desk, monkeypatch) -> None:
    desk.convert("--schools", "lists/schools.csv")
    desk.put("elsewhere/noticeparse.toml", "decisions = 'another-trust.jsonl'\n")
    correct(desk)  # so the file is there
    desk.convert("--schools", "lists/schools.csv")
    monkeypatch.chdir(desk.folder / "elsewhere")
    assert correct(desk, "CPOMS", "CPOMS Ltd").status == 0
    assert count(desk, "lists/decisions.jsonl") == 2
    assert not (desk.folder / "elsewhere" / "another-trust.jsonl").exists()
