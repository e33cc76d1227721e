"""Findings → lines on the terminal, those that matter most first; and the same as JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from rich.console import Console
from rich.table import Table
from rich.text import Text

from noticeparse.findings import CODES, Finding
from noticeparse.reports.check_page import counts, places, totals
from noticeparse.reports.printable import printable

_LONGEST = 160  # characters of the notice's words in the table; the JSON has them all


def print_findings(findings: Sequence[Finding], console: Console) -> None:
    """Print a table a code, and how many there are of each."""
    for code, group in groupby(findings, key=lambda each: each.code):
        found = list(group)
        console.print(_table(f"{CODES[code]} ({len(found)})", found))
    print_counts(findings, console)


def print_counts(findings: Sequence[Finding], console: Console, *, most: int | None = None) -> None:
    """Print how many findings there are of each kind, of many kinds the first, and in all."""
    found = list(counts(findings))
    for number, heading in found[:most]:
        console.print(f"{number:5} {heading}")
    if left := sum(number for number, _ in found[most:] if most is not None):
        console.print(f"{left:5} of other kinds")
    console.print(totals(findings))


def _table(title: str, findings: Sequence[Finding]) -> Table:
    table = Table(title=title, title_justify="left", expand=True, title_style="bold")
    table.add_column("School", overflow="fold", ratio=2)
    table.add_column("What", overflow="fold", ratio=5)
    table.add_column("The notice’s words, and where", overflow="fold", ratio=5)
    for each in findings:
        cells = (each.school, each.sentence, _words(each))
        table.add_row(*(Text(printable(cell)) for cell in cells))
    return table


def _words(finding: Finding) -> str:
    words = " ".join(finding.words.split())
    shown = words if len(words) <= _LONGEST else f"{words[:_LONGEST]} …"
    where = "; ".join(places(finding))
    return f"“{shown}” {where}" if shown else where


def findings_json(findings: Sequence[Finding]) -> str:
    """Write findings for programs; pages count from 1, rows and blocks from 0."""
    number = Counter(each.code for each in findings)
    value = {
        "schema_version": 1,
        "counts": {code: number[code] for code in CODES if number[code]},
        "findings": [_value(each) for each in findings],
    }
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _value(finding: Finding) -> dict[str, object]:
    return {
        "code": finding.code,
        "school": finding.school or None,
        "company": finding.company or None,
        "sentence": finding.sentence,
        "words": finding.words or None,
        "places": [
            {"source": w.source, "page": w.page, "row": w.row, "block": w.block}
            for w in finding.places
        ],
    }
