"""Grades: what is known of how a row was found, in words."""

from dataclasses import replace

import pytest

from noticeparse.grading import GRADES, with_grades
from noticeparse.model import Disclosure, Issue, Match, Run, Text

KNOWN = Match("arbor", "Arbor", "certain", 1.0)
UNKNOWN = Match("unknown-x", "X", "unknown", 0.0)
TABLE = Disclosure("d1", Text("Arbor"), Text("Names, classes"), layout="tables", fit=0.9)


def grade(row: Disclosure) -> tuple[str | None, tuple[str, ...]]:
    graded = with_grades([row])[0]
    return graded.grade, graded.grade_reasons


@pytest.mark.parametrize(
    ("row", "wanted"),
    [
        (replace(TABLE, supplier=KNOWN), "excellent"),
        (replace(TABLE, supplier=UNKNOWN), "excellent"),
        (replace(TABLE, supplier=UNKNOWN, fit=0.5), "good"),
        (replace(TABLE, supplier=KNOWN, layout="bullets"), "excellent"),
        (replace(TABLE, supplier=UNKNOWN, layout="outlines"), "excellent"),
        (replace(TABLE, supplier=UNKNOWN, layout="flat_rows"), "excellent"),
        (replace(TABLE, supplier=UNKNOWN, layout="in_brackets"), "excellent"),
        (replace(TABLE, supplier=KNOWN, layout="prose"), "good"),
        (replace(TABLE, supplier=UNKNOWN, layout="prose"), "poor"),
        (replace(TABLE, supplier=KNOWN, layout="prose", description=Text("word " * 40)), "fair"),
        (replace(TABLE, supplier=UNKNOWN, company=Text("the firm that takes pictures")), "good"),
        (
            replace(TABLE, supplier=KNOWN, issues=(Issue("parse", "placeholder", "warning", "x"),)),
            "good",
        ),
        (
            replace(TABLE, supplier=KNOWN, company=Text("Arbor", (Run(0, 5, confidence=0.95),))),
            "good",
        ),
        (
            replace(TABLE, supplier=KNOWN, company=Text("Arbor", (Run(0, 5, confidence=0.4),))),
            "poor",
        ),
    ],
)
def test_grade(row: Disclosure, wanted: str) -> None:
    found, reasons = grade(row)
    assert found == wanted
    assert found in GRADES
    assert reasons
    assert all(reason.strip() for reason in reasons)


def test_the_reason_says_how_it_was_found() -> None:
    assert grade(replace(TABLE, supplier=KNOWN))[1] == ("read from a table without a doubt",)
    assert "in no catalogue" in grade(replace(TABLE, supplier=UNKNOWN, layout="prose"))[1][0]
