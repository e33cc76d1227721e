"""A text of a notice → places outside the UK and the EEA; what was left to be filled in.

A place counts where the clause says that data is kept or sent there, not where it denies it ("never
leaves for the United States"). Limits: places by the names of countries and of the regions of cloud
providers that notices print; a city alone is not known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from noticeparse.given import table
from noticeparse.text import first_match


def _places() -> Iterator[tuple[str, re.Pattern[str]]]:
    """The places of outside.csv, with what finds them."""
    for row in table(__file__, "outside.csv"):
        raw, folded = row["pattern"], row["pattern"].replace("|US", "")
        # "US" in capitals is a country, "us" is the school.
        pattern = rf"(?<![\w.])(?:(?-i:{raw})|(?i:{folded}))(?!\w)"
        yield row["place"], re.compile(pattern)


_NAMES = dict(_places())
_SOMEWHERE = re.compile(
    r"\b(?:outside(?: of)?|beyond)\b[^.;]{0,30}"
    r"\b(?:uk|united kingdom|eu|eea|europe(?:an)?(?: union| economic area)?)\b|\boverseas\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"(?<=\w\w)\.(?=\s|$)|[;\n]|,\s*(?:but|although|except|apart)\b", re.IGNORECASE
)
_DENIED = re.compile(
    r"\b(?:not|never|no|none|neither|nor|without|cannot|don't|doesn't|isn't|aren't|won't)\b|n['’]t\b",
    re.IGNORECASE,
)


def outside(text: str) -> tuple[str, ...]:
    """Name the places outside the UK and the EEA that a text says data is kept in.

    >>> outside("Servers in Ireland and the USA"), outside("It is never sent to the USA.")
    (('the United States',), ())
    """
    return tuple(dict.fromkeys(_found(text)))


def _found(text: str) -> Iterator[str]:
    for clause in _CLAUSE.split(text):
        names = [(name, match.start()) for name, pattern in _NAMES.items()
                 if (match := pattern.search(clause))]  # fmt: skip
        names = names or [
            ("a place outside the UK or the EEA", match.start())
            for match in _SOMEWHERE.finditer(clause)
        ]
        for name, start in names:
            if not _DENIED.search(clause[:start]):
                yield name


_PATTERNS = tuple(
    map(re.compile, Path(__file__).with_name("placeholders.txt").read_text("utf-8").splitlines())
)


def placeholder(text: str) -> str | None:
    """The first words of a text that were to be filled in, or None.

    >>> placeholder("We share names with [insert name of provider]")
    '[insert name of provider]'
    """
    found = first_match(_PATTERNS, text)
    return found and found.group()
