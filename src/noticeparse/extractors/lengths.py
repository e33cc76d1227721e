"""A document → the same, none of its texts longer than is searched at a time.

What a search costs grows with the square of a line's length. So a text longer than any real one is
cut at the end of a line, a sentence or a word; what is cut off follows as paragraphs. No word goes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial

from noticeparse.extractors.places import number_blocks
from noticeparse.model import Block, Document, Issue, Paragraph, Text, texts_of_block, with_texts
from noticeparse.settings import MAX_TEXT_CHARACTERS


def cut_long(document: Document) -> Document:
    """Cut what is too long of a document, and say so; short texts stay as they are."""
    furniture = tuple(piece for text in document.furniture for piece in _pieces(text))
    title = document.title and document.title[:MAX_TEXT_CHARACTERS]
    document = replace(document, furniture=furniture, title=title)
    blocks = tuple(_short(document.blocks))
    if len(blocks) == len(document.blocks):
        return document
    message = f"A text is longer than {MAX_TEXT_CHARACTERS} characters: it was read in pieces."
    issue = Issue("extractors", "long_text", "warning", message)
    return replace(document, blocks=number_blocks(blocks), issues=(*document.issues, issue))


def _short(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        rest: list[Text] = []
        is_long = any(len(text) > MAX_TEXT_CHARACTERS for text in texts_of_block(block))
        yield with_texts(block, partial(_first, rest)) if is_long else block
        yield from (Paragraph(piece, place=block.place) for piece in rest)


def _first(rest: list[Text], text: Text) -> Text:
    first, *others = _pieces(text) or [text]
    rest += others
    return first


def _pieces(text: Text) -> list[Text]:
    if len(text) <= MAX_TEXT_CHARACTERS:
        return [text]
    pieces = []
    while len(text) > MAX_TEXT_CHARACTERS:
        string = text.string[:MAX_TEXT_CHARACTERS]
        ends = (string.rfind(sign, MAX_TEXT_CHARACTERS // 2) for sign in ("\n", ". ", " "))
        end = next((end + 1 for end in ends if end > 0), MAX_TEXT_CHARACTERS)
        pieces.append(text.slice(0, end).strip())
        text = text.slice(end)
    return [piece for piece in (*pieces, text.strip()) if piece]
