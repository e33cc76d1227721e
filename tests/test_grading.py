"""Grades: what is known of how a row was found, in words."""

from dataclasses import replace

import pytest

from noticeparse.grading import GRADES, with_grades
from noticeparse.model import Disclosure, Issue, Run, Text

ROW = Disclosure("d1", Text("Arbor"), Text("Names, classes"), layout="tables", fit=0.98)


def grade(row: Disclosure) -> tuple[str | None, tuple[str, ...]]:
    graded = with_grades([row], {})[0]
    return graded.grade, graded.grade_reasons


@pytest.mark.parametrize(
    ("row", "wanted"),
    [
        (ROW, "excellent"),
        (replace(ROW, fit=0.9), "good"),
        (replace(ROW, fit=0.6), "fair"),
        (replace(ROW, fit=0.35), "poor"),
        (replace(ROW, description=Text("word " * 200)), "good"),
        (replace(ROW, fit=0.9, description=Text("word " * 200)), "fair"),
        (replace(ROW, company=Text("the firm in the town that takes our pictures")), "good"),
        (replace(ROW, issues=(Issue("parse", "placeholder", "warning", "x"),)), "good"),
        (replace(ROW, issues=(Issue("parse", "person_named", "warning", "x"),)), "excellent"),
        (replace(ROW, company=Text("Arbor", (Run(0, 5, confidence=0.95),))), "good"),
        (replace(ROW, company=Text("Arbor", (Run(0, 5, confidence=0.4),))), "poor"),
        (replace(ROW, fit=0.35, company=Text("Arbor", (Run(0, 5, confidence=0.4),))), "poor"),
    ],
)
def test_grade(row: Disclosure, wanted: str) -> None:
    found, reasons = grade(row)
    assert found == wanted
    assert found in GRADES
    assert reasons
    assert all(reason.strip() for reason in reasons)


def test_the_reasons_say_how_sure_the_judge_is_and_what_weighed_most() -> None:
    evidence = (("reads as known", 2.0), ("no list heading", -0.5))
    assert grade(replace(ROW, evidence=evidence))[1] == (
        "sure to 0.98; for it: reads as known; against it: no list heading",
    )
