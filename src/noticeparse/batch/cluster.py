"""Tasks → results as they are ready, each read on one of the machines of a dask cluster.

A dask worker reads each document in a process of its own, which may crash, hang or be killed; where
the worker itself is lost, dask gives its documents to others. Files have to have the same path on
all machines, or an address.

Limits: a dask worker reads with one process, so it should have one thread.
"""

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import Any

from noticeparse.batch.pool import Limits, crashed, read_ready
from noticeparse.build import build
from noticeparse.errors import InputError, MissingExtra

_AHEAD = 8  # documents handed out ahead, a thread
_TRIES = 2  # times that a document is given to the cluster that it does not come back from


def read_on_cluster(
    address: str, tasks: Iterable[Any], read: Callable[[Any], Any], limits: Limits
) -> Generator[tuple[int, Any, Any], None, None]:
    """Yield what `read_ready` yields. Raise InputError where the cluster cannot read alike."""
    try:
        import distributed  # noqa: PLC0415 -- an extra
    except ImportError as error:
        raise MissingExtra(
            "A cluster is used with the extra `cluster`, which is not installed.",
            what_to_do='In the folder of noticeparse: pip install ".[cluster]"',
        ) from error
    todo: Iterator[tuple[int, Any, int]] = ((at, task, 0) for at, task in enumerate(tasks))
    again: deque[tuple[int, Any, int]] = deque()
    out: dict[str, tuple[int, Any, int]] = {}
    dask: Any = distributed
    with _connected(dask.Client, address) as client:
        done = dask.as_completed()

        def hand_out() -> None:
            most = _AHEAD * max(1, sum(client.nthreads().values()))
            following = islice(todo, max(0, most - len(out)))  # less than none: a worker was lost
            for item in [*(again.popleft() for _ in range(len(again))), *following]:
                future = client.submit(_read_one, read, item[1], limits, pure=False)
                out[future.key] = item
                done.add(future)

        hand_out()
        for future in done:
            number, task, lost = out.pop(future.key)
            if future.status == "finished":
                yield number, task, future.result()
            elif lost + 1 < _TRIES:
                again.append((number, task, lost + 1))
            else:
                yield number, task, crashed(task.name)
            future.release()
            hand_out()


def _connected(connect: Callable[..., Any], address: str) -> Any:
    try:
        client = connect(address, timeout="20s")
    except (OSError, ValueError) as error:
        raise InputError(
            f"No cluster answers at {address}.",
            what_to_do="Start one with `dask scheduler` and `dask worker` (see docs/scale.md).",
        ) from error
    others = {machine for machine, found in client.run(build).items() if found != build()}
    if others:
        client.close()
        raise InputError(
            f"These machines have another noticeparse: {', '.join(sorted(others))}.",
            what_to_do="Install the same one on all of them.",
        )
    return client


def _read_one(read: Callable[[Any], Any], task: Any, limits: Limits) -> Any:
    """Read one document beside this worker of dask, with a process that waits for the next."""
    ((_, _, result),) = read_ready([task], read, replace(limits, jobs=1))
    return result
