"""How fast a batch is, and what memory it takes: many notices, half PDF, the rest Word and pages.

usage: python benchmarks/batch.py WORK [--notices 24000] [--jobs 2] [--from FOLDER ...]

WORK is an empty folder, which is filled. The notices are the files of the folders given (those of
the evaluation beside the checkout, and the samples) under other names, scans left out. Also: the
same again without a change; and, on each PDF once, the whole pipeline against the tables of
pdfplumber alone. Times depend on the machine; ratios are of one run.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import threading
import time
from itertools import cycle, islice
from pathlib import Path

import pdfplumber
import psutil

from noticeparse import NoticeparseError, parse

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
FOLDERS = (
    *(SHARED / name for name in ("real/docs", "corpus/docs", "hard/docs", "pdf/notices")),
    *(SHARED / "fresh" / "documents", ROOT / "samples" / "notices"),
)
SHARES = {".pdf": 2, ".docx": 1, ".html": 1}  # of four


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("work", type=Path)
    parser.add_argument("--notices", type=int, default=24_000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--from", dest="folders", type=Path, nargs="+", default=FOLDERS)
    asked = parser.parse_args()
    found = sorted(path for folder in asked.folders for path in folder.rglob("*") if path.is_file())
    found = [path for path in found if "scan" not in path.name]
    for number in dict.fromkeys((min(1000, asked.notices), asked.notices)):
        folder = fill(asked.work / f"in{number}", found, number)
        output = asked.work / f"out{number}"
        seconds, parent, worker = convert(folder, output, asked.jobs)
        counts = json.loads((output / "run.json").read_text("utf-8"))["counts"]
        print(
            f"{number} notices: {seconds:.0f} s, {number / seconds:.1f} a second; at most parent "
            f"{parent} MB, workers {worker} MB; {counts['failures']} failures",
            flush=True,
        )
        again = convert(folder, output, asked.jobs)[0]
        print(
            f"  again, nothing changed: {again:.1f} s, {seconds / again:.0f} times as fast",
            flush=True,
        )
    pdfs = [path for path in found if path.suffix == ".pdf"]
    ours, theirs = pipeline(pdfs), tables(pdfs)
    print(f"{len(pdfs)} PDFs: {ours:.1f} s, {ours / theirs:.2f} of pdfplumber ({theirs:.1f} s)")


def fill(folder: Path, found: list[Path], number: int) -> Path:
    """Put so many files into a folder, in sub-folders of a hundred."""
    endless = {
        suffix: cycle([path for path in found if path.suffix == suffix]) for suffix in SHARES
    }
    order = cycle([suffix for suffix, share in SHARES.items() for _ in range(share)])
    for at, suffix in enumerate(islice(order, number)):
        path = next(endless[suffix])
        place = folder / f"{at // 100:03}" / f"{at:05}{suffix}"
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, place)
    return folder


def convert(folder: Path, output: Path, jobs: int) -> tuple[float, int, int]:
    """Read a folder; return seconds, and the most MB that the parent and all workers held."""
    command = [sys.executable, "-m", "noticeparse", "convert", str(folder), "-o", str(output)]
    started = time.monotonic()
    with subprocess.Popen([*command, "-q", "--jobs", str(jobs)], stderr=subprocess.DEVNULL) as run:
        most = [0, 0]
        ended = threading.Event()
        watch = threading.Thread(target=look, args=(run.pid, most, ended))
        watch.start()
        run.wait()
        seconds = time.monotonic() - started
        ended.set()
        watch.join()
    return seconds, most[0], most[1]


def look(pid: int, most: list[int], ended: threading.Event) -> None:
    while not ended.wait(0.5):
        try:
            parent = psutil.Process(pid)
            held = [parent.memory_info().rss]
            held.append(sum(each.memory_info().rss for each in parent.children(recursive=True)))
        except psutil.Error:
            continue
        most[:] = [max(was, now // 1_000_000) for was, now in zip(most, held, strict=True)]


def pipeline(paths: list[Path]) -> float:
    def read(path: Path) -> None:
        try:
            parse(path)
        except NoticeparseError as error:
            print(f"{path.name}: {error.code}")

    read(paths[0])
    started = time.process_time()
    for path in paths:
        read(path)
    return time.process_time() - started


def tables(paths: list[Path]) -> float:
    started = time.process_time()
    for path in paths:
        with pdfplumber.open(path) as document:
            for page in document.pages:
                page.extract_tables()
    return time.process_time() - started


if __name__ == "__main__":
    os.environ.setdefault("PYTHONHASHSEED", "0")
    main()
