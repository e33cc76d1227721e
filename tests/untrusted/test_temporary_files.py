"""One folder for all temporary files of a run: it goes with the run, however that ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from tests.correcting import notice_text

import noticeparse
from noticeparse.batch import Task
from noticeparse.batch.pool import Limits, read_ready

SRC = Path(noticeparse.__file__).parent
unix = pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals")
# What every Python process of the run does first: each document takes a minute.
SLOW = """
import sys, time
if True:
    import noticeparse.batch as batch
    read = batch.Parser.__call__
    def slowly(self, task):
        open(r"{0}", "a").write("x")
        time.sleep(60)
        return read(self, task)
    batch.Parser.__call__ = slowly
"""


# A shell in the background, and nohup, ignore signals; the command itself is asked for here.
HEARS = """
import os, signal, sys
for each in (signal.SIGINT, signal.SIGHUP):
    signal.signal(each, signal.SIG_DFL)
os.execv(sys.executable, [sys.executable, "-m", "noticeparse", *sys.argv[1:]])
"""


@pytest.fixture
def run(tmp_path):
    """Start `convert` on a zip folder of notices, with a folder of its own for temporary files."""
    started = tmp_path / "started"
    (tmp_path / "site").mkdir()
    (tmp_path / "t").mkdir()
    with zipfile.ZipFile(tmp_path / "notices.zip", "w") as file:
        for number in range(4):
            file.writestr(f"{number}.txt", notice_text(f"Alder School {number}"))

    def start(*more, slow=True):
        (tmp_path / "site" / "sitecustomize.py").write_text(SLOW.format(started) if slow else "")
        started.unlink(missing_ok=True)
        environment = os.environ | {
            "TMPDIR": str(tmp_path / "t"),
            "PYTHONPATH": str(tmp_path / "site"),
        }
        command = ["convert", "notices.zip", "-o", "out", "--jobs", "2", *more]
        with (tmp_path / "told").open("wb") as told:
            process = subprocess.Popen(
                [sys.executable, "-c", HEARS, *command], cwd=tmp_path, env=environment,
                stdout=told, stderr=told, start_new_session=True,
            )  # fmt: skip
        deadline = time.monotonic() + 60
        while slow and not started.exists():
            assert process.poll() is None and time.monotonic() < deadline, (
                tmp_path / "told"
            ).read_text()
            time.sleep(0.05)
        return process

    return start


def left(tmp_path) -> list[str]:
    """The files and folders that a run left in the folder for temporary files."""
    found = (tmp_path / "t").rglob("*")
    return sorted(
        path.relative_to(tmp_path / "t").as_posix() for path in found if "pymp-" not in str(path)
    )


@unix
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_nothing_is_left_after_a_signal(run, tmp_path, number) -> None:
    process = run()
    assert any(
        "notice" in name or ".txt" in name for name in left(tmp_path)
    )  # a notice is unpacked
    process.send_signal(number)
    assert process.wait(30) == 128 + number
    assert left(tmp_path) == []
    assert not list((tmp_path / "out").rglob("*.part"))
    assert not (tmp_path / "out" / ".noticeparse-read-journal").exists()
    assert not (tmp_path / "out" / ".noticeparse-lock").exists()


@unix
def test_nothing_is_left_of_documents_that_were_given_up(run, tmp_path) -> None:
    process = run("--timeout", "1")
    assert process.wait(60) == 3
    assert left(tmp_path) == []


@unix
def test_what_a_killed_run_left_the_next_one_removes(run, tmp_path) -> None:
    process = run()
    os.killpg(process.pid, signal.SIGKILL)
    process.wait(30)
    time.sleep(1)  # workers see within a tenth of a second that nobody waits for them
    assert any(name.endswith(".txt") for name in left(tmp_path))
    (tmp_path / "t" / "noticeparse-run-of a person").mkdir()
    (tmp_path / "t" / "noticeparse-run-of a person" / "notice.txt").write_text("mine")
    assert run(slow=False).wait(60) == 0
    assert left(tmp_path) == [
        "noticeparse-run-of a person",
        "noticeparse-run-of a person/notice.txt",
    ]


@unix
def test_a_run_leaves_the_folder_of_another_one_alone(run, tmp_path) -> None:
    process = run()
    before = left(tmp_path)
    other = run("-o", "other", slow=False)
    assert other.wait(60) == 0
    assert {name for name in before if name.endswith(".txt")} <= set(left(tmp_path))
    process.send_signal(signal.SIGTERM)
    process.wait(30)


def limits_of_memory_pictures(task):
    import resource

    return resource.getrlimit(resource.RLIMIT_CORE)


def own_temporary_folder(task):
    import tempfile

    path = Path(tempfile.mkdtemp())
    (path / "notice.txt").write_text("whole")
    return str(path)


@unix
def test_workers_leave_no_picture_of_their_memory() -> None:
    ((_, _, found),) = read_ready([Task(Path("x"))], limits_of_memory_pictures, Limits(1))
    assert found == (0, 0)


def test_what_libraries_put_aside_is_in_the_folder_of_the_run() -> None:
    ((_, _, found),) = read_ready([Task(Path("x"))], own_temporary_folder, Limits(1))
    assert any(part.startswith("noticeparse-run-") for part in Path(found).parts)


def test_no_other_module_makes_temporary_files() -> None:
    """`scratch` does, and results are written beside their places."""
    users = {
        path.relative_to(SRC).as_posix()
        for path in SRC.rglob("*.py")
        if "import tempfile" in (text := path.read_text("utf-8")) or "from tempfile" in text
    }
    assert users == {"scratch.py", "reports/files.py"}


@pytest.mark.skipif(sys.platform == "win32", reason="Pipes have no path there.")
def test_a_path_too_long_for_workers_is_said_in_a_sentence(tmp_path: Path) -> None:
    long = tmp_path / ("x" * 100)
    long.mkdir()
    (tmp_path / "n.txt").write_text("We share names with Arbor.", "utf-8")
    command = [sys.executable, "-m", "noticeparse", "convert", "n.txt", "-o", "out"]
    env = {**os.environ, "TMPDIR": str(long)}
    done = subprocess.run(
        command, cwd=tmp_path, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2, done.stderr
    assert "cannot be started. Set TMPDIR to a folder with a short path" in " ".join(
        done.stderr.split()
    )
