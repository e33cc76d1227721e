"""What was read, against the answer that was written before: every difference as a line.

An answer names what a careful reader tags ("a|b": one of the two will do), and in `maybe_…` what
another careful reader may add. Where the text leaves the company's name open, `also` has others.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ANSWERS = Path(__file__).parent / "answers"
Row = dict[str, str]


@dataclass(frozen=True, order=True)
class Difference:
    """`what` is missing (the answer has it) or extra (it was read)."""

    school: str
    company: str
    field: str
    what: str
    value: str


def read_table(path: Path) -> list[Row]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def answers() -> list[Row]:
    return read_table(ANSWERS / "rows.csv")


def known_differences() -> dict[Difference, str]:
    """The differences that are known, and why each is there still."""
    names = ("school", "company", "field", "what", "value")
    rows = read_table(ANSWERS / "known_differences.csv")
    return {Difference(*(row[name] for name in names)): row["reason"] for row in rows}


def differences(school: str, found: Sequence[Row]) -> Iterator[Difference]:
    """Compare the rows of a school, in any order, with the answer."""
    left = [row for row in found if row["school"] == school]
    for answer in (row for row in answers() if row["school"] == school):
        row = next((row for row in left if row["company"] in _names(answer)), None)
        if row is None:
            yield Difference(school, answer["company"], "row", "missing", answer["company"])
            continue
        left.remove(row)
        for field, what, value in _in_row(answer, row):
            yield Difference(school, answer["company"], field, what, value)
    for row in left:
        yield Difference(school, row["company"], "row", "extra", row["company"])


def _names(answer: Row) -> set[str]:
    return {answer["company"], *_list(answer["also"])}


def _in_row(answer: Row, row: Row) -> Iterator[tuple[str, str, str]]:
    # What the catalogue does not have is called by the name as printed.
    supplier = answer["supplier"] or row["company"]
    for field, wanted in (("supplier", supplier), ("status", answer["status"])):
        if row[field] != wanted:
            yield field, "extra", row[field]
    nothing = {"yes": "true", "": "false"}.get(answer["no_personal_data"], row["no_personal_data"])
    if row["no_personal_data"] != nothing:
        yield "no_personal_data", "extra", row["no_personal_data"]
    for field in ("categories", "not_shared", "purposes"):
        wanted, found = _list(answer[field]), _list(row[field])
        maybe = _list(answer.get(f"maybe_{field}", ""))
        alike = {each for one in wanted for each in one.split("|")}
        for one in wanted:
            if not set(one.split("|")) & set(found):
                yield field, "missing", one
        for one in found:
            if one not in alike and one not in maybe:
                yield field, "extra", one


def _list(text: str) -> list[str]:
    return [part for part in text.split("; ") if part]


def sharing(rows: Sequence[Row], *, by: str = "supplier") -> dict[str, Counter[str]]:
    """Supplier → the schools that have it in use."""
    found: dict[str, Counter[str]] = {}
    for row in rows:
        if row["status"] == "in_use":
            found.setdefault(row[by] or row["company"], Counter())[row["school"]] += 1
    return found
