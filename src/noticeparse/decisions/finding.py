"""Decisions and the notices as they are now → which of them count, and the row each speaks of.

A decision that was made in knowledge of another one supersedes it. Where two decisions on one value
are left that say different things, neither counts: a person has to say which.

A row is found by its notice and id and confirmed by its words, else by its words alone; where the
words stand in two places, or no longer stand, it is not found. Never guessed.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from noticeparse.model import Disclosure, Notice, Text, workbook_of
from noticeparse.model.decision import DECIDED_TAGS, PERSON, SCHOOL, WITHDRAWN, Decision, tag_of

HOLDS, REOPENED, CONFLICT, WAITING = "holds", "reopened", "conflict", "not_read"
_ABOUT_COMPANY = {"company", "note", PERSON}  # fields that speak of the company's name alone


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of a decision. `state` is "holds", "reopened", "conflict" or "not_read"."""

    decision: Decision
    state: str
    reason: str = ""


# What a sheet cannot hold, so that words that went through one are still the same.
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1b\u202a-\u202e\u2066-\u2069\ufffd-\uffff\ud800-\udfff]")


def same_words(one: Text | str, other: Text | str) -> bool:
    """Are two texts the same words? Line breaks and spaces do not count.

    >>> same_words("Names  and\\nUPNs", "Names and UPNs")
    True
    """
    return _words(str(one)) == _words(str(other))


def _words(text: str) -> list[str]:
    return _UNSEEN.sub("", unicodedata.normalize("NFC", text)).split()


def folded(name: str) -> str:
    """A name, however it is capitalised and spaced."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def find(decision: Decision, notices: Sequence[Notice]) -> list[tuple[int, str]] | Judged:
    """Find the row that a decision speaks of: the number of its notice, and its id.

    A workbook that is read as its sheets has a row that was one once for each; a name may stand in
    any number of rows.
    """
    if decision.of_name:
        said = ((n, row) for n, notice in enumerate(notices) for row in notice.disclosures)
        named = [(n, row.id) for n, row in said if folded(str(row.company)) == decision.disclosure]
        return named or not_read(decision)
    rows = [(n, _row_in(decision, notices[n])[0]) for n in _sheets(decision, notices)]
    if found := [(number, row.id) for number, row in rows if row is not None]:
        return found
    home = home_of(decision, notices)
    if home is None:
        return _elsewhere(decision, notices)
    row, reason = _row_in(decision, notices[home])
    if row is not None:
        return [(home, row.id)]
    return Judged(decision, CONFLICT if reason == _TWICE else REOPENED, reason)


def _sheets(decision: Decision, notices: Sequence[Notice]) -> list[int]:
    """The sheets of the workbook that a decision was made of as a whole."""
    paths = [notice.source.path for notice in notices]
    return [n for n, each in enumerate(paths) if workbook_of(each) == decision.notice != each]


def home_of(decision: Decision, notices: Sequence[Notice]) -> int | None:
    """The notice that a decision was made of, by number: the same file, or the same place.

    A file that was moved or renamed is known by its digest; one of another content by its path
    and school. Where several schools have one name, no file is known by its digest.
    """
    ours = [number for number, each in enumerate(notices) if _of_school(decision, each)]
    by_digest = [n for n in ours if notices[n].source.sha256 == decision.sha256]
    by_path = [n for n in ours if notices[n].source.path == decision.notice]
    if by_digest and not by_path and _namesakes(decision, notices):
        by_digest = []
    for found in ([n for n in by_path if n in by_digest], by_path, by_digest):
        if len(found) == 1:
            return found[0]
    sheets = _sheets(decision, notices)
    return next((n for n in sheets if n in ours), sheets[0] if sheets else None)


def _of_school(decision: Decision, notice: Notice) -> bool:
    paths = (decision.notice, workbook_of(decision.notice))  # its sheets may be one notice now
    exactly = notice.source.path in paths and notice.source.sha256 == decision.sha256
    return exactly or folded(decision.school or "") in schools_of(notice)


def schools_of(notice: Notice) -> Iterator[str]:
    """The schools that a notice counts for, folded; "" where none is known."""
    for school in notice.for_schools():
        yield folded(school.name) if school else ""


def not_read(decision: Decision) -> Judged:
    """A decision of a notice that is not there."""
    return Judged(decision, WAITING, f"{decision.notice} was not read this time.")


def home_of_added(decision: Decision, notices: Sequence[Notice]) -> int | Judged:
    """The notice that an added row belongs to: its own, else the only one of its school."""
    home = home_of(decision, notices)
    if home is not None:
        return home
    ours = _others_of_school(decision, notices)
    if len(ours) == 1 and not _namesakes(decision, notices):
        return ours[0]
    return _no_home(decision, notices) if ours else not_read(decision)


def _others_of_school(decision: Decision, notices: Sequence[Notice]) -> list[int]:
    """The notices of the school that a decision speaks of, where its own is not among them."""
    of_school = (n for n, each in enumerate(notices) if _of_school(decision, each))
    return [n for n in of_school if notices[n].published] if decision.school else []


def _namesakes(decision: Decision, notices: Sequence[Notice]) -> bool:
    """Do several schools have the name that a decision gives?"""
    name = folded(decision.school or "")
    schools = (school for notice in notices for school in notice.for_schools() if school)
    return len({each.urn for each in schools if folded(each.name) == name}) > 1


def _no_home(decision: Decision, notices: Sequence[Notice]) -> Judged:
    """A decision of a notice that is not there, of a school of which others are."""
    if _namesakes(decision, notices):
        said = f"several schools are called {decision.school}: say again of which it holds."
    elif decision.adds_row:
        said = "its school has other notices: add the row to the one that took its place."
    elif decision.field == SCHOOL:
        said = "another notice is read as this school's: say again whose it is."
    else:
        said = "no other notice of the school has the row."
    return Judged(decision, REOPENED, f"{decision.notice} was not read, and {said}")


def not_read_school(decision: Decision, notices: Sequence[Notice]) -> Judged:
    """A decision on whose a notice is, which was not read."""
    ours = _others_of_school(decision, notices)
    return _no_home(decision, notices) if ours else not_read(decision)


def _elsewhere(decision: Decision, notices: Sequence[Notice]) -> list[tuple[int, str]] | Judged:
    """Look for the words in the other notices of the school."""
    ours = [number for number, each in enumerate(notices) if _of_school(decision, each)]
    if not ours or decision.adds_row:
        return not_read(decision)
    if _namesakes(decision, notices):
        return _no_home(decision, notices)
    places = [(n, row.id) for n in ours for row in same_rows(decision, notices[n].disclosures)]
    if not places and decision.field in _ABOUT_COMPANY:
        rows = ((n, row) for n in ours for row in notices[n].disclosures)
        named = [(n, row.id) for n, row in rows if same_words(row.company, decision.company)]
        places = named if len(named) == 1 and named[0][1] == decision.disclosure else []
    if len(places) == 1:
        return places
    return Judged(decision, CONFLICT, _TWICE) if places else _no_home(decision, notices)


_TWICE = "The row's words stand in more than one place."


def _row_in(decision: Decision, notice: Notice) -> tuple[Disclosure | None, str]:
    rows = notice.disclosures
    same = list(same_rows(decision, rows))
    by_id = next((row for row in rows if row.id == decision.disclosure), None)
    if by_id in same or len(same) == 1:
        return by_id if by_id in same else same[0], ""
    if same:
        return None, _TWICE
    # Its description changed: what speaks of its company alone may still hold.
    named = [row for row in rows if same_words(row.company, decision.company)]
    if not named:
        return None, "The notice does not name this company in these words any more."
    if decision.field not in _ABOUT_COMPANY:
        return None, "The words of the row have changed."
    if len(named) > 1 or by_id not in named:
        return None, "The words of the row have changed, and several rows have this company."
    return by_id, ""


def same_rows(decision: Decision, rows: Iterable[Disclosure]) -> Iterator[Disclosure]:
    """Yield the rows that have the words that a decision speaks of."""
    for row in rows:
        if same_words(row.company, decision.company) and same_words(
            row.description, decision.description
        ):
            yield row


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
    withdrawn: set[str | None] = set()
    for decision in decisions:
        if decision.field == WITHDRAWN:
            withdrawn.add(decision.before)
        for value in says(decision):
            by_value[value].append(decision)
    left = {}
    for value, found in by_value.items():
        gone = withdrawn.union(*(decision.supersedes for decision in found))
        left[value] = [decision for decision in found if decision.id not in gone]
    return left


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
