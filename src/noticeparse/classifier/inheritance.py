"""Rows that point to another ("as above") → the same with that row's tags.

Own tags win, and where a cell says what the row is for, no purpose is taken over. What is inherited
keeps its evidence in the row that it stands in. Chains are followed, loops end where they began.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from noticeparse.model import Disclosure, Tag
from noticeparse.vocabulary import Vocabulary

_INHERITED = 0.9


def inherit(rows: Sequence[Disclosure], vocabulary: Vocabulary) -> tuple[Disclosure, ...]:
    """Give every row with `same_as` the tags of the rows that it points to."""
    by_id = {row.id: row for row in rows}
    return tuple(_inherit_row(row, by_id, vocabulary) if row.same_as else row for row in rows)


def _inherit_row(
    row: Disclosure, by_id: dict[str, Disclosure], vocabulary: Vocabulary
) -> Disclosure:
    tags = {(tag.kind, tag.id): tag for tag in row.tags if not _assumed(tag)}
    nothing = row.no_personal_data
    # "Maths practice | As for Clever": a cell of its own says what it is for.
    own_purpose = any(tag.evidence.field == "fields.purpose" for tag in tags.values())
    for source in _chain(row, by_id):
        for tag in source.tags:
            if not (own_purpose and tag.kind == "purpose"):
                tags.setdefault((tag.kind, tag.id), _taken_over(tag, source))
        nothing = nothing or (source.no_personal_data and not row.tags)
    ordered = sorted(tags.values(), key=lambda tag: vocabulary.order[(tag.kind, tag.id)])
    return replace(row, tags=tuple(ordered), no_personal_data=nothing)


def _assumed(tag: Tag) -> bool:
    return tag.kind == "data_subject" and tag.method == "implied" and tag.id == "pupils"


def _chain(row: Disclosure, by_id: dict[str, Disclosure]) -> list[Disclosure]:
    seen = {row.id}
    chain: list[Disclosure] = []
    at = by_id.get(row.same_as or "")
    while at is not None and at.id not in seen:
        seen.add(at.id)
        chain.append(at)
        at = by_id.get(at.same_as or "")
    return chain


def _taken_over(tag: Tag, source: Disclosure) -> Tag:
    row = tag.evidence.row or source.id
    rate = round(tag.confidence * _INHERITED, 2)
    evidence = replace(tag.evidence, row=row)
    return replace(tag, confidence=rate, method="inherited", evidence=evidence)
