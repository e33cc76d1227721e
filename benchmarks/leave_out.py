"""How much is known of wordings never seen: each notice, scored without what only it uses.

usage: python benchmarks/leave_out.py [GOLD_DIR] [--dropped] | --sets

Twice: without the entries of the lexicon that, of all the notices, only this one uses; and
strictly, without the words (phrases, patterns, the words of combinations) that only this one uses.
`--dropped` lists them. `--sets` leaves out, strictly, each set of made-up notices:
those that one writer wrote.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from noticeparse.classifier.hits import find, ruled_out
from noticeparse.classifier.seen import readings_of, see
from noticeparse.text import words
from noticeparse.vocabulary import Entry, Vocabulary, load_vocabulary
from noticeparse.vocabulary.index import compile_lexicon
from noticeparse.vocabulary.inflection import forms_of, reduce_word
from noticeparse.vocabulary.loader import SHIPPED
from tagging import DEFAULT, KINDS, SHARED, Counts, given, load_golds, rates, rows_of

FRESH = SHARED / "fresh" / "answers"
Saying = tuple[str, str, str]  # kind, id, the words in the form in which they are compared


def sayings_of(gold: dict[str, Any], vocabulary: Vocabulary) -> set[Saying]:
    """The ways of saying things that a notice uses."""
    found = set()
    for row in rows_of(gold):
        seen = [see(reading, vocabulary.lexicon) for reading in readings_of(row)]
        out = ruled_out(seen, vocabulary.lexicon)
        for text in seen:
            for hit in find(text, vocabulary.lexicon, out):
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
    return compiled(vocabulary, entries)


def compiled(vocabulary: Vocabulary, entries: Sequence[Entry]) -> Vocabulary:
    """Make the vocabulary again from other entries."""
    spellings = yaml.safe_load((SHIPPED / "spelling.yaml").read_text("utf-8"))["variants"]
    lexicon = compile_lexicon(
        entries,
        cues=vocabulary.lexicon.cues,
        spellings=spellings,
        english=vocabulary.lexicon.known,
    )
    return replace(vocabulary, lexicon=lexicon)


def entries_of(gold: dict[str, Any], vocabulary: Vocabulary) -> set[Entry]:
    """The entries of the lexicon that a notice uses."""
    found: set[Entry] = set()
    for row in rows_of(gold):
        seen = [see(reading, vocabulary.lexicon) for reading in readings_of(row)]
        out = ruled_out(seen, vocabulary.lexicon)
        found |= {hit.entry for text in seen for hit in find(text, vocabulary.lexicon, out)}
    return found


def without_entries(vocabulary: Vocabulary, dropped: set[Entry]) -> Vocabulary:
    """Make the vocabulary again without some entries."""
    kept = [entry for entry in vocabulary.lexicon.entries if entry not in dropped]
    return compiled(vocabulary, kept)


def leave_out(
    groups: dict[str, Sequence[dict[str, Any]]],
    vocabulary: Vocabulary,
    used: Callable[[dict[str, Any], Vocabulary], set[Any]],
    rest: Callable[[Vocabulary, set[Any]], Vocabulary],
) -> tuple[dict[str, Counts], dict[str, set[Any]]]:
    """Score each group of notices without what only it uses; return what was dropped, too."""
    uses = {
        name: set().union(*(used(gold, vocabulary) for gold in golds))
        for name, golds in groups.items()
    }
    scores, dropped = {}, {}
    for name, golds in groups.items():
        elsewhere = set().union(*(uses[other] for other in groups if other != name))
        dropped[name] = uses[name] - elsewhere
        scores[name] = given(golds, rest(vocabulary, dropped[name]))[0]
    return scores, dropped


def print_left_out(
    golds: dict[str, dict[str, Any]], vocabulary: Vocabulary, *, dropped_too: bool
) -> None:
    """Print how much is known of a notice without the entries, or the words, that only it uses."""
    for title, used, rest in (
        ("entries", entries_of, without_entries),
        ("words", sayings_of, without),
    ):
        groups = {name: [gold] for name, gold in golds.items()}
        scores, dropped = leave_out(groups, vocabulary, used, rest)
        print(f"\nF1 without the {title} that, of all the notices, only the notice itself uses")
        print_scores(scores, dropped)
        for kind in KINDS:
            mean = sum(rates(s, kind)[2] for s in scores.values()) / len(scores)
            print(f"average {kind:20}{mean:.3f}")
        for name, gone in dropped.items() if dropped_too else ():
            print(f"{name} dropped: " + "; ".join(sorted(map(in_words, gone))))


def print_scores(scores: dict[str, Counts], dropped: dict[str, set[Any]]) -> None:
    """Print a line for each group."""
    for name, scored in scores.items():
        figures = "".join(f"  {kind} {rates(scored, kind)[2]:.3f}" for kind in KINDS)
        print(f"{name:12}{figures}  dropped {len(dropped[name])}")


def print_sets(vocabulary: Vocabulary) -> None:
    """Print how much is known of each set of notices without the words that only it uses."""
    sets: dict[str, list[dict[str, Any]]] = {}
    for name, gold in load_golds(FRESH).items():
        sets.setdefault(name[:-2], []).append(gold)
    scores, dropped = leave_out(sets, vocabulary, sayings_of, without)
    print("F1 without the words that, of all the sets, only the set itself uses")
    print_scores(scores, dropped)
    together = sum(scores.values(), Counter())
    print_scores({"together": together}, {"together": set().union(*dropped.values())})


def in_words(dropped: Entry | Saying) -> str:
    """Say what was dropped: a term, and the first way of saying it or the words themselves."""
    if isinstance(dropped, Entry):
        return f"{dropped.id}.{dropped.place} ({dropped.examples[0]})"
    return f"{dropped[1]} ({dropped[2]})"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("gold", nargs="?", type=Path, default=DEFAULT[0])
    options.add_argument("--dropped", action="store_true", help="list what was left out")
    options.add_argument("--sets", action="store_true", help="by sets of made-up notices instead")
    arguments = options.parse_args()
    if arguments.sets and FRESH.is_dir():
        print_sets(load_vocabulary())
        return
    if arguments.sets or not arguments.gold.is_dir():
        print("no evaluation data")
        return
    print_left_out(load_golds(arguments.gold), load_vocabulary(), dropped_too=arguments.dropped)


if __name__ == "__main__":
    main()
