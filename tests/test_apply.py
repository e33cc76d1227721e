"""Corrections from the workbook to the next run, by the command as people use it."""

import json
import os
import shutil
import subprocess
import sys

import pytest
from tests.correcting import (
    COMPANIES,
    YES,
    Editor,
    notice_text,
    run_convert,
)
from tests.programs import needs

from noticeparse.cli.apply import apply
from noticeparse.errors import InputError, OutputError, UnreadableFile
from noticeparse.model import Decision
from noticeparse.reports.csv import read_csv
from noticeparse.reports.decision_log import DECISIONS_FILE, decision_to_json, read_decisions
from noticeparse.reports.files import AtomicFile


def rows_of(folder, name="disclosures.csv"):
    frame = read_csv(folder / "out" / name)
    return {(row["source"], row["company"]): row for row in frame.to_dict("records")}


def correct(folder, edit, *, path="out/disclosures.xlsx", asked=YES):
    """Edit the workbook, apply it, and convert again."""
    editor = Editor(folder / path)
    edit(editor)
    editor.save()
    status = apply(folder / path, None, **asked)
    run_convert(folder)
    return status


def edit_twenty_three(editor):
    """20 cells changed, 2 rows deleted, 1 added, everything in another order."""
    sources = sorted({editor.get(row, "source") for row in range(2, 22)})
    for source in sources:
        for number, (company, *_) in enumerate(COMPANIES[:3]):
            row = editor.find(source=source, company=company)
            editor.set(row, "description", f"Corrected {number}")
            editor.set(row, "company", f"{company} Ltd")
        for company, *_ in COMPANIES[3:5]:
            editor.set(editor.find(source=source, company=company), "status", "planned")
        editor.delete(editor.find(source=source, company="Inventry"))
    for source in sources:
        name = "Tags"
        row = editor.find(name, source=source, company="Evolve", label="Name")
        editor.set(row, "label", "Postal address", name)
        row = editor.find(name, source=source, company="ParentPay", label="Name")
        editor.set(row, "polarity", "not_shared", name)
    sample = editor.find(source=sources[0], company="Wonde")
    editor.append(
        school=editor.get(sample, "school"),
        source=sources[0],
        company="Seesaw",
        description="Names, for homework",
        status="in_use",
    )
    editor.shuffle(columns=True)
    editor.shuffle("Tags", columns=True)


def test_twenty_three_changes_and_no_other(folder) -> None:
    shutil.copytree(folder / "out", folder / "old")
    assert correct(folder, edit_twenty_three) == 0
    assert len(read_decisions(folder / "out")) == 23
    run_convert(folder, since=folder / "old")
    found = read_csv(folder / "out" / "changes.csv")
    rewritten = found["company"].isin([f"{company} Ltd" for company, *_ in COMPANIES[:3]])
    anew = rewritten & found["field"].isin(["categories", "purposes", "data_subjects"])
    before = read_csv(folder / "old" / "disclosures.csv")
    corrected = before[before["company"].isin([company for company, *_ in COMPANIES[:3]])]
    tagged = corrected[["categories", "purposes", "data_subjects"]]
    assert len(found[anew]) == (tagged != "").sum().sum() >= 12  # what was said is said no more
    found = found[~anew]
    assert set(found["what"]) == {"decided by a person"}
    gone, come = found["before"] != "", found["after"] != ""
    of_rows = found["field"] == ""
    assert [sum(of_rows & gone), sum(of_rows & come), sum(~of_rows)] == [2, 1, 20]
    assert sorted(found["field"]) == sorted(
        ["company"] * 6 + ["description"] * 6 + ["status"] * 4 + ["categories"] * 4 + [""] * 3
    )


def test_what_counts_is_shown_and_what_is_printed_is_kept(folder) -> None:
    correct(folder, edit_twenty_three)
    rows = rows_of(folder)
    row = rows["moorland/notice.txt", "Tapestry Ltd"]
    assert row["description"] == "Corrected 0"
    assert row["decided"] == "company; description"
    assert ("moorland/notice.txt", "Inventry") not in rows
    assert rows["moorland/notice.txt", "Seesaw"]["decided"] == "row"
    assert "address" in rows["moorland/notice.txt", "Evolve"]["categories"].split("; ")
    assert rows["moorland/notice.txt", "ParentPay"]["not_shared"] == "name"
    file = json.loads((folder / "out" / "moorland" / "notice.txt.json").read_text("utf-8"))
    by_company = {each["company"]: each for each in file["disclosures"]}
    printed = by_company["Tapestry"]
    assert printed["description"] == "Names and photographs Online learning journal"
    assert {each["field"]: each["after"] for each in printed["decided"]} == {
        "company": "Tapestry Ltd",
        "description": "Corrected 0",
    }
    assert printed["decided"][0]["who"] == "Ada Okafor"
    assert by_company["Inventry"]["decided"][0]["after"] is None
    assert by_company["Seesaw"]["added"] is True
    tags = read_csv(folder / "out" / "tags.csv")
    decided = tags[tags["method"] == "decided"]
    assert sorted(decided["id"]) == ["address", "address", "name", "name"]
    assert set(decided["text"]) == set(decided["start"]) == {""}
    counts = json.loads((folder / "out" / "run.json").read_text("utf-8"))["counts"]
    assert (counts["disclosures"], counts["rows_deleted"], counts["rows_added"]) == (19, 2, 1)


def test_applying_twice_adds_nothing(folder) -> None:
    editor = Editor(folder / "out" / "disclosures.xlsx")
    edit_twenty_three(editor)
    editor.save(folder / "mine.xlsx")
    for _ in range(3):
        assert apply(folder / "mine.xlsx", folder / "out", **YES) == 0
        run_convert(folder)
        assert len(read_decisions(folder / "out")) == 23


def test_the_next_workbook_starts_from_what_was_decided(folder) -> None:
    correct(folder, edit_twenty_three)
    editor = Editor(folder / "out" / "disclosures.xlsx")
    row = editor.find(company="Tapestry Ltd")
    assert editor.get(row, "decided") == "company; description"
    assert apply(folder / "out" / "disclosures.xlsx", None, **YES) == 0
    assert len(read_decisions(folder / "out")) == 23


def test_a_decision_is_superseded_and_taken_back(folder) -> None:
    where = {"source": "saltway/notice.txt"}

    def name(before, after):
        return lambda editor: editor.set(editor.find(company=before, **where), "company", after)

    correct(folder, name("Wonde", "Wonde Limited"))
    correct(folder, name("Wonde Limited", "Wonde Ltd"))
    assert ("saltway/notice.txt", "Wonde Ltd") in rows_of(folder)
    correct(folder, name("Wonde Ltd", "Wonde"))
    row = rows_of(folder)["saltway/notice.txt", "Wonde"]
    assert row["decided"] == ""
    assert len(read_decisions(folder / "out")) == 3


def test_an_added_row_can_be_corrected_and_taken_out(folder) -> None:
    source = "saltway/notice.txt"
    correct(folder, lambda editor: editor.append(source=source, company="Seesaw"))
    correct(
        folder, lambda editor: editor.set(editor.find(company="Seesaw"), "description", "Names")
    )
    assert rows_of(folder)[source, "Seesaw"]["description"] == "Names"
    correct(folder, lambda editor: editor.delete(editor.find(company="Seesaw")))
    assert (source, "Seesaw") not in rows_of(folder)
    assert len(read_csv(folder / "out" / "reopened.csv")) == 0


def test_a_changed_source_opens_exactly_what_speaks_of_changed_words(folder) -> None:
    correct(folder, edit_twenty_three)
    changed = [list(row) for row in COMPANIES]
    changed[0][1] = "Names, photographs and voices"  # the description of Tapestry
    changed[7][0] = "ParentPay Group"  # the company itself
    changed.append(["Arbor", "Names", "Records"])
    path = folder / "in" / "moorland" / "notice.txt"
    path.write_text(notice_text("Moorland Edge Primary School", changed), "utf-8")
    run_convert(folder)
    found = read_csv(folder / "out" / "reopened.csv")
    assert sorted(zip(found["company"], found["field"], strict=True)) == [
        ("ParentPay", "categories"),
        ("Tapestry", "description"),
    ]
    assert set(found["state"]) == {"reopened"}
    rows = rows_of(folder)
    assert rows["moorland/notice.txt", "Tapestry Ltd"]["decided"] == "company"
    assert "voices" in rows["moorland/notice.txt", "Tapestry Ltd"]["description"]
    assert rows["saltway/notice.txt", "Tapestry Ltd"]["description"] == "Corrected 0"
    record = json.loads((folder / "out" / "run.json").read_text("utf-8"))["decisions"]
    assert (record["applied"], len(record["reopened"])) == (21, 2)
    file = json.loads((folder / "out" / "moorland" / "notice.txt.json").read_text("utf-8"))
    assert [each["code"] for each in file["issues"]].count("decision_reopened") == 2


def test_rows_that_moved_are_found_by_their_words(folder) -> None:
    correct(folder, edit_twenty_three)
    path = folder / "in" / "moorland" / "notice.txt"
    text = notice_text("Moorland Edge Primary School", COMPANIES[::-1])
    path.unlink()
    path.with_name("autumn.txt").write_text(text, "utf-8")
    run_convert(folder)
    rows = rows_of(folder)
    assert rows["moorland/autumn.txt", "Tapestry Ltd"]["description"] == "Corrected 0"
    assert ("moorland/autumn.txt", "Inventry") not in rows
    assert len(read_csv(folder / "out" / "reopened.csv")) == 0


def test_a_row_whose_words_stand_twice_is_listed_not_guessed(folder) -> None:
    correct(folder, lambda editor: editor.set(editor.find(company="Wonde"), "description", "Names"))
    path = folder / "in" / "moorland" / "notice.txt"
    twin = path.with_name("copy.txt")
    path.rename(path.with_name("first.txt"))
    text = path.with_name("first.txt").read_text("utf-8")
    path.with_name("first.txt").write_text(text + "\nChecked in spring\n", "utf-8")
    twin.write_text(text + "\nChecked in autumn\n", "utf-8")
    run_convert(folder)
    found = read_csv(folder / "out" / "reopened.csv")
    assert list(found["state"]) == ["conflict"]
    assert {row["decided"] for row in rows_of(folder).values()} == {""}


def test_two_people_at_odds_are_listed_and_neither_counts(folder) -> None:
    for who, company in (("Ada", "Wonde Limited"), ("Ben", "Wonde Ltd")):
        editor = Editor(folder / "out" / "disclosures.xlsx")
        editor.set(editor.find(company="Wonde", source="saltway/notice.txt"), "company", company)
        editor.save(folder / f"{who}.xlsx")
    for who in ("Ada", "Ben"):
        apply(folder / f"{who}.xlsx", folder / "out", yes=True, who=who, quiet=True)
    run_convert(folder)
    found = read_csv(folder / "out" / "reopened.csv")
    assert sorted(zip(found["who"], found["state"], strict=True)) == [
        ("Ada", "conflict"),
        ("Ben", "conflict"),
    ]
    assert ("saltway/notice.txt", "Wonde") in rows_of(folder)

    def settle(editor):
        row = editor.find(company="Wonde", source="saltway/notice.txt")
        editor.set(row, "company", "Wonde Ltd")

    correct(folder, settle)
    assert ("saltway/notice.txt", "Wonde Ltd") in rows_of(folder)
    assert len(read_csv(folder / "out" / "reopened.csv")) == 0


def test_what_is_open_again_is_settled_in_the_workbook(folder) -> None:
    def rename(company):
        return lambda editor: editor.set(editor.find(source="saltway/notice.txt", company="Wonde"), "company", company)  # fmt: skip

    for who in ("Ada", "Ben"):
        editor = Editor(folder / "out" / "disclosures.xlsx")
        rename(f"Wonde of {who}")(editor)
        editor.save(folder / f"{who}.xlsx")
    for who in ("Ada", "Ben"):
        apply(folder / f"{who}.xlsx", folder / "out", yes=True, who=who, quiet=True)
    run_convert(folder)
    name = "Open again"
    assert correct(folder, lambda editor: editor.delete(editor.find(name, who="Ada"), name)) == 0
    assert ("saltway/notice.txt", "Wonde of Ben") in rows_of(folder)
    assert len(read_csv(folder / "out" / "reopened.csv")) == 0
    assert [each.field for each in read_decisions(folder / "out")] == ["company", "company", "withdrawn"]  # fmt: skip

    path = folder / "in" / "saltway" / "notice.txt"
    path.write_text(notice_text("Saltway Infant School", COMPANIES[:3]), "utf-8")
    run_convert(folder)
    assert len(read_csv(folder / "out" / "reopened.csv")) == 1
    correct(folder, lambda editor: editor.delete(2, name))
    assert len(read_csv(folder / "out" / "reopened.csv")) == 0
    assert correct(folder, lambda editor: None) == 0
    assert len(read_decisions(folder / "out")) == 4


def test_who_changes_their_mind_in_one_workbook_is_not_at_odds(folder) -> None:
    mine = folder / "mine.xlsx"
    for company in ("Wonde Limited", "Wonde Ltd"):
        editor = Editor(folder / "out" / "disclosures.xlsx")
        editor.set(editor.find(company="Wonde", source="saltway/notice.txt"), "company", company)
        editor.save(mine)
        apply(mine, folder / "out", **YES)
    run_convert(folder)
    assert ("saltway/notice.txt", "Wonde Ltd") in rows_of(folder)


@pytest.mark.parametrize("step", ["write", "_put"])
def test_nothing_is_lost_when_apply_is_killed(folder, monkeypatch, step) -> None:
    correct(folder, lambda editor: editor.set(editor.find(company="Wonde"), "company", "W"))
    before = (folder / "out" / DECISIONS_FILE).read_bytes()
    editor = Editor(folder / "out" / "disclosures.xlsx")
    editor.set(editor.find(company="Evolve"), "company", "E")
    editor.save()

    def killed(self, *_):
        if self.path.name == DECISIONS_FILE:
            raise KeyboardInterrupt
        raise AssertionError(self.path)

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(AtomicFile, step, killed)
        apply(folder / "out" / "disclosures.xlsx", None, **YES)
    assert (folder / "out" / DECISIONS_FILE).read_bytes() == before
    apply(folder / "out" / "disclosures.xlsx", None, **YES)
    assert (folder / "out" / DECISIONS_FILE).read_bytes().startswith(before)
    assert [each.after for each in read_decisions(folder / "out")] == ["W", "E"]


def test_without_yes_and_without_a_terminal_nothing_is_written(folder, monkeypatch) -> None:
    monkeypatch.setattr("sys.stdin", _NoTerminal())
    editor = Editor(folder / "out" / "disclosures.xlsx")
    editor.set(editor.find(company="Evolve"), "company", "E")
    editor.save()
    with pytest.raises(InputError, match="--yes"):
        apply(folder / "out" / "disclosures.xlsx", None, who="Ada")
    assert not (folder / "out" / DECISIONS_FILE).exists()


class _NoTerminal:
    def isatty(self):
        return False


def test_an_edited_workbook_that_was_not_applied_is_never_overwritten(folder, capsys) -> None:
    book = folder / "out" / "disclosures.xlsx"
    editor = Editor(book)
    editor.set(editor.find(company="Evolve"), "company", "E")
    editor.save()
    edited = book.read_bytes()
    for _ in range(2):
        run_convert(folder)
        assert book.read_bytes() == edited
        assert (folder / "out" / "disclosures.1.xlsx").is_file()
        assert not (folder / "out" / "disclosures.2.xlsx").exists()
        assert "noticeparse apply" in capsys.readouterr().err
    assert apply(book, None, **YES) == 0
    run_convert(folder)
    assert ("moorland/notice.txt", "E") in rows_of(folder)
    assert Editor(book).find(company="E")
    assert not (folder / "out" / "disclosures.1.xlsx").exists()


def test_an_edited_csv_is_left_and_the_new_one_beside_it(folder) -> None:
    path = folder / "out" / "disclosures.csv"
    path.write_bytes(path.read_bytes() + b"mine\r\n")
    run_convert(folder)
    assert path.read_bytes().endswith(b"mine\r\n")
    assert len(read_csv(folder / "out" / "disclosures.1.csv")) == 20


def test_a_workbook_that_is_open_elsewhere(folder, monkeypatch, capsys) -> None:
    replace = type(folder).replace

    def locked(self, target):
        if target.name in {"disclosures.xlsx", "disclosures.1.csv", "disclosures.csv"}:
            raise PermissionError(13, "in use")
        return replace(self, target)

    another = notice_text("Elm Lane School")
    (folder / "in" / "another.txt").write_text(another, "utf-8")
    monkeypatch.setattr(type(folder), "replace", locked)
    before = (folder / "out" / "disclosures.xlsx").read_bytes()
    assert run_convert(folder) == 0
    monkeypatch.undo()
    assert (folder / "out" / "disclosures.xlsx").read_bytes() == before
    assert (folder / "out" / "disclosures.1.xlsx").is_file()
    assert (folder / "out" / "disclosures.2.csv").is_file()
    said = capsys.readouterr().err
    assert "Close it in Excel" in said
    assert "disclosures.2.csv" in said
    assert run_convert(folder) == 0
    assert not (folder / "out" / "disclosures.1.xlsx").exists()
    assert capsys.readouterr().err == ""


def test_decisions_of_another_folder_or_none(folder) -> None:
    (folder / "elsewhere").mkdir()
    book = folder / "elsewhere" / "disclosures.xlsx"
    shutil.copy(folder / "out" / "disclosures.xlsx", book)
    with pytest.raises(InputError, match="not a folder that"):
        apply(book, None, **YES)
    with pytest.raises(UnreadableFile, match="does not exist"):
        apply(folder / "none.xlsx", folder / "out", **YES)


def test_two_at_once_do_not_lose_each_other(folder, monkeypatch) -> None:
    editor = Editor(folder / "out" / "disclosures.xlsx")
    editor.set(editor.find(company="Evolve"), "company", "E")
    editor.save()
    write = AtomicFile.write

    def meanwhile(self, data):
        (folder / "out" / DECISIONS_FILE).write_text("\n", "utf-8")
        write(self, data)

    monkeypatch.setattr(AtomicFile, "write", meanwhile)
    with pytest.raises(OutputError, match="Apply the workbook again"):
        apply(folder / "out" / "disclosures.xlsx", None, **YES)
    assert (folder / "out" / DECISIONS_FILE).read_text("utf-8") == "\n"


def test_a_damaged_line_is_an_error_not_a_loss(folder) -> None:
    made = Decision("k1", None, "n", "s", "d", "company", "A", "B", "w", "t", "A", "D")
    good = json.loads(decision_to_json(made))
    wrong = {"after": [1], "before": {"a": 1}, "school": 5, "values": [1], "supersedes": "k0"}
    for line in ({"id": "k1"}, *({**good, name: value} for name, value in wrong.items())):
        text = decision_to_json(made) + "\n" + json.dumps(line) + "\n"
        (folder / "out" / DECISIONS_FILE).write_text(text, "utf-8")
        with pytest.raises(UnreadableFile, match="line 2 is no decision"):
            run_convert(folder)


def test_an_edited_workbook_outlives_a_run_that_does_not_write_one(folder) -> None:
    book = folder / "out" / "disclosures.xlsx"
    editor = Editor(book)
    editor.set(editor.find(company="Evolve"), "company", "E")
    editor.save()
    edited = book.read_bytes()
    run_convert(folder, formats="csv,json")
    run_convert(folder)
    assert book.read_bytes() == edited
    assert (folder / "out" / "disclosures.1.xlsx").is_file()


def test_what_a_stopped_run_wrote_was_not_edited_by_a_person(folder, monkeypatch, capsys) -> None:
    path = folder / "in" / "saltway" / "notice.txt"
    path.write_text(notice_text("Saltway Infant School", COMPANIES[1:]), "utf-8")

    def stopped(*_, **__):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr("noticeparse.cli.summary.write_record", stopped)
        run_convert(folder)
    path.write_text(notice_text("Saltway Infant School", COMPANIES[2:]), "utf-8")
    run_convert(folder)
    assert capsys.readouterr().err == ""
    assert not list((folder / "out").rglob("*.1.*"))
    assert len(rows_of(folder)) == 18


def test_twenty_three_changes_through_libreoffice(folder) -> None:
    needs(shutil.which("soffice") is not None, "LibreOffice")
    editor = Editor(folder / "out" / "disclosures.xlsx")
    edit_twenty_three(editor)
    editor.save(folder / "disclosures.xlsx")
    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder / "saved")]
    command += [str(folder / "disclosures.xlsx")]
    subprocess.run(command, check=True, capture_output=True)
    assert apply(folder / "saved" / "disclosures.xlsx", folder / "out", **YES) == 0
    assert len(read_decisions(folder / "out")) == 23


def test_notice_files_carry_what_was_decided_to_other_commands(folder) -> None:
    correct(folder, edit_twenty_three)
    run_convert(folder, output="again", inputs="out")
    for name in ("disclosures.csv", "tags.csv"):
        assert (folder / "again" / name).read_bytes() == (folder / "out" / name).read_bytes()


def test_the_command_tells_what_it_does(folder) -> None:
    editor = Editor(folder / "out" / "disclosures.xlsx")
    editor.set(editor.find(company="Evolve"), "company", "Evolve Ltd")
    editor.set(editor.find(company="Wonde"), "status", "perhaps")
    editor.set(editor.find(company="CPOMS"), "section", "Mine")
    editor.save()
    command = [sys.executable, "-m", "noticeparse", "apply", "out/disclosures.xlsx"]

    def run(*more):
        env = {**os.environ, "COLUMNS": "140", "PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "1"}
        return subprocess.run([*command, *more], cwd=folder, env=env, stdin=subprocess.DEVNULL, capture_output=True, encoding="cp1252", check=False)  # fmt: skip

    asked = run("--who", "Zoë")
    assert asked.returncode == 2
    assert "--yes" in asked.stderr
    done = run("--who", "Zoë", "--yes")
    assert done.returncode == 1
    assert "Evolve Ltd" in done.stdout
    assert "Not taken over: Disclosures, row" in done.stdout
    assert 'There is no status "perhaps"' in done.stdout
    assert "Passed over" in done.stdout
    assert "noticeparse convert" in done.stdout
    assert read_decisions(folder / "out")[0].who == "Zoë"
    assert "Nothing new" in run("--yes").stdout
