"""How well suppliers are found that the catalogue does not know.

usage: python benchmarks/unknown_names.py [GOLD_DIR DOCS_DIR]

For each notice the catalogue is emptied of every supplier that its answers name; then the companies
are looked for again. Printed: F1 of company names with the whole catalogue and without, a line a
notice, and the mean over the notices that are no tables. Answers are in the form of the evaluation
data (ID.json: rows with company, accept, optional).
"""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from noticeparse.errors import ReadError
from noticeparse.extractors import read
from noticeparse.pipeline import read_notice
from noticeparse.suppliers import match_supplier
from noticeparse.text import fold_key
from noticeparse.vocabulary import Vocabulary, load_vocabulary
from noticeparse.vocabulary.suppliers import Catalogue

SHARED = Path(__file__).parents[2] / "shared" / "corpus"
FORMATS = (".docx", ".html", ".txt")


def names_of(row: dict[str, Any]) -> list[str]:
    return [
        row["company"],
        *(row.get("accept") or []),
        *([row["supplier"]] if row.get("supplier") else []),
    ]


def without(vocabulary: Vocabulary, gold: dict[str, Any]) -> Vocabulary:
    """The vocabulary without the suppliers that the answers of a notice name."""
    named = {name for row in gold["rows"] for name in names_of(row)}
    gone = {match_supplier(name, vocabulary.suppliers).id for name in named}
    kept = (supplier for supplier in vocabulary.suppliers if supplier.id not in gone)
    return replace(vocabulary, suppliers=Catalogue(kept))


def company_f1(path: Path, gold: dict[str, Any], vocabulary: Vocabulary) -> float:
    found = [
        fold_key(str(row.company)) for row in read_notice(read(path), vocabulary).notice.disclosures
    ]
    right = missed = 0
    for row in gold["rows"]:
        accepted = {"".join(fold_key(name).split()) for name in names_of(row)}
        hit = next((n for n in found if "".join(n.split()) in accepted), None)
        if hit is not None:
            found.remove(hit)
            right += not row.get("optional")
        elif not row.get("optional"):
            missed += 1
    wrong = sum(not _tolerated(name, gold) for name in found)
    return 2 * right / (2 * right + missed + wrong) if right + missed + wrong else 1.0


def _tolerated(name: str, gold: dict[str, Any]) -> bool:
    optional = [row for row in gold["rows"] if row.get("optional")]
    return any(
        fuzz.ratio(name, fold_key(other)) >= 80 for row in optional for other in names_of(row)
    )


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("gold", nargs="?", type=Path, default=SHARED / "gold")
    options.add_argument("docs", nargs="?", type=Path, default=SHARED / "docs")
    arguments = options.parse_args()
    if not arguments.gold.is_dir():
        print("no evaluation data")
        return
    vocabulary = load_vocabulary()
    means: list[float] = []
    print(f"{'notice':30}{'layout':34}{'known':>8}{'unknown':>9}")
    for path in sorted(p for p in arguments.docs.iterdir() if p.suffix in FORMATS):
        answers = arguments.gold / f"{path.name.split('.')[0]}.json"
        if not answers.is_file():
            continue
        gold = json.loads(answers.read_text("utf-8"))
        try:
            known = company_f1(path, gold, vocabulary)
            unknown = company_f1(path, gold, without(vocabulary, gold))
        except ReadError as error:
            print(f"{path.name:30}left out: {error.code}")
            continue
        layout = str(gold.get("layout"))
        print(f"{path.name:30}{layout:34}{known:8.3f}{unknown:9.3f}")
        if not layout.startswith(("table", "tick")):
            means.append(unknown)
    if means:
        print(
            f"mean over {len(means)} files that are no tables, suppliers unknown: "
            f"{sum(means) / len(means):.3f}"
        )


if __name__ == "__main__":
    main()
