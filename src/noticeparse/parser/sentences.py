"""A paragraph → pieces: its sentences, each with the companies to which it belongs.

A sentence that names companies is theirs, whole: readers who cut it into clauses agree less. One
that names nobody goes on with the companies before it where it begins with "they" and the like;
else it belongs to nobody.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from noticeparse.model import Text
from noticeparse.parser.context import Above, Context
from noticeparse.parser.identity import SHORT_FORM, company_key
from noticeparse.parser.mentions import Mention, find_mentions
from noticeparse.parser.names import without_article
from noticeparse.text import sentences


@dataclass(frozen=True, slots=True)
class Company:
    """A company that a sentence names: as printed, by what its other names are known, how sure."""

    text: Text
    key: str
    mention: Mention


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph and the companies to which it belongs."""

    text: Text
    companies: tuple[Company, ...]


def read_paragraph(
    text: Text, where: str, above: Above, context: Context, about: tuple[Company, ...] = ()
) -> list[Piece]:
    """Cut a paragraph into pieces; `about` are the companies that its heading asks about."""
    pieces: list[Piece] = []
    between: list[Text] = []  # sentences after the last piece that name nobody
    last = about
    for start, end in sentences(text.string):
        sentence = text.slice(start, end)
        mentions = find_mentions(sentence.string, where, above, context)
        if mentions:
            own = companies_of(sentence, mentions, context)
            if last and context.says("refers_back", sentence.string):
                own = tuple({company.key: company for company in (*last, *own)}.values())
            if pieces and {c.key for c in own} == {c.key for c in pieces[-1].companies}:
                pieces += [Piece(each, own) for each in between]
            pieces.append(Piece(sentence, own))
            last, between = own, []
        elif last and _goes_on(sentence.string, context):
            pieces.append(Piece(sentence, _spoken_of(sentence.string, pieces, last, context)))
            between = []
        else:
            last = ()
            between.append(sentence)
    return pieces


def _goes_on(sentence: str, context: Context) -> bool:
    """Say whether a sentence that names nobody goes on about the companies before it."""
    if sentence.rstrip().endswith(":"):
        return True  # it leads in what stands below: "When a pupil joins, we enter there:"
    if context.says("names_data", sentence) and not context.says("aside", sentence):
        return True
    about_rights = context.says("is_about_rights", sentence)
    if about_rights and not context.says("hands_over", sentence):
        return False
    return context.says("refers_back", sentence) or context.says("goes_on", sentence)


def _spoken_of(
    sentence: str, pieces: Sequence[Piece], last: tuple[Company, ...], context: Context
) -> tuple[Company, ...]:
    """The companies that "both" or "all three" are: the last named together; else `last`."""
    together = context.says("refers_to_several", sentence)
    listed = (piece.companies for piece in reversed(pieces) if len(piece.companies) > 1)
    return next(listed, last) if together else last


def companies_of(
    sentence: Text, mentions: Sequence[Mention], context: Context
) -> tuple[Company, ...]:
    """The companies that a sentence mentions, each once, with the short form in its bracket."""
    found: dict[str, Company] = {}
    for one in mentions:
        bracket = SHORT_FORM.match(sentence.string, one.end)
        end = bracket.end() if bracket and one.kind != "generic" else one.end
        text = without_article(sentence.slice(one.start, end), context)
        key = company_key(text.string, context)
        found.setdefault(key, Company(text, key, one))
    return tuple(found.values())
