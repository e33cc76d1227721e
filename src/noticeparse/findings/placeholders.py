"""A text of a notice → what was left to be filled in, as templates have it."""

from __future__ import annotations

import re
from pathlib import Path

_PATTERNS = tuple(
    map(re.compile, Path(__file__).with_name("placeholders.txt").read_text("utf-8").splitlines())
)


def placeholder(text: str) -> str | None:
    """The first words of a text that were to be filled in, or None.

    >>> placeholder("We share names with [insert name of provider]")
    '[insert name of provider]'
    """
    found = (pattern.search(text) for pattern in _PATTERNS)
    return next((match.group() for match in found if match), None)
