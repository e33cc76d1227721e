"""Notices of many layouts that were written before the program was run on them: how much is right.

The floors only rise. What falls below them is a loss that users would feel.
"""

import json
from collections import Counter
from functools import lru_cache
from pathlib import Path

import pytest
from benchmarks.labelled import same_company, same_description

from noticeparse import parse
from noticeparse.model import Disclosure, Notice

FOLDER = Path(__file__).parent / "notices"
DOCUMENTS = sorted((FOLDER / "documents").iterdir())
FLOORS = {"row": 0.97, "company": 0.98, "category": 0.95}  # F1, of all notices together


WHY_NOTHING = {
    "annuaire.html": "not seem to be in English",
    "denial.txt": "data is not shared",
    "directory.html": "None of its 1 tables",
    "menu.html": "menus and the like",
    "menu.txt": "None of its 1 tables",
    "newsletter.txt": "None of its 0 tables",
    "privacy-policy.txt": "None of its 0 tables",
    "sources.txt": "from whom data comes",
    "staff-handbook.txt": "None of its 1 tables",
}


@lru_cache(maxsize=64)
def _notice(path: Path) -> Notice:
    return parse(path)


def _answers(path: Path) -> list[dict]:
    answers = json.loads((FOLDER / "answers" / f"{path.stem}.json").read_text("utf-8"))
    return sorted(answers["rows"], key=lambda answer: bool(answer.get("optional")))


def _count_tags(row: Disclosure, answer: dict) -> Counter[str]:
    """Categories that are shared: right, missed and too many; `maybe` is neither."""
    wanted = set(answer["categories"])
    maybe = set((answer.get("maybe") or {}).get("categories", ()))
    got = {t.id for t in row.tags if t.kind == "category" and t.polarity != "not_shared"}
    right, missed, more = got & wanted, wanted - got, got - wanted - maybe
    return Counter(
        {"category right": len(right), "category missed": len(missed), "category more": len(more)}
    )


def _count(path: Path) -> Counter[str]:
    """Companies, whole rows, tags: right, missed and too many; an optional row is never missed."""
    found = list(_notice(path).disclosures)
    counts: Counter[str] = Counter()
    for answer in _answers(path):
        same = [row for row in found if same_company(str(row.company), answer)]
        whole = [r for r in same if same_description(str(r.description), answer, prefix=False)]
        hit = next(iter(whole or same), None)
        if hit is not None:
            found.remove(hit)
        if answer.get("optional"):
            continue
        counts["company right" if hit else "company missed"] += 1
        counts["row right" if whole else "row missed"] += 1
        counts["row more"] += hit is not None and not whole
        counts += _count_tags(hit, answer) if hit else Counter()
    counts["company more"] += len(found)
    counts["row more"] += len(found)
    return counts


@pytest.fixture(scope="module")
def counted() -> Counter[str]:
    return sum((_count(path) for path in DOCUMENTS), Counter())


@pytest.mark.parametrize("what", FLOORS)
def test_together_they_stay_above_the_floor(what: str, counted: Counter[str]) -> None:
    right = counted[f"{what} right"]
    f1 = 2 * right / (2 * right + counted[f"{what} missed"] + counted[f"{what} more"])
    assert f1 >= FLOORS[what], f"{f1:.4f}"


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_nothing_is_lost(path: Path) -> None:
    receipt = _notice(path).receipt
    assert receipt is not None
    assert receipt.unaccounted == 0


def test_every_document_has_its_answers() -> None:
    answers = {path.stem for path in (FOLDER / "answers").iterdir()}
    assert {path.stem for path in DOCUMENTS} == answers


@pytest.mark.parametrize("path", sorted((FOLDER / "none").iterdir()), ids=lambda path: path.name)
def test_what_is_no_notice_gives_no_row_and_a_reason(path: Path) -> None:
    notice = _notice(path)
    assert [str(row.company) for row in notice.disclosures] == []
    (issue,) = [issue for issue in notice.issues if issue.code == "no_disclosures"]
    assert WHY_NOTHING[path.name] in issue.message
    assert notice.receipt is not None
    assert notice.receipt.unaccounted == 0
