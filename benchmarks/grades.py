"""How far the grades can be trusted: rows of each grade, and how many of them are right.

usage: python benchmarks/grades.py [GOLD_DIR DOCS_DIR ...]

A row is right in company, and as a whole, as scoring.py counts it. Optional rows and notices whose
answers are cut off are not counted. The weights behind the grades were fitted to the sets beside
the checkout: on these, the figures say how well they fit, not what an unseen notice will bring;
that is what crossval.py prints.
"""

from __future__ import annotations

import sys
from pathlib import Path

from labelled import SETS, Labelled, in_parallel, load
from noticeparse.grading import GRADES
from noticeparse.pipeline import read_notice
from noticeparse.vocabulary import load_vocabulary
from scoring import Counts, count, share


def _counts(one: Labelled) -> Counts:
    return count(one, read_notice(one.document, load_vocabulary()).notice)


def main() -> None:
    given = [Path(argument) for argument in sys.argv[1:]]
    pairs = zip(given[::2], given[1::2], strict=True)
    sets = {golds.parent.name: (docs, golds) for golds, docs in pairs} or {"corpus": SETS["corpus"]}
    load_vocabulary()  # once, for all that are started from here
    labelled = load(sets)
    if not labelled:
        print("no evaluation data")
        return
    report(sum(in_parallel(_counts, labelled), Counts()))


def report(counts: Counts) -> None:
    rows = {grade: counts["grade", grade, "rows"] for grade in GRADES}
    right = {grade: counts["grade", grade, "company"] for grade in GRADES}
    heads = ("rows", "company", "whole", "of all right", "of all wrong")
    print(f"{'grade':12}" + "".join(f"{head:>14}" for head in heads))
    for grade in GRADES:
        figures = (
            share(right[grade], rows[grade]),
            share(counts["grade", grade, "whole"], rows[grade]),
            share(right[grade], sum(right.values())),
            share(rows[grade] - right[grade], sum(rows.values()) - sum(right.values())),
        )
        print(f"{grade:12}{rows[grade]:14}" + "".join(f"{figure:>14}" for figure in figures))


if __name__ == "__main__":
    main()
