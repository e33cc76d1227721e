"""Notices as everybody may have them in tables: no person's name in paths, rows and ids.

A private person's name that was merged with another one is found by that one, too: both are held.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from itertools import count

from noticeparse.comparison import Hiding
from noticeparse.decisions import effective
from noticeparse.decisions.decide import Matching
from noticeparse.decisions.finding import folded, heads
from noticeparse.given import numbered
from noticeparse.model import PERSON, Decision, Disclosure, Notice, Text
from noticeparse.model.disclosure import UNLISTED
from noticeparse.persons import may_be_person
from noticeparse.reports.rows import Row, prose_columns
from noticeparse.reports.tables import Tables


def held_suppliers(decisions: Iterable[Decision], match: Matching) -> frozenset[str]:
    """The ids of suppliers outside the catalogue that a private person's name was merged with."""
    said = heads(decisions)
    person = {_row_of(each): each.after for each in said.get(PERSON, ())}
    merged = (
        match(each.after)
        for each in said.get("supplier", ())
        if each.after and _is_held(each.company, person.get(_row_of(each)))
    )
    return frozenset(each.id for each in merged if each and not each.in_catalogue)


def _row_of(decision: Decision) -> tuple[str, str, str]:
    return folded(decision.school or ""), decision.notice, decision.disclosure


def _is_held(company: str, said: str | None) -> bool:
    """Is a name left out of what is published, by what was said of it, else by how it looks?"""
    row = Disclosure(id="", company=Text(company), description=Text(""))
    return may_be_person(row) if said is None else said == "true"


def without_names(notices: Iterable[Notice], hide: Hiding) -> list[Notice]:
    """The notices with no person's name in their paths; two that read the same then are told apart.

    Keys are made of the paths.
    """
    paths = {each.source.path: hide.text(each.source.path) for each in notices}
    taken = {path for path, told in paths.items() if path == told}
    for path, told in paths.items():
        if path != told:
            free = (numbered(told, number) if number > 1 else told for number in count(1))
            paths[path] = next(each for each in free if each not in taken)
            taken.add(paths[path])
    return [
        replace(
            each,
            source=replace(each.source, path=paths[each.source.path]),
            same_notice_as=paths.get(each.same_notice_as or "", each.same_notice_as),
        )
        for each in notices
    ]


def add_to(tables: Tables, notice: Notice, hide: Hiding) -> None:
    """Add the rows of a notice but those of persons, with no person's name in the others."""
    told = tuple(row for row in notice.disclosures if not hide.hides(row))
    altered = {row.id for row in told if _is_altered(row, hide)}

    def shown(row: Row) -> Row:
        said = {
            column: hide.text(text) if column in prose_columns() else text
            for column, text in row.items()
        }
        if "school" in row:
            said["school"] = hide.school(row["school"])
        if said.get("supplier") != row.get("supplier"):  # the id is made of the name
            id = hashlib.sha256(row["supplier_id"].encode("utf-8", "replace")).hexdigest()[:12]
            said["supplier_id"] = f"{UNLISTED}{id}"
        # Offsets no longer fit where a name is gone: from the row, or from what it points to.
        if "evidence_row" in row and (
            row["disclosure_id"] in altered or row["evidence_row"] or said["text"] != row["text"]
        ):
            said |= {"start": "", "end": ""}
        return said

    tables.add(replace(notice, disclosures=told), shown)


def _is_altered(row: Disclosure, hide: Hiding) -> bool:
    """Does a person's name or address go from the words of a row?"""
    counts = effective(row) or row
    fields = (text.string for _, text in counts.fields.named())
    texts = (counts.company.string, counts.description.string, str(counts.section or ""), *fields)
    corrected = (each.after or "" for each in counts.decided)
    return any(hide.text(text) != text for text in (*texts, *corrected))
