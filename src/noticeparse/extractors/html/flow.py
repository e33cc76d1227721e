"""Elements of a web page → blocks in reading order.

One walk over the tree: text is gathered until an element begins or ends that stands on lines of
its own, then it becomes a paragraph, an item or a heading by where it stood. What belongs to the
site goes to furniture. The same walk reads a cell, with its blocks as lines.

Known limits: styles that a style sheet gives are not known, only those on the element itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Final

from lxml.etree import _Element

from noticeparse.extractors.html.page import (
    NAMES,
    SILENT,
    Page,
    holds_only_links,
    is_accordion_head,
    is_for_screen_readers,
    is_furniture,
    is_hidden,
    is_site_header,
    strings_of,
    words_of,
)
from noticeparse.extractors.html.tables import is_table, read_table
from noticeparse.extractors.looks import is_page_line, itemised, paragraphs_from
from noticeparse.extractors.text import blocks_of
from noticeparse.model import Block, Heading, ListItem, Paragraph, Text
from noticeparse.settings import MAX_HTML_DEPTH

_BLOCKS: Final = NAMES["blocks"]
_BOLD: Final = frozenset(("b", "strong", "th"))
_CONTROLS: Final = frozenset(("button", "select", "textarea", "option"))
_MARKS: Final = ("*", "**", "†", "‡", "§")
_SPACES = re.compile(r"[ \t\r\n\f]+")
_WEIGHT = re.compile(r"font-weight\s*:\s*(\w+)", re.IGNORECASE)
_BLOCK_STYLE = re.compile(r"display\s*:\s*(?:block|flex|grid|table)\b", re.IGNORECASE)
_LONGEST_HEADING: Final = 250


@dataclass
class Flow:
    """Reads a page, or a cell of it; `judges` says whether it looks for furniture."""

    page: Page
    judges: bool = True
    in_cell: bool = False
    tables_deep: int = 0
    depth: int = 0
    blocks: list[Block] = field(default_factory=list)
    candidates: list[bool] = field(default_factory=list)
    furniture: list[Text] = field(default_factory=list)
    hidden_words: int = 0
    all_bold: list[bool] = field(default_factory=list)
    _pieces: list[tuple[str, bool]] = field(default_factory=list)
    _bold: int = 0
    _lists: list[tuple[str, int]] = field(default_factory=list)
    _marker: str | None = None
    _in_item: bool = False
    _heading: int | None = None

    def walk(self, element: _Element) -> None:
        """Read what an element holds."""
        self._text(element.text)
        self.depth += 1
        for child in element:
            if isinstance(child.tag, str):
                self._child(child)
            self._text(child.tail)
        self.depth -= 1

    def apart(self, element: _Element, *, role: str = "body", candidate: bool = True) -> None:
        """Read an element that stands on lines of its own."""
        self.flush()
        self.walk(element)
        self.flush(role=role, candidate=candidate)

    def inner(self, *, bold: bool) -> Flow:
        """Begin the flow of a cell of this one."""
        inner = Flow(self.page, in_cell=True, tables_deep=self.tables_deep + 1, depth=self.depth)
        inner._bold = int(bold)
        return inner

    def read_layout(self, cell: _Element) -> None:
        """Read a cell of a table that only lays the page out."""
        if holds_only_links(cell, self.page):
            self.put_aside(cell)
        else:
            self.apart(cell)

    def read_stray(self, element: _Element | None, string: str | None) -> None:
        """Read an element, then words, that stand in a table but in none of its cells."""
        if element is not None:
            self._child(element)
        self._text(string)
        self.flush()

    def add(self, block: Block, *, candidate: bool = False) -> None:
        """Put a block after the others."""
        self.blocks.append(block)
        self.candidates.append(candidate)
        self._in_item = False

    def put_aside(self, element: _Element) -> None:
        """Take an element's words for furniture."""
        strings = (" ".join(string.split()) for string in strings_of(element))
        self.furniture += [Text(string) for string in strings]

    def flush(self, *, role: str = "body", candidate: bool = True) -> None:
        """End the paragraph that is being gathered."""
        pieces, self._pieces = self._pieces, []
        for paragraph in paragraphs_from(pieces, role=role):
            self.all_bold.append(paragraph.bold)
            self._emit(paragraph, candidate=candidate)

    def _emit(self, paragraph: Paragraph, *, candidate: bool) -> None:
        string = paragraph.text.string
        if self._heading is not None and len(string) < _LONGEST_HEADING:
            self.add(Heading(Text(" ".join(string.split("\n"))), self._heading))
            self._marker = None
        elif self._marker is not None:
            level = max(len(self._lists) - 1, 0)
            self.add(ListItem(paragraph.text, level, self._marker))
            self._marker, self._in_item = None, True
        elif self._in_item and isinstance(item := self.blocks[-1], ListItem):
            text = Text.join([item.text, paragraph.text], "\n")
            self.blocks[-1] = replace(item, text=text)
        elif is_page_line(string) and not self.in_cell:
            self.furniture.append(paragraph.text)
        elif self.in_cell:
            self.add(paragraph)
        else:
            self.add(itemised(paragraph), candidate=candidate and paragraph.bold)

    def _text(self, string: str | None) -> None:
        if string:
            self._pieces.append((_SPACES.sub(" ", string), self._bold > 0))

    def _child(self, child: _Element) -> None:
        tag = str(child.tag).rpartition(":")[2]
        if tag in SILENT or self._set_aside(child, tag):
            return
        if self.depth > MAX_HTML_DEPTH:
            self._text(" ".join(strings_of(child)))
        elif is_table(child):
            self.flush()
            self.depth += 1  # a table may stand in another one without a cell between
            read_table(child, self)
            self.depth -= 1
        elif (level := _heading_level(child, tag)) is not None:
            self._headed(child, level)
        elif is_accordion_head(child) and not self.in_cell and self._heading is None:
            self._bold_block(child, candidate=True)
        elif tag in _HANDLERS:
            _HANDLERS[tag](self, child)
        elif tag in _BLOCKS or _BLOCK_STYLE.search(child.get("style", "")):
            self.apart(child)
        else:
            self._inline(child, tag)

    def _set_aside(self, child: _Element, tag: str) -> bool:
        is_aloud = is_for_screen_readers(child)
        if is_aloud or is_hidden(child, self.page) or (tag == "sup" and _is_mark(child)):
            self.hidden_words += len(words_of(child)) if not is_aloud and tag != "sup" else 0
            self.put_aside(child)
            return True
        if self.in_cell or self._heading is not None or not self.judges:
            return False
        in_line = tag in _CONTROLS and child.get("role") != "tab" and not is_accordion_head(child)
        if in_line or is_furniture(child, self.page):
            if not in_line:
                self.flush()
            self.put_aside(child)
        elif is_site_header(child, self.page):
            self._site_header(child)
        else:
            return False
        return True

    def _site_header(self, element: _Element) -> None:
        """Keep the page's only h1; the rest of the site's head is furniture."""
        self.flush()
        heading = next(element.iter("h1"))
        inside, rest = words_of(heading), words_of(element)
        start = next((i for i in range(len(rest)) if rest[i : i + len(inside)] == inside), 0)
        for words in (rest[:start], rest[start + len(inside) :]):
            if words:
                self.furniture.append(Text(" ".join(words)))
        if inside:
            self.add(Heading(Text(" ".join(inside)), 1))

    def _inline(self, element: _Element, tag: str) -> None:
        weight = _WEIGHT.search(element.get("style", ""))
        heavier = tag in _BOLD if weight is None else _is_heavy(weight[1])
        before = self._bold
        # Editors wrap whole texts in <b style="font-weight:normal">.
        lighter = tag in _BOLD and weight is not None and not heavier
        self._bold = before + 1 if heavier else 0 if lighter else before
        self.walk(element)
        self._bold = before

    def _bold_block(self, element: _Element, *, candidate: bool = False) -> None:
        """A term, a summary, the head of a panel: bold by what it is."""
        self._bold += 1
        self.apart(element, candidate=candidate or element.tag == "summary")
        self._bold -= 1

    def _break(self, element: _Element) -> None:
        self._pieces.append(("\n", self._bold > 0))
        self.walk(element)

    def _headed(self, element: _Element, level: int) -> None:
        self.flush()
        self._heading = level
        if not "".join(str(text) for text in element.itertext()).strip():
            self._text(" ".join(strings_of(element)))
        self.walk(element)
        self.flush()
        self._heading = None

    def _list(self, element: _Element) -> None:
        self.flush()
        start = element.get("start", "1")
        first = int(start) if start.isascii() and start.isdigit() and len(start) < 6 else 1
        outer, self._marker = self._marker, None
        self._lists.append((str(element.tag), first))
        self.apart(element)
        self._lists.pop()
        self._marker = outer
        self._in_item = False

    def _item(self, element: _Element) -> None:
        self.flush()
        self._in_item = False
        kind, count = self._lists[-1] if self._lists else ("ul", 1)
        self._marker = f"{count}." if kind == "ol" else "•"
        if self._lists:
            self._lists[-1] = (kind, count + 1)
        self.apart(element)
        self._marker, self._in_item = None, False

    def _caption(self, element: _Element) -> None:
        self.apart(element, role="caption", candidate=False)

    def _preformatted(self, element: _Element) -> None:
        self.flush()
        for block in blocks_of("".join(str(text) for text in element.itertext())):
            self.add(block)

    def _input(self, element: _Element) -> None:
        if element.get("type", "").lower() in ("checkbox", "radio"):
            self._text("☒" if element.get("checked") is not None else "☐")


def _is_heavy(weight: str) -> bool:
    is_number = weight.isascii() and weight.isdigit()
    return (
        int(weight) >= 600 if is_number and len(weight) < 5 else weight.lower().startswith("bold")
    )


def _heading_level(element: _Element, tag: str) -> int | None:
    """Level of a heading by its name, its role, or the class that Word gives a title."""
    if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
        return int(tag[1])
    if "MsoTitle" in element.get("class", ""):
        return 1
    if element.get("role") != "heading":
        return None
    level = element.get("aria-level", "2")
    return int(level) if level in ("1", "2", "3", "4", "5", "6") else 2


def _is_mark(element: _Element) -> bool:
    """Say whether a superscript is the mark of a note: it would spoil the name before it."""
    string = "".join(words_of(element)).strip("[]()")
    return len(string) < 3 and (string.isdigit() or string in _MARKS)


_HANDLERS: Final[dict[str, Callable[[Flow, _Element], None]]] = {
    "ul": Flow._list,
    "ol": Flow._list,
    "li": Flow._item,
    "br": Flow._break,
    "dt": Flow._bold_block,
    "summary": Flow._bold_block,
    "dd": Flow.apart,
    "caption": Flow._caption,
    "figcaption": Flow._caption,
    "pre": Flow._preformatted,
    "input": Flow._input,
}
