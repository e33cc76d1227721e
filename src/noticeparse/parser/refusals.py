"""What was proposed as a recipient and became no row: how likely it is, and why it was refused.

A reading of a table or list refuses some of its rows, or falls as a whole; of the phrases of
running text most are no recipients. All are kept with their evidence, so that a person can ask why
a name is no row. A name that is a row elsewhere in the notice is not refused.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from noticeparse.model import Issue, Refused
from noticeparse.parser.context import Context
from noticeparse.parser.drafts import RUNNING_TEXT, Draft, Readings
from noticeparse.text import fold_key
from noticeparse.vocabulary.weights import RowWeights

MOST_KEPT = 20  # refused names that a notice keeps, the likeliest, some 370 bytes each
LEAST_KEPT = 0.01  # how likely it is: nobody will ask for less, and `explain --why` finds all
MOST_EVIDENCE = 3  # pieces of evidence that are kept of each
# How likely a name of running text is that is a doubt, by what it reads as. Chosen on notices left
# out (training/doubts.py) so that one warning in three names a recipient that was missed: whom a
# sentence hands data to is missed most, and bodies of a kind ("examination boards").
DOUBTED = {
    **{"is handed data": 0.02, "bodies": 0.12, "known": 0.12},
    **{"plain": 0.2, "generic": 0.3, "shaped": 0.3},
}
DOUBTED_IN_LIST = 0.8  # and one of a table or list of which nothing stands


# Evidence of names (evidence.py).
_READS_AS, _PLURAL = "name reads as=", "name looks=plural"
_GENERIC = f"{_READS_AS}generic"
_HANDED = "is handed data"  # evidence of phrases of a sentence (mentions.py)


class Refusal(NamedTuple):
    """A draft that is no row: why (Refused.why), and whether others of its table or list are."""

    draft: Draft
    why: str
    beside: bool = False

    @property
    def doubtful(self) -> bool:
        """Should a person look at it?"""
        in_text = self.draft.layout == RUNNING_TEXT
        limit = DOUBTED[self._kind] if in_text else DOUBTED_IN_LIST
        return self.beside or self.draft.fit >= limit

    @property
    def _kind(self) -> str:
        """Whether it is handed data, else what it reads as; "bodies" where several of a kind."""
        if _HANDED in self.draft.evidence:
            return _HANDED
        if {_GENERIC, _PLURAL} <= set(self.draft.evidence):
            return "bodies"
        return next(
            (kind for kind in DOUBTED if f"{_READS_AS}{kind}" in self.draft.evidence), "plain"
        )


def refused_rows(readings: Readings, known: Collection[str]) -> list[Refusal]:
    """The rows of tables and lists that were refused, none of whose names is a row.

    `known` are the names of the rows that stand, folded. Of several readings of a name at one place
    that which came nearest to a row speaks for it.
    """
    standing = {id(one) for one in readings.standing}
    found: dict[tuple[str, int], Refusal] = {}
    for reading in readings.weighed:
        stands = id(reading) in standing
        rows = [Refusal(draft, reading.why_refused, stands) for draft in reading.refused]
        rows += [] if stands else [Refusal(draft, "other_reading") for draft in reading.drafts]
        for one in rows:
            name = fold_key(one.draft.company.string)
            if name and not is_known(name, known):
                key = (name, (one.draft.blocks or reading.blocks)[0])
                best = found.get(key)
                if best is None or (one.beside, one.draft.fit) > (best.beside, best.draft.fit):
                    found[key] = one
    return list(found.values())


def is_known(name: str, known: Collection[str]) -> bool:
    """Is a folded name that of a row, a part of one, or longer than one?"""
    return name in known or any(name in other or other in name for other in known)


def doubts(refused: Iterable[Refusal], taken: set[int], context: Context) -> Iterator[Refusal]:
    """Those at which a person should look, as far as no row was made of their words."""
    for one in refused:
        company = one.draft.company
        answers = context.says("answers_to", fold_key(company.string))
        answers = answers or "name is=the publisher" in one.draft.evidence
        places = (run.stretch() for run in company.runs)
        if one.doubtful and not answers and all(taken.isdisjoint(each) for each in places):
            yield one


def issue_of(one: Refusal) -> Issue:
    """The Issue that tells a person of a refused row."""
    name = " ".join(one.draft.company.string.split())
    stands = "stands beside recipients" if one.beside else "may be a recipient"
    message = f"“{name}” {stands}, and no row was made of it."
    return Issue("parse", "row_refused", "warning", message, one.draft.place)


def kept(refused: Iterable[Refusal], weights: RowWeights) -> tuple[Refused, ...]:
    """What the notice keeps of what was refused: the likeliest, the likeliest first."""
    likely = (one for one in refused if one.draft.fit >= LEAST_KEPT or one.doubtful)
    likeliest = sorted(likely, key=lambda one: -one.draft.fit)[:MOST_KEPT]
    return tuple(told(one, weights, MOST_EVIDENCE) for one in likeliest)


def told(one: Refusal, weights: RowWeights, most: int = 10) -> Refused:
    """A refusal with so many pieces of the evidence that weighed most."""
    draft = one.draft
    return Refused(
        company=draft.company,
        likelihood=round(draft.fit, 3),
        least=weights.least(in_text=draft.layout == RUNNING_TEXT),
        layout=draft.layout,
        why=one.why,
        doubtful=one.doubtful,
        section=draft.section,
        place=draft.place,
        evidence=tuple(weights.strongest(draft.evidence, most)),
    )
