"""A name that nobody has → the names that are like it, and how many schools name each.

Near is what shares most of its letters, differs in one, or begins with the name as asked for. Those
that the notices name come first: the one that is meant is nearly always among them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from noticeparse.comparison.values import still_held
from noticeparse.incident.find import incident
from noticeparse.incident.target import Target, resolve
from noticeparse.incident.values import Incident
from noticeparse.model import Failure, Notice
from noticeparse.vocabulary.suppliers import name_key

_LIKE = 80  # of 100: only proposes, to a person who has just typed the name
_WEIGHED = 6  # candidates for which the notices are searched
_SHOWN = 3
_NOT_NAMING = ("perhaps", "no_list", "not_read", "no_notice", "silent")


@dataclass(frozen=True, slots=True)
class Near:
    """A name, and how many schools name it."""

    name: str
    schools: int


def nearest(target: Target, results: Sequence[Notice | Failure]) -> tuple[Near, ...]:
    """List the names that may have been meant, the likeliest first."""
    notices = [result for result in results if isinstance(result, Notice)]
    names = [supplier.name for supplier in target.others] or _alike(target, notices)
    found = [
        Near(name, _naming(incident(resolve(name, target.vocabulary), notices)))
        for name in names[:_WEIGHED]
    ]
    return tuple(sorted(found, key=lambda near: near.schools == 0)[:_SHOWN])


def is_nobodys(found: Incident, target: Target) -> bool:
    """Is the name unknown, and no notice's own, so that "0 schools" would be no answer?"""
    if found.match.judgement == "certain" or target.is_body:
        return False
    told = _naming(found) + (len(found.of("perhaps")) if target.others else 0)
    return found.match.judgement == "proposed" or not told


def _naming(found: Incident) -> int:
    return sum(number for group, number in found.counts().items() if group not in _NOT_NAMING)


def _alike(target: Target, notices: Iterable[Notice]) -> list[str]:
    """Names of the catalogue and of the notices, the most alike first, each supplier once."""
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - only where a name is unknown
    from rapidfuzz.fuzz import ratio  # noqa: PLC0415 - as above

    asked = name_key(target.asked)
    scores: dict[str, float] = {}
    for shown, name in _known(target, notices):
        key = name_key(name)
        slip = OSA.distance(asked, key, score_cutoff=1) <= 1  # of short names that says more
        begins = len(asked) > 3 and key.startswith(asked)
        score = max(ratio(asked, key), 90.0 * slip, float(_LIKE) * begins)
        if score >= _LIKE and key != asked:
            scores[shown] = max(score, scores.get(shown, 0.0))
    return sorted(scores, key=lambda name: (-scores[name], name))


def _known(target: Target, notices: Iterable[Notice]) -> Iterator[tuple[str, str]]:
    """(the name to show, a name of it): suppliers, then companies as printed, but no person."""
    for supplier in target.vocabulary.suppliers:
        for name in supplier.names:
            yield supplier.name, name
    for notice in notices:
        for row in notice.disclosures:
            known = row.supplier is not None and row.supplier.judgement == "certain"
            if not known and not still_held(row):
                yield row.company.string, row.company.string
