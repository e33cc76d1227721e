"""Notices of every shape that published ones have, written by somebody who knew only its name.

Each shape has three; `answers.yaml` has the rows of each: the company and words that its row holds.
Those named below are not read right yet, and each says in what.
"""

from pathlib import Path

import pytest
import yaml

from noticeparse import parse
from noticeparse.model import Disclosure
from noticeparse.text import fold_key

SHAPES = Path(__file__).with_name("shapes")
ANSWERS = yaml.safe_load((SHAPES / "answers.yaml").read_text("utf-8"))
NOT_YET: dict[str, str] = {
    "carried-act-3.html": "missed: virtual school, traveller education service, education welfare team",
    "definition-list-2.html": "8 missed",
    "heading-and-link-3.html": "the rows lack words: Access Education, Lexonik, Sign In App",
    "in-purpose-cell-1.html": "missed: new school; too many: Paper",
    "in-purpose-cell-2.html": "missed: Educational Welfare Service; too many: Education Passport",
    "lettered-items-1.html": "7 missed",
    "lettered-items-2.html": "missed: doctor, local hospital, guardians, travel agents",
    "lettered-items-3.html": "missed: child protection caseworkers, high school",
    "nobody-1.html": "too many: Facebook, Instagram, Google Analytics, YouTube, Ofsted",
    "nobody-3.html": "too many: Northern Archive Supplies",
    "plain-bodies-2.html": "missed: parish, swimming pool, bus company",
    "purpose-then-names-1.html": "missed: Puddleducks Wraparound Care",
    "question-table-2.html": "missed: health visitor, ambulance service; too many: health visitor",
    "question-table-3.html": "missed: Department of Health, visiting music tutors, Peppermint Debt Recovery",
}


def _name(text: str) -> str:
    folded = fold_key(" ".join(text.split()))
    return folded.removeprefix("the ").removeprefix("our ").removeprefix("an ").removeprefix("a ")


def _said(row: Disclosure) -> str:
    texts = [row.description, *(text for _, text in row.fields.named())]
    texts += [row.section] if row.section else []
    return fold_key(" ".join(" ".join(text.string.split()) for text in texts))


def differences(file: str) -> list[str]:
    """What is missed, and what is too many."""
    left = list(parse(SHAPES / file).disclosures)
    missed = []
    for answer in ANSWERS[file] or ():
        names = {_name(name) for name in (answer["company"], *answer.get("accept", ()))}
        says = fold_key(answer.get("says", ""))
        found = [row for row in left if _name(row.company.string) in names and says in _said(row)]
        if found:
            left = [row for row in left if row is not found[0]]
        else:
            missed.append(f"missed: {answer['company']}")
    return [*missed, *(f"too many: {row.company.string}" for row in left)]


@pytest.mark.parametrize("file", sorted(ANSWERS))
def test_a_shape_is_read(file: str) -> None:
    found = differences(file)
    assert bool(found) == (file in NOT_YET), found
