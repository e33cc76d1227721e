"""Tagging of rows with known answers does not fall below what it once reached."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.tagging import Counts, given, load_golds, rates

from noticeparse.vocabulary import load_vocabulary

SHARED = Path(__file__).parents[3] / "shared"
FOLDERS = ("real", "live", "hard", "corpus")
FLOORS = {"category": 0.79, "purpose": 0.78, "data_subject": 0.78}  # F1, all folders together


@pytest.fixture(scope="module")
def counted() -> Counts:
    golds = [gold for name in FOLDERS for gold in load_golds(SHARED / name / "gold").values()]
    if not golds:
        pytest.skip("no evaluation data")
    return given(golds, load_vocabulary())[0]


@pytest.mark.parametrize("kind", FLOORS)
def test_tagging_keeps_its_floor(kind: str, counted: Counts) -> None:
    f1 = rates(counted, kind)[2]
    assert f1 >= FLOORS[kind], f"{f1:.4f}"
