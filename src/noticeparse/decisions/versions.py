"""Decisions on two notices of a school → which notice another one has taken the place of.

A person says that a later notice is a version of an earlier one, or that the two are two notices.
What was taken the place of stays, and no row of it counts; decisions on its rows go on to the same
words in the other notices of its school.

Limits: a decision speaks of files, by their paths and digests, and holds whatever they say now.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from operator import attrgetter

from noticeparse.decisions import finding
from noticeparse.model import SCHOOL, VERSION, Decision, Issue, Notice, School

STAGE = "decide"
_FROM = "made of"  # names, in `values` while a run lasts, the notice that a decision was made of
_EARLIER = "earlier_version"  # the code of the issue of what another notice took the place of
_TWO_SCHOOLS = "The two are notices of different schools now, and both count."
Pair = tuple[str, frozenset[str]]  # the folded school, and the two paths


def is_earlier(notice: Notice) -> bool:
    """Did a person say that another notice took the place of this one?"""
    return any(issue.code == _EARLIER for issue in notice.issues)


def earlier(notice: Notice, path: str, who: str) -> Notice:
    """The notice as one that the notice of a path took the place of, as `who` said."""
    said = f"{path} is a later version of this notice, and counts in its place ({who} decided it)."
    issue = Issue(STAGE, _EARLIER, "info", said)
    return replace(notice, same_notice_as=path, issues=(*notice.issues, issue))


def unsaid(notice: Notice) -> Notice:
    """The notice without that."""
    return replace(notice, issues=tuple(each for each in notice.issues if each.code != _EARLIER))


def pair_of(decision: Decision) -> Pair:
    """Which two notices a decision speaks of, whichever is the later one."""
    paths = frozenset((decision.notice, decision.disclosure))
    return finding.folded(decision.school or ""), paths


def earlier_of(decision: Decision) -> str:
    """The path of the notice that a decision says is an earlier version; empty: they are two."""
    return decision.notice if decision.after == "true" else ""


def of_one_school(one: Collection[School | None], other: Collection[School | None]) -> bool:
    """May these be the same schools, by their URNs where both have some, else by their names?"""
    urns, names = (
        [{of(each) for each in schools if each and of(each)} for schools in (one, other)]
        for of in (attrgetter("urn"), lambda school: finding.folded(school.name))
    )
    return urns[0] == urns[1] if all(urns) else names[0] == names[1]


def current(decisions: Sequence[Decision]) -> dict[Pair, list[Decision]]:
    """What counts of what was said of each two notices; several where people contradict."""
    found: dict[Pair, list[Decision]] = defaultdict(list)
    for each in finding.heads(decisions).get(VERSION, ()):
        found[pair_of(each)].append(each)
    return found


def replaced(
    notices: Sequence[Notice], decisions: Sequence[Decision], judged: dict[str, finding.Judged]
) -> dict[int, tuple[str, str]]:
    """Which notices, by number, count no more: the path of what took their place, and who said so.

    What becomes of each decision is put into `judged`.
    """
    later: dict[int, int] = {}
    said: dict[int, tuple[str, str]] = {}
    for found in current(decisions).values():
        for each in found:
            home, to = finding.home_of(each, notices), finding.home_of(_of_later(each), notices)
            judged[each.id] = state = _judged(each, found, home, to, later)
            holds = state.state == finding.HOLDS and earlier_of(each)
            if not holds or home is None or to is None:
                continue
            if not of_one_school(notices[home].for_schools(), notices[to].for_schools()):
                judged[each.id] = finding.Judged(each, finding.REOPENED, _TWO_SCHOOLS)
            else:
                later[home], said[home] = to, (notices[to].source.path, each.who)
    return said


def moved(
    notices: Sequence[Notice], decisions: Sequence[Decision], later: dict[int, tuple[str, str]]
) -> dict[str, Decision]:
    """Decisions on notices that count no more, by their ids, as of what took their place."""
    by_path = {each.source.path: number for number, each in enumerate(notices)}
    found = {}
    for each in decisions if later else ():
        home = None
        if not each.of_name and each.field not in (SCHOOL, VERSION):
            home = finding.home_of(each, notices)
        if home is None or home not in later:
            continue
        while home in later:
            home = by_path[later[home][0]]
        source, values = notices[home].source, (*each.values, (_FROM, each.notice))
        found[each.id] = replace(each, notice=source.path, sha256=source.sha256, values=values)
    return found


def is_moved(decision: Decision) -> bool:
    """Was it made of a notice that counts no more?"""
    return any(name == _FROM for name, _ in decision.values)


def _of_later(decision: Decision) -> Decision:
    """The decision as if it were of the later notice."""
    sha256 = dict(decision.values).get("sha256", "")
    return replace(decision, notice=decision.disclosure, sha256=sha256)


def _judged(
    decision: Decision,
    all_of_pair: Sequence[Decision],
    home: int | None,
    to: int | None,
    later: dict[int, int],
) -> finding.Judged:
    rivals = [each for each in all_of_pair if earlier_of(each) != earlier_of(decision)]
    if rivals:
        names = ", ".join(dict.fromkeys(each.who for each in rivals))
        reason = f"Another decision on the same two notices says otherwise: by {names}. Both count."
        return finding.Judged(decision, finding.CONFLICT, reason)
    if home is None or home == to:
        return finding.not_read(decision)
    if to is None and earlier_of(decision):
        reason = f"{decision.disclosure} was not read, which took its place: this one counts again."
        return finding.Judged(decision, finding.REOPENED, reason)
    if earlier_of(decision) and (home in later or _leads_to(to, home, later)):
        reason = "Other decisions say what took its place, or that it took the place of that one."
        return finding.Judged(decision, finding.CONFLICT, reason)
    return finding.Judged(decision, finding.HOLDS)


def _leads_to(start: int | None, end: int, later: dict[int, int]) -> bool:
    """Does what took the place of a notice lead on to another one?"""
    while start is not None and start != end:
        start = later.get(start)
    return start == end
