"""The values of an incident: the schools involved, those that name it elsewhere, and the rest."""

from __future__ import annotations

from dataclasses import dataclass

from noticeparse.comparison import Quote, Said
from noticeparse.model import Match

CERTAIN, SAME_NAME, POSSIBLE = "certain", "same_name", "possible"


@dataclass(frozen=True, slots=True)
class Involved:
    """What one school says of the supplier in rows of one status.

    `judgement` is CERTAIN (an alias of the catalogue), SAME_NAME (the name as it was asked for,
    which the catalogue lacks or gives to several), or POSSIBLE; `reasons` are in words.
    `statements` are (kind, text) of the whole notice.
    """

    school: str
    said: Said
    judgement: str
    reasons: tuple[str, ...]
    statements: tuple[tuple[str, str], ...] = ()
    dates: tuple[str, ...] = ()
    special: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """A row of another recipient that names the supplier."""

    school: str
    quote: Quote


@dataclass(frozen=True, slots=True)
class Incident:
    """Which schools share what with a supplier.

    `names` are those that were looked for. `sharing` schools come with those of special-category
    data first. `apart` are rows not in use, by status. `in_prose` are (school, words) that name it
    outside all rows. `silent` schools do not name it anywhere.
    """

    asked: str
    match: Match
    names: tuple[str, ...]
    sharing: tuple[Involved, ...] = ()
    nothing: tuple[Involved, ...] = ()
    apart: tuple[tuple[str, tuple[Involved, ...]], ...] = ()
    possible: tuple[Involved, ...] = ()
    mentioned: tuple[Mention, ...] = ()
    in_prose: tuple[tuple[str, str], ...] = ()
    silent: tuple[str, ...] = ()
    no_notice: tuple[str, ...] = ()
    failed: tuple[tuple[str, str], ...] = ()
    schools: tuple[str, ...] = ()
