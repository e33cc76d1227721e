"""What a document may take is the time of the processor; what waits takes none of it."""

from __future__ import annotations

import os
import stat
import sys
import time
from pathlib import Path

import psutil
import pytest
from tests.extractors.test_scans import SCAN
from tests.readers_that_fail import read
from typer.testing import CliRunner

from noticeparse import processor
from noticeparse.batch import Task, read_isolated
from noticeparse.batch.pool import Limits
from noticeparse.cli import app
from noticeparse.errors import OutOfTime, Stalled
from noticeparse.extractors.scans import engines
from noticeparse.extractors.scans.raster import Raster
from noticeparse.model import Failure, Notice
from noticeparse.processor import ProcessorTime
from noticeparse.reports.csv import read_rows

SPIN = "while True: pass"


def result(folder: Path, name: str, seconds: float) -> Notice | Failure:
    (found,) = read_isolated([Task(folder / f"{name}.pdf")], read, Limits(timeout=seconds))
    return found


def ended(pid: int) -> bool:
    for _ in range(100):
        if not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize("name", ["sleeps", "child-sleeps"])
def test_what_waits_takes_none_of_the_time_of_a_document(tmp_path: Path, name: str) -> None:
    """It waits for longer than the limit, and for less than five times the limit."""
    assert isinstance(result(tmp_path, name, 1.8), Notice)


@pytest.mark.parametrize("name", ["spins", "child-spins", "never"])
def test_what_keeps_the_processor_busy_is_given_up(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("noticeparse.batch.pool.BACKSTOP", 1000)  # the machine may be busy
    found = result(tmp_path, name, 0.5)
    assert isinstance(found, Failure)
    assert (found.code, found.path) == ("timeout", str(tmp_path / f"{name}.pdf"))
    assert "more than 0.5 seconds of the processor" in found.message


def test_a_child_of_what_is_given_up_ends_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("noticeparse.batch.pool.BACKSTOP", 1000)
    assert isinstance(result(tmp_path, "child-spins", 0.5), Failure)
    assert ended(int((tmp_path / "child-spins.pid").read_text()))


def test_a_child_that_has_ended_still_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    taken = ProcessorTime()
    with psutil.Popen([sys.executable, "-c", SPIN]) as child:
        while child.cpu_times().user < 0.3:
            time.sleep(0.02)
        taken.seconds()
        child.kill()
    assert taken.seconds() >= 0.3


def program(folder: Path, does: str) -> list[str]:
    path = folder / "tesseract"
    path.write_text(f"#!{sys.executable}\n{does}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return [str(path)]


def test_a_program_answers_in_its_time(tmp_path: Path) -> None:
    does = "import sys, time; time.sleep(0.6); print(len(sys.stdin.buffer.read()))"
    given = b"x" * 1_000_000  # more than a pipe holds
    command = [sys.executable, "-c", does]
    assert processor.run(command, given, 100, os.environ).split() == [b"1000000"]


def test_a_program_that_keeps_the_processor_busy_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processor, "BACKSTOP", 1000)
    with pytest.raises(OutOfTime, match="of the processor") as caught:
        processor.run([sys.executable, "-c", SPIN], b"", 0.3, os.environ)
    assert caught.value.code == "timeout"


def test_a_program_that_waits_for_ever_is_ended_by_the_clock() -> None:
    does = "input(); import time; time.sleep(60)"
    with pytest.raises(Stalled, match="no answer in 2 seconds") as caught:
        processor.run([sys.executable, "-c", does], b"\n", 0.4, os.environ)
    assert caught.value.code == "stalled"


@pytest.mark.skipif(sys.platform == "win32", reason="a script is no program there")
def test_a_page_that_is_too_much_for_the_program_is_no_sign_that_it_is_broken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import numpy as np

    program(tmp_path, SPIN)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    monkeypatch.setattr(engines, "OCR_TIMEOUT", 0.3)
    monkeypatch.setattr(processor, "BACKSTOP", 1000)
    with pytest.raises(OutOfTime):
        engines.read_by_tesseract(Raster(np.full((40, 40), 255, np.uint8), 1.0))


@pytest.mark.skipif(sys.platform == "win32", reason="a script is no program there")
def test_the_time_of_tesseract_is_time_of_the_scan(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(tmp_path, SPIN)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    monkeypatch.setattr("noticeparse.batch.pool.BACKSTOP", 1000)
    out = tmp_path / "out"
    asked = ["convert", str(SCAN), "--output", str(out), "--timeout", "4", "-q"]
    assert CliRunner().invoke(app, asked).exit_code == 3
    columns, (failure,) = read_rows(out / "failures.csv")
    assert failure[columns.index("code")] == "timeout"
