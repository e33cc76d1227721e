"""Notices read on a cluster, and at addresses."""

import subprocess
import sys
from collections import deque
from pathlib import Path
from types import SimpleNamespace

import pytest
from tests.correcting import read_in_process
from tests.test_kept import convert, files, put
from typer.testing import CliRunner

from noticeparse.batch.cluster import read_on_cluster
from noticeparse.batch.pool import Limits
from noticeparse.cli import app

ROOT = Path(__file__).parents[1]


def test_a_cluster_gives_the_same_bytes_also_where_a_worker_is_killed(tmp_path) -> None:
    for number in range(60):
        put(tmp_path, number)
    demo = [ROOT / "benchmarks" / "cluster_demo.py", tmp_path / "in", tmp_path / "out"]
    command = [sys.executable, *map(str, demo), "--workers", "2", "--kill"]
    run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "killed worker" in run.stdout
    assert ", 0 differ" in run.stdout


class Cluster:
    """A cluster that loses its workers one by one, and reads in this process."""

    workers = 4

    def __init__(self, *_, **__) -> None:
        self.run = lambda build: {"here": build()}
        self.waiting = deque()
        self.add = self.waiting.append

    def __enter__(self):
        return self

    def __exit__(self, *_) -> None:
        pass

    def nthreads(self):
        Cluster.workers = max(Cluster.workers - 1, 0)
        return dict.fromkeys(range(Cluster.workers), 1)

    def submit(self, _, read, task, limits, pure):
        return SimpleNamespace(
            key=task, status="finished", result=lambda: read(task), release=lambda: None
        )

    def __iter__(self):
        while self.waiting:
            yield self.waiting.popleft()


def test_a_cluster_that_shrinks_reads_on(monkeypatch) -> None:
    dask = SimpleNamespace(Client=Cluster, as_completed=Cluster)
    monkeypatch.setitem(sys.modules, "distributed", dask)
    tasks = [f"{number}.pdf" for number in range(100)]
    read = [result for _, _, result in read_on_cluster("here", tasks, str.upper, Limits())]
    assert read == [task.upper() for task in tasks]


def test_no_cluster_is_said_in_a_sentence(tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    put(tmp_path, 1)
    done = convert("--cluster", "nowhere")
    assert done.exit_code == 2
    assert "No cluster answers at nowhere." in done.output
    told = CliRunner().invoke(app, ["convert", "in", "-o", "-", "--cluster", "tcp://127.0.0.1:9"])
    assert "--cluster keeps what is read" in told.output


@pytest.fixture
def desk(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    read_in_process(monkeypatch)
    for number in range(3):
        put(tmp_path, number)
    return tmp_path


def test_what_is_at_an_address_is_read_and_written_there(desk) -> None:
    convert()
    given, there = (desk / "in").as_uri(), (desk / "there").as_uri()
    done = CliRunner().invoke(app, ["convert", given, "-o", there])
    assert done.exit_code == 0
    ours, theirs = files(desk / "out"), files(desk / "there")
    assert {name: data for name, data in theirs.items() if name != ".noticeparse-read"} == {
        name: data for name, data in ours.items() if name != ".noticeparse-read"
    }
    again = CliRunner().invoke(app, ["convert", given, "-o", there])
    assert "Nothing has changed" in again.output
    put(desk, 7)
    assert "4 notices" in CliRunner().invoke(app, ["convert", given, "-o", there]).output
    assert (desk / "there" / "007" / "notice.txt.json").exists()


def test_one_file_at_an_address(desk) -> None:
    given = (desk / "in" / "001" / "notice.txt").as_uri()
    assert CliRunner().invoke(app, ["convert", given, "-o", "one"]).exit_code == 0
    assert (desk / "one" / "notice.txt.json").exists()


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("file:///nothing/here", "There is nothing at file:///nothing/here."),
        ("carrier-pigeon://loft/1", "is no address that is known"),
    ],
)
def test_a_wrong_address_is_said_in_a_sentence(desk, address, says) -> None:
    done = CliRunner().invoke(app, ["convert", address, "-o", "out"])
    assert done.exit_code == 2
    assert says in " ".join(done.output.split())
