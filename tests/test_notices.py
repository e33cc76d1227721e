"""Notices of many layouts that were written before the program was run on them: how much is right.

The floors only rise. What falls below them is a loss that users would feel.
"""

from collections import Counter
from functools import lru_cache
from pathlib import Path

import pytest
from training.labelled import labelled
from training.scoring import Counts, count, f1

from noticeparse import parse
from noticeparse.extractors import read
from noticeparse.model import Notice
from noticeparse.receipt import lay_out

FOLDER = Path(__file__).parent / "notices"
DOCUMENTS = sorted((FOLDER / "documents").iterdir())
FLOORS = {"rows": 0.97, "companies": 0.98, "categories": 0.95}  # F1, of all notices together


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


def _count(path: Path) -> Counts:
    """Companies, whole rows, tags: right, missed and wrong; an optional row is never missed."""
    answers = FOLDER / "answers" / f"{path.stem}.json"
    return count(labelled("own", path, lay_out(read(path)), answers), _notice(path))


@pytest.fixture(scope="module")
def counted() -> Counts:
    return sum((_count(path) for path in DOCUMENTS), Counter())


@pytest.mark.parametrize("what", FLOORS)
def test_together_they_stay_above_the_floor(what: str, counted: Counts) -> None:
    assert f1(counted, what) >= FLOORS[what], f"{f1(counted, what):.4f}"


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
