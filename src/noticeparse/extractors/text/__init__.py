"""Bytes of a plain text → Document.

Tables are looked for first (tabs, bars, columns lined up with spaces, glued captions); what is left
is prose.

Known limits: form feeds are blank lines, so pages are not told apart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from noticeparse.errors import UnreadableFile
from noticeparse.extractors.decoding import decode
from noticeparse.extractors.looks import promote
from noticeparse.extractors.places import number_blocks
from noticeparse.extractors.text.columns import find_aligned
from noticeparse.extractors.text.delimited import Found, find_piped, find_tabbed
from noticeparse.extractors.text.glued import find_glued
from noticeparse.extractors.text.prose import Prose, wrap_width
from noticeparse.model import Block, Document, Source

_LINE_END = re.compile(r"\r\n|\r|\n|\x0b|\x85|\u2028|\u2029")


def read(data: bytes, source: Source) -> Document:
    """Read a text in any usual encoding. Raises UnreadableFile where it holds no words."""
    string, issues = decode(data)
    blocks = blocks_of(string)
    if not blocks:
        raise UnreadableFile(
            f"{source.path}: the file holds no text.", what_to_do="Is it the right file?"
        )
    return Document(source, number_blocks(blocks), issues=issues)


def blocks_of(string: str) -> list[Block]:
    """Cut a text into blocks, without places."""
    lines = _lines(string)
    prose = Prose(wrap_width(lines))
    group: list[str] = []
    index = 0
    while index < len(lines):
        found = _find_table(lines, index)
        if found is not None or not lines[index].strip():
            if group:
                prose.group(group)
            group = []
        if found is not None:
            for block in found.blocks:
                prose.add(block)
            index = found.end
            continue
        if lines[index].strip():
            group.append(lines[index])
        index += 1
    if group:
        prose.group(group)
    return promote(prose.blocks, prose.candidates)


def _lines(string: str) -> list[str]:
    # \x1a ends a text on old systems; a form feed is a new page.
    visible = string.replace("\x1a", "").replace("\f", "\n\n").replace("\0", " ")
    return _LINE_END.split(visible)


def _find_table(lines: Sequence[str], index: int) -> Found | None:
    for find in (find_tabbed, find_piped, find_aligned, find_glued):
        found = find(lines, index) if lines[index].strip() else None
        if found is not None:
            return found
    return None
