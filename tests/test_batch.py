import _thread
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path

import pytest
from tests.readers_that_fail import read

from noticeparse.batch import Task, parse_many, read_here, read_isolated, read_with
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
        ("memory", "too_large", "memory"),
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
    results = list(read_isolated(given, read, jobs=2))
    assert names(results) == [task.source_path for task in given]
    assert [r.code for r in results if isinstance(r, Failure)] == [
        "crashed",
        "encrypted",
        "crashed",
    ]


def test_a_document_that_hangs_is_given_up() -> None:
    results = list(read_isolated(tasks("hang", "a"), read, jobs=2, timeout=1))
    assert isinstance(results[0], Failure)
    assert results[0].code == "timeout"
    assert isinstance(results[1], Notice)


def test_the_number_of_workers_changes_nothing() -> None:
    given = tasks("slow", *"abcdefghij", "bug", "slow2")
    one, two = (list(read_isolated(given, read, jobs=jobs)) for jobs in (1, 2))
    assert one == two
    assert names(one) == [task.source_path for task in given]


def test_no_tasks_no_workers() -> None:
    assert list(read_isolated([], read, jobs=2)) == []


def test_who_stops_early_does_not_wait() -> None:
    results = read_isolated(tasks("a", "hang", "hang"), read, jobs=2)
    assert names(islice(results, 1)) == ["x/a.pdf"]
    results.close()


def test_ctrl_c_does_not_wait_for_what_hangs() -> None:
    started = time.monotonic()
    threading.Timer(1, _thread.interrupt_main).start()
    with pytest.raises(KeyboardInterrupt):
        list(read_isolated(tasks("hang"), read))
    assert time.monotonic() - started < 20


def test_an_executor_of_your_own() -> None:
    with ThreadPoolExecutor(2) as executor:
        results = list(read_with(executor, tasks("slow", "bug", "a"), read))
    assert names(results) == ["x/slow.pdf", "x/bug.pdf", "x/a.pdf"]


def test_a_path_that_does_not_exist_is_a_failure(tmp_path) -> None:
    (result,) = parse_many([tmp_path / "nothing.pdf"])
    assert isinstance(result, Failure)
    assert result.path == str(tmp_path / "nothing.pdf")


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
