"""Disclosure → the texts that are read, each with its role.

Where the notice has columns for data and purpose, each is read for its own, and what the
description holds besides them (a descriptor after the company's name) is read for both. Where it
has none, the description is read for both. Of the company only what stands in brackets is read:
the rest is a name, and names state nothing.
"""

from __future__ import annotations

import re

from noticeparse.classifier.seen import Reading, Span
from noticeparse.model import NOT_SHARED, Disclosure

_BRACKETS = re.compile(r"\(([^()]+)\)|[\-\u2013\u2014:] +([^()]+)$")
_PUNCTUATION = re.compile(r"[\s.,;:\u2013\u2014-]*")


def readings_of(row: Disclosure, pieces: list[Span] | None = None) -> list[Reading]:
    """List the texts of a row that its tags may come from, the plainest first.

    `pieces` are the stretches of the description that speak of this row; None: all of it.
    """
    found = []
    data, purpose, subjects = row.fields.data, row.fields.purpose, row.fields.subjects
    if data:
        found.append(Reading("fields.data", "data", data.string))
    if purpose:
        found.append(Reading("fields.purpose", "purpose", purpose.string))
    found += _description(row, pieces)
    denied = dict(row.fields.other).get(NOT_SHARED)
    if denied:
        found.append(Reading(f"fields.other.{NOT_SHARED}", "data", denied.string, denies=True))
    if subjects:
        found.append(Reading("fields.subjects", "subjects", subjects.string))
    for match in _BRACKETS.finditer(row.company.string):
        group = 1 if match.group(1) else 2
        found.append(Reading("company", "company", match.group(group), match.start(group)))
    return found


def _description(row: Disclosure, pieces: list[Span] | None) -> list[Reading]:
    """Read the description, without the cells that are read on their own."""
    text = row.description.string
    if pieces is not None:
        return [Reading("description", "both", text[a:b], a) for a, b in pieces]
    cells = [c.string for c in (row.fields.data, row.fields.purpose) if c and c.string in text]
    if not cells:
        return [Reading("description", "both", text)] if text.strip() else []
    spans = []
    for cell in cells:
        start = text.find(cell)
        spans.append((start, start + len(cell)))
    rest = []
    at = 0
    for start, end in [*sorted(spans), (len(text), len(text))]:
        piece = text[at:start]
        if piece and not _PUNCTUATION.fullmatch(piece):
            rest.append(Reading("description", "both", piece, at))
        at = max(at, end)
    return rest
