"""How often a warning of "a name without a row" names a recipient that was missed.

usage: python -m training.doubts [--sets real real2 …] [--forms html …]

Each notice is read with weights that were fitted without it. Of the distinct names of a notice that
a warning tells of, those are right that are a recipient of which no row was made; optional ones
count neither way. Below stands what other limits (parser/refusals.py) would give.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz

from noticeparse.parser.drafts import RUNNING_TEXT
from noticeparse.vocabulary import load_vocabulary
from training.crossval import Scored, Trained, left_out
from training.labelled import PUBLISHED, SETS, Answer, folded, load, run, tight
from training.scoring import pairs_of

LIMITS = (0.04, 0.06, 0.08, 0.1, 0.12, 0.15, 0.2, 0.25, 0.3)
ALIKE = 90  # of 100: a name with a word more or less ("the Harbour Trust") is the same name


class Warned(NamedTuple):
    """A name that was refused: the notice, how likely it was, where it stood, and what it is."""

    notice: str
    name: str
    likelihood: float
    in_text: bool
    doubtful: bool
    outcome: str


def warned(scored: Scored) -> Iterator[Warned]:
    """The distinct names of a notice that were refused, each with what it is."""
    missed = [answer for answer, row in pairs_of(scored.one, scored.notice) if answer and not row]
    optional = [answer for answer in scored.one.answers if answer.optional]
    met = set()
    for each in scored.notice.refused or ():
        name = folded(each.company.string)
        if name not in met:
            met.add(name)
            of = ((answers, what) for answers, what in ((missed, "right"), (optional, "optional")))
            outcome = next((what for own, what in of if _names(name, own)), "wrong")
            in_text = each.layout == RUNNING_TEXT
            notice = scored.one.notice
            yield Warned(notice, name, each.likelihood, in_text, each.doubtful, outcome)


def _names(name: str, answers: Sequence[Answer]) -> bool:
    return any(
        tight(name) == tight(each) or fuzz.token_sort_ratio(name, folded(each)) >= ALIKE
        for answer in answers
        for each in answer.names
    )


def share(found: Sequence[Warned]) -> str:
    """How many are right of those that count."""
    counts = Counter(each.outcome for each in found)
    asked = counts["right"] + counts["wrong"]
    rate = counts["right"] / asked if asked else 0.0
    return f"{rate:.3f} ({counts['right']} of {asked}, optional {counts['optional']})"


def main() -> None:
    """Count over the sets that are there."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--sets", nargs="+", choices=tuple(SETS), default=PUBLISHED[:2])
    options.add_argument("--forms", nargs="+", default=("html",))
    options.add_argument("--names", action="store_true", help="list the names")
    asked = options.parse_args()
    load_vocabulary()
    scored = left_out(
        Trained.of(load()), lambda one: one.set in asked.sets and one.form in asked.forms
    )
    found = [each for one in scored for each in warned(one) if not one.one.truncated]
    print("left out: weights, not rules (rules also: public)")
    doubtful = [each for each in found if each.doubtful]
    print(f"names without a row that a warning tells of: {share(doubtful)}")
    for in_text, where in ((True, "running text"), (False, "tables and lists")):
        own = [each for each in found if each.in_text == in_text]
        print(f"{where}: {share([each for each in own if each.doubtful])}")
        for limit in LIMITS:
            print(f"  from {limit:.2f}: {share([e for e in own if e.likelihood >= limit])}")
    for each in sorted(doubtful) if asked.names else ():
        print(f"{each.outcome:9}{each.likelihood:.2f} {each.notice}: {each.name}")


if __name__ == "__main__":
    run(main)
