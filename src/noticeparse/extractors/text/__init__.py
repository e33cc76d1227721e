"""Bytes of a plain text → Document.

Tables are looked for first (tabs, bars, columns lined up with spaces, glued captions); what is left
is headings, paragraphs and list items. Blank lines part these. Between two each line is a paragraph
of its own (labels, cards, lists of names), unless the text was wrapped at a fixed width: then a
line that was full goes on in the next. Wrapping is a property of the whole text, so it is judged
once.

Known limits: form feeds are blank lines, so pages are not told apart; a heading in ordinary type is
only seen where it stands alone between blank lines.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from noticeparse.errors import UnreadableFile
from noticeparse.extractors.decoding import decode
from noticeparse.extractors.looks import clean, is_heading_like, is_label, promote, split_marker
from noticeparse.extractors.places import number_blocks
from noticeparse.extractors.text.columns import find_aligned, find_glued
from noticeparse.extractors.text.delimited import find_piped, find_tabbed, joined
from noticeparse.model import Block, Document, Heading, ListItem, Paragraph, Source, Text

_WIDEST_WRAP: Final = 120
_NARROWEST_WRAP: Final = 45
_LONGEST_PLAIN_HEADING: Final = 70
_HASHES = re.compile(r"(#{1,6})\s+(\S.*?)\s*#*")
_STARS = re.compile(r"(\*\*|__)(\S(?:.*\S)?)\1")
_UNDERLINE = re.compile(r"\s*(?:={3,}|-{3,})\s*")
_RULE = re.compile(r"\s*([-=_*~])\1{2,}\s*")
_NAMED_ITEM = re.compile(r"\s*(?:[^\s\-–—]\S*\s+){1,4}[-–—]\s+\S")  # "Arbor - names"
_JOINT = re.compile(r"(?<=[a-z])(?=[A-Z][A-Za-z])")
_LEADER = re.compile(r"\S ?(?:\.{4,}|(?:\. ){4,}|…{2,}|_{4,}) *\S")
_LINE_END = re.compile(r"\r\n|\r|\n|\x0b|\x85|\u2028|\u2029")


def wrap_width(lines: Sequence[str]) -> int | None:
    """Width at which a text was wrapped; None where its lines end where their author ended them."""
    width = max((len(line.rstrip()) for line in lines if " " in line.strip()), default=0)
    if not _NARROWEST_WRAP <= width <= _WIDEST_WRAP:
        return None
    pairs = [(a, b) for a, b in pairwise(lines) if a.strip() and b.strip()]
    wrapped = sum(_is_full(a, b, width) and not _are_items(a, b) for a, b in pairs)
    return width if wrapped >= 3 and wrapped >= 0.3 * len(pairs) else None


def _is_full(line: str, following: str, width: int) -> bool:
    return len(line.rstrip()) + 1 + len(following.split(maxsplit=1)[0]) > width - 6


def _are_items(line: str, following: str) -> bool:
    """Lines of a list without marks: where they are about as long, none goes on in the next."""
    return all(_NAMED_ITEM.match(each) for each in (line, following))


@dataclass
class Prose:
    """Collects the blocks of a text; `candidates` says which may be headings by their look."""

    width: int | None
    blocks: list[Block] = field(default_factory=list)
    candidates: list[bool] = field(default_factory=list)
    _indents: list[int] = field(default_factory=list)

    def add(self, block: Block, *, candidate: bool = False) -> None:
        """Put a block after the others."""
        self.blocks.append(block)
        self.candidates.append(candidate)
        if not isinstance(block, ListItem):
            self._indents = []

    def group(self, lines: Sequence[str]) -> None:
        """Read the lines between two blank ones."""
        if len(lines) > 1 and _UNDERLINE.fullmatch(lines[1]) and is_heading_like(lines[0]):
            self.add(Heading(Text(clean(lines[0])), 1 if "=" in lines[1] else 2))
            lines = lines[2:]
        entries = self._entries(lines)
        if apart := _names_apart(entries):
            for name in apart:
                self.add(ListItem(Text(clean(name))))
            return
        for index, entry in enumerate(entries):
            self._entry(entry, alone=len(lines) == 1, first=index == 0, after=lines[1:2])

    def _entries(self, lines: Sequence[str]) -> list[str]:
        """Put lines together that were one before the text was wrapped."""
        entries: list[str] = []
        last = ""
        for line in lines:
            if entries and line.lstrip().startswith(":"):
                entries[-1] += line.strip()  # a label and its colon, torn apart
            elif entries and self._goes_on(last, line, entry=entries[-1]):
                entries[-1] = joined(entries[-1], line)
            else:
                entries.append(line.rstrip())
            last = line
        return entries

    def _goes_on(self, line: str, following: str, *, entry: str) -> bool:
        if split_marker(following) or is_label(following) or _RULE.fullmatch(following):
            return False
        if _are_items(entry, following):
            return False
        if _LEADER.search(following) and _LEADER.search(entry):
            return False  # dots fill a line up to its end, so it is as long as one that was wrapped
        in_item = split_marker(entry) is not None
        if in_item and _indent(following) > _indent(entry):
            return True
        return self.width is not None and _is_full(line, following, self.width)

    def _entry(self, entry: str, *, alone: bool, first: bool, after: Sequence[str]) -> None:
        hashes = _HASHES.fullmatch(entry.strip())
        if hashes:
            self.add(Heading(Text(clean(hashes[2])), len(hashes[1])))
            return
        if _RULE.fullmatch(entry):
            return
        marked = split_marker(entry)
        short = alone and len(entry) <= _LONGEST_PLAIN_HEADING and is_heading_like(entry)
        if marked is not None and not (short and marked[0][:-1].isdigit()):
            self._item(entry, marked)
            return
        text = clean(entry)
        bold = _STARS.fullmatch(text)
        text = bold[2] if bold else _STARS.sub(r"\2", text)
        loud = first and _is_capitals(text) and (alone or not _is_capitals(clean(after[0])))
        plain = alone and len(text) <= _LONGEST_PLAIN_HEADING and not is_label(text)
        is_bold = bold is not None
        self.add(Paragraph(Text(text), bold=is_bold), candidate=loud or plain or is_bold)

    def _item(self, entry: str, marked: tuple[str, str]) -> None:
        marker, rest = marked
        indent = _indent(entry)
        self._indents = [other for other in self._indents if other < indent]
        level = len(self._indents)
        self._indents.append(indent)
        self.add(ListItem(Text(clean(_STARS.sub(r"\2", rest))), level, marker))


def _names_apart(entries: Sequence[str]) -> list[str]:
    """The names of a grid whose cells ran together ("CompassPhonics PlayEdmodo"); else nothing.

    Two lines with two joints each show it: a name of one's own, as "ClassDojo", has one.
    """
    plain = not any(re.search(r"[,;|\t]|[.!?]\s", e) or split_marker(e) for e in entries)
    if not plain or sum(len(_JOINT.findall(entry)) > 1 for entry in entries) < 2:
        return []
    return [n for e in entries for n in (_JOINT.split(e) if " " in e.strip() else [e])]


def _indent(line: str) -> int:
    expanded = line.expandtabs(4)
    return len(expanded) - len(expanded.lstrip(" \xa0"))


def _is_capitals(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return len(letters) >= 4 and text.upper() == text and is_heading_like(text)


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
    # \x1a ends a text on old systems; a form feed is a new page.
    visible = string.replace("\x1a", "").replace("\f", "\n\n").replace("\0", " ")
    lines = _LINE_END.split(visible)
    prose = Prose(wrap_width(lines))
    group: list[str] = []
    finders = (find_tabbed, find_piped, find_aligned, find_glued)
    index = 0
    while index < len(lines):
        is_full = bool(lines[index].strip())
        tables = (find(lines, index) for find in finders if is_full)
        found = next(filter(None, tables), None)
        if is_full and found is None:
            group.append(lines[index])
        else:
            prose.group(group)
            group = []
        for block in found.blocks if found else ():
            prose.add(block)
        index = found.end if found else index + 1
    prose.group(group)
    return promote(prose.blocks, prose.candidates)
