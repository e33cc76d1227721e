"""Changes of a register → a page, a workbook, a table or an Atom feed, as the file's name ends.

All are made of the same list, in its order. A feed has an entry a change, whose id is made of what
changed, so that a reader of feeds shows it once.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import astuple, replace
from datetime import date
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, tostring

from noticeparse.changed import REMOVED
from noticeparse.comparison import Names
from noticeparse.model import DECIDED_TAGS
from noticeparse.register.changes import NO_SCHOOL, SEVERITIES, Graded, grouped, told
from noticeparse.reports.comparison_changes import shown, worded
from noticeparse.reports.csv import write_csv
from noticeparse.reports.files import AtomicFile, check_file
from noticeparse.reports.page import Entry, Line, Page, Section, Words, made_on, write_page
from noticeparse.reports.sheets import Layout
from noticeparse.reports.words import cleaned, many, words_about
from noticeparse.reports.xlsx_sheet import workbook

FORMATS = (".html", ".htm", ".docx", ".xlsx", ".csv", ".atom")
_COLUMNS = ("severity", "school", "company", "what", "field", "before", "after", "source")
_ATOM = "http://www.w3.org/2005/Atom"


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
        said = (getattr(each.change, name) for name in _COLUMNS[1:])
        yield (SEVERITIES[each.severity], *said)


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
    if change.field in DECIDED_TAGS:
        words = Words(((told(change), False),), (change.source,), printed=False)
    else:
        was = shown(change, then=True)
        said, printed = was if change.what == REMOVED else shown(change, then=False)
        field = change.field.replace("_", " ").capitalize()
        before = f"{field}: “{was[0]}”, now:" if field else ""
        before = "It said:" if change.what == REMOVED else before
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
