"""How many documents went through each stage of a run, and for how long: for run.json alone."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from time import perf_counter_ns

Spent = Counter[tuple[str, str]]  # by stage: how many documents, and nanoseconds of all of them
_around: ContextVar[Spent] = ContextVar("around")


@contextmanager
def stage(name: str, spent: Spent | None = None, documents: int = 1) -> Iterator[None]:
    """Note what a stage takes in `spent`, else where the stage around it is noted, if anywhere."""
    noted = _around.get(Spent()) if spent is None else spent
    token, started = _around.set(noted), perf_counter_ns()
    try:
        yield
    finally:
        _around.reset(token)
        noted.update({(name, "documents"): documents, (name, "ns"): perf_counter_ns() - started})
