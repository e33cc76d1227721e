"""A zip folder of notices → its files, read one by one."""

from __future__ import annotations

import zipfile
from pathlib import Path, PurePosixPath

import pytest
from tests.extractors.word_file import p, r, word_file

from noticeparse.batch import Parser, Task, read_here
from noticeparse.elsewhere import is_zip_folder, split, unpacked
from noticeparse.errors import InputError, UnreadableFile
from noticeparse.inputs import InputReader, resolve
from noticeparse.model import Failure, Notice
from noticeparse.schools import read_schools, schools_of

LINES = b"Larkhill School shares data with:\n- Arbor - names\n"


def zip_at(path: Path, *members: tuple[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return path


def names(*given: Path) -> list[str]:
    return [task.name for task in resolve([str(path) for path in given]).tasks]


def results(*given: Path) -> list[Notice | Failure]:
    reader = InputReader(Parser())
    return [read_here(task, reader) for task in resolve([str(path) for path in given]).tasks]


def test_members_are_named_below_the_zip(tmp_path: Path) -> None:
    zip_at(tmp_path / "trust.zip", ("infants/a.txt", LINES), ("juniors/a.txt", LINES))
    assert names(tmp_path) == ["trust.zip/infants/a.txt", "trust.zip/juniors/a.txt"]
    assert names(tmp_path / "trust.zip") == names(tmp_path)


def test_members_are_read_like_files(tmp_path: Path) -> None:
    packed = zip_at(
        tmp_path / "trust.zip", ("a/n.txt", LINES), ("n.docx", word_file(p(r("We use Arbor."))))
    )
    first, second = results(packed)
    assert isinstance(first, Notice) and isinstance(second, Notice)
    assert first.source.path == "trust.zip/a/n.txt"
    assert first.school == "Larkhill School"
    assert second.source.path == "trust.zip/n.docx"
    plain = tmp_path / "n.txt"
    plain.write_bytes(LINES)
    (alone,) = results(plain)
    assert isinstance(alone, Notice)
    assert alone.source.sha256 == first.source.sha256
    assert alone.disclosures == first.disclosures


def test_what_systems_leave_is_passed_over(tmp_path: Path) -> None:
    packed = zip_at(
        tmp_path / "trust.zip",
        ("folder/", b""),
        ("folder/a.txt", LINES),
        ("folder/a.txt.json", b'{"schema_version": 1}'),
        ("__MACOSX/folder/._a.txt", b"x"),
        ("folder/.DS_Store", b"x"),
        ("folder/~$a.docx", b"x"),
        ("Thumbs.db", b"x"),
    )
    assert names(packed) == ["trust.zip/folder/a.txt"]


def test_names_inside_lead_nowhere(tmp_path: Path) -> None:
    inside = tmp_path / "in"
    inside.mkdir()
    packed = zip_at(
        inside / "trust.zip",
        ("../../up.txt", LINES),
        ("/etc/root.txt", LINES),
        ("C:\\notices\\win.txt", LINES),
        ("con.txt", LINES),
        ("a:b.txt", LINES),
        ("a?b.txt", LINES),
    )
    assert names(packed) == [
        "trust.zip/_../_../up.txt",
        "trust.zip/etc/root.txt",
        "trust.zip/C_/notices/win.txt",
        "trust.zip/_con.txt",
        "trust.zip/a_b.txt",
        "trust.zip/a_b~2.txt",
    ]
    assert all(isinstance(result, Notice) for result in results(packed))
    assert list(tmp_path.iterdir()) == [inside]
    assert list(inside.iterdir()) == [packed]


def test_documents_that_are_zips_are_no_folders(tmp_path: Path) -> None:
    path = tmp_path / "notice.docx"
    path.write_bytes(word_file(p(r("We use Arbor."))))
    assert not is_zip_folder(path)
    assert names(path) == ["notice.docx"]


def test_a_zip_in_a_zip_is_a_failure(tmp_path: Path) -> None:
    inner = zip_at(tmp_path / "inner.zip", ("a.txt", LINES)).read_bytes()
    packed = zip_at(tmp_path / "outer.zip", ("inner.zip", inner), ("b.txt", LINES))
    failure, notice = results(packed)
    assert isinstance(notice, Notice)
    assert isinstance(failure, Failure)
    assert (failure.path, failure.code) == ("outer.zip/inner.zip", "unsupported")
    assert "Unpack" in failure.what_to_do


def test_a_locked_zip_is_one_failure(tmp_path: Path) -> None:
    packed = zip_at(tmp_path / "trust.zip", ("a.txt", LINES), ("b.txt", LINES))
    data = bytearray(packed.read_bytes())
    for at in range(len(data) - 4):
        if data[at : at + 4] == b"PK\1\2":
            data[at + 8] |= 1
    packed.write_bytes(data)
    (failure,) = results(packed)
    assert isinstance(failure, Failure)
    assert (failure.path, failure.code) == ("trust.zip", "encrypted")


@pytest.mark.parametrize("cut", [40, 200])
def test_a_damaged_zip_is_one_failure(tmp_path: Path, cut: int) -> None:
    packed = zip_at(tmp_path / "trust.zip", ("a.txt", LINES), ("b.txt", LINES))
    packed.write_bytes(packed.read_bytes()[:-cut])
    (failure,) = results(packed)
    assert isinstance(failure, Failure)
    assert (failure.path, failure.code) == ("trust.zip", "unreadable")


def test_a_bomb_in_a_zip_fails_alone(tmp_path: Path) -> None:
    packed = zip_at(tmp_path / "trust.zip", ("bomb.txt", b"a" * 30_000_000), ("b.txt", LINES))
    failure, notice = results(packed)
    assert isinstance(failure, Failure) and isinstance(notice, Notice)
    assert failure.code == "unreadable"
    assert "inflates" in failure.message


def test_a_file_that_went_away(tmp_path: Path) -> None:
    packed = zip_at(tmp_path / "trust.zip", ("a.txt", LINES))
    with pytest.raises(UnreadableFile, match=r"no b\.txt"), unpacked(packed, "b.txt"):
        pass


def test_split(tmp_path: Path) -> None:
    packed = zip_at(tmp_path / "trust.zip", ("a.txt", LINES))
    assert split(packed) is None
    assert split(tmp_path / "gone" / "a.txt") is None
    assert split(packed / "x" / "a.txt") == (packed, "x/a.txt")


def test_schools_of_files_in_a_zip(tmp_path: Path) -> None:
    zip_at(tmp_path / "trust.zip", ("infants/a.txt", LINES), ("juniors/a.txt", LINES))
    listed = tmp_path / "schools.csv"
    listed.write_text("path,school\ntrust.zip/infants,Larkhill Infants\n")
    entries = read_schools(listed)
    found = [schools_of(task.path, task.name, entries) for task in resolve([str(tmp_path)]).tasks]
    named = {school.name for schools in found for school in schools}
    assert named == {"Larkhill Infants"}


def test_a_zip_of_nothing_is_no_notice(tmp_path: Path) -> None:
    packed = zip_at(tmp_path / "trust.zip", ("__MACOSX/a.txt", b"x"))
    (failure,) = results(packed)
    assert isinstance(failure, Failure)
    assert failure.code == "unreadable"
    with pytest.raises(InputError):
        resolve([str(tmp_path / "gone.zip")])


def test_tasks_name_the_zip_and_the_file(tmp_path: Path) -> None:
    packed = zip_at(tmp_path / "trust.zip", ("a.txt", LINES))
    assert resolve([str(packed)]).tasks == (Task(packed.resolve() / "a.txt", "trust.zip/a.txt"),)


@pytest.mark.parametrize("zipped", ["trust.zip", "trust (1).zip", "flat.zip"])
def test_a_list_is_of_a_folder_and_of_its_zip_alike(tmp_path: Path, zipped: str) -> None:
    folder = tmp_path / "trust"
    inner = "" if zipped == "flat.zip" else "trust/"
    files = {"infants/a.txt": LINES, "juniors/b/a.txt": LINES, "c.txt": LINES}
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    packed = zip_at(tmp_path / zipped, *((inner + name, data) for name, data in files.items()))
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "schools.csv").write_text(
        "path,school\ninfants,Larkhill Infants\njuniors/b/a.txt,Larkhill Juniors\nc.txt,Larkhill\n"
    )
    entries = read_schools(tmp_path / "lists" / "schools.csv")

    def named(given: Path) -> set[tuple[str, ...]]:
        return {
            (
                PurePosixPath(task.name).name,
                *(s.name for s in schools_of(task.path, task.name, entries)),
            )
            for task in resolve([str(given)]).tasks
        }

    assert named(packed) == named(folder)
    assert {name for _, *rest in named(packed) for name in rest} == {
        "Larkhill Infants",
        "Larkhill Juniors",
        "Larkhill",
    }


def test_what_is_no_notice_in_a_zip_is_passed_over_and_named(tmp_path: Path) -> None:
    packed = zip_at(
        tmp_path / "trust.zip",
        ("a.txt", LINES),
        ("b.py", b"x"),
        ("old/tags.csv", b"\xef\xbb\xbfsource,disclosure_id,school,company\n"),
        ("schools.csv", b"path,school\n"),
    )
    found = resolve([str(packed)], schools=tmp_path / "schools.csv")
    assert [task.name for task in found.tasks] == ["trust.zip/a.txt"]
    assert [Path(name).name for name in found.passed.all] == ["b.py", "tags.csv", "schools.csv"]
