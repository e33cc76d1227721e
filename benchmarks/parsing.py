"""What parsing costs, as a ratio to another checkout of noticeparse.

usage: python benchmarks/parsing.py OTHER_CHECKOUT [DOCS_DIR] [--forms html ...] [--passes N]

Each checkout has a process of its own that reads the documents once; then the two take turns to
parse them all, so that a machine that slows down slows both. Only the parse stage is timed, by the
processor's time, with what was remembered of texts put away before each pass.
"""

from __future__ import annotations

import argparse
import functools
import gc
import inspect
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

SHARED = Path(__file__).parents[2] / "shared"
HERE = Path(__file__).parents[1]
_REMEMBERING = ("noticeparse.text", "noticeparse.parser")  # packages whose caches are emptied


def parser() -> Callable[[object], object]:
    """The parse stage of the checkout that this process imports, whichever arguments it takes."""
    from noticeparse import pipeline  # noqa: PLC0415 -- which one it is, the process decides
    from noticeparse.parser import parse_document  # noqa: PLC0415
    from noticeparse.suppliers import find_names  # noqa: PLC0415
    from noticeparse.vocabulary import load_vocabulary  # noqa: PLC0415

    vocabulary = load_vocabulary()

    def find(text: str, *, alone: bool = False) -> object:
        return find_names(text, vocabulary.suppliers, alone=alone)

    wording_of = getattr(pipeline, "wording_of", None) or pipeline._wording
    arguments = [wording_of(vocabulary), find]
    if "weights" in inspect.signature(parse_document).parameters:
        arguments.append(vocabulary.weights)
    return lambda document: parse_document(document, *arguments)


def take_turns(paths: Sequence[str]) -> None:
    """Parse all documents for each line of stdin, and print the seconds."""
    from noticeparse.errors import ReadError  # noqa: PLC0415
    from noticeparse.extractors import read  # noqa: PLC0415
    from noticeparse.receipt import lay_out  # noqa: PLC0415

    parse, documents = parser(), []
    for path in paths:
        try:
            documents.append(lay_out(read(Path(path))))
        except ReadError:
            continue
    print(len(documents), flush=True)
    for _ in sys.stdin:
        forget()
        start = time.process_time()
        for document in documents:
            parse(document)
        print(time.process_time() - start, flush=True)


def forget() -> None:
    """Empty the caches of texts."""
    for each in gc.get_objects():
        if isinstance(each, functools._lru_cache_wrapper) and of_texts(each.__module__):
            each.cache_clear()
    gc.collect()


def of_texts(module: str | None) -> bool:
    return (module or "").startswith(_REMEMBERING)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("other", type=Path, help="the other checkout")
    options.add_argument("docs", nargs="?", type=Path, default=SHARED / "real" / "docs")
    options.add_argument("--forms", nargs="*", default=["html"], help="suffixes, as docx")
    options.add_argument("--passes", type=int, default=5)
    arguments = options.parse_args()
    if not arguments.docs.is_dir():
        print("no evaluation data")
        return
    paths = [
        str(path)
        for path in sorted(arguments.docs.iterdir())
        if path.suffix[1:] in arguments.forms and ".scan" not in path.name
    ]
    processes = [started(checkout, paths) for checkout in (HERE, arguments.other)]
    counts = [process.stdout.readline().strip() for process in processes]
    seconds: tuple[list[float], list[float]] = ([], [])
    for _ in range(arguments.passes + 1):
        for process, own in zip(processes, seconds, strict=True):
            process.stdin.write("\n")
            process.stdin.flush()
            own.append(float(process.stdout.readline()))
    for process in processes:
        process.stdin.close()
        process.wait()
    ours, theirs = (median(own[1:]) for own in seconds)  # the first pass warms up
    print(f"{counts[0]} and {counts[1]} documents; median of {arguments.passes} passes:")
    print(f"{ours:.2f} s here, {theirs:.2f} s there, ratio {ours / theirs:.3f}")


def started(checkout: Path, paths: Sequence[str]) -> subprocess.Popen[str]:
    """A process that parses with the noticeparse of a checkout."""
    return subprocess.Popen(
        [sys.executable, __file__, "--take-turns", *paths],
        env=os.environ | {"PYTHONPATH": str(checkout.resolve() / "src")},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--take-turns"]:
        take_turns(sys.argv[2:])
    else:
        main()
