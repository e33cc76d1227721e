"""Seconds → a block of Python that ends with TimeoutError once they have passed.

pdfminer walks over a damaged map of letters for hours, all of it in Python calls. A profile
function sees each call and can end them, without a thread or a process of its own.

Known limits: a call into C is not interrupted; a profiler that was running does not see the block.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Run the block; TimeoutError is raised inside it when the time is over."""
    end = time.monotonic() + seconds
    before = sys.getprofile()

    def check(frame: FrameType, event: str, argument: object) -> None:
        if time.monotonic() > end:
            sys.setprofile(before)
            raise TimeoutError

    sys.setprofile(check)
    try:
        yield
    finally:
        sys.setprofile(before)
