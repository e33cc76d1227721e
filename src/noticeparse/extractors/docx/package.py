"""Zip of a Word file → its parts, and the few questions asked of them: values, styles, lists.

A style inherits from the one it is based on; each question walks that chain until one answers.
Heading styles are known by their name ("heading 2" in every language's Word) or outline level. Word
stores no numbers, only list definitions: they are counted here, in document order.

Known limits: bold that comes from a table style's first row or column is not seen; number formats
other than digits, letters and Roman numerals print as digits; picture bullets have no marker; parts
that hold no words (pictures, themes, settings) are never unpacked; all heads and feet are read,
also those of sections that print no page.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml.etree import _Element

from noticeparse.errors import UnreadableFile
from noticeparse.extractors.archive import Archive, Relation, open_archive

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_VAL: Final = W + "val"
# Elements that only wrap paragraphs, tables, rows or cells.
WRAPPERS: Final = frozenset(
    W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")
)

_OFF: Final = ("0", "false", "off", "none")
_HEADING_NAME = re.compile(r"heading(?: |_20_)([1-9])")
_LIST_NAME = re.compile(r"list (?:bullet|number|continue|paragraph)? ?([2-9])")

_USUAL_SIZE: Final = 20  # half points, where a file says nothing
_BULLETS: Final = {"\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0fc": "✓", "\uf076": "❖"}
_LONGEST_MARK: Final = 255  # signs of what a level prints, as in Word
_LARGEST_NUMBER: Final = 32_767  # at which a list can start there
_ROMAN: Final = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_MAX_LEVEL: Final = 8
NOTES: Final = ("footnote", "endnote")


def value(element: _Element | None, *path: str) -> str | None:
    """Read w:val of the element at a path of child names; None where it or the value is absent."""
    for name in path:
        element = None if element is None else element.find(W + name)
    return None if element is None else element.get(_VAL)


def number(element: _Element | None, *path: str) -> int | None:
    """Read w:val as a whole number that is not negative; None where it is none."""
    text = value(element, *path)
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else None


def switch(element: _Element | None, name: str) -> bool | None:
    """Read a switch like w:b; None where it is not set."""
    child = None if element is None else element.find(W + name)
    return None if child is None else child.get(_VAL, "1").lower() not in _OFF


def children(element: _Element) -> Iterator[_Element]:
    """Yield what is below an element; of alternatives one branch, since the others repeat it."""
    for child in element.iterchildren("*"):
        if child.tag == _MC + "AlternateContent":
            branches = [*child.findall(_MC + "Choice"), *child.findall(_MC + "Fallback")]
            with_text = [each for each in branches if next(each.iter(W + "t"), None) is not None]
            for branch in (with_text or branches)[:1]:
                yield from children(branch)
        else:
            yield child


def level_of(style: str) -> int | None:
    """Level of a heading style by its name; None for other styles."""
    match = _HEADING_NAME.fullmatch(style.lower())
    return int(match[1]) if match else {"title": 1, "subtitle": 2}.get(style.lower())


@dataclass(frozen=True)
class Styles:
    """The styles of a document by their id."""

    elements: dict[str, _Element] = field(default_factory=dict)
    default: str | None = None
    usual_size: int = _USUAL_SIZE

    def chain(self, style: str | None) -> Iterator[_Element]:
        """Yield a paragraph's or run's style and those it is based on."""
        seen: set[str] = set()
        while style in self.elements and style not in seen:
            seen.add(style)
            element = self.elements[style]
            yield element
            style = value(element, "basedOn")

    def name(self, style: str | None) -> str:
        """Name of a style in lower case, as Word knows it whatever its language."""
        return (value(self.elements.get(style or ""), "name") or style or "").lower()

    def heading_level(self, style: str | None) -> int | None:
        """Level of a heading style, from 1; None for other styles."""
        for element in self.chain(style):
            level = level_of(value(element, "name") or element.get(W + "styleId") or "")
            if level is not None:
                return level
            outline = number(element, "pPr", "outlineLvl")
            if outline is not None:
                return outline + 1 if outline < 9 else None
        return None

    def switched(self, name: str, *styles: str | None) -> bool:
        """Ask the run properties of the chains of styles for a switch; off where none sets it."""
        chain = (element for style in styles for element in self.chain(style))
        settings = (switch(element.find(W + "rPr"), name) for element in chain)
        return next((setting for setting in settings if setting is not None), False)

    def size(self, style: str | None) -> int:
        """Size of type that a style's chain sets, in half points; else the document's own."""
        sizes = (number(element, "rPr", "sz") for element in self.chain(style))
        return next((size for size in sizes if size), None) or self.usual_size

    def numbering(self, style: str | None) -> tuple[str | None, int | None]:
        """(numId, level) that a style's chain sets."""
        for element in self.chain(style):
            identifier = value(element, "pPr", "numPr", "numId")
            level = number(element, "pPr", "numPr", "ilvl")
            if identifier is not None:
                named = _LIST_NAME.fullmatch((value(element, "name") or "").lower())
                return identifier, int(named[1]) - 1 if level is None and named else level
        return None, None


def read_styles(root: _Element | None) -> Styles:
    """Index the styles of a styles.xml; None gives no styles."""
    if root is None:
        return Styles()
    elements = {
        identifier: element
        for element in root.iterchildren(W + "style")
        if (identifier := element.get(W + "styleId"))
    }
    of_paragraphs = (each for each in elements.items() if each[1].get(W + "type") == "paragraph")
    defaults = (id for id, each in of_paragraphs if each.get(W + "default") in ("1", "true"))
    usual = number(root, "docDefaults", "rPrDefault", "rPr", "sz") or _USUAL_SIZE
    return Styles(elements, next(defaults, None), usual)


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a list definition."""

    format: str = "bullet"
    text: str = "•"
    start: int = 1


@dataclass
class Numbering:
    """The lists of a document by numId, and how far each has counted."""

    lists: dict[str, tuple[str, dict[int, Level]]] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def level(self, identifier: str, level: int) -> Level | None:
        """Definition of a level of a list; None where the file defines none."""
        return self.lists.get(identifier, ("", {}))[1].get(level)

    def next_marker(self, identifier: str, level: int) -> str:
        """Count an item of a list and give its marker, "" where it has none."""
        level = min(level, _MAX_LEVEL)
        abstract, levels = self.lists.get(identifier, (identifier, {}))
        definition = levels.get(level)
        if definition is None or definition.format == "none":
            return ""
        if definition.format == "bullet":
            return "".join(_BULLETS.get(c, c) for c in definition.text).strip()
        counts = self.counts.setdefault(abstract, {})
        counts[level] = counts.get(level, definition.start - 1) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]

        def shown(match: re.Match[str]) -> str:
            above = levels.get(at := int(match[1]) - 1, Level("decimal", "", 1))
            return format_number(counts.get(at, above.start), above.format)

        return re.sub(r"%([1-9])", shown, definition.text)


def format_number(count: int, style: str) -> str:
    """Write a number in one of Word's formats.

    >>> format_number(4, "lowerRoman"), format_number(2, "upperLetter")
    ('iv', 'B')
    """
    if style.endswith("Letter") and count > 0:
        shown = chr(ord("a") + (count - 1) % 26) * min((count - 1) // 26 + 1, 9)
    elif style.endswith("Roman") and 0 < count < 5000:
        shown = ""
        for worth, sign in _ROMAN:
            shown += sign * (count // worth)
            count %= worth
    else:
        return str(count)
    return shown.upper() if style.startswith("upper") else shown


def read_numbering(root: _Element | None) -> Numbering:
    """Read the list definitions of a numbering.xml; None gives none."""
    if root is None:
        return Numbering()
    abstracts = {
        element.get(W + "abstractNumId", ""): _levels(element)
        for element in root.iterchildren(W + "abstractNum")
    }
    lists: dict[str, tuple[str, dict[int, Level]]] = {}
    for element in root.iterchildren(W + "num"):
        abstract = value(element, "abstractNumId") or ""
        lists[element.get(W + "numId", "")] = (abstract, abstracts.get(abstract, {}))
    return Numbering(lists)


def _levels(abstract: _Element) -> dict[int, Level]:
    levels: dict[int, Level] = {}
    for element in abstract.iterchildren(W + "lvl"):
        position = element.get(W + "ilvl", "")
        if position.isascii() and position.isdigit() and len(position) < 3:
            style, text = value(element, "numFmt") or "decimal", value(element, "lvlText") or ""
            start = number(element, "start")
            start = 1 if start is None else min(start, _LARGEST_NUMBER)
            levels[int(position)] = Level(style, text[:_LONGEST_MARK], start)
    return levels


@dataclass(frozen=True)
class Margin:
    """A head or foot of pages: its role, its story, and what that points to."""

    role: str
    root: _Element
    relations: dict[str, Relation]


@dataclass(frozen=True)
class Package:
    """The parts of a Word file, or of another that was translated into its terms.

    `notes` are those of each kind by their id: a mark of their own ("" where they are counted) and
    their story. `margins` are in the order of their use, heads first.
    """

    body: _Element
    relations: dict[str, Relation]
    styles: Styles
    numbering: Numbering
    notes: dict[tuple[str, str], tuple[str, _Element]]
    margins: tuple[Margin, ...]
    title: str | None


def open_package(data: bytes, path: str) -> Package:
    """Open a Word file; `path` names it in errors. Raises UnreadableFile, EncryptedFile."""
    archive = open_archive(data, path)
    main = _target(archive.relations(""), "officeDocument") or "word/document.xml"
    root = archive.tree(main)
    if root is None or (body := root.find(W + "body")) is None:
        message = f"{path}: this Word file has no text; it is damaged or no Word document."
        raise UnreadableFile(message)
    relations = archive.relations(main)
    return Package(
        body,
        relations,
        read_styles(archive.tree(_target(relations, "styles"))),
        read_numbering(archive.tree(_target(relations, "numbering"))),
        {
            (kind, note.get(W + "id", "")): ("", note)
            for kind in NOTES
            if (part := archive.tree(_target(relations, f"{kind}s"))) is not None
            for note in part.iterchildren(W + kind)
        },
        tuple(_margins(archive, root, relations)),
        archive.title("docProps/core.xml"),
    )


def _target(relations: dict[str, Relation], kind: str) -> str:
    return next((each.target for each in relations.values() if each.kind == kind), "")


def _margins(archive: Archive, root: _Element, relations: dict[str, Relation]) -> Iterator[Margin]:
    """Yield the heads and feet of pages, those that the sections use first."""
    for kind in ("header", "footer"):
        used = [reference.get(R + "id", "") for reference in root.iter(f"{W}{kind}Reference")]
        used += [key for key, relation in relations.items() if relation.kind == kind]
        for identifier in dict.fromkeys(used):
            target = relations[identifier].target if identifier in relations else ""
            part = archive.tree(target)
            if part is not None:
                yield Margin(f"page_{kind}", part, archive.relations(target))
