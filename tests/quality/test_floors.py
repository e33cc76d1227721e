"""Tagging of notices with known answers does not fall below what it once reached."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from benchmarks.tagging import Counts, given, load_golds, rates

from noticeparse.vocabulary import load_vocabulary

FLOORS = json.loads(Path(__file__).with_name("floors.json").read_text(encoding="utf-8"))
SHARED = Path(__file__).parents[3] / "shared"
CASES = [(folder, kind) for folder, kinds in FLOORS.items() for kind in kinds]


@pytest.fixture(scope="module")
def counted() -> dict[str, Counts]:
    """Each folder is tagged once, not once a test."""
    return {}


@pytest.mark.parametrize(("folder", "kind"), CASES)
def test_tagging_keeps_its_floor(folder: str, kind: str, counted: dict[str, Counts]) -> None:
    gold = SHARED / folder / "gold"
    if not gold.is_dir():
        pytest.skip("no evaluation data")
    if folder not in counted:
        counted[folder] = given(load_golds(gold).values(), load_vocabulary())[0]
    reached = dict(zip(("precision", "recall", "f1"), rates(counted[folder], kind), strict=True))
    for name, floor in FLOORS[folder][kind].items():
        assert reached[name] >= floor, f"{folder} {kind} {name}: {reached[name]:.4f}"
