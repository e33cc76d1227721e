"""How far the grades can be trusted: rows of each grade, and how many of them are right.

usage: python benchmarks/grades.py [GOLD_DIR DOCS_DIR ...]

A row is right when company and description are those of the answers (white space, case and bullet
marks aside; any of the accepted readings). Optional rows and rows beyond a truncated answer are not
counted. The grading has no trained weights, but its rules were chosen with the corpus and the
made-up notices in view: on these, the figures say how well the rules fit, not what an unseen
notice will bring.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from noticeparse.errors import ReadError
from noticeparse.extractors import read_document
from noticeparse.grading import GRADES
from noticeparse.model import Disclosure
from noticeparse.pipeline import read_notice
from noticeparse.vocabulary import load_vocabulary

SHARED = Path(__file__).parents[2] / "shared"
DEFAULT = [SHARED / "corpus" / "gold", SHARED / "corpus" / "docs"]
CLOSE = 80  # likeness of a company to an answer's, in per cent, that makes it the same row


def tight(text: str | None) -> str:
    plain = re.sub(r"[\u2018\u2019\u201c\u201d\"'`]", "'", text or "")
    plain = re.sub(r"[\u2010-\u2015\u2212]", "-", plain)
    plain = re.sub(r"[\u2022\u00b7\u25aa\u25cf\u25e6]", " ", plain)
    return re.sub(r"\s+", "", plain).strip(".,;:-*").casefold()


def readings(answer: dict[str, Any]) -> list[str]:
    found = {tight(d) for d in (answer.get("description"), *(answer.get("descriptions") or ()))}
    return sorted(found, key=len)


def is_right(row: Disclosure, answer: dict[str, Any], *, prefix: bool) -> bool:
    names = {tight(n) for n in (answer["company"], *(answer.get("accept") or ()))}
    if tight(str(row.company)) not in names:
        return False
    got, wanted = tight(str(row.description)), readings(answer)
    if prefix:
        return any(got.startswith(w) or (len(w) > 20 and w in got) for w in wanted)
    return got in wanted or (bool(wanted[0]) and wanted[0] in got and got in wanted[-1])


def judge(row: Disclosure, gold: dict[str, Any]) -> bool | None:
    """True right, False wrong, None not counted."""
    prefix = bool(gold.get("description_is_prefix"))
    if any(is_right(row, answer, prefix=prefix) for answer in gold["rows"]):
        return True
    near = [
        answer
        for answer in gold["rows"]
        for name in (answer["company"], *(answer.get("accept") or ()))
        if fuzz.ratio(tight(name), tight(str(row.company))) >= CLOSE
    ]
    if any(answer.get("optional") for answer in near) or (gold.get("truncated") and not near):
        return None
    return False


def main() -> None:
    given = [Path(argument) for argument in sys.argv[1:]] or DEFAULT
    if not given[0].is_dir():
        print("no evaluation data")
        return
    vocabulary = load_vocabulary()
    counts: Counter[tuple[str, bool]] = Counter()
    reasons: Counter[str] = Counter()
    for golds, docs in zip(given[::2], given[1::2], strict=True):
        for path in sorted(docs.iterdir()):
            answers = golds / f"{path.name.split('.')[0]}.json"
            if not answers.is_file():
                continue
            gold = json.loads(answers.read_text("utf-8"))
            try:
                notice = read_notice(read_document(path), vocabulary).notice
            except ReadError:
                continue
            for row in notice.disclosures:
                right = judge(row, gold)
                if right is None:
                    continue
                counts[(row.grade or "", right)] += 1
                if not right and row.grade == "excellent":
                    reasons[f"{path.name}: {row.company} ({row.layout})"] += 1
    report(counts, reasons)


def report(counts: Counter[tuple[str, bool]], wrong: Counter[str]) -> None:
    right_in_all = sum(n for (_, right), n in counts.items() if right) or 1
    wrong_in_all = sum(n for (_, right), n in counts.items() if not right) or 1
    heads = ("rows", "right", "share right", "of all right", "of all wrong")
    print(f"{'grade':12}{heads[0]:>7}{heads[1]:>8}{heads[2]:>13}{heads[3]:>14}{heads[4]:>14}")
    for grade in GRADES:
        right, bad = counts[(grade, True)], counts[(grade, False)]
        share = right / (right + bad) if right + bad else float("nan")
        print(
            f"{grade:12}{right + bad:7}{right:8}{share:13.3f}"
            f"{right / right_in_all:14.1%}{bad / wrong_in_all:14.1%}"
        )
    for line in sorted(wrong)[:20]:
        print("excellent, but wrong:", line)


if __name__ == "__main__":
    main()
