"""Bytes of an OpenDocument text (.odt) → Document.

The zip's XML is read as Word's is, so that a notice gives the same rows in both: blocks in body
order, then the notes, then the heads and feet of pages under their roles. Tracked changes count
as accepted: what was deleted stands apart in the file and is not read.

Known limits: pages are unknown; formulas, charts and pictures give no words; comments are left
out, as they are when a document is printed.
"""

from __future__ import annotations

from noticeparse.errors import NeedsOcr, UnreadableFile
from noticeparse.extractors.looks import promote, with_role
from noticeparse.extractors.odt.body import Story
from noticeparse.extractors.odt.markup import OFFICE, STYLE
from noticeparse.extractors.odt.package import Package, open_package
from noticeparse.extractors.places import number_blocks
from noticeparse.model import Block, Document, Issue, Paragraph, Source, Text

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
    story = Story(package.styles)
    blocks = story.blocks(body)
    if not blocks:
        raise _nothing(source.path, story.pictures)
    blocks = promote(blocks, [story.weight(block) for block in blocks])
    blocks += [*_notes(story), *_margins(package)]
    return Document(
        source,
        number_blocks(blocks),
        furniture=tuple(Text(string) for string in [*story.furniture, *story.hidden]),
        title=package.title,
        issues=_hidden(story),
    )


def _notes(story: Story) -> list[Block]:
    """Read the notes in the order of their marks; notes may have notes."""
    result: list[Block] = []
    for mark, body in story.notes:  # grows while it is read
        blocks = with_role(story.inner().blocks(body), "footnote")
        texts = [block.text for block in blocks if isinstance(block, Paragraph)]
        text = Text.join(texts, "\n")
        if text:
            result.append(Paragraph(Text(f"{mark} {text.string}".strip()), role="footnote"))
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
                    for block in with_role(Story(package.page_styles).blocks(child), role):
                        if isinstance(block, Paragraph):
                            found.setdefault((role, block.text.string), block)
    return list(found.values())


def _hidden(story: Story) -> tuple[Issue, ...]:
    count = sum(len(string.split()) for string in story.hidden)
    message = f"{count} words are hidden in the document; they were left out."
    return (Issue("extractors", "hidden_text", "info", message),) if count else ()


def _nothing(path: str, pictures: int) -> NeedsOcr | UnreadableFile:
    if pictures:
        return NeedsOcr(f"{path}: the document holds pictures and no text.")
    return UnreadableFile(f"{path}: the document is empty.", what_to_do="Is it the right file?")
