"""A sentence → the recipients that it names, each with how likely it is one.

Every candidate of the sentence is weighed; of those that overlap the likeliest is kept. What is
below the threshold is no recipient, but may be worth a look: `doubts` says so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from noticeparse.parser2.candidates import Candidate, find_candidates
from noticeparse.parser2.context import Above, Context
from noticeparse.parser2.evidence import of_line, of_name, of_place, of_sentence

_LISTED = re.compile(
    r"\s*(?:\([^()]*\)\s*|\)\s*)?(?:,|;|/|&|•|,?\s*(?:and|or|nor|plus|then)\b|,?\s*as well as)"
    r"(?:\s*(?:and|or))?\s*(?:(?:the|our|an?|other|any|also|with|to|by|from|relevant)\s+){0,3}$"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A phrase [start, end) of a sentence that may be a recipient, and what speaks for it."""

    start: int
    end: int
    kind: str
    supplier: str | None
    probability: float
    evidence: tuple[str, ...]


def weigh(sentence: str, where: str, above: Above, context: Context) -> list[Mention]:
    """Weigh every candidate of a sentence; `where` it stands: "paragraph", "item", "cell"."""
    candidates = find_candidates(sentence, context)
    if not candidates:
        return []
    shared = (
        f"in {where}",
        *of_sentence(sentence, context),
        *of_line(above.heading, "heading", context),
        *(of_line(above.lead, "lead", context) if where == "item" else ()),
    )
    chains = _chains(candidates, sentence)
    return [_weighed(one, candidates, chains, sentence, shared, context) for one in candidates]


def _weighed(
    one: Candidate,
    others: Sequence[Candidate],
    chains: Sequence[Sequence[Candidate]],
    sentence: str,
    shared: tuple[str, ...],
    context: Context,
) -> Mention:
    chain = next(
        (c for c in chains if any(o.start <= one.start and one.end <= o.end for o in c)), (one,)
    )
    inside = any(o is not one and o.start <= one.start and one.end <= o.end for o in others)
    holds = any(o is not one and one.start <= o.start and o.end <= one.end for o in others)
    evidence = (
        *shared,
        *of_name(sentence[one.start : one.end], context),
        *of_place(one, chain, sentence, context),
        *(("inside another",) if inside else ()),
        *(("holds another",) if holds else ()),
    )
    probability = context.weights.probability(evidence)
    return Mention(one.start, one.end, one.kind, one.supplier, probability, evidence)


def _chains(candidates: Sequence[Candidate], sentence: str) -> list[list[Candidate]]:
    """The lists of a sentence: longest candidates with nothing but "," and "and" between them."""
    longest = [
        one
        for one in candidates
        if not any(
            o is not one and o.start <= one.start and one.end <= o.end for o in candidates
        )
    ]
    chains: list[list[Candidate]] = []
    for one in longest:
        if chains and _LISTED.match(sentence[chains[-1][-1].end : one.start]):
            chains[-1].append(one)
        else:
            chains.append([one])
    return chains


def find_mentions(
    sentence: str, where: str, above: Above, context: Context, *, least: float | None = None
) -> list[Mention]:
    """Find the recipients of a sentence, in its order."""
    threshold = context.weights.threshold if least is None else least
    likely = [m for m in weigh(sentence, where, above, context) if m.probability >= threshold]
    chosen: list[Mention] = []
    for one in sorted(likely, key=lambda m: (-m.probability, m.start - m.end, m.start)):
        if all(one.end <= other.start or one.start >= other.end for other in chosen):
            chosen.append(one)
    return sorted(chosen, key=lambda m: m.start)
