"""The names of one notice → what its short forms are short for.

"ESF" in a notice that also names the European Social Fund is the same body, whoever else goes by
these letters elsewhere. Only names that the catalogue does not know for certain are looked at, and
only where one name alone has these letters: in a parenthesis behind it, or as its initials.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from noticeparse.model import Match
from noticeparse.suppliers.names import SMALL, cleaned, in_parenthesis
from noticeparse.text import words
from noticeparse.vocabulary.suppliers import name_key

_SHORT = re.compile(r"[A-Z][A-Za-z&]{0,6}[A-Z]")
_FEWEST = 2  # words of a name that has initials

Named = tuple[str, Match]  # a recipient as printed, and what it is taken for


def with_short_forms(named: Sequence[Named]) -> list[Match]:
    """Give each short form the match of the name that it is short for, and say so."""
    found = []
    for printed, match in named:
        longer = () if match.judgement == "certain" else tuple(_longer(printed, named))
        if len({each.id for _, each in longer}) == 1:
            name, whole = longer[0]
            reason = f"short for “{cleaned(name)}”, which the notice names too"
            match = replace(whole, reasons=(reason,), generic=match.generic)  # noqa: PLW2901
        found.append(match)
    return found


def _longer(printed: str, named: Sequence[Named]) -> Iterator[Named]:
    """The names that a printed one is short for, or that have its short form behind them."""
    short = cleaned(printed)
    if not _SHORT.fullmatch(short):
        return
    for name, match in named:
        outside, inside = in_parenthesis(name)
        own = match.generic is None and name_key(outside) != name_key(short)
        if own and name_key(short) in (name_key(inside), _initials(outside)):
            yield name, match


def _initials(name: str) -> str:
    said = [word for word in words(name) if word not in SMALL]
    return "".join(word[0] for word in said) if len(said) >= _FEWEST else ""
