"""The register at a past moment and now → what changed since, in words or in a file, gravest first.

Only schools whose notices or decisions changed since then are read. How grave a change is is told
by what it means for pupils, not by how many words differ. A page, a workbook, a table and an Atom
feed are made of the same list, in its order. A feed has an entry a change, whose id is made of what
changed, so that a reader of feeds shows it once.
"""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass, replace
from datetime import date
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from textwrap import shorten
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from sqlalchemy import CompoundSelect, Connection, or_, select

from noticeparse.changed import ADDED, DECIDED, READ_ANEW, REMOVED, Change, changes
from noticeparse.comparison import Names
from noticeparse.model import DECIDED_TAGS, Disclosure
from noticeparse.register import tables as t
from noticeparse.register.content import Knowledge, counting
from noticeparse.reports.comparison_changes import shown, without_persons, worded
from noticeparse.reports.csv import write_csv
from noticeparse.reports.files import AtomicFile, check_file
from noticeparse.reports.page import Entry, Line, Page, Section, Words, made_on, write_page
from noticeparse.reports.sheets import Layout
from noticeparse.reports.words import cleaned, many, titles_of, words_about
from noticeparse.reports.xlsx_sheet import workbook

SEVERITIES = titles_of("severity")  # the gravest first
NO_SCHOOL = "No school named"
_LONGEST = 200  # characters of what a line tells
_WORDS = ("company", "description")
_key = attrgetter("source", "id", "what", "field")  # of a change
_OF_ROWS = {ADDED: "supplier_came", REMOVED: "supplier_went", READ_ANEW: "read_anew"}
FORMATS = (".html", ".htm", ".docx", ".xlsx", ".csv", ".atom")
_COLUMNS = ("severity", "school", "company", "what", "field", "before", "after", "source")
_ATOM = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True, slots=True)
class Graded:
    """A change, and how grave it is: one of SEVERITIES."""

    severity: str
    change: Change


def changes_since(
    connection: Connection, moment: str, knowledge: Knowledge, names: Names, persons: bool = False
) -> list[Graded]:
    """List what changed since a moment; `names` say which categories need special care.

    Recipients that look like persons are held back, unless `persons` says to name them.
    """
    found: list[Graded] = []
    for school in connection.scalars(_touched(moment)).all():
        before = list(counting(connection, school, knowledge, at=moment).notices.values())
        after = list(counting(connection, school, knowledge).notices.values())
        rows = {(each.source.path, row.id): row for each in after for row in each.disclosures}
        come = changes(before, after)
        severities = {_key(each): _severity(each, rows, names.special) for each in come}
        told = come if persons else without_persons(come, (*before, *after))
        found += (Graded(severities[_key(each)], each) for each in told)
    order = list(SEVERITIES)
    return sorted(found, key=lambda each: order.index(each.severity))


def _touched(moment: str) -> CompoundSelect[Any]:
    moved = or_(t.standing.c.since > moment, t.standing.c.until > moment)
    of_notices = (
        select(t.notice.c.school_id)
        .join(t.standing, t.standing.c.notice_id == t.notice.c.id)
        .where(moved)
    )
    decided = select(t.decision.c.folded_school).where(t.decision.c.recorded > moment)
    of_decisions = select(t.school.c.id).where(t.school.c.folded.in_(decided))
    return of_notices.union(of_decisions).order_by("school_id")


def _severity(
    change: Change, rows: dict[tuple[str, str], Disclosure], special: Collection[str]
) -> str:
    what = change.what
    if what == DECIDED and not change.field:
        what = ADDED if change.after else REMOVED
    if what in _OF_ROWS:
        row = rows.get((change.source, change.id)) if what == ADDED else None
        shared = {tag.id for tag in row.tags if tag.polarity == "shared"} if row else set()
        return "special_data_came" if shared & set(special) else _OF_ROWS[what]
    if change.field in _WORDS:
        return "words_only"
    before, after = (set(filter(None, text.split("; "))) for text in (change.before, change.after))
    if change.field == "categories" and (after - before) & set(special):
        return "special_data_came"
    denials_went = any(":" in each for each in before - after)
    return "denial_went" if change.field == "categories" and denials_went else "other_data"


def in_words(found: Iterable[Graded], names: Names) -> Iterator[str]:
    """Say what changed, under a heading for each severity, the gravest first."""
    for what, group in grouped(found):
        yield f"{what} ({len(group)})"
        for change in (worded(each.change, names) for each in group):
            said = shorten(told(change), _LONGEST, placeholder=" …")
            yield f"  {change.school or NO_SCHOOL}: {change.company}. {said}"


def told(change: Change) -> str:
    """What a value was and is now, or the words of a row that came or went."""
    was, now = (shown(change, then=then)[0] for then in (True, False))
    field = change.field.replace("_", " ").capitalize()
    if change.field in DECIDED_TAGS:
        before, after = change.before.split("; "), change.after.split("; ")
        sides = {"now also": {*after} - {*before, ""}, "no longer": {*before} - {*after, ""}}
        parts = (f"{lead} “{'”, “'.join(sorted(tags))}”" for lead, tags in sides.items() if tags)
        return f"{field}: {', '.join(parts)}"
    return f"{field}: {was} → {now}" if field else now or was


def grouped(found: Iterable[Graded]) -> Iterator[tuple[str, list[Graded]]]:
    """The changes by how grave they are, each with its heading."""
    for severity, group in groupby(found, key=lambda each: each.severity):
        what = SEVERITIES[severity]
        yield what[0].upper() + what[1:], list(group)


def write_changes(
    found: Sequence[Graded], file: Path, names: Names, *, since: str, now: str
) -> None:
    """Write changes into a file; `since` and `now` are days or moments of the register.

    In a table for programs they have the ids of the vocabulary, elsewhere its labels.
    """
    check_file(file, FORMATS)
    labelled = [replace(each, change=worded(each.change, names)) for each in found]
    if file.suffix.casefold() == ".csv":
        write_csv(file, _COLUMNS, (dict(zip(_COLUMNS, row, strict=True)) for row in _rows(found)))
    elif file.suffix.casefold() == ".atom":
        with AtomicFile(file) as output:
            output.write(_feed(labelled, now))
    else:
        sheet = (Layout("Changes", _COLUMNS, _COLUMNS), _rows(labelled))
        made = date.fromisoformat(now[:10])
        write_page(_page(labelled, since, made), file, xlsx=lambda: workbook("Changes", [sheet]))


def _rows(found: Sequence[Graded]) -> Iterator[tuple[str, ...]]:
    for each in found:
        yield (SEVERITIES[each.severity], *(getattr(each.change, name) for name in _COLUMNS[1:]))


def _page(found: Sequence[Graded], since: str, made: date) -> Page:
    groups = list(grouped(found))
    schools = many(len({each.change.school for each in found}), "school")
    return Page(
        title=f"What changed in schools’ notices since {since}",
        made=made_on(made),
        headline=f"{many(len(found), 'change')} at {schools}." if found else "Nothing changed.",
        counts=(*((len(group), what) for what, group in groups), (len(found), "in all")),
        sections=tuple(
            Section(
                heading=f"{what} ({len(group)})",
                why="",
                heads=("School and supplier", "What it says now, or said, and where"),
                entries=tuple(map(_entry, group)),
            )
            for what, group in groups
        ),
        limits=words_about("limits")["changes"][1],
    )


def _entry(each: Graded) -> Entry:
    change = each.change
    was = shown(change, then=True)
    said, printed = was if change.what == REMOVED else shown(change, then=False)
    field = change.field.replace("_", " ").capitalize()
    before = "It said:" if change.what == REMOVED else f"{field}: “{was[0]}”, now:" if field else ""
    if change.field in DECIDED_TAGS:
        said, printed, before = told(change), False, ""
    words = Words(((said, False),), (change.source,), before=before, printed=printed)
    return Entry(change.school or NO_SCHOOL, facts=(Line(change.company),), words=(words,))


def _feed(found: Sequence[Graded], now: str) -> bytes:
    feed = Element("feed", xmlns=_ATOM)
    head = {"id": "urn:noticeparse:changes", "title": "Changes in schools’ notices", "updated": now}
    for name, text in head.items():
        SubElement(feed, name).text = text
    SubElement(SubElement(feed, "author"), "name").text = "noticeparse"
    for what, group in grouped(found):
        for each in group:
            change = each.change
            entry = SubElement(feed, "entry")
            made_of = "\0".join((each.severity, *map(str, astuple(change))))
            id = hashlib.sha256(made_of.encode("utf-8", "surrogatepass")).hexdigest()
            SubElement(entry, "id").text = f"urn:sha256:{id}"
            SubElement(entry, "title").text = cleaned(f"{change.school}: {change.company}. {what}")
            SubElement(entry, "updated").text = now
            SubElement(entry, "summary").text = cleaned(told(change))
    return bytes(tostring(feed, encoding="utf-8", xml_declaration=True)) + b"\n"
