"""Time the stages on the sample notices (or a folder given): ms a notice by format, and shares.

usage: python benchmarks/convert.py [FOLDER] [--repeat N]

Absolute times depend on the machine; what is worth comparing are the shares within one run.
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import TypeVar

from noticeparse.errors import ReadError
from noticeparse.extractors import read
from noticeparse.pipeline import read_notice
from noticeparse.reports.json import notice_to_json
from noticeparse.vocabulary import load_vocabulary

SAMPLES = Path(__file__).parents[1] / "samples" / "notices"
STAGES = ("read", "parse and tag", "write")
Value = TypeVar("Value")


def timed(seconds: list[float], call: Callable[[], Value]) -> Value:
    start = time.perf_counter()
    value = call()
    seconds.append(time.perf_counter() - start)
    return value


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("folder", nargs="?", type=Path, default=SAMPLES)
    options.add_argument("--repeat", type=int, default=3)
    arguments = options.parse_args()
    loading: list[float] = []
    vocabulary = timed(loading, load_vocabulary)
    times: dict[str, list[list[float]]] = defaultdict(lambda: [[], [], []])
    for path in sorted(p for p in arguments.folder.rglob("*") if p.is_file()):
        for _ in range(arguments.repeat):
            stages: list[float] = []
            try:
                document = timed(stages, lambda path=path: read(path))
            except ReadError as error:
                print(f"left out: {path.name}: {error.code}")
                break
            reading = timed(stages, lambda document=document: read_notice(document, vocabulary))
            timed(stages, lambda notice=reading.notice: notice_to_json(notice))
            for collected, seconds in zip(times[path.suffix], stages, strict=True):
                collected.append(seconds)
    print(f"loading the vocabulary: {loading[0] * 1000:.0f} ms")
    print(f"{'format':8}{'runs':>6}" + "".join(f"{stage:>24}" for stage in STAGES))
    for suffix, stages_ in sorted(times.items()):
        whole = sum(median(seconds) for seconds in stages_) or 1.0
        cells = "".join(
            f"{median(seconds) * 1000:14.1f} ms {median(seconds) / whole:5.0%}"
            for seconds in stages_
        )
        print(f"{suffix:8}{len(stages_[0]):6}{cells}")


if __name__ == "__main__":
    main()
