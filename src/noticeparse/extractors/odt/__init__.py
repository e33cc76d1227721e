"""Bytes of an OpenDocument text (.odt) → Document.

The zip's XML is read as Word's is, so that a notice gives the same rows in both: blocks in body
order, then the notes, then the heads and feet of pages under their roles. Tracked changes count
as accepted: what was deleted stands apart in the file and is not read.

Known limits: pages are unknown; formulas, charts and pictures give no words; comments are left
out, as they are when a document is printed.
"""

from __future__ import annotations

from noticeparse.errors import UnreadableFile
from noticeparse.extractors.archive import nothing_in
from noticeparse.extractors.looks import hidden_words, note_of, promote, with_role
from noticeparse.extractors.odt.body import OdtStory
from noticeparse.extractors.odt.markup import OFFICE, STYLE
from noticeparse.extractors.odt.package import Package, open_package
from noticeparse.extractors.places import number_blocks
from noticeparse.model import Block, Document, Paragraph, Source, Text

_MARGINS = {
    **dict.fromkeys(("header", "header-first", "header-left"), "page_header"),
    **dict.fromkeys(("footer", "footer-first", "footer-left"), "page_footer"),
}


def read(data: bytes, source: Source) -> Document:
    """Read an .odt.

    Raises UnreadableFile where it is damaged, no text document or empty, EncryptedFile where it
    is locked, NeedsOcr where it holds nothing but pictures.
    """
    package = open_package(data, source.path)
    body = package.content.find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        message = f"{source.path}: this file has no text; it is damaged or no text document."
        raise UnreadableFile(message)
    story = OdtStory(package.styles)
    blocks = story.blocks(body)
    if not blocks:
        raise nothing_in(source.path, "document", pictures=story.pictures > 0)
    blocks = promote(blocks, story.weights(blocks))
    blocks += [*_notes(story), *_margins(package)]
    return Document(
        source,
        number_blocks(blocks),
        furniture=tuple(map(Text, (*story.furniture, *story.hidden))),
        title=package.title,
        issues=tuple(hidden_words(sum(len(each.split()) for each in story.hidden))),
    )


def _notes(story: OdtStory) -> list[Block]:
    """Read the notes in the order of their marks; notes may have notes."""
    result: list[Block] = []
    for mark, body in story.notes:  # grows while it is read
        result += note_of(mark, story.inner().blocks(body))
    return result


def _margins(package: Package) -> list[Block]:
    """Read the heads and feet of pages, equal ones once."""
    found: dict[tuple[str, str], Block] = {}
    pages = [] if package.pages is None else list(package.pages.iter(STYLE + "master-page"))
    for role in ("page_header", "page_footer"):
        for page in pages:
            for child in page.iterchildren("*"):
                shown = child.get(STYLE + "display") != "false"
                if shown and _MARGINS.get(child.tag.removeprefix(STYLE)) == role:
                    for block in with_role(OdtStory(package.page_styles).blocks(child), role):
                        if isinstance(block, Paragraph):
                            found.setdefault((role, block.text.string), block)
    return list(found.values())
