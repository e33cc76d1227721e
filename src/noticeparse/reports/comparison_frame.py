"""Numbers, schools and places in words, as all that is made for people prints them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from noticeparse.comparison import Where

NOT_STATED = "not stated"


def place_in_words(where: Where) -> str:
    """Say where a row stands, as people count.

    >>> place_in_words(Where("a.pdf", page=2, row=3, shown_row=4))
    'page 2, row 4'
    """
    parts = [f"page {where.page}"] if where.page is not None else []
    if where.sheet and not where.source.endswith(f"#{where.sheet}"):
        parts.append(f"sheet {where.sheet}")
    if where.shown_row is not None:
        parts.append(f"row {where.shown_row}")
    elif where.page is None and where.block is not None:
        parts.append(f"paragraph {where.block + 1}")
    return ", ".join(parts) or "place not known"


def places_in_words(places: Iterable[Where]) -> str:
    """Say where the same words stand, each notice with its place."""
    return "; ".join(f"{where.source}, {place_in_words(where)}" for where in places)


def many(number: int, noun: str, plural: str = "") -> str:
    """Count in words.

    >>> many(1, "school"), many(2, "school")
    ('1 school', '2 schools')
    """
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def who(schools: Sequence[str], all_schools: Sequence[str], *, most: int = 12) -> str:
    """Name schools, or those that are not among them where that is shorter.

    >>> who(["A", "B", "C", "D"], ["A", "B", "C", "D", "E"], most=2)
    'all 5 but E'
    """
    some = set(schools)
    rest = [school for school in all_schools if school not in some]
    if not rest and len(schools) > 2:
        return f"all {len(all_schools)}"
    if len(schools) > most and len(rest) < len(schools) / 2 and len(rest) <= most:
        return f"all {len(all_schools)} but {', '.join(rest)}"
    return ", ".join(schools)
