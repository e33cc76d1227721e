"""Unknown names: one provisional id however they are printed; and over the corpus no wrong merge."""

from __future__ import annotations

import json
from collections import defaultdict
from itertools import combinations
from pathlib import Path

import pytest

from noticeparse.suppliers import match_supplier
from noticeparse.suppliers.names import cleaned
from noticeparse.vocabulary.suppliers import load

CATALOGUE = load()
GOLD = Path(__file__).parents[3] / "shared" / "corpus" / "gold"

# Each line is one supplier that no catalogue knows.
CLUSTERS = [
    ["Larkmoor Tots", "LarkmoorTots", "Larkmoor-Tots", "LARKMOOR TOTS", " larkmoor  tots "],
    ["Larkmoor Tots", "Larkmoor Tots Ltd", "Larkmoor Tots Limited", "Larkmoor Tots, Ltd.",
     "Larkmoor Tots PLC", "Larkmoor Tots LLP", "Larkmoor Tots CIC", "Larkmoor Tots Inc."],
    ["Larkmoor Tots", "The Larkmoor Tots", "Larkmoor Tots*", "• Larkmoor Tots", "Larkmoor Tots¹"],
    ["Larkmoor Tots", "Larkmoor Tots (breakfast club)", "Larkmoor Tots Ltd (clubs)"],
    ["Larkmoor Arts & Music", "Larkmoor Arts and Music", "Larkmoor Arts & Music Ltd"],
    ["St. Wilfrid's Catering", "St Wilfrid’s Catering", "St Wilfrids Catering"],
    ["Café Élan", "Cafe Elan", "CAFÉ ÉLAN"],
    ["Larkshire CC", "Larkshire County Council", "Larkshire CC (Payroll)"],
]  # fmt: skip
APART = ["Larkmoor Tots", "Larkmoor Toys", "Larkmoor", "Larkmoor Tots 2", "Larkmoor Tots+",
         "Larkmoor Tots Catering", "Larkshire CC", "Larkshire DC", "Ларк", "Мур"]  # fmt: skip


@pytest.mark.parametrize("names", CLUSTERS, ids=lambda names: names[-1].strip())
def test_an_unknown_supplier_has_one_id(names: list[str]) -> None:
    matches = [match_supplier(name, CATALOGUE) for name in names]
    assert len({match.id for match in matches}) == 1
    assert matches[0].id.startswith("unknown-")


def test_unknown_suppliers_stay_apart() -> None:
    ids = {name: match_supplier(name, CATALOGUE).id for name in APART}
    assert [pair for pair in combinations(APART, 2) if ids[pair[0]] == ids[pair[1]]] == []


def _labelled() -> dict[str, tuple[str, str]]:
    """Printed name → (the supplier that a reader took it for, its id here).

    A name that readers took for two (a row of two suppliers) says nothing of a merge. Labels of one
    name, but for a footnote's mark, are one supplier: the readers called it differently.
    """
    labels: dict[str, set[str]] = defaultdict(set)
    ids: dict[str, str] = {}
    for path in sorted(GOLD.glob("*.json")):
        for row in json.loads(path.read_text("utf-8"))["rows"]:
            context = f"{row.get('section') or ''} {row['description']}"
            if row.get("supplier"):
                labels[row["company"]].add(row["supplier"].casefold())
                ids[row["company"]] = match_supplier(row["company"], CATALOGUE, context=context).id
    known = {name: min(each) for name, each in labels.items() if len(each) == 1}
    plain: dict[str, str] = {}
    for name in sorted(known):
        plain.setdefault(cleaned(name), known[name])
    same = {known[name]: plain[cleaned(name)] for name in sorted(known)}
    return {name: (same[label], ids[name]) for name, label in known.items()}


@pytest.mark.skipif(not GOLD.is_dir(), reason="the corpus is not here")
def test_no_two_suppliers_of_the_corpus_are_merged() -> None:
    """List the names by id: none holds those of two suppliers."""
    named: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for name, (label, id) in _labelled().items():
        named[id][label].append(name)
    assert named
    assert {id: dict(each) for id, each in named.items() if len(each) > 1} == {}
