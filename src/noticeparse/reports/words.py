"""In words: what stands above lists, numbers, schools and places, as all that people read has them.

What stands above lists and what is said below is a table (words.csv), so that who writes for
schools can mend it without touching code. Lists are printed in the order of its lines.

A text out of a notice is made harmless for a terminal: escape sequences could move the cursor, hide
lines or set the window's title.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from noticeparse.given import table
from noticeparse.model import Where
from noticeparse.paths import whole

NOT_STATED = "not stated"
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_KEPT = {"\n", "\t"}
_HIDDEN = {"Cc", "Cs", "Co", "Cn"}
# Marks that turn the direction of writing could make one name look like another.
_HARMFUL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_TURNS = {*"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"}


@lru_cache
def words_about(what: str) -> dict[str, tuple[str, str]]:
    """The title and the text of each id: of a "warning", a "difference", a "layout", …"""
    lines = table(__file__, "words.csv")
    return {row["id"]: (row["title"], row["text"]) for row in lines if row["about"] == what}


def titles_of(what: str) -> dict[str, str]:
    """The titles of the same, by their ids."""
    return {id: title for id, (title, _) in words_about(what).items()}


def place_in_words(where: Where) -> str:
    """Say where a row stands, as people count: "page 2, row 4"."""
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
    """Count in words: "1 school", "2 schools"."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def who(schools: Sequence[str], all_schools: Sequence[str], *, most: int = 12) -> str:
    """Name schools, or those that are not among them where that is shorter: "all 5 but E"."""
    some = set(schools)
    rest = [school for school in all_schools if school not in some]
    if not rest and len(schools) > 2:
        return f"all {len(all_schools)}"
    if len(schools) > most and len(rest) < len(schools) / 2 and len(rest) <= most:
        return f"all {len(all_schools)} but {', '.join(rest)}"
    return ", ".join(schools)


def cleaned(text: str) -> str:
    """Drop the control characters that no page and no sheet may hold, or that turn what follows."""
    return _UNPRINTABLE.sub("", whole(text))


def printable(text: str) -> str:
    """Replace control characters by U+FFFD."""
    return "".join(
        "\ufffd" if c in _TURNS or (unicodedata.category(c) in _HIDDEN and c not in _KEPT) else c
        for c in text
    )


def harmless_json(text: str) -> str:
    """Write what would do something on a terminal as escapes: the values stay the same."""
    return _HARMFUL.sub(lambda found: json.dumps(found[0])[1:-1], text)


def dash(encoding: str) -> str:
    """What stands for "not stated" on a terminal of an encoding."""
    return "–" if encoding.lower().startswith("utf") else "-"
