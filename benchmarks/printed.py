"""What is lost between a notice and a print of it: pages by a browser, Word files by LibreOffice.

usage: python benchmarks/printed.py WORK [--sets fresh hard corpus] [--worst 10]

WORK is an empty folder, which keeps the prints; they are made by the programs `chromium` and
`soffice`. Each notice with known answers is read twice, as it is and as its print. The weights that
come with noticeparse were trained on the notices themselves, though on none of these prints: only
the difference between the two lines of a set means something.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from training.labelled import SETS, Labelled, in_parallel, load
from training.scoring import Counts, count, f1

from noticeparse.extractors import read
from noticeparse.pipeline import read_notice
from noticeparse.receipt import lay_out
from noticeparse.vocabulary import load_vocabulary

LOT = 40  # files that LibreOffice is given at a time
# What keeps a browser from asking for anything, or from talking.
QUIET = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync")
QUIET += ("--disable-background-networking", "--disable-component-update", "--no-pdf-header-footer")


@dataclass(frozen=True, slots=True)
class Print:
    """A notice, and where its print lies."""

    one: Labelled
    path: Path


def by_browser(prints: Iterable[Print], work: Path) -> None:
    for each in prints:
        profile = work / "profile"
        where = (f"--user-data-dir={profile}", f"--print-to-pdf={each.path}")
        command = ["chromium", *QUIET, *where, each.one.path.as_uri()]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        shutil.rmtree(profile, ignore_errors=True)


def by_office(prints: Sequence[Print], work: Path) -> None:
    for start in range(0, len(prints), LOT):
        lot = prints[start : start + LOT]
        command = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(work)]
        command += [str(each.one.path) for each in lot]
        subprocess.run(command, check=True, capture_output=True, timeout=600)
        for each in lot:
            (work / each.one.path.with_suffix(".pdf").name).replace(each.path)


def scored(each: Print) -> tuple[Counts, Counts]:
    """Count what is right in a notice, and in its print."""
    vocabulary = load_vocabulary()
    printed = replace(each.one, document=lay_out(read(each.path)))
    first, second = (
        count(one, read_notice(one.document, vocabulary).notice) for one in (each.one, printed)
    )
    return first, second


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("work", type=Path)
    options.add_argument(
        "--sets", nargs="+", choices=tuple(SETS), default=("fresh", "hard", "corpus")
    )
    options.add_argument("--worst", type=int, default=10)
    asked = options.parse_args()
    programs = {"html": ("chromium", by_browser), "docx": ("soffice", by_office)}
    if missing := [name for name, _ in programs.values() if shutil.which(name) is None]:
        sys.exit(f"not installed: {', '.join(missing)}")
    for kind, (program, prints_of) in programs.items():
        labelled = load(asked.sets, dict.fromkeys(asked.sets, (kind,)))
        for name in asked.sets:
            work = (asked.work / kind / name).resolve()
            work.mkdir(parents=True, exist_ok=True)
            own = [one for one in labelled if one.set == name]
            prints = [Print(one, work / f"{one.id}.printed.pdf") for one in own]
            prints_of([each for each in prints if not each.path.exists()], work)
            found = in_parallel(scored, prints)
            for what, number in ((kind, 0), (f"by {program}", 1)):
                counts = sum((pair[number] for pair in found), Counter())
                figures = " ".join(f"{key} {f1(counts, key):.3f}" for key in ("companies", "rows"))
                print(f"{name:8}{what:14}{figures}", flush=True)
            lost = [
                (first["rows", "right"] - second["rows", "right"], each.one.id)
                for each, (first, second) in zip(prints, found, strict=True)
            ]
            worst = sorted((each for each in lost if each[0] > 0), reverse=True)[: asked.worst]
            print(f"{'':8}rows lost: {', '.join(f'{id} {rows}' for rows, id in worst) or 'none'}")


if __name__ == "__main__":
    main()
