import _thread
import multiprocessing.forkserver
import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from itertools import islice
from pathlib import Path

import pytest
from tests.readers_that_fail import read

from noticeparse.batch import Task, parse_many, read_here, read_isolated, read_with
from noticeparse.batch.pool import Limits, read_ready
from noticeparse.model import Failure, Notice


def tasks(*names):
    return [Task(Path(f"{name}.pdf"), f"x/{name}.pdf") for name in names]


def names(results):
    return [each.path if isinstance(each, Failure) else each.source.path for each in results]


@pytest.mark.parametrize(
    ("name", "code", "says"),
    [
        ("locked", "encrypted", "locked"),
        ("missing", "unreadable", "cannot be opened"),
        ("memory", "out_of_memory", "memory"),
        ("bug", "internal", "KeyError"),
        ("deep", "internal", "RecursionError"),
    ],
)
def test_what_goes_wrong_becomes_a_failure(name, code, says) -> None:
    failure = read_here(*tasks(name), read)
    assert isinstance(failure, Failure)
    assert (failure.path, failure.code) == (f"x/{name}.pdf", code)
    assert says in failure.message
    assert failure.what_to_do


def test_a_fault_of_ours_does_not_quote_the_notice() -> None:
    assert "secret" not in repr(read_here(*tasks("bug"), read))


def test_only_the_document_that_kills_its_worker_fails() -> None:
    given = tasks("a", "crash1", "b", "locked", "crash2", "c")
    results = list(read_isolated(given, read, Limits(jobs=2)))
    assert names(results) == [task.source_path for task in given]
    assert [r.code for r in results if isinstance(r, Failure)] == [
        "crashed",
        "encrypted",
        "crashed",
    ]


def test_a_document_that_hangs_is_given_up() -> None:
    results = list(read_isolated(tasks("hang", "a"), read, Limits(jobs=2, timeout=0.5)))
    assert isinstance(results[0], Failure)
    assert results[0].code == "stalled"
    assert "2.5 seconds by the clock" in results[0].message
    assert isinstance(results[1], Notice)


def test_what_hangs_holds_no_other() -> None:
    given = tasks("hang1", "hang2", *(f"n{number}" for number in range(60)))
    limits = Limits(jobs=3, timeout=0.5)
    ready = [
        task.path.stem for _, task, _ in read_ready(given, partial(read_here, reader=read), limits)
    ]
    assert set(ready[-2:]) == {"hang1", "hang2"}
    assert sorted(ready) == sorted(task.path.stem for task in given)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no signals")
def test_who_was_killed_once_is_read_again(tmp_path) -> None:
    given = [Task(tmp_path / f"{name}.pdf") for name in ("a", "killed1", "b", "killed2")]
    assert all(isinstance(each, Notice) for each in read_isolated(given, read, Limits(jobs=2)))


@pytest.mark.skipif(sys.platform != "linux", reason="their ids are read from /proc")
def test_workers_that_wait_may_be_killed() -> None:
    killed = []

    def given():
        yield from tasks("a", "b")
        time.sleep(0.5)  # they are read, and nothing else is there to do
        server = multiprocessing.forkserver._forkserver._forkserver_pid
        for path in Path("/proc").glob("[0-9]*/stat"):
            with suppress(OSError):
                if int(path.read_text().rpartition(")")[2].split()[1]) == server:
                    os.kill(int(path.parent.name), signal.SIGKILL)
                    killed.append(path)
        time.sleep(0.5)
        yield from tasks(*(f"n{number}" for number in range(38)))

    results = list(read_ready(given(), partial(read_here, reader=read), Limits(jobs=2)))
    assert len(killed) >= 2
    assert sorted(number for number, _, _ in results) == list(range(40))
    assert all(isinstance(result, Notice) for _, _, result in results)


@pytest.mark.parametrize("name", ["eats", "asks"])
def test_a_document_that_takes_too_much_memory_is_given_up(name) -> None:
    one, two = read_isolated(tasks(name, "a"), read, Limits(memory=300))
    assert isinstance(one, Failure)
    assert one.code == "out_of_memory"
    assert isinstance(two, Notice)


def test_the_number_of_workers_changes_nothing() -> None:
    given = tasks("slow", *"abcdefghij", "bug", "slow2")
    one, two = (list(read_isolated(given, read, Limits(jobs=jobs))) for jobs in (1, 2))
    assert one == two
    assert names(one) == [task.source_path for task in given]


def test_no_tasks_no_workers() -> None:
    assert list(read_isolated([], read, Limits(jobs=2))) == []


def test_who_stops_early_does_not_wait() -> None:
    results = read_isolated(tasks("a", "hang", "hang"), read, Limits(jobs=2))
    assert names(islice(results, 1)) == ["x/a.pdf"]
    results.close()


def test_ctrl_c_does_not_wait_for_what_hangs() -> None:
    started = time.monotonic()
    threading.Timer(1, _thread.interrupt_main).start()
    with pytest.raises(KeyboardInterrupt):
        list(read_isolated(tasks("hang"), read, Limits()))
    assert time.monotonic() - started < 20


STOPPED_AT_ITS_START = """
import signal
import noticeparse
from pebble.pool import process

launch = process.launch_process

def launched(*how):
    global started
    started = launch(*how)
    signal.raise_signal(signal.SIGINT)
    return started

process.launch_process = launched
try:
    list(noticeparse.parse_many(["a.pdf"]))
except KeyboardInterrupt:
    print("stopped", started.is_alive())
"""


def test_ctrl_c_while_a_worker_starts_leaves_none_behind(tmp_path) -> None:
    command = [sys.executable, "-c", STOPPED_AT_ITS_START]
    run = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert (run.stdout, run.stderr) == ("stopped False\n", "")


@pytest.mark.skipif(sys.platform != "linux", reason="the system is asked what it blocks")
def test_processes_that_load_do_not_hear_ctrl_c() -> None:
    list(read_isolated(tasks("one"), read, Limits()))
    server = multiprocessing.forkserver._forkserver._forkserver_pid
    status = Path(f"/proc/{server}/status").read_text()
    (blocked,) = (line.split()[1] for line in status.splitlines() if line.startswith("SigBlk"))
    assert int(blocked, 16) >> (signal.SIGINT - 1) & 1


def test_an_executor_of_your_own() -> None:
    with ThreadPoolExecutor(2) as executor:
        results = list(read_with(executor, tasks("slow", "bug", "a"), read))
    assert names(results) == ["x/slow.pdf", "x/bug.pdf", "x/a.pdf"]


def test_a_path_that_does_not_exist_is_a_failure(tmp_path) -> None:
    (result,) = parse_many([tmp_path / "nothing.pdf"])
    assert isinstance(result, Failure)
    assert result.path == str(tmp_path / "nothing.pdf")


IN_A_POOL = """
import multiprocessing
from concurrent.futures import ProcessPoolExecutor
import noticeparse

def read(_):
    return [each.code for each in noticeparse.parse_many(["a.pdf", "b.pdf"], jobs=2)]

if __name__ == "__main__":
    print(read(0))
    for method in multiprocessing.get_all_start_methods():
        context = multiprocessing.get_context(method)
        with context.Pool(1) as pool:
            print(pool.map(read, [0]))
        with ProcessPoolExecutor(1, context) as pool:
            print(list(pool.map(read, [0])))
"""


def test_a_worker_of_another_pool_has_workers_of_its_own(tmp_path) -> None:
    script = tmp_path / "script.py"
    script.write_text(IN_A_POOL, "utf-8")
    command = [sys.executable, str(script)]
    run = subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=tmp_path, timeout=120
    )
    methods = len(multiprocessing.get_all_start_methods())
    two = "['unreadable', 'unreadable']"
    assert run.stdout.splitlines() == [two, *[f"[{two}]"] * (2 * methods)]


def test_workers_wait_for_the_next_call() -> None:
    seen = [
        {os.getpid()},
        *({pid for _, _, pid in read_ready(tasks(*"abcdef"), whose, Limits(1))} for _ in range(2)),
    ]
    assert seen[1] == seen[2]
    assert not seen[0] & (seen[1] | seen[2])


def whose(task):
    return os.getpid()


def test_a_script_without_a_guard_is_not_run_again(tmp_path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "import noticeparse\n"
        "print('once')\n"
        "print(len(list(noticeparse.parse_many(['a.pdf', 'b.pdf'], jobs=2))))\n",
        "utf-8",
    )
    run = subprocess.run(
        [sys.executable, str(script)], capture_output=True, text=True, check=False, cwd=tmp_path
    )
    assert run.stdout.split() == ["once", "2"]
    assert run.stderr == ""


def test_two_inputs_of_one_name_never_share_a_source(tmp_path) -> None:
    for name in ("a/n.txt", "b/n.txt", "b/m.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("Larkhill School shares names with:\n- Arbor - names\n")
    given = [tmp_path / name for name in ("a/n.txt", "b/n.txt", "b/m.txt", "a/n.txt")]
    with ThreadPoolExecutor() as executor:
        found = names(parse_many(given, executor=executor))
    assert found == ["a/n.txt", "b/n.txt", "m.txt", "a/n.txt"]
