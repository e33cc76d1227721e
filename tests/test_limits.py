"""Files that are far too large, and zips of far too many: refused before they are read."""

from __future__ import annotations

import json
import resource
import struct
import sys
import time
import zlib
from pathlib import Path

import pytest
from tests.correcting import notice_text, read_in_process
from tests.reports.made import notice
from typer.testing import CliRunner

from noticeparse import settings
from noticeparse.batch import Parser, read_here
from noticeparse.cli import app
from noticeparse.errors import InputError, TooLarge
from noticeparse.given import read_bytes
from noticeparse.inputs import InputReader, resolve
from noticeparse.model import Failure, Notice
from noticeparse.reports.json import notice_to_json
from noticeparse.schools import read_schools

LINES = b"Larkhill School shares data with:\n- Arbor - names\n"


def overlapping(path: Path, count: int, data: bytes, *, zip64: bool = False) -> Path:
    """A zip whose directory has the one file in it under many names."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(data) + packer.flush()
    shared = (33, zlib.crc32(data), len(packed), len(data))
    with path.open("wb") as file:
        file.write(struct.pack("<4sHHHHHIIIHH", b"PK\3\4", 20, 0, 8, 0, *shared, 5, 0) + b"0.txt")
        file.write(packed)
        start = file.tell()
        for number in range(count):
            name = b"%x.txt" % number
            head = (b"PK\1\2", 20, 20, 0, 8, 0, *shared, len(name), 0, 0, 0, 0, 0, 0)
            file.write(struct.pack("<4sHHHHHHIIIHHHHHII", *head) + name)
        size = file.tell() - start
        end = (min(count, 0xFFFF), min(count, 0xFFFF), size, start)
        if zip64:
            more = (44, 45, 45, 0, 0, count, count, size, start)
            file.write(struct.pack("<4sQHHIIQQQQ", b"PK\6\6", *more))
            file.write(struct.pack("<4sIQI", b"PK\6\7", 0, start + size, 1))
            end = (0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF)
        file.write(struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, *end, 0))
    return path


def results(*given: Path) -> list[Notice | Failure]:
    reader = InputReader(Parser())
    return [read_here(task, reader) for task in resolve([str(path) for path in given]).tasks]


def failure(*given: Path) -> Failure:
    (found,) = results(*given)
    assert isinstance(found, Failure)
    return found


def test_a_zip_made_so_is_read(tmp_path: Path) -> None:
    for zip64 in (False, True):
        packed = overlapping(tmp_path / "a.zip", 1, LINES, zip64=zip64)
        assert all(isinstance(each, Notice) for each in results(packed))


@pytest.mark.parametrize(("count", "most"), [(100, 1_000_000_000), (1, 1000)])
def test_files_that_are_too_much_together_are_one_failure(
    tmp_path: Path, count: int, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Many names for the same bytes, and too many bytes."""
    monkeypatch.setattr("noticeparse.extractors.archive.MAX_ZIP_FOLDER_BYTES", most)
    read_in_process(monkeypatch)  # workers have a limit of their own
    found = failure(overlapping(tmp_path / "a.zip", count, b"Arbor - names\n" * 130_000))
    assert (found.path, found.code) == ("a.zip", "too_large")
    assert "its files inflate to far more" in found.message


@pytest.mark.parametrize("zip64", [False, True])
def test_a_zip_of_too_many_files_is_refused_before_they_are_listed(
    tmp_path: Path, zip64: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    packed = overlapping(tmp_path / "a.zip", 120_000, b"x", zip64=zip64)
    monkeypatch.setattr("zipfile.ZipFile", None)  # is not asked
    found = failure(packed)
    assert (found.path, found.code) == ("a.zip", "unreadable")
    assert "more than 5000 parts" in found.message


def test_a_notice_file_of_gigabytes_is_a_failure(tmp_path: Path) -> None:
    path = tmp_path / "sparse.json"
    path.write_bytes(b'{"schema_version": 1,')
    try:
        with path.open("r+b") as file:
            file.truncate(3 << 30)
    except OSError:
        pytest.skip("no room for a file with holes")
    before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    found = failure(path)
    assert (found.path, found.code) == ("sparse.json", "too_large")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 400_000  # KB
    assert time.process_time() - start < 10


def test_the_source_of_a_notice_file_is_found_in_how_it_begins(tmp_path: Path) -> None:
    """Nothing else of it is read by the process that lists what there is to read."""
    text = notice_to_json(notice(path='north/"odd" é.pdf'))
    (tmp_path / "a.json").write_text(text + " " * 1000, "utf-8")
    (tmp_path / "b.json").write_text(text[: len(text) // 2], "utf-8")
    (tmp_path / "c.json").write_text(
        '{"schema_version": 1, "noticeparse_version": "source"', "utf-8"
    )
    (tmp_path / "d.json").write_text(
        '{"schema_version": 1, "noticeparse_version": "x", "source": {"path": 5}}'
    )
    found = [task.name for task in resolve([str(tmp_path)]).tasks]
    assert all(name.endswith('north/"odd" é.pdf') or "odd" in name for name in found[:2])
    assert found[2:] == ["c.json", "d.json"]


@pytest.mark.skipif(sys.platform == "win32", reason="no such device")
def test_an_endless_list_of_schools_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="more than 20 MB"):
        read_schools(Path("/dev/zero"))


def test_a_file_is_read_to_its_limit(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"12345")
    assert read_bytes(path, 5) == b"12345"
    with pytest.raises(TooLarge):
        read_bytes(path, 4)
    with pytest.raises(OSError, match="a link, a pipe or a device"):
        read_bytes(tmp_path, follow=False)


def test_a_record_that_is_too_large_is_not_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_in_process(monkeypatch)
    out = tmp_path / "out"
    out.mkdir()
    (out / "run.json").write_text(json.dumps({"noticeparse_version": "1"}))
    with (out / "run.json").open("r+b") as file:
        file.truncate(settings.MAX_FILE_BYTES + 10)
    (tmp_path / "n.txt").write_text(notice_text("Larkhill School"), "utf-8")
    said = CliRunner().invoke(app, ["convert", str(tmp_path / "n.txt"), "-o", str(out), "-q"])
    assert said.exit_code == 2
    assert "is no record of a run of noticeparse" in " ".join(said.output.split())


def test_a_text_of_very_many_lines_is_refused(tmp_path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Company,Data\nArbor,names\n" + ",\n" * (settings.MAX_BLOCKS // 2))
    assert isinstance(results(path)[0], Notice)
    path.write_text("Company,Data\nArbor,names\n" + ",\n" * settings.MAX_BLOCKS)
    assert failure(path).code == "too_large"


def test_a_table_of_very_many_cells_is_refused(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("noticeparse.extractors.MAX_CELLS", 8)
    path = tmp_path / "list.csv"
    path.write_text("Company,Data\nArbor,names\nWonde,ages\nZoom,calls\n")
    assert isinstance(results(path)[0], Notice)
    path.write_text("Company,Data\nArbor,names\nWonde,ages\nZoom,calls\nTeams,calls\n")
    assert failure(path).code == "too_large"
