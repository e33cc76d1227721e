"""A paragraph's elements → its words as printed: pieces of (string, bold), links, text boxes.

Tracked changes count as accepted: what was inserted is read, what was deleted is not. Of a field
only the result is read. Hidden text is kept apart. The mark of a note is left out of the words,
so that names stay clean ("Capita SIMS", not "Capita SIMS1"): the note of a mark that Word made is
kept in `notes`, a mark typed as a superscript in `aside`.

Ticks and crosses of a matrix are often letters of Wingdings: "ü" prints a tick. Only the signs that
notices use are known.

Known limits: ruby text and formulas give only their plain characters.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml.etree import _Element

from noticeparse.extractors.archive import Relation
from noticeparse.extractors.docx import package
from noticeparse.extractors.docx.package import R, Styles, W, children, number, switch, value
from noticeparse.extractors.looks import is_note_mark
from noticeparse.given import table

_IN_LINES: Final = ("fldSimple", "dir", "bdo", "hyperlink")
_TRANSPARENT: Final = package.WRAPPERS | {W + name for name in _IN_LINES}
_MATH: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
# What the letters of symbol fonts print; Word moves them to the private area, U+F000 to U+F0FF.
_FONTS: Final[dict[str, dict[int, str]]] = defaultdict(dict)
for _row in table(__file__, "symbols.csv"):
    _code = int(_row["code"], 16)
    _FONTS[_row["font"]] |= {_code: _row["sign"], 0xF000 + _code: _row["sign"]}


@dataclass
class Inline:
    """Collects what one paragraph prints: pieces of (string, bold), and what goes with them.

    `aside` are marks of notes, `size` is that of its type in half points.
    """

    styles: Styles
    relations: dict[str, Relation]
    style: str | None = None
    fields: list[str] = field(default_factory=list)
    pieces: list[tuple[str, bool]] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    boxes: list[_Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    aside: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    size: float = 0
    pictures: int = 0

    def collect(self, element: _Element) -> None:
        """Read the runs below an element, in order."""
        for child in children(element):
            if child.tag == W + "r":
                self._run(child)
            elif child.tag in _TRANSPARENT:
                self._link(child)
                self.collect(child)
            elif child.tag in (_MATH + "oMath", _MATH + "oMathPara"):
                self.pieces.append(("".join(t.text or "" for t in child.iter(_MATH + "t")), False))

    def _link(self, element: _Element) -> None:
        relation = self.relations.get(element.get(R + "id", ""))
        is_link = element.tag == W + "hyperlink" and relation is not None and relation.external
        if is_link and relation is not None and relation.target not in self.links:
            self.links.append(relation.target)

    def _run(self, run: _Element) -> None:
        properties = run.find(W + "rPr")
        string = "".join(t.text or "" for t in run.iterchildren(W + "t")).strip()
        if self._setting(properties, "vanish"):
            self.hidden += [string] if string else []
            return
        if value(properties, "vertAlign") == "superscript" and is_note_mark(string, self.pieces):
            self.aside.append(string)
            return
        if string:
            own = number(properties, "sz")
            self.size = max(self.size, own or self.styles.size(self.style))
        fonts = None if properties is None else properties.find(W + "rFonts")
        font = None if fonts is None else fonts.get(W + "ascii") or fonts.get(W + "hAnsi")
        self._content(run, bold=self._setting(properties, "b"), font=font)

    def _setting(self, properties: _Element | None, name: str) -> bool:
        own = switch(properties, name)
        styles = (value(properties, "rStyle"), self.style)
        return self.styles.switched(name, *styles) if own is None else own

    def _content(self, run: _Element, *, bold: bool, font: str | None) -> None:
        for child in children(run):
            match child.tag.removeprefix(W):
                case "t":
                    self._add(printed(child.text or "", font), bold)
                case "tab" | "ptab":
                    self._add("\t", bold)
                case "noBreakHyphen":
                    self._add("-", bold)
                case "br" | "cr":
                    kind = child.get(W + "type", "textWrapping")
                    self._add("\n" if kind == "textWrapping" else " ", bold)
                case "sym":
                    self._symbol(child, bold)
                case "fldChar":
                    self._field(child, bold)
                case "drawing" | "pict" | "object":
                    boxes = list(_text_boxes(child))
                    self.boxes += boxes
                    self.pictures += not boxes
                case "footnoteReference" | "endnoteReference" as name:
                    kind, identifier = name.removesuffix("Reference"), child.get(W + "id", "")
                    self.notes.append((kind, identifier))
                case "ruby":
                    for base in child.iterfind(W + "rubyBase"):
                        self.collect(base)

    def _add(self, string: str, bold: bool) -> None:
        # Between a field's begin and its separator stands its instruction.
        if string and "instruction" not in self.fields:
            self.pieces.append((string, bold))

    def _symbol(self, element: _Element, bold: bool) -> None:
        code = element.get(W + "char", "")
        if re.fullmatch("[0-9a-fA-F]{4}", code):
            sign = int(code, 16)
            if not 0xD800 <= sign <= 0xDFFF and sign > 31:
                self._add(printed(chr(sign), element.get(W + "font")), bold)

    def _field(self, element: _Element, bold: bool) -> None:
        kind = element.get(W + "fldCharType")
        if kind == "begin":
            for box in element.iterfind(f"{W}ffData/{W}checkBox"):
                ticked = switch(box, "checked")
                is_on = switch(box, "default") if ticked is None else ticked
                self._add("☒" if is_on else "☐", bold)
            self.fields.append("instruction")
        elif kind == "separate" and self.fields:
            self.fields[-1] = "result"
        elif kind == "end" and self.fields:
            self.fields.pop()


def _text_boxes(element: _Element) -> Iterator[_Element]:
    """Yield the contents of the text boxes in a drawing, each once."""
    for child in children(element):
        if child.tag == W + "txbxContent":
            yield child
        else:
            yield from _text_boxes(child)


def printed(string: str, font: str | None) -> str:
    """Give what a string of a symbol font prints; strings of other fonts stay as they are.

    >>> printed("ü", "Wingdings")
    '✓'
    """
    table = _FONTS.get((font or "").lower())
    return string if table is None else string.translate(table)
