"""Notices that were written before the program was run on them: how much of each set is right.

The floors only rise. A notice that falls below them is a loss that users would feel.
"""

import json
import re
from collections import Counter
from functools import lru_cache
from pathlib import Path

import pytest

from noticeparse import parse
from noticeparse.model import Disclosure, Notice

FOLDER = Path(__file__).parent / "notices" / "fresh"
FLOORS = json.loads((FOLDER / "floors.json").read_text("utf-8"))


@lru_cache(maxsize=64)
def _notice(path: Path) -> Notice:
    return parse(path)


def _tight(text: str | None) -> str:
    plain = re.sub(r"[\u2018\u2019\u201c\u201d\"'`]", "'", text or "")
    plain = re.sub(r"[\u2010-\u2015\u2212]", "-", plain)
    plain = re.sub(r"[\u2022\u00b7\u25aa\u25cf\u25e6]", " ", plain)
    return re.sub(r"\s+", "", plain).strip(".,;:-*").casefold()


def _right_text(got: str, answer: dict) -> bool:
    readings = {_tight(d) for d in (answer["description"], *(answer.get("descriptions") or ()))}
    shorter, longer = min(readings, key=len), max(readings, key=len)
    return got in readings or (bool(shorter) and shorter in got and got in longer)


def _count_tags(row: Disclosure, answer: dict) -> Counter[str]:
    """Categories that are shared, and purposes: right, missed and too many; `maybe` is neither."""
    counts: Counter[str] = Counter()
    for kind, key in (("category", "categories"), ("purpose", "purposes")):
        wanted, maybe = set(answer[key]), set((answer.get("maybe") or {}).get(key, ()))
        got = {t.id for t in row.tags if t.kind == kind and t.polarity != "not_shared"}
        counts[f"{kind} right"] += len(got & wanted)
        counts[f"{kind} missed"] += len(wanted - got)
        counts[f"{kind} too many"] += len(got - wanted - maybe)
    return counts


def _count(path: Path, answers: list[dict]) -> Counter[str]:
    """Companies, whole rows, tags: right, missed and too many; an optional row is never missed."""
    found = [
        (_tight(str(r.company)), _tight(str(r.description)), r) for r in _notice(path).disclosures
    ]
    counts: Counter[str] = Counter()
    for answer in sorted(answers, key=lambda a: bool(a.get("optional"))):
        names = {_tight(name) for name in (answer["company"], *(answer.get("accept") or ()))}
        same = [row for row in found if row[0] in names]
        whole = next((row for row in same if _right_text(row[1], answer)), None)
        hit = whole or (same[0] if same else None)
        if hit is not None:
            found.remove(hit)
        if answer.get("optional"):
            continue
        counts["company right" if hit else "company missed"] += 1
        counts += _count_tags(hit[2], answer) if hit else Counter()
        counts["row right" if whole else "row missed"] += 1
        counts["row too many"] += hit is not None and whole is None
    counts["company too many"] = len(found)
    counts["row too many"] += len(found)
    return counts


def _f1(counts: Counter[str], what: str) -> float:
    right = counts[f"{what} right"]
    return 2 * right / (2 * right + counts[f"{what} missed"] + counts[f"{what} too many"])


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_each_set_stays_above_its_floor(name: str) -> None:
    counts: Counter[str] = Counter()
    for path in sorted((FOLDER / "answers").glob(f"{name}[0-9][0-9].json")):
        document = next((FOLDER / "documents").glob(f"{path.stem}.*"))
        counts += _count(document, json.loads(path.read_text("utf-8"))["rows"])
    figures = {what: round(_f1(counts, what), 3) for what in FLOORS[name]}
    for what, floor in FLOORS[name].items():
        assert figures[what] >= floor, figures


def test_every_document_is_read_with_nothing_lost() -> None:
    for document in sorted((FOLDER / "documents").iterdir()):
        receipt = _notice(document).receipt
        assert receipt is not None
        assert receipt.unaccounted == 0, document.name
