"""What is wrong with a decision file or a settings file is said, and nothing is lost by it."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from tests.correcting import Editor
from tests.officer.desk import Desk, at_desk

from noticeparse.decisions import decide
from noticeparse.locks import Lock
from noticeparse.model import Decision
from noticeparse.reports import decision_log
from noticeparse.reports.decision_log import append_log, decision_to_json, read_log

from .making import SCHOOLS, notice

ASHLEA, BIRCHFOLD = SCHOOLS[:2]
LISTED = ("--schools", "lists/schools.csv")
MINE = "lists/decisions.jsonl"


@pytest.fixture
def desk(tmp_path, monkeypatch) -> Desk:
    desk = at_desk(tmp_path, monkeypatch)
    desk.put("in/a/n.txt", notice(ASHLEA))
    desk.put("in/b/n.txt", notice(BIRCHFOLD))
    desk.put("lists/schools.csv", f"path,school\n../in/a,{ASHLEA}\n../in/b,{BIRCHFOLD}\n")
    return desk


def correct(desk: Desk, after: str, *, out="output", who="Ada Okafor", company="Bromcom"):
    editor = Editor(desk.folder / out / "disclosures.xlsx")
    editor.set(editor.find(company=company, school=ASHLEA), "company", after)
    editor.save()
    return desk.run("apply", f"{out}/disclosures.xlsx", "--yes", "--who", who)


def decisions(desk: Desk, out="output"):
    return json.loads((desk.folder / out / "run.json").read_text("utf-8"))["decisions"]


def lines(desk: Desk, name=MINE) -> list[str]:
    return (desk.folder / name).read_text("utf-8").splitlines()


def companies(desk: Desk, out="output") -> set[str]:
    return {row["company"] for row in desk.read_csv(f"{out}/disclosures.csv")}


def test_two_files_that_contradict_each_other(desk) -> None:
    desk.convert("-o", "alone")
    desk.convert(*LISTED)
    correct(desk, "Bromcom One")
    correct(desk, "Bromcom Two", out="alone", who="Bo Lund")
    told = desk.convert(*LISTED, "-o", "new", "--since", "alone")
    assert (
        "Taken over into lists/decisions.jsonl: 1 decision of alone/decisions.jsonl." in told.lines
    )
    found = decisions(desk, "new")["in_conflict"]
    assert {each["after"] for each in found} == {"Bromcom One", "Bromcom Two"}
    assert all("Another decision says otherwise: by" in each["reason"] for each in found)
    assert "Bromcom" in companies(desk, "new")  # neither counts
    assert len(lines(desk)) == 2


def test_one_id_that_says_two_things_is_an_error_and_changes_nothing(desk) -> None:
    desk.convert(*LISTED)
    correct(desk, "Bromcom One")
    (line,) = lines(desk)
    other = line.replace("Bromcom One", "Bromcom Two")
    desk.put("output/decisions.jsonl", other + "\n")
    told = desk.convert(*LISTED)
    assert told.status == 2
    assert "output/decisions.jsonl and lists/decisions.jsonl have one id" in told.text
    assert lines(desk) == [line]
    desk.put("output/decisions.jsonl", "")
    desk.put(MINE, f"{line}\n{other}\n")
    told = desk.convert(*LISTED)
    assert "lists/decisions.jsonl, lines 1 and 2 have one id and say different things" in told.text


def test_the_same_decision_twice_counts_once(desk) -> None:
    desk.convert(*LISTED)
    correct(desk, "Bromcom One")
    (line,) = lines(desk)
    desk.put(MINE, f"{line}\n{line}\n{line}\n")
    told = desk.convert(*LISTED)
    assert "lists/decisions.jsonl: 2 lines repeated; each decision counts once." in told.lines
    assert "Decisions: 1 applied." in told.lines
    row = next(row for row in desk.read_csv() if row["company"] == "Bromcom One")
    assert row["decided"] == "company"


def test_a_file_of_another_trust_is_asked_about(desk) -> None:
    made = Decision(
        "k1", "Farlow School", "f/n.txt", "s", "d1", "company", "A", "B", "w", "t", "A", "D"
    )
    desk.put("others.jsonl", decision_to_json(made) + "\n")
    told = desk.convert(*LISTED, "--decisions", "others.jsonl")
    assert (
        "None of the 1 decisions of others.jsonl speaks of a notice or school that was read"
        in told.text
    )
    assert [each["id"] for each in decisions(desk)["not_read"]] == ["d1"]
    assert len(lines(desk, "others.jsonl")) == 1
    desk.put("old/decisions.jsonl", decision_to_json(made) + "\n")
    desk.run("convert", "in/a", "-o", "old", "--format", "json")
    told = desk.convert(*LISTED, "-o", "new", "--since", "old")
    assert "old/decisions.jsonl speaks of no school of the list" in told.text
    assert not (desk.folder / MINE).exists()
    assert len(lines(desk, "old/decisions.jsonl")) == 1


def test_a_half_written_last_line_is_passed_over_and_kept(desk) -> None:
    desk.convert(*LISTED)
    correct(desk, "Bromcom One")
    (line,) = lines(desk)
    half = line.replace('"id":"k', '"id":"kk')[:-30]
    desk.put(MINE, f"{line}\n{half}")
    told = desk.convert(*LISTED)
    assert told.status == 0
    assert "lists/decisions.jsonl: the last line is half-written" in told.text
    assert "Bromcom One" in companies(desk)
    assert correct(desk, "CPOMS Ltd", company="CPOMS").status == 0
    assert lines(desk)[0] == line and len(lines(desk)) == 2
    assert lines(desk, "lists/decisions.half-written.jsonl") == [half]
    assert "half-written" not in desk.convert(*LISTED).text
    assert {"Bromcom One", "CPOMS Ltd"} <= companies(desk)


@pytest.mark.parametrize("cut", [1, 3, 40, -1])
def test_a_line_that_was_cut_anywhere_is_half_written(tmp_path, cut) -> None:
    made = Decision("k1", "Škola", "n", "s", "d", "company", "A", "B", "w", "t", "Ä", "D")
    whole = decision_to_json(made).encode()
    file = tmp_path / "d.jsonl"
    file.write_bytes(whole + b"\n" + whole.replace(b"k1", b"k2")[:cut])
    assert [each.id for each in read_log(file).decisions] == ["k1"]
    assert "half-written" in read_log(file).odd[0]
    file.write_bytes(whole.replace(b"k1", b"k2")[:cut] + b"\n" + whole)
    with pytest.raises(Exception, match="line 1"):
        read_log(file)


def test_two_schools_of_one_name_are_not_told_apart_by_it(desk) -> None:
    desk.put("lists/schools.csv", f"path,school,urn\n../in/a,{ASHLEA},1\n../in/b,{ASHLEA},2\n")
    desk.put(
        "in/b/n.txt", notice(ASHLEA, [("Wonde", "Names", "Sync"), ("Evolve", "Names", "Trips")])
    )
    desk.convert(*LISTED)
    assert correct(desk, "Bromcom Ltd").status == 0
    rows = notice(ASHLEA, [("Wonde", "Names", "Sync")])
    (desk.folder / "in/a/n.txt").unlink()
    desk.put("in/a/new.txt", rows)  # whose words are now those of the other school alone
    desk.put("in/b/n.txt", notice(ASHLEA))
    desk.convert(*LISTED)
    (found,) = decisions(desk)["reopened"]
    assert f"several schools are called {ASHLEA}" in found["reason"]
    assert "Bromcom Ltd" not in companies(desk)


def test_a_decision_on_a_notice_that_is_gone_waits(desk) -> None:
    desk.convert(*LISTED)
    correct(desk, "Bromcom One")
    (desk.folder / "in/a/n.txt").unlink()
    told = desk.convert(*LISTED)
    assert "1 of notices that were not read" in told.text
    (waiting,) = decisions(desk)["not_read"]
    assert waiting["reason"] == "a/n.txt was not read this time."
    desk.put("in/a/n.txt", notice(ASHLEA))
    desk.convert(*LISTED)
    assert "Bromcom One" in companies(desk)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("decision = 'x.jsonl'\n", 'noticeparse.toml has the key "decision", which is not known. Its keys are decisions, schools, controller and dpo.'),
        ("decisions = 3\n", "noticeparse.toml: decisions is no path."),
        ("schools = ''\n", "noticeparse.toml: schools is no path."),
        ('decisions = "Z:\\users\\decisions.jsonl"\n', "noticeparse.toml cannot be understood"),
        ("decisions = 'in'\n", "noticeparse.toml: in is a folder. Name the file: in/decisions.jsonl"),
        ("decisions = 'nowhere/d.jsonl'\n", "noticeparse.toml: there is no folder nowhere."),
    ],
)  # fmt: skip
def test_a_settings_file_that_is_wrong_names_file_and_key(desk, text, said) -> None:
    desk.put("noticeparse.toml", text)
    for command in ("convert", "compare", "check"):
        told = desk.run(command, "in")
        assert told.status == 2
        assert said in told.text
    assert not (desk.folder / "output").exists()


def test_a_clock_that_was_set_back_loses_nothing(desk) -> None:
    desk.convert(*LISTED)
    correct(desk, "Bromcom One")
    text = (desk.folder / MINE).read_text("utf-8")
    when = json.loads(text)["when"]
    desk.put(MINE, text.replace(when, "2093-01-31T10:00:00+00:00"))
    desk.convert(*LISTED)
    editor = Editor(desk.folder / "output" / "disclosures.xlsx")
    editor.set(editor.find(company="Bromcom One"), "company", "Bromcom Two")
    editor.save()
    told = desk.run("apply", "output/disclosures.xlsx", "--yes", "--who", "Ada Okafor")
    assert (
        "The last decision was made on 2093-01-31, and the clock of this computer says" in told.text
    )
    desk.convert(*LISTED)
    assert "Bromcom Two" in companies(desk)


def test_the_order_of_decisions_counts_and_not_their_times() -> None:
    from tests.reports.made import disclosure
    from tests.reports.made import notice as made

    row = disclosure(supplier=None)
    said = ("company", "Arbor")
    words = (str(row.company), str(row.description))
    book = Decision(
        "k1", "North", "n.xlsx", "s", row.id, *said, "Of the book", "w", "2093-01-01", *words
    )
    sheet = Decision(
        "k2", "North", "n.xlsx#North", "s", row.id, *said, "Of the sheet", "w", "2026-01-01", *words
    )
    one = made(row, path="n.xlsx#North", school="North")
    (decided,) = decide([one], [book, sheet], match=lambda _: None, tag=lambda row: row).notices
    assert [each.after for each in decided.disclosures[0].decided] == ["Of the sheet"]


def test_who_finds_the_file_held_is_told_so_and_loses_nothing(desk, monkeypatch) -> None:
    monkeypatch.setattr(decision_log, "_WAITS", (0.01,))
    desk.convert(*LISTED)
    with Lock(desk.folder / "lists" / ".decisions.jsonl.lock"):
        told = correct(desk, "Bromcom One")
    assert told.status == 2
    assert "Somebody else is adding decisions to" in told.text
    assert not (desk.folder / MINE).exists()
    assert desk.run("apply", "output/disclosures.xlsx", "--yes", "--who", "Ada Okafor").status == 0
    assert len(lines(desk)) == 1


def test_many_who_add_at_once_lose_nothing(tmp_path) -> None:
    code = (
        "import sys; from pathlib import Path; from noticeparse.model import Decision\n"
        "from noticeparse.reports.decision_log import append_log\n"
        "for n in range(8):\n"
        "    id = f'k{sys.argv[2]}-{n}'\n"
        "    made = Decision(id, 'S', 'n', 's', id, 'note', None, 'B', 'w', 't', 'A', 'D')\n"
        "    append_log(Path(sys.argv[1]), [made])\n"
    )
    file = tmp_path / "shared" / "decisions.jsonl"
    started = [
        subprocess.Popen([sys.executable, "-c", code, str(file), str(who)]) for who in range(3)
    ]
    assert [each.wait(120) for each in started] == [0, 0, 0]
    assert len(read_log(file).decisions) == 24
    assert [path.name for path in file.parent.iterdir()] == ["decisions.jsonl"]


def test_decisions_that_are_there_are_not_added_again(tmp_path) -> None:
    made = Decision("k1", "S", "n", "s", "d", "note", None, "B", "w", "t", "A", "D")
    file = tmp_path / "decisions.jsonl"
    append_log(file, [made])
    append_log(file, [made])
    assert len(file.read_text("utf-8").splitlines()) == 1


def test_a_workbook_is_not_applied_to_a_file_that_knows_nothing_of_it(desk) -> None:
    desk.convert(*LISTED)
    correct(desk, "Bromcom One")
    desk.convert(*LISTED)
    (desk.folder / MINE).rename(desk.folder / "moved.jsonl")
    told = correct(desk, "CPOMS Ltd", company="CPOMS")
    assert told.status == 2
    assert "The workbook was made with 1 decision, of which" in told.text
    assert "--decisions" in told.text
    assert not (desk.folder / MINE).exists()
    assert not (desk.folder / "output" / "decisions.jsonl").exists()
    asked = ("--yes", "--who", "Ada Okafor", "--decisions", "moved.jsonl")
    told = desk.run("apply", "output/disclosures.xlsx", *asked)
    assert told.status == 0
    assert len(lines(desk, "moved.jsonl")) == 2


@pytest.mark.parametrize("name", ["notes.jsonl", "new/decisions.jsonl", "link.jsonl"])
def test_a_folder_that_was_sent_leads_no_correction_elsewhere(desk, name) -> None:
    desk.convert()
    desk.put("notes.jsonl", '{"my": "notes"}\n')
    (desk.folder / "new").mkdir()
    if name == "link.jsonl":
        (desk.folder / name).symlink_to(desk.folder / "notes.jsonl")
    path = desk.folder / "output" / "run.json"
    record = json.loads(path.read_text("utf-8"))
    record["decisions"]["file"] = str(desk.folder / name)
    path.write_text(json.dumps(record), "utf-8")
    assert correct(desk, "Bromcom One").status == 0
    assert len(lines(desk, "output/decisions.jsonl")) == 1
    assert lines(desk, "notes.jsonl") == ['{"my": "notes"}']
    assert not (desk.folder / "new" / "decisions.jsonl").exists()


def test_a_file_that_is_no_decision_file_is_named(desk) -> None:
    told = desk.convert("--decisions", "lists/schools.csv")
    assert told.status == 2
    assert "lists/schools.csv, line 1 is no decision" in told.text
