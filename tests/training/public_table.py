"""The public set, read with the weights that are shipped → what is right, a line a document.

`make golden` writes public.tsv anew. A change of a rule, a weight or a limit shows there: look at
the lines that differ, and at what they come to together, before you keep them.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

from training.labelled import Labelled, load
from training.scoring import Counts, count

from noticeparse.grading import GRADES
from noticeparse.pipeline import read_notice
from noticeparse.vocabulary import Vocabulary, load_vocabulary

TABLE = Path(__file__).with_name("public.tsv")
WHAT = ("companies", "rows", "categories", "purposes", "subjects")
OUTCOMES = ("right", "missed", "wrong")
FORMS = ("html", "txt", "csv")  # quick to read; those of Word and PDF are of the same notices


@cache
def documents() -> tuple[Labelled, ...]:
    """The documents of the public set in forms that are quick to read."""
    return tuple(load(["public"], {"public": FORMS}))


def counted(vocabulary: Vocabulary) -> dict[str, Counts]:
    """What is right, missed and wrong in each document."""
    return {one.path.name: counted_in(one, vocabulary) for one in documents()}


def counted_in(one: Labelled, vocabulary: Vocabulary) -> Counts:
    """What is right, missed and wrong in a document, and how many names are doubts."""
    notice = read_notice(one.document, vocabulary).notice
    counts = count(one, notice)
    counts["doubts", "wrong"] = sum(each.doubtful for each in notice.refused or ())
    for row in notice.disclosures:
        counts["grade", str(row.grade)] += 1
    return counts


def table_of(found: dict[str, Counts]) -> str:
    """The table: a line a document, "right missed wrong" a cell; rows by grade; names that are doubts."""
    lines = ["\t".join(("document", *WHAT, "grades", "doubts"))]
    for name, counts in sorted(found.items()):
        cells = [" ".join(str(counts[what, outcome]) for outcome in OUTCOMES) for what in WHAT]
        grades = " ".join(str(counts["grade", grade]) for grade in GRADES)
        lines.append("\t".join((name, *cells, grades, str(counts["doubts", "wrong"]))))
    return "\n".join([*lines, ""])


def together(found: dict[str, Counts]) -> Counts:
    """All documents together."""
    return sum(found.values(), Counter())


def main() -> None:
    """Write the table anew."""
    TABLE.write_text(table_of(counted(load_vocabulary())), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
