"""Parts of a Word file beside its body → paragraphs: heads and feet of pages, notes.

They stand after the blocks of the body, each under its role. A note begins with the mark that
Word prints for it ("1 Until July"); footnotes are counted in digits, endnotes in Roman numerals.

Known limits: all heads and feet are read, also those of sections that print no page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from noticeparse.extractors.docx.body import WordStory
from noticeparse.extractors.docx.markup import R, W
from noticeparse.extractors.docx.numbering import format_number
from noticeparse.extractors.docx.package import Package, first_part
from noticeparse.extractors.looks import note_of, with_role
from noticeparse.model import Block, Paragraph

if TYPE_CHECKING:
    from lxml.etree import _Element

_NOTE_PARTS: Final = {"footnote": ("footnotes", "decimal"), "endnote": ("endnotes", "lowerRoman")}


def read_notes(package: Package, references: list[tuple[str, str]]) -> list[Block]:
    """Read the notes that the text refers to, in the order of their marks."""
    result: list[Block] = []
    for kind, (part, style) in _NOTE_PARTS.items():
        identifiers = [identifier for of, identifier in references if of == kind]
        notes = _notes_by_id(package, part, kind)
        for count, identifier in enumerate(dict.fromkeys(identifiers), start=1):
            if identifier in notes:
                mark = format_number(count, style)
                story = WordStory(package, package.relations)
                result += note_of(mark, story.blocks(notes[identifier]))
    return result


def _notes_by_id(package: Package, part: str, kind: str) -> dict[str, _Element]:
    root = first_part(package.archive, package.relations, part)
    if root is None:
        return {}
    return {note.get(W + "id", ""): note for note in root.iterchildren(W + kind)}


def read_margins(package: Package) -> list[Block]:
    """Read the heads and feet of pages, those that the sections use first, equal ones once."""
    result: list[Block] = []
    seen: set[tuple[str, str]] = set()
    for name, role in (("headerReference", "page_header"), ("footerReference", "page_footer")):
        used = [reference.get(R + "id", "") for reference in package.root.iter(W + name)]
        kind = name.removesuffix("Reference")
        used += [key for key, relation in package.relations.items() if relation.kind == kind]
        for identifier in dict.fromkeys(used):
            for block in with_role(_margin(package, identifier), role):
                text = block.text.string if isinstance(block, Paragraph) else ""
                if text and (role, text) not in seen:
                    seen.add((role, text))
                    result.append(block)
    return result


def _margin(package: Package, identifier: str) -> list[Block]:
    relation = package.relations.get(identifier)
    root = package.archive.tree(relation.target) if relation else None
    if relation is None or root is None:
        return []
    return WordStory(package, package.archive.relations(relation.target)).blocks(root)
