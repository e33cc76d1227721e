"""Paragraphs as they look → headings, list items, lines: the rules that all readers share.

Most notices mark their headings by hand: a short bold line, no full stop, text below it. The
same rule has to hold for Word, web pages and plain text, or one notice would parse differently
by its format. Bullets typed by hand are list items, too.

Known limits: a run of more than four bold lines is taken for a list of names, not for headings.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, takewhile
from typing import Final

from noticeparse.model import Block, Heading, Issue, ListItem, Paragraph, Table, Text
from noticeparse.settings import MAX_TABLE_NESTING

BULLETS: Final = "•·●▪■◦○‣⁃∙➢➤►▶✓✔❖§¨\uf0b7\uf0a7\uf0d8\uf0fc\uf076"

_BULLET = re.compile(rf"\s*([{BULLETS}])\s*(?=\S)|\s*([-–—o*+Ø])[ \t\xa0]+(?=\S)")
_LETTER = re.compile(r"\s*(\((?:[a-z]|[ivx]{2,4})\)|[a-z]\))\s+(?=\S)")
_NUMBER = re.compile(r"\s*(\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])[ \t\xa0]+(?=\S)")
_LABEL = re.compile(r"[A-Z][\w ,/&()?'’\-]{1,48}:(?:\s|$)")
_URL = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_TRAIL = re.compile(r"^\W*home\b.{0,20}?[»›>/→|]", re.IGNORECASE)
_NOTE_MARK = re.compile(r"[(\[]?(?:\d{1,2}(?:, ?\d{1,2})*|\*{1,3}|[†‡§])[)\]]?")
_COPYRIGHT = re.compile(r"^\W*(?:©|\(c\)|copyright\b)", re.IGNORECASE)

_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\xad\x00-\x08\x0e-\x1f]")
_SPACES = str.maketrans(
    dict.fromkeys("\xa0\u2002\u2003\u2007\u2009\u200a\u202f\u3000\r\n\x0c\x0b", " ")
)
_BLANKS = re.compile(" {2,}")
_AROUND_TAB = re.compile(r" ?\t[ \t]*")

_LONGEST_HEADING: Final = 120
_MOST_HEADING_WORDS: Final = 16
_LONGEST_RUN: Final = 4
_TEXT: Final = ("body", "caption")  # the roles of paragraphs that may follow a heading


def is_heading_like(string: str) -> bool:
    """Say whether a line is short and no sentence, as headings are: "Who we share data with"."""
    line = string.strip()
    if not line or len(line) > _LONGEST_HEADING or len(line.split()) > _MOST_HEADING_WORDS:
        return False
    return line[-1] not in ".,!" and any(c.isalpha() for c in line) and not _URL.match(line)


def is_label(string: str) -> bool:
    """Say whether a line begins with a short label and a colon ("Kept for: 12 months")."""
    return _LABEL.match(string.strip()) is not None


def is_page_line(string: str) -> bool:
    """Say whether a line of a web page is a breadcrumb trail or a copyright line."""
    return bool(_TRAIL.match(string) or _COPYRIGHT.match(string)) and len(string) < 200


def split_marker(string: str) -> tuple[str, str] | None:
    """Cut a bullet or number typed by hand off a line: ("a)", rest), None where there is none."""
    match = _BULLET.match(string) or _NUMBER.match(string)
    if match is None:
        return None
    marker = next(group for group in match.groups() if group)
    return marker, string[match.end() :].strip()


def clean(string: str) -> str:
    """Make one line of what a document's markup spreads out: odd spaces, zero-width signs.

    A tab stays where it parts words: it may be a column's border.
    """
    string = _INVISIBLE.sub("", string).translate(_SPACES)
    return _AROUND_TAB.sub("\t", _BLANKS.sub(" ", string)).strip()


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a paragraph that its author broke by hand; `bold` where all of it is."""

    string: str
    bold: bool
    lead: int  # characters of the bold stretch that begins it


def paragraphs_from(pieces: Sequence[tuple[str, bool]], *, role: str = "body") -> list[Paragraph]:
    """Cut (string, bold) pieces at their line breaks, and put the lines to paragraphs.

    A blank line parts paragraphs, and so do lines that each stand for themselves.
    """
    groups: list[list[_Line]] = []
    for is_full, lines in groupby(_lines_from(pieces), key=lambda line: bool(line.string)):
        if is_full:
            group = list(lines)
            groups += [[line] for line in group] if _are_separate(group) else [group]
    return [_paragraph(group, role) for group in groups]


def _lines_from(pieces: Sequence[tuple[str, bool]]) -> Iterator[_Line]:
    lines: list[list[tuple[str, bool]]] = [[]]
    for string, bold in pieces:
        first, *others = string.split("\n")
        lines[-1].append((first, bold))
        lines += [[(other, bold)] for other in others]
    for parts in lines:
        full = [bold for string, bold in parts if string.strip()]
        begins = takewhile(lambda part: part[1] or not part[0].strip(), parts)
        lead = len(clean("".join(string for string, _ in begins)))
        string = clean("".join(string for string, _ in parts))
        yield _Line(string, bool(full) and all(full), lead)


def _are_separate(lines: Sequence[_Line]) -> bool:
    """Do labels, bullets or a bold first line show that each line stands for itself?"""
    marked = sum(split_marker(line.string) is not None for line in lines)
    labels = sum(is_label(line.string) for line in lines)
    return marked >= 2 or labels >= 2 or (lines[0].bold and not all(line.bold for line in lines))


def _paragraph(lines: Sequence[_Line], role: str) -> Paragraph:
    text = Text("\n".join(line.string for line in lines))
    bold = all(line.bold for line in lines)
    return Paragraph(text, bold, role, 0 if bold else lines[0].lead)


def is_note_mark(raised: str, before: Sequence[tuple[str, bool]]) -> bool:
    """Say whether a superscript is the mark of a note typed by hand, behind a word."""
    word = "".join(string for string, _ in before[-3:]).rstrip()
    return _NOTE_MARK.fullmatch(raised) is not None and word[-1:].isalpha()


def hidden_words(count: int, where: str = "in the document") -> list[Issue]:
    """Say how many words were left out because they are hidden."""
    message = f"{count} words are hidden {where}; they were left out."
    return [Issue("extractors", "hidden_text", "info", message)] if count else []


def promote(blocks: Sequence[Block], candidates: Sequence[float]) -> list[Block]:
    """Turn paragraphs that look like headings into headings, below the last real one.

    `candidates` says of every block whether its look allows it (all bold, alone on its line): 0
    where not, else how large its type is, in any unit. A candidate becomes a heading where it is
    short, no sentence, and text follows it; among them, smaller type is a lower level.
    """
    chosen = _chosen(blocks, candidates)
    sizes = sorted({candidates[index] for index in chosen}, reverse=True)
    result: list[Block] = []
    level = 1
    for index, block in enumerate(blocks):
        if isinstance(block, Heading):
            level = block.level
        if index in chosen and isinstance(block, Paragraph):
            rank = sizes.index(candidates[index])
            text = Text(" ".join(block.text.string.split()))
            result.append(Heading(text, min(level + 1 + rank, 6), block.place))
        else:
            result.append(block)
    return result


def _chosen(blocks: Sequence[Block], candidates: Sequence[float]) -> set[int]:
    def may_be_heading(at: int) -> bool:
        block = blocks[at]
        if not candidates[at] or not isinstance(block, Paragraph) or block.role != "body":
            return False
        return is_heading_like(block.text.string)

    chosen: set[int] = set()
    for are_headings, group in groupby(range(len(blocks)), key=may_be_heading):
        run = list(group)
        after = blocks[run[-1] + 1 : run[-1] + 2]
        asides = [each for each in after if isinstance(each, Paragraph) and each.role not in _TEXT]
        if are_headings and len(run) <= _LONGEST_RUN and after and not asides:
            chosen.update(run)
    return chosen


def itemised(block: Block) -> Block:
    """Turn a body paragraph that begins with a bullet or letter typed by hand into a list item.

    A number may be that of a section.
    """
    if not isinstance(block, Paragraph) or block.role != "body":
        return block
    string = block.text.string
    found = _BULLET.match(string) or (None if block.bold else _LETTER.match(string))
    marker = next(filter(None, found.groups())) if found else "*"
    if found is None or marker in "*+":  # those begin notes to a mark in the text above
        return block
    return ListItem(Text(string[found.end() :].strip()), 0, marker, block.place)


def lines_of(blocks: Sequence[Block]) -> tuple[str, tuple[Table, ...]]:
    """Put the blocks inside a cell together: the lines of its text, and the tables in it."""
    lines = [block.text.string for block in blocks if not isinstance(block, Table)]
    tables = tuple(block for block in blocks if isinstance(block, Table))
    return "\n".join(line for line in lines if line.strip()), tables


def flattened(table: Table, depth: int) -> Sequence[Block]:
    """Keep a table, or its cells' lines where it lies too deep in others."""
    return with_role([table], "body") if depth > MAX_TABLE_NESTING else [table]


def with_role(blocks: Sequence[Block], role: str) -> list[Paragraph]:
    """Make paragraphs of one role: of tables their cells' lines."""
    result: list[Paragraph] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            result.append(replace(block, role=role))
        else:
            parts = block.cells if isinstance(block, Table) else [block]
            texts = [part.text for part in parts if part.text]
            result += [Paragraph(text, role=role) for text in texts]
    return result
