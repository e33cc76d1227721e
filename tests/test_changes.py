"""What changed since last time."""

import re
from dataclasses import replace

import pytest
from tests.correcting import COMPANIES, make_notices, notice_text, read_in_process, run_convert
from tests.reports.made import disclosure, notice

from noticeparse.changed import changes, unread_schools
from noticeparse.errors import InputError
from noticeparse.model import Decided, Match, Text
from noticeparse.reports.csv import read_csv


def what(old, new, **more):
    return [
        (each.what, each.company, each.field, each.before, each.after)
        for each in changes([old], [new], **more)
    ]


def rows(*companies, **changes):
    return [disclosure(name, id=f"d{name}", supplier=None, **changes) for name in companies]


def test_nothing_changed() -> None:
    assert what(notice(), notice(path="elsewhere.docx")) == []


def test_line_breaks_are_no_change() -> None:
    spaced = disclosure(description=Text("Names and\nUPNs,  to run the register"))
    assert what(notice(), notice(spaced)) == []


def test_rows_that_came_and_went() -> None:
    found = what(notice(*rows("A", "B")), notice(*rows("B", "C")))
    text = "Names and UPNs, to run the register"
    assert found == [("removed", "A", "", text, ""), ("added", "C", "", "", text)]


@pytest.mark.parametrize(
    ("changed", "field", "before", "after"),
    [
        ({"description": Text("Names")}, "description", "Names and UPNs, to run the register", "Names"),
        ({"status": "historic"}, "status", "in_use", "historic"),
        ({"no_personal_data": True}, "no_personal_data", "false", "true"),
        ({"tags": ()}, "categories", "home_address:not_shared; name", ""),
    ],
)  # fmt: skip
def test_fields_that_changed(changed, field, before, after) -> None:
    found = what(notice(), notice(disclosure(**changed)))
    assert ("changed", "Arbor", field, before, after) in found


def test_a_supplier_under_another_name_is_the_same() -> None:
    match = Match("arbor", "Arbor", "certain", 1.0)
    old = disclosure("Arbor", id="d1", supplier=match)
    new = disclosure("Arbor Education", id="d2", supplier=match)
    assert what(notice(old), notice(new)) == [
        ("changed", "Arbor Education", "company", "Arbor", "Arbor Education")
    ]


def test_a_proposed_supplier_is_not() -> None:
    match = Match("arbor", "Arbor", "proposed", 0.5)
    old = disclosure("Arbor", id="d1", supplier=match)
    new = disclosure("Ardor", id="d2", supplier=match)
    assert [each[0] for each in what(notice(old), notice(new))] == ["removed", "added"]


def test_ids_that_moved_are_confirmed_by_words() -> None:
    one, two = disclosure(id="d1"), disclosure(id="d2", description=Text("Other"))
    swapped = [replace(two, id="d1"), replace(one, id="d2")]
    assert what(notice(one, two), notice(*swapped)) == []


def test_what_was_decided_is_told_apart_from_what_a_school_changed() -> None:
    said = Decided("company", "Arbor", "Arbor Ltd", "Ada", "2025")
    gone = Decided("row", "B", None, "Ada", "2025")
    old = notice(disclosure(), *rows("B"))
    new = notice(disclosure(decided=(said,)), *rows("B", decided=(gone,)))
    assert [each[:3] for each in what(old, new)] == [
        ("decided by a person", "Arbor Ltd", "company"),
        ("decided by a person", "B", ""),
    ]


def test_what_was_not_read_is_not_removed() -> None:
    old = [notice(), notice(path="n/2.pdf"), notice(path="s.pdf", school="South")]
    new = [notice()]
    assert changes(old, new, failed={"n/2.pdf"}) == ()
    assert unread_schools(old, new) == ("South",)


def test_schools_are_one_however_they_are_printed() -> None:
    assert changes([notice(school="NORTH  HILL")], [notice(school="North Hill")]) == ()


ANEW = "read anew by a newer version"


@pytest.mark.parametrize(
    "version", [{"vocabulary_version": "v-older"}, {"noticeparse_version": "0.0.9"}]
)
def test_the_same_bytes_read_by_another_version_are_read_anew(version) -> None:
    text = "Names and UPNs, to run the register"
    longer = disclosure(description=Text("Names"))
    old = replace(notice(longer, *rows("A")), **version)
    found = what(old, notice(disclosure(), *rows("B")))
    assert found == [
        (ANEW, "A", "", text, ""),
        (ANEW, "Arbor", "description", "Names", text),
        (ANEW, "B", "", "", text),
    ]


def test_other_bytes_are_changed_whoever_read_them() -> None:
    old = replace(notice(disclosure(description=Text("Names"))), vocabulary_version="v-older")
    old = replace(old, source=replace(old.source, sha256="cd" * 32))
    assert [each[0] for each in what(old, notice())] == ["changed"]


def test_what_was_decided_is_told_as_such_though_it_was_read_anew() -> None:
    old = replace(notice(), vocabulary_version="v-older")
    said = Decided("company", "Arbor", "Arbor Ltd", "Ada", "2025")
    assert [each[:3] for each in what(old, notice(disclosure(decided=(said,))))] == [
        ("decided by a person", "Arbor Ltd", "company")
    ]


def test_convert_since_an_older_version(tmp_path, monkeypatch, capsys) -> None:
    read_in_process(monkeypatch)
    make_notices(tmp_path)
    run_convert(tmp_path)
    for path in (tmp_path / "out").rglob("*.json"):
        text = path.read_text("utf-8")
        text = re.sub(r'"vocabulary_version": "[^"]*"', '"vocabulary_version": "1-older"', text)
        path.write_text(text.replace('"company": "Tapestry"', '"company": "Tapestri"'), "utf-8")
    run_convert(tmp_path, output="new", since=tmp_path / "out")
    found = read_csv(tmp_path / "new" / "changes.csv")
    assert len(found) and set(found["what"]) == {ANEW}


def test_convert_since(tmp_path, monkeypatch, capsys) -> None:
    read_in_process(monkeypatch)
    make_notices(tmp_path)
    run_convert(tmp_path)
    changed = [list(row) for row in COMPANIES[1:]]
    changed[0][1] = "Parents' mobile numbers"
    path = tmp_path / "in" / "saltway" / "notice.txt"
    path.write_text(notice_text("Saltway Infant School", [*changed, ["Seesaw", "Names", "Homework"]]), "utf-8")  # fmt: skip
    run_convert(tmp_path, output="new", since=tmp_path / "out")
    found = read_csv(tmp_path / "new" / "changes.csv")
    assert set(found["school"]) == {"Saltway Infant School"}
    assert [*zip(found["what"], found["company"], found["field"], strict=True)] == [
        ("changed", "Parentmail", "categories"),
        ("changed", "Parentmail", "description"),
        ("added", "Seesaw", ""),
        ("removed", "Tapestry", ""),
    ]
    run_convert(tmp_path, output="new", since=tmp_path / "new")
    assert len(read_csv(tmp_path / "new" / "changes.csv")) == 0


def test_a_school_that_was_not_read_again_is_in_the_file(tmp_path, monkeypatch, capsys) -> None:
    read_in_process(monkeypatch)
    make_notices(tmp_path)
    run_convert(tmp_path)
    (tmp_path / "in" / "saltway" / "notice.txt").unlink()
    run_convert(tmp_path, output="new", since=tmp_path / "out")
    found = read_csv(tmp_path / "new" / "changes.csv")
    assert [*zip(found["school"], found["what"], found["company"], strict=True)] == [
        ("Saltway Infant School", "read then, not now", "")
    ]


@pytest.mark.parametrize("folder", ["none", "in"])
def test_since_what_is_no_output(tmp_path, folder, monkeypatch) -> None:
    read_in_process(monkeypatch)
    make_notices(tmp_path)
    with pytest.raises(InputError, match=r"no folder|no notice files"):
        run_convert(tmp_path, since=tmp_path / folder)
    assert not (tmp_path / "out").exists()
