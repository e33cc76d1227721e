"""A notice: what one document says, once every stage has read it."""

from __future__ import annotations

from dataclasses import dataclass

from noticeparse.model.disclosure import Disclosure
from noticeparse.model.document import NOWHERE, Issue, Place, Source, Text

STATEMENT_KINDS = (
    "location",
    "lawful_basis",
    "retention",
    "marketing",
    "default_category",
    "withheld_category",
)


@dataclass(frozen=True, slots=True)
class Statement:
    """What is said once for the whole notice. `id` is a taxonomy id where the words name one."""

    kind: str
    text: Text
    id: str | None = None
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Notice:
    """One document read: its school, statements and disclosures. "Not stated" is None."""

    source: Source
    vocabulary_version: str
    title: Text | None = None
    school: str | None = None
    urn: str | None = None
    trust: str | None = None
    dated: str | None = None
    statements: tuple[Statement, ...] = ()
    disclosures: tuple[Disclosure, ...] = ()
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that gave nothing: why, and what to do."""

    path: str
    code: str
    message: str
    what_to_do: str
