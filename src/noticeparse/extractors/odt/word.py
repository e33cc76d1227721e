"""OpenDocument elements → the same words in WordprocessingML, for the reader of Word files.

So a notice gives the same rows in both formats. Styles are resolved on the way: every run says for
itself whether it is bold, hidden or raised, and how large.

Cells that a merged one covers are in the file as such, and rows and cells that repeat are written
once with a count, which can be a sheet's whole width: it is clamped.

Known limits: text that a condition would hide is read; of ruby text only the base is.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from lxml import etree
from lxml.etree import _Element

from noticeparse.extractors.archive import Relation
from noticeparse.extractors.docx.package import Level, R, W
from noticeparse.extractors.odt.styles import DRAW, OFFICE, TABLE, TEXT, Look, Styles, number
from noticeparse.settings import MAX_TABLE_COLUMNS, MAX_TABLE_ROWS

_HREF: Final = "{http://www.w3.org/1999/xlink}href"
_CONTENTS: Final = "toc 1"  # Word's style of a line in a table of contents
_SPACE: Final = re.compile(r"[ \t\r\n]+")
_DECLARED: Final = ("sequence-decls", "variable-decls", "user-field-decls")
_UNSEEN: Final = {
    *(TEXT + name for name in ("tracked-changes", "ruby-text", *_DECLARED)),
    *(OFFICE + name for name in ("forms", "annotation", "annotation-end", "event-listeners")),
}
_SHAPES: Final = ("text-box", "custom-shape", "rect", "ellipse", "circle")
_BOXES: Final = {DRAW + name for name in _SHAPES}
_ROW_GROUPS: Final = {
    TABLE + name for name in ("table-header-rows", "table-rows", "table-row-group")
}
_CELL: Final = TABLE + "table-cell"
_COVERED: Final = TABLE + "covered-table-cell"
_MOST_SPACES: Final = 100
_MOST_REPEATED: Final = 200
_MOST_BLANK: Final = 20  # blank cells beyond are the rest of a sheet, not of a table
_MOST_CELLS: Final = 200_000
_LONG_CELL: Final = 50  # characters: longer ones count as several, lest they repeat without end


@dataclass
class Translator:
    """Turns stories into Word's; what they point to is kept: addresses, lists, notes."""

    styles: Styles
    relations: dict[str, Relation] = field(default_factory=dict)
    lists: dict[str, tuple[str, dict[int, Level]]] = field(default_factory=dict)
    notes: dict[str, tuple[str, _Element]] = field(default_factory=dict)
    _list_of: dict[str | None, str] = field(default_factory=dict)
    _cells: int = 0

    def story(self, element: _Element) -> _Element:
        """Translate all blocks below an element."""
        story = etree.Element(W + "body")
        self._blocks(element, story, Look())
        return story

    def _blocks(self, element: _Element, into: _Element, look: Look) -> None:
        for child in element.iterchildren("*"):
            self._block(child, into, look)

    def _block(self, element: _Element, into: _Element, look: Look) -> None:
        tag = element.tag
        if tag in (TEXT + "p", TEXT + "h"):
            self._inline(element, self._paragraph(element, into), self._own(element, look))
        elif tag == TABLE + "table":
            self._table(element, into, look)
        elif tag == TEXT + "list":
            self._list(element, into, look)
        elif tag.startswith(DRAW):
            self._draw(element, _add(into, "p"), look)
        elif tag == TEXT + "index-body":
            contents = _add(into, "customXml")
            self._blocks(element, contents, look)
            for paragraph in contents.iter(W + "p"):
                _add(_add(paragraph, "pPr"), "pStyle", val=_CONTENTS)
        elif tag not in _UNSEEN:
            hides = element.get(TEXT + "display") == "none"
            self._blocks(element, into, replace(look, hidden=look.hidden or hides))

    def _own(self, element: _Element, look: Look) -> Look:
        return self.styles.look("paragraph", element.get(TEXT + "style-name"), look)

    def _paragraph(self, element: _Element, into: _Element) -> _Element:
        paragraph = _add(into, "p")
        level = self.styles.heading_level(element.get(TEXT + "style-name"))
        if element.tag == TEXT + "h":
            level = number(element, TEXT + "outline-level") or 1
        if level is not None:
            _add(_add(paragraph, "pPr"), "outlineLvl", val=str(level - 1))
        return paragraph

    def _inline(self, element: _Element, into: _Element, look: Look) -> None:
        """Translate the text and elements below an element, in order."""
        self._text(element.text, into, look)
        for child in element:
            if isinstance(child.tag, str) and child.tag not in _UNSEEN:
                self._element(child, into, look)
            self._text(child.tail, into, look)

    def _text(self, text: str | None, into: _Element, look: Look) -> None:
        if text:
            _add(_run(into, look), "t").text = _SPACE.sub(" ", text)

    def _element(self, element: _Element, into: _Element, look: Look) -> None:
        tag = element.tag
        if tag == TEXT + "span":
            own = self.styles.look("text", element.get(TEXT + "style-name"), look)
            self._inline(element, into, own)
        elif tag == TEXT + "s":
            spaces = " " * min(number(element, TEXT + "c"), _MOST_SPACES)
            _add(_run(into, look), "t").text = spaces
        elif tag == TEXT + "tab":
            _add(_run(into, look), "tab")
        elif tag == TEXT + "line-break":
            _add(_run(into, look), "br")
        elif tag == TEXT + "note":
            self._note(element, into)
        elif tag.startswith(DRAW):
            self._draw(element, into, look)
        else:  # a link, a field, a mark of a place: whatever only wraps words
            hides = element.get(TEXT + "is-hidden") == "true"
            around = self._link(element, into) if tag == TEXT + "a" else into
            self._inline(element, around, replace(look, hidden=look.hidden or hides))

    def _link(self, element: _Element, into: _Element) -> _Element:
        address = element.get(_HREF, "")
        if address and not address.startswith("#"):
            self.relations[address] = Relation("hyperlink", address, external=True)
        link = _add(into, "hyperlink")
        link.set(R + "id", address)
        return link

    def _note(self, element: _Element, into: _Element) -> None:
        body = element.find(TEXT + "note-body")
        if body is not None:
            identifier = str(len(self.notes))
            mark = element.findtext(TEXT + "note-citation") or ""
            self.notes[identifier] = (mark, body)  # keeps its place while notes inside it are read
            self.notes[identifier] = (mark, self.story(body))
            _add(_add(into, "r"), "footnoteReference", id=identifier)

    def _draw(self, element: _Element, into: _Element, look: Look) -> None:
        """Translate a drawing's text boxes, and hand on its pictures."""
        children = list(element.iterchildren("*"))
        if element.tag in _BOXES or any(child.tag.startswith(TEXT) for child in children):
            self._blocks(element, _add(_add(_add(into, "r"), "drawing"), "txbxContent"), look)
            return
        if element.tag == DRAW + "image":
            _add(_add(into, "r"), "drawing")
        for child in children:
            if child.tag.startswith(DRAW):
                self._draw(child, into, look)

    def _list(
        self,
        element: _Element,
        into: _Element,
        look: Look,
        *,
        level: int = 0,
        above: tuple[str | None, str | None] = (None, None),
    ) -> None:
        """Translate a list; `above` are the style and the number of the one that it lies in."""
        own = element.get(TEXT + "style-name")
        style, numbering = own or above[0], None if own else above[1]
        if style is None:
            first = element.find(f".//{TEXT}p")
            style = self.styles.list_style(
                None if first is None else first.get(TEXT + "style-name")
            )
        if numbering is None:
            goes_on = element.get(TEXT + "continue-numbering") == "true"
            if goes_on or element.get(TEXT + "continue-list") is not None:
                numbering = self._list_of.get(style)
        if numbering is None:
            numbering = str(len(self.lists) + 1)
            self.lists[numbering] = (numbering, self.styles.levels(style))
        self._list_of[style] = numbering
        for item in element.iterchildren(TEXT + "list-item", TEXT + "list-header"):
            paragraph: _Element | None = None  # all paragraphs of an item are its lines
            for child in item.iterchildren("*"):
                if child.tag == TEXT + "p":
                    if paragraph is None:
                        paragraph = _item(into, numbering, level)
                    else:
                        _add(_add(paragraph, "r"), "br")
                    self._inline(child, paragraph, self._own(child, look))
                    continue
                paragraph = None
                if child.tag == TEXT + "list":
                    self._list(child, into, look, level=level + 1, above=(style, numbering))
                else:
                    self._block(child, into, look)

    def _table(self, table: _Element, into: _Element, look: Look) -> None:
        translated = _add(into, "tbl")
        merged: dict[int, tuple[int, int]] = {}
        for element, header in _rows(table, header=False):
            repeat = min(number(element, TABLE + "number-rows-repeated"), _MOST_REPEATED)
            for _ in range(repeat if _has_text(element) else 1):
                if self._cells < _MOST_CELLS and len(translated) < MAX_TABLE_ROWS:
                    row = _add(translated, "tr")
                    if header:
                        _add(_add(row, "trPr"), "tblHeader")
                    self._row(element, row, look, merged)

    def _row(
        self, element: _Element, into: _Element, look: Look, merged: dict[int, tuple[int, int]]
    ) -> None:
        """Translate a row; `merged` are the cells that reach into it: rows left, and columns."""
        column = blank = 0
        for cell in element.iterchildren(_CELL, _COVERED):
            repeat = number(cell, TABLE + "number-columns-repeated") or 1
            repeat = min(repeat, MAX_TABLE_COLUMNS - column)
            is_blank = cell.tag == _CELL and repeat > _MOST_BLANK and not _has_text(cell)
            blank += repeat * is_blank
            for at in range(column, column + repeat * (not is_blank)):
                if self._cells >= _MOST_CELLS:
                    return
                if cell.tag == _CELL:
                    if blank:
                        _cell(into, blank)
                        blank = 0
                    across = number(cell, TABLE + "number-columns-spanned") or 1
                    merged[at] = (number(cell, TABLE + "number-rows-spanned"), across)
                    self._blocks(cell, _cell(into, across), look)
                    self._cells += 1 + sum(map(len, cell.itertext())) // _LONG_CELL
                elif merged.get(at, (0, 0))[0] > 0:
                    _cell(into, merged[at][1], goes_on=True)
                if cell.tag == _COVERED and at == column and _has_text(cell) and len(into):
                    self._blocks(cell, into[-1], replace(look, hidden=True))  # it does not print
                merged[at] = (merged.get(at, (0, 1))[0] - 1, merged.get(at, (0, 1))[1])
            column += repeat


def _rows(table: _Element, *, header: bool) -> Iterator[tuple[_Element, bool]]:
    for child in table.iterchildren("*"):
        if child.tag == TABLE + "table-row":
            yield child, header
        elif child.tag in _ROW_GROUPS:
            yield from _rows(child, header=header or child.tag.endswith("header-rows"))


def _has_text(element: _Element) -> bool:
    return any(string.strip() for string in element.itertext())


def _add(parent: _Element, name: str, **values: str) -> _Element:
    return etree.SubElement(parent, W + name, {W + key: text for key, text in values.items()})


def _run(into: _Element, look: Look) -> _Element:
    run = _add(into, "r")
    properties = _add(run, "rPr")
    for name, is_so in (("b", look.bold), ("vanish", look.hidden)):
        if is_so:
            _add(properties, name)
    if look.raised:
        _add(properties, "vertAlign", val="superscript")
    _add(properties, "sz", val=str(round(2 * look.size)))
    return run


def _item(into: _Element, numbering: str, level: int) -> _Element:
    paragraph = _add(into, "p")
    properties = _add(_add(paragraph, "pPr"), "numPr")
    _add(properties, "ilvl", val=str(level))
    _add(properties, "numId", val=numbering)
    return paragraph


def _cell(row: _Element, across: int, *, goes_on: bool = False) -> _Element:
    cell = _add(row, "tc")
    properties = _add(cell, "tcPr")
    _add(properties, "gridSpan", val=str(across))
    if goes_on:
        _add(properties, "vMerge")
    return cell
