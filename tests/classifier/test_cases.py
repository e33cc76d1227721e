"""The specification of tagging, one line a case: what a careful reader finds in a text.

A line is `TEXT | WANTED …`. The text may begin with its column, "data:" or "purpose:"; else it is
running text. Only what is asserted is listed: `+id` a category that is shared, `-id` one that is
withheld, `>id` a purpose, `@id` a data subject, `0` nothing personal is shared. `~` before any of
these: it must not be found. The texts are invented; the groups are headed by lines with "#".
"""

from __future__ import annotations

from pathlib import Path

import pytest

from noticeparse.classifier import classify
from noticeparse.model import Disclosure
from noticeparse.vocabulary import Vocabulary, load_vocabulary

from .conftest import make_row

CASES = Path(__file__).with_name("cases.txt").read_text(encoding="utf-8").splitlines()
LINES = [line for line in CASES if line.strip() and not line.startswith("#")]
KINDS = {"+": "category", "-": "category", ">": "purpose", "@": "data_subject"}


@pytest.fixture(scope="module")
def shipped() -> Vocabulary:
    return load_vocabulary()


def read(text: str, vocabulary: Vocabulary) -> Disclosure:
    for column in ("data", "purpose"):
        if text.startswith(f"{column}:"):
            row = make_row(**{column: text.removeprefix(f"{column}:").strip()})
            return classify([row], vocabulary)[0]
    return classify([make_row(text)], vocabulary)[0]


def holds(row: Disclosure, wanted: str) -> bool:
    if wanted.startswith("~"):
        return not holds(row, wanted[1:])
    if wanted == "0":
        return row.no_personal_data
    polarity = {"+": "shared", "-": "not_shared"}.get(wanted[0])
    return any(
        (tag.kind, tag.id, tag.polarity) == (KINDS[wanted[0]], wanted[1:], polarity)
        for tag in row.tags
    )


def test_no_case_stands_there_twice() -> None:
    assert len(set(LINES)) == len(LINES)


@pytest.mark.parametrize("line", LINES)
def test_case(line: str, shipped: Vocabulary) -> None:
    text, wanted = line.rsplit(" | ", 1)
    row = read(text, shipped)
    known = {(term.kind, term.id) for term in shipped.terms}
    for want in wanted.split():
        bare = want.removeprefix("~")
        assert bare == "0" or (KINDS[bare[0]], bare[1:]) in known, f"{want} is no term"
        found = [(t.id, t.polarity, t.evidence.text) for t in row.tags]
        assert holds(row, want), f"{want}: found {found}"
