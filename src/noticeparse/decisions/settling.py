"""Decisions on one row → those that count, and those that contradict each other.

A decision that was made in knowledge of another one supersedes it. Where two decisions on one
value are left that say different things, neither counts: a person has to say which.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from noticeparse.model import DECIDED_TAGS, WITHDRAWN, Decision
from noticeparse.model.decision import tag_of


def says(decision: Decision) -> dict[str, str | None]:
    """What a decision says, by the value it speaks of; None is "not there".

    That one tag takes the place of another speaks of both of them.
    """
    if decision.field == WITHDRAWN:
        return {}
    if decision.field not in DECIDED_TAGS:
        return {decision.field: decision.after}
    said: dict[str, str | None] = {}
    if decision.before is not None:
        said[f"{decision.field}:{tag_of(decision.before)[0]}"] = None
    if decision.after is not None:
        said[f"{decision.field}:{tag_of(decision.after)[0]}"] = decision.after
    return said


def heads(decisions: Iterable[Decision]) -> dict[str, list[Decision]]:
    """The decisions on each value that no other one on it supersedes and that nobody withdrew."""
    by_value: dict[str, list[Decision]] = defaultdict(list)
    withdrawn = set()
    for decision in decisions:
        if decision.field == WITHDRAWN:
            withdrawn.add(decision.before)
        for value in says(decision):
            by_value[value].append(decision)
    return {value: _left(found, withdrawn) for value, found in by_value.items()}


def _left(decisions: Sequence[Decision], withdrawn: Collection[str | None]) -> list[Decision]:
    gone = {id for decision in decisions for id in decision.supersedes}.union(withdrawn)
    return [decision for decision in decisions if decision.id not in gone]


def settle(decisions: Sequence[Decision]) -> tuple[list[Decision], list[Decision]]:
    """Part the decisions on one row into those that count and those in conflict, in order."""
    left = heads(decisions)
    at_odds = {
        decision.id
        for value, found in left.items()
        if len({says(decision)[value] for decision in found}) > 1
        for decision in found
    }
    kept = {decision.id for found in left.values() for decision in found} - at_odds
    return (
        [decision for decision in decisions if decision.id in kept],
        [decision for decision in decisions if decision.id in at_odds],
    )
