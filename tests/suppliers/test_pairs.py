"""Pairs of names as schools print them → one supplier or two.

pairs.csv was written from knowledge of the field before the catalogue was fitted to it: "same" for
one supplier under two names, "different" for two that sound alike. A pair counts as merged where
both names have one id. A false merge is never allowed; what is missed is printed.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

from noticeparse.suppliers import match_supplier
from noticeparse.vocabulary.suppliers import load, name_key

CATALOGUE = load()
RECALL = 0.90


def _pairs(answer: str) -> list[tuple[str, str]]:
    with (Path(__file__).parent / "pairs.csv").open(encoding="utf-8", newline="") as file:
        return [(row["one"], row["other"]) for row in csv.DictReader(file)
                if row["answer"] == answer]  # fmt: skip


SAME, DIFFERENT = _pairs("same"), _pairs("different")


def _merged(one: str, other: str) -> bool:
    return match_supplier(one, CATALOGUE).id == match_supplier(other, CATALOGUE).id


def test_no_pair_stands_there_twice() -> None:
    pairs = [frozenset(pair) for pair in (*SAME, *DIFFERENT)]
    assert len(pairs) == len(set(pairs))


def test_a_same_pair_is_more_than_a_matter_of_spacing() -> None:
    """Guard against an easy table: few of the pairs are equal by folding alone."""
    easy = [pair for pair in SAME if name_key(pair[0]) == name_key(pair[1])]
    assert len(easy) < 0.25 * len(SAME)


def test_no_two_suppliers_are_merged() -> None:
    assert [pair for pair in DIFFERENT if _merged(*pair)] == []


def test_one_supplier_is_found_under_its_names(
    record_property: Callable[[str, object], None],
) -> None:
    missed = [pair for pair in SAME if not _merged(*pair)]
    recall = 1 - len(missed) / len(SAME)
    said = "\n  ".join((f"recall {recall:.3f} of {len(SAME)} pairs; missed:", *map(str, missed)))
    record_property("missed", said)
    assert recall >= RECALL, said
