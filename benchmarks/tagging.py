"""Precision, recall and F1 of the tags by kind, label and method, with the worst confusions.

usage: python benchmarks/tagging.py [GOLD_DIR DOCS_DIR] [--labels] [--time]

Rows are given as the answers have them, so that only the tagging is measured; then end to end over
the documents. What the answers hold as doubtful ("maybe", optional rows) counts neither way.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from noticeparse import read
from noticeparse.classifier import classify
from noticeparse.errors import ReadError
from noticeparse.model import Disclosure, Tag, Text
from noticeparse.pipeline import parse
from noticeparse.text import clauses, fold, sentences, tokenise
from noticeparse.vocabulary import Vocabulary, load_vocabulary

SHARED = Path(__file__).parents[2] / "shared"
DEFAULT = (SHARED / "corpus" / "gold", SHARED / "corpus" / "docs")
KINDS = {"category": "categories", "purpose": "purposes", "data_subject": "data_subjects"}
FORMATS = (".docx", ".html", ".txt", ".odt", ".xlsx")
Counts = Counter[tuple[str, str, str]]  # (kind, label or method, right | wrong | missed)


def rows_of(gold: dict[str, Any]) -> list[Disclosure]:
    """Make the rows of a notice as its answers have them."""
    return [
        Disclosure(
            id=f"d{number}",
            company=Text(row["company"]),
            description=Text(row.get("description") or ""),
            section=Text(row["section"]) if row.get("section") else None,
        )
        for number, row in enumerate(gold["rows"])
    ]


def kind_of(tag: Tag) -> str:
    return "withheld" if tag.polarity == "not_shared" else tag.kind


def wanted_of(answer: dict[str, Any]) -> dict[str, set[str]]:
    wanted = {kind: set(answer.get(key) or ()) for kind, key in KINDS.items()}
    wanted["withheld"] = set((answer.get("flags") or {}).get("negated_categories") or ())
    return wanted


def doubtful(answer: dict[str, Any], kind: str) -> set[str]:
    maybe = answer.get("maybe") or {}
    keys = {"data_subject": ("subjects", "data_subjects"), "withheld": ("withheld",)}
    return {id for key in keys.get(kind, (KINDS.get(kind, kind),)) for id in maybe.get(key) or ()}


def count_row(row: Disclosure, answer: dict[str, Any]) -> tuple[Counts, list[str]]:
    """Count a row's tags; list also what went wrong, with the words that misled."""
    counts: Counts = Counter()
    wrong: list[str] = []
    for kind, wanted in wanted_of(answer).items():
        tags = {tag.id: tag for tag in row.tags if kind_of(tag) == kind}
        for id, tag in tags.items():
            if id not in wanted and id in doubtful(answer, kind):
                continue
            outcome = "right" if id in wanted else "wrong"
            counts[kind, id, outcome] += 1
            counts[f"{kind} by method", tag.method, outcome] += 1
            if outcome == "wrong":
                wrong.append(f"{kind} + {id}  “{tag.evidence.text}”")
        for id in sorted(wanted - set(tags)):
            counts[kind, id, "missed"] += 1
            wrong.append(f"{kind} - {id}")
    return counts, wrong


def given(golds: Iterable[dict[str, Any]], vocabulary: Vocabulary) -> tuple[Counts, Counter[str]]:
    """Tag the rows of the answers."""
    counts: Counts = Counter()
    wrong: Counter[str] = Counter()
    for gold in golds:
        for row, answer in zip(classify(rows_of(gold), vocabulary), gold["rows"], strict=True):
            if not answer.get("optional"):
                found, lines = count_row(row, answer)
                counts += found
                wrong.update(lines)
    return counts, wrong


def end_to_end(golds: dict[str, dict[str, Any]], docs: Path, vocabulary: Vocabulary) -> Counts:
    """Tag the documents; a row that was not found misses all its tags."""
    counts: Counts = Counter()
    for path in sorted(p for p in docs.iterdir() if p.suffix in FORMATS):
        gold = golds.get(path.name.split(".")[0])
        if gold is None:
            continue
        try:
            read: Sequence[Disclosure] = parse(path, vocabulary=vocabulary).disclosures
        except ReadError:
            read = ()
        rows = {tight(str(row.company)): row for row in read}
        for answer in gold["rows"]:
            names = [tight(name) for name in (answer["company"], *(answer.get("accept") or ()))]
            found = next((rows[name] for name in names if name in rows), None)
            empty = Disclosure(id="none", company=Text(answer["company"]), description=Text(""))
            if not answer.get("optional"):
                counts += count_row(found or empty, answer)[0]
    return counts


def tight(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()


def rates(counts: Counts, kind: str, label: str | None = None) -> tuple[float, float, float]:
    """Precision, recall and F1 of a kind, or of one label of it; 1 where nothing is asked for."""
    total: Counter[str] = Counter()
    for (of_kind, of_label, outcome), number in counts.items():
        if of_kind == kind and label in (None, of_label):
            total[outcome] += number
    tagged, asked = total["right"] + total["wrong"], total["right"] + total["missed"]
    precision = total["right"] / tagged if tagged else 1.0
    recall = total["right"] / asked if asked else 1.0
    both = precision + recall
    return precision, recall, 2 * precision * recall / both if both else 0.0


def print_rates(title: str, counts: Counts, *, labels: bool) -> None:
    print(f"\n{title:44}{'P':>8}{'R':>8}{'F1':>8}")
    for kind in (*KINDS, "withheld"):
        print(f"{kind:44}" + "".join(f"{rate:8.3f}" for rate in rates(counts, kind)))
        shown = [kind] if labels else []
        for group in (*shown, f"{kind} by method"):
            for label in sorted({name for of, name, _ in counts if of == group}):
                line = f"    {label}" + (" (method)" if "by method" in group else "")
                print(f"{line:44}" + "".join(f"{r:8.3f}" for r in rates(counts, group, label)))


def load_golds(folder: Path) -> dict[str, dict[str, Any]]:
    return {p.stem: json.loads(p.read_text("utf-8")) for p in sorted(folder.glob("*.json"))}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("folders", nargs="*", type=Path, default=DEFAULT)
    options.add_argument("--labels", action="store_true", help="a line for every label too")
    options.add_argument("--time", action="store_true", help="what tagging costs beside reading")
    arguments = options.parse_args()
    gold_dir, docs = arguments.folders
    if not gold_dir.is_dir():
        print("no evaluation data")
        return
    vocabulary, golds = load_vocabulary(), load_golds(gold_dir)
    counts, wrong = given(golds.values(), vocabulary)
    print_rates("rows given", counts, labels=arguments.labels)
    end = end_to_end(golds, docs, vocabulary)
    print_rates("end to end", end, labels=arguments.labels)
    print("\nwhat goes wrong most (+ too many, - missed), rows given")
    for line, number in wrong.most_common(20):
        print(f"{number:5}  {line}")
    if arguments.time:
        print_time(docs, vocabulary)


def print_time(docs: Path, vocabulary: Vocabulary) -> None:
    """Print what tagging costs beside reading, over the PDFs that were born digital."""
    paths = [path for path in sorted(docs.glob("*.pdf")) if ".scan." not in path.name]
    parsed = [(path, parse(path, vocabulary=vocabulary).disclosures) for path in paths]
    rows = [[replace(row, tags=()) for row in found] for _, found in parsed]
    passes = best_of(
        lambda: [read(path) for path in paths],
        lambda: [classify(found, vocabulary) for found in rows],
        lambda: [parse(path, vocabulary=vocabulary) for path in paths],
    )
    reading, tagging, whole = (1000 * each / len(paths) for each in passes)
    print(f"\n{len(paths)} PDFs, {sum(map(len, rows))} rows: reading {reading:.2f} ms a PDF,")
    print(f"tagging {tagging:.2f} ms, {tagging / reading:.2f} of it; the whole {whole:.2f} ms")


def best_of(*works: Callable[[], object], times: int = 15) -> list[float]:
    """The processor's time of the fastest pass of each of some works.

    They take turns, so that a machine that slows down slows them all; what was remembered is put
    away before each.
    """
    fastest = [math.inf for _ in works]
    for _ in range(times):
        for number, work in enumerate(works):
            for remembered in (tokenise, fold, sentences, clauses):
                remembered.cache_clear()
            start = time.process_time()
            work()
            fastest[number] = min(fastest[number], time.process_time() - start)
    return fastest


if __name__ == "__main__":
    main()
