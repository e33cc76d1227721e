"""Precision, recall and F1 of the tags by kind, label and method, with the worst confusions.

usage: python benchmarks/tagging.py [GOLD_DIR DOCS_DIR] [--labels] [--leave-out]

Rows are given as the answers have them, so that only the tagging is measured; then end to end over
the documents. With `--leave-out` each notice is scored by a lexicon without the ways of saying
things that, of all the notices, only it uses (phrases, patterns, and the words of combinations):
how much is known of wordings never seen. What the
answers hold as doubtful ("maybe", optional rows) counts neither way.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from noticeparse.classifier import classify
from noticeparse.classifier.hits import find, see
from noticeparse.classifier.readings import readings_of
from noticeparse.errors import ReadError
from noticeparse.model import Disclosure, Tag, Text
from noticeparse.pipeline import parse
from noticeparse.text import words
from noticeparse.vocabulary import Entry, Vocabulary, load_vocabulary
from noticeparse.vocabulary.index import compile_lexicon
from noticeparse.vocabulary.inflection import reduce_word
from noticeparse.vocabulary.loader import SHIPPED
from noticeparse.vocabulary.verbs import forms_of

SHARED = Path(__file__).parents[2] / "shared"
DEFAULT = (SHARED / "corpus" / "gold", SHARED / "corpus" / "docs")
KINDS = {"category": "categories", "purpose": "purposes", "data_subject": "data_subjects"}
FORMATS = (".docx", ".html", ".txt", ".odt", ".xlsx")
Counts = Counter[tuple[str, str, str]]  # (kind, label or method, right | wrong | missed)
Saying = tuple[str, str, str]  # kind, id, the words in the form in which they are compared


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


def sayings_of(gold: dict[str, Any], vocabulary: Vocabulary) -> set[Saying]:
    """The ways of saying things that a notice uses."""
    found = set()
    for row in rows_of(gold):
        seen = [see(reading, vocabulary.lexicon) for reading in readings_of(row)]
        for text, findings in zip(seen, find(seen, vocabulary.lexicon), strict=True):
            for hit in findings:
                said = text.reading.string[hit.start : hit.end]
                term = (hit.entry.kind, hit.entry.id)
                found |= {(*term, _key(said))}
                found |= {(*term, part) for part in _parts(hit.entry, _key(said))}
                found |= {(*term, p) for p in hit.entry.patterns if re.search(p, said.lower())}
    return found


def _key(phrase: str) -> str:
    return " ".join(reduce_word(word) for word in words(phrase))


def _parts(entry: Entry, said: str) -> set[str]:
    """The words of an entry's combination that stand in a quote, verbs in their first form."""
    return {
        base
        for group in entry.together
        for form, base in _bases(group).items()
        if f" {_key(form)} " in f" {said} "
    }


@lru_cache(maxsize=4096)
def _bases(group: tuple[str, ...]) -> dict[str, str]:
    """Each form of a verb → its first form; other phrases stand for themselves."""
    bases: dict[str, str] = {}
    for phrase in group:
        if phrase not in bases:
            own = [form for form in forms_of(phrase) if form in group]
            bases |= dict.fromkeys(own, phrase)
    return bases


def without(vocabulary: Vocabulary, dropped: set[Saying]) -> Vocabulary:
    """Make the vocabulary again without some ways of saying things."""

    def rest(entry: Entry, phrases: Sequence[str]) -> tuple[str, ...]:
        return tuple(p for p in phrases if (entry.kind, entry.id, _key(p)) not in dropped)

    def part(entry: Entry, group: tuple[str, ...]) -> tuple[str, ...]:
        bases = _bases(group)
        return tuple(p for p in group if (entry.kind, entry.id, bases[p]) not in dropped)

    entries = [
        replace(
            entry,
            phrases=rest(entry, entry.phrases),
            exact=rest(entry, entry.exact),
            patterns=tuple(p for p in entry.patterns if (entry.kind, entry.id, p) not in dropped),
            together=tuple(part(entry, group) for group in entry.together),
        )
        for entry in vocabulary.lexicon.entries
    ]
    spellings = yaml.safe_load((SHIPPED / "spelling.yaml").read_text("utf-8"))["variants"]
    lexicon = compile_lexicon(
        entries,
        cues=vocabulary.lexicon.cues,
        spellings=spellings,
        english=vocabulary.lexicon.known,
    )
    return replace(vocabulary, lexicon=lexicon)


def leave_out(golds: dict[str, dict[str, Any]], vocabulary: Vocabulary) -> dict[str, Counts]:
    """Score each notice without what only it uses."""
    used = {name: sayings_of(gold, vocabulary) for name, gold in golds.items()}
    scores = {}
    for name, gold in golds.items():
        elsewhere = set().union(*(used[other] for other in golds if other != name))
        scores[name] = given([gold], without(vocabulary, used[name] - elsewhere))[0]
    return scores


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
    options.add_argument("--leave-out", action="store_true")
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
    if arguments.leave_out:
        scores = leave_out(golds, vocabulary)
        print("\nF1 without the wordings of the notice itself")
        for name, scored in scores.items():
            print(f"{name:12}" + "".join(f"  {k} {rates(scored, k)[2]:.3f}" for k in KINDS))
        for kind in KINDS:
            mean = sum(rates(s, kind)[2] for s in scores.values()) / len(scores)
            print(f"average {kind:20}{mean:.3f}")


if __name__ == "__main__":
    main()
