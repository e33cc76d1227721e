"""Findings → a page with a part for each school, a workbook, lines on the terminal, and JSON.

A part of the page says all by itself, so that it can be sent to the school's head teacher.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import count, groupby

from rich.console import Console
from rich.table import Table
from rich.text import Text

from noticeparse.comparison import natural
from noticeparse.findings import CODES, Finding
from noticeparse.reports.page import Entry, Page, Section, Words, made_on
from noticeparse.reports.sheets import Layout
from noticeparse.reports.words import many, place_in_words, printable, words_about
from noticeparse.reports.xlsx_sheet import workbook

_OF_NO_SCHOOL = "Documents that could not be read"
_COLUMNS = ("about", "what to look at", "supplier", "words", "where")
_ALL_COLUMNS = ("school", "findings", "what to look at")
_LONGEST_NAME = 31  # of a sheet
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
_LONGEST = 160  # characters of the notice's words in the table; the JSON has them all


def by_school(findings: Sequence[Finding]) -> list[tuple[str, list[Finding]]]:
    """Each school with its findings; those of no school last."""
    schools = sorted({each.school for each in findings}, key=lambda name: (not name, natural(name)))
    return [(name, [each for each in findings if each.school == name]) for name in schools]


def totals(findings: Sequence[Finding]) -> str:
    """How many findings there are, at how many schools."""
    if not findings:
        return "Nothing found that has to be looked at."
    schools = len({each.school for each in findings if each.school})
    return f"{many(len(findings), 'finding')} at {many(schools, 'school')}."


def counts(findings: Iterable[Finding]) -> Iterator[tuple[int, str]]:
    """How many findings there are of each kind."""
    found = Counter(each.code for each in findings)
    return ((found[code], heading) for code, heading in CODES.items() if found[code])


def places(finding: Finding) -> Iterator[str]:
    """Where a finding stands."""
    for where in finding.places:
        yield f"{where.source}, {place_in_words(where)}" if where.known else where.source


def check_page(findings: Sequence[Finding], *, made: date | None = None) -> Page:
    """Lay the findings out, a part a school; `made` is the day on which that is done."""
    schools = by_school(findings)
    return Page(
        title="What to look at in schools’ notices",
        made=made_on(made),
        headline=totals(findings),
        counts=(*counts(findings), (len(findings), "in all")) if findings else (),
        sections=tuple(_section(school, found) for school, found in schools),
        limits=words_about("limits")["check"][1],
    )


def _section(school: str, findings: Sequence[Finding]) -> Section:
    return Section(
        heading=school or _OF_NO_SCHOOL,
        why=f"{many(len(findings), 'thing')} to look at in its notices."
        if school
        else "What stands in them is not known.",
        heads=("About", "What to look at, in the notice’s words, and where"),
        entries=tuple(
            Entry(CODES[code], words=tuple(map(_words, found)))
            for code, found in groupby(findings, key=lambda each: each.code)
        ),
        apart=True,
    )


def _words(finding: Finding) -> Words:
    words = " ".join(finding.words.split())
    shown = bool(words) and finding.code != "not_read"
    pieces = ((words, False),) if shown else ()
    return Words(pieces, tuple(places(finding)), before=finding.sentence, printed=shown)


def check_xlsx(findings: Sequence[Finding]) -> bytes:
    """Fill a workbook: all schools, then a sheet a school; nothing in it is a formula or a link."""
    overview, tables, taken = [], [], {"all schools"}
    for school, found in by_school(findings):
        name = school or _OF_NO_SCHOOL
        kinds = "\n".join(f"{number} {what}" for number, what in counts(found))
        overview.append((name, str(len(found)), kinds))
        tables.append((Layout(_sheet_name(name, taken), _COLUMNS, _COLUMNS), map(_line, found)))
    first = (Layout("All schools", _ALL_COLUMNS, _ALL_COLUMNS), overview)
    return workbook("What to look at in schools’ notices", [first, *tables])


def _line(finding: Finding) -> tuple[str, ...]:
    words = finding.words if finding.code != "not_read" else ""
    about = (CODES[finding.code], finding.sentence, finding.company)
    return (*about, words, "; ".join(places(finding)))


def _sheet_name(school: str, taken: set[str]) -> str:
    """A name that Excel takes for a sheet and no other sheet has."""
    plain = " ".join(_NOT_IN_NAMES.sub(" ", school).split()).strip("'") or "School"
    ends = ("" if number == 1 else f" ({number})" for number in count(1))
    names = (plain[: _LONGEST_NAME - len(end)].strip() + end for end in ends)
    name = next(each for each in names if each.casefold() not in {*taken, "history"})
    taken.add(name.casefold())
    return name


def print_findings(findings: Sequence[Finding], console: Console) -> None:
    """Print a table a code, and how many there are of each."""
    for code, group in groupby(findings, key=lambda each: each.code):
        found = list(group)
        title = f"{CODES[code]} ({len(found)})"
        table = Table(title=title, title_justify="left", expand=True, title_style="bold")
        for head, ratio in (("School", 2), ("What", 5), ("The notice’s words, and where", 5)):
            table.add_column(head, overflow="fold", ratio=ratio)
        for each in found:
            words = " ".join(each.words.split())
            shown = words if len(words) <= _LONGEST else f"{words[:_LONGEST]} …"
            said = f"“{shown}” " if shown else ""
            cells = (each.school, each.sentence, said + "; ".join(places(each)))
            table.add_row(*(Text(printable(cell)) for cell in cells))
        console.print(table)
    print_counts(findings, console)


def print_counts(findings: Sequence[Finding], console: Console, *, most: int | None = None) -> None:
    """Print how many findings there are of each kind, of many kinds the first, and in all."""
    found = list(counts(findings))
    for number, heading in found[:most]:
        console.print(f"{number:5} {heading}")
    if left := sum(number for number, _ in found[most:] if most is not None):
        console.print(f"{left:5} of other kinds")
    console.print(totals(findings))


def findings_json(findings: Sequence[Finding]) -> str:
    """Write findings for programs; pages count from 1, rows and blocks from 0."""
    number = Counter(each.code for each in findings)
    where = ("source", "page", "row", "block")
    value = {
        "schema_version": 1,
        "counts": {code: number[code] for code in CODES if number[code]},
        "findings": [
            {
                "code": each.code,
                "school": each.school or None,
                "company": each.company or None,
                "sentence": each.sentence,
                "words": each.words or None,
                "places": [{name: getattr(place, name) for name in where} for place in each.places],
            }
            for each in findings
        ],
    }
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
