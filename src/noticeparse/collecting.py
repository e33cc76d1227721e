"""A block of Python → the same, without a search for garbage while it runs.

A page, or the rows of a notice, become thousands of small values, none of which is garbage or part
of a cycle. Python would look through them, and all that the caller holds, again and again.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def not_collecting() -> Iterator[None]:
    """Pause the collector, unless the caller has paused it already."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
