"""The key of a matrix → what its signs mean: "C = sent with consent", "✗ = never sent".

A sign is a mark, one or two capitals, or a word for an empty box. What is denied is not shared,
what is sent counts as ticked, and what is not asked for says nothing. Limit: a key in a table is
not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from noticeparse.model import Heading, ListItem, Paragraph
from noticeparse.parser.layouts.region import Context

TICK, DENY, NEUTRAL = "tick", "deny", "neutral"
_ENTRY = re.compile(
    r"(?:^|(?<=[\s;,(]))(?P<sign>[✓✔☑✗✘☒☐×●○■–—-]|[A-Z]{1,2}|[Bb]lank|[Ee]mpty|[Nn]o tick)"
    r"(?: box| cell)?\s*(?:=|means)\s*"
)
_EMPTY = ("blank", "empty", "no tick")


def read_key(context: Context) -> Mapping[str, str]:
    """Give each sign that the notice explains its meaning; "" is the empty box."""
    signs: dict[str, str] = {}
    for block in context.blocks:
        if not isinstance(block, Heading | Paragraph | ListItem):
            continue
        text = block.text.string
        if isinstance(block, ListItem) and text.lstrip().startswith("="):
            text = f"{block.marker} {text}"  # the sign was taken for the item's bullet
        for sign, meaning in _entries(text):
            if kind := _kind(meaning, context):
                signs.setdefault("" if sign.lower() in _EMPTY else sign, kind)
    return signs


def _entries(text: str) -> Iterator[tuple[str, str]]:
    found = list(_ENTRY.finditer(text))
    ends = [*(match.start() for match in found[1:]), *([len(text)] if found else [])]
    for match, end in zip(found, ends, strict=True):
        yield match["sign"], text[match.end() : end].strip(" ;,.")


def _kind(meaning: str, context: Context) -> str | None:
    for kind in (NEUTRAL, DENY, TICK):
        if context.wording.says(f"key_{kind}", meaning):
            return kind
    return None
