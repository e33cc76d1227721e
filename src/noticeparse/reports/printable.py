"""A text out of a notice → the same text, harmless on a terminal.

Escape sequences in a notice could move the cursor, hide lines or set the window's title.
"""

from __future__ import annotations

import json
import re
import unicodedata

_KEPT = {"\n", "\t"}
_HIDDEN = {"Cc", "Cs", "Co", "Cn"}
# Marks that turn the direction of writing could make one name look like another.
_HARMFUL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_TURNS = {*"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"}


def printable(text: str) -> str:
    """Replace control characters by U+FFFD.

    >>> printable("Arbor\\x1b[2J")
    'Arbor�[2J'
    """
    return "".join("\ufffd" if _is_hidden(character) else character for character in text)


def harmless_json(text: str) -> str:
    """Write what would do something on a terminal as escapes: the values stay the same."""
    return _HARMFUL.sub(lambda found: json.dumps(found[0])[1:-1], text)


def dash(encoding: str) -> str:
    """What stands for "not stated" on a terminal of an encoding."""
    return "–" if encoding.lower().startswith("utf") else "-"


def _is_hidden(character: str) -> bool:
    hidden = character in _TURNS or unicodedata.category(character) in _HIDDEN
    return hidden and character not in _KEPT
