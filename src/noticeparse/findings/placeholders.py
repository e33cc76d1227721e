"""A text of a notice → what was left to be filled in, as templates have it."""

from __future__ import annotations

import re

_PATTERNS = tuple(
    re.compile(pattern, flags)
    for pattern, flags in (
        (
            r"[\[<{]\s*(?:please\s+)?(?:insert|add|enter|type|delete|amend|name of|your|date|dpo"
            r"|school(?:['’]s)? name|supplier name|details)\b[^\]>}]{0,80}[\]>}]"
            r"|\(\s*(?:please\s+)?(?:insert|enter)\b[^)]{0,80}\)",
            re.IGNORECASE,
        ),
        (
            r"\b(?:insert|enter|add) (?:your |the )?"
            r"(?:school|trust|name|date|details|supplier)(?:['’]s)?(?: name)? here\b",
            re.IGNORECASE,
        ),
        (r"\bdelete (?:as|if|where) (?:appropriate|not applicable|necessary)\b", re.IGNORECASE),
        (r"\b(?:dd[/. ]mm[/. ]yy(?:yy)?|lorem ipsum)\b", re.IGNORECASE),
        (r"\b(?:TBC|TBA|TBD|tbc|tbd)\b|\bto be confirmed\b", 0),
        (r"(?<!\w)(?:X{3,}|x{3,}|\?{3,}|_{4,}|\.{8,})(?!\w)", 0),
        (r"\[(?:school|trust|academy|name|company|supplier|date|dpo)\]", re.IGNORECASE),
    )
)


def placeholder(text: str) -> str | None:
    """The first words of a text that were to be filled in, or None.

    >>> placeholder("We share names with [insert name of provider]")
    '[insert name of provider]'
    """
    found = (pattern.search(text) for pattern in _PATTERNS)
    return next((match.group() for match in found if match), None)
