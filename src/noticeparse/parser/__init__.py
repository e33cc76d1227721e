"""A Document → what its notice says: title, school, statements and disclosures.

Proposers read the blocks in every way that they know; the judge keeps the readings that stand. In
what no reading explains, sentences are read; the rest is prose, in which statements are looked for.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from noticeparse.model import Disclosure, Document, Issue, Statement
from noticeparse.model.document import Block, ListItem, Paragraph, Table, Text, texts_of_block
from noticeparse.model.notice import Claimed
from noticeparse.parser import judge
from noticeparse.parser.claims import claim, places_of, read_statements
from noticeparse.parser.context import Context, FindNames, Masthead, Wording
from noticeparse.parser.drafts import RUNNING_TEXT, Reading, Readings, finish
from noticeparse.parser.masthead import read_masthead
from noticeparse.parser.merging import merge, with_data_of_all
from noticeparse.parser.proposers import PROPOSERS
from noticeparse.parser.refusals import Refusal
from noticeparse.text import sentences, words
from noticeparse.vocabulary.weights import RowWeights

__all__ = ["FindNames", "Parsed", "RowWeights", "Wording", "parse_document"]

FEWEST_WORDS = 20  # in sentences of a file that says anything at all
SHORTEST_SENTENCE = 6  # words; what is shorter may be of a menu
COMMONEST = 6  # one word in so many is an article or the like, where a text is in English
_FOOTNOTE = re.compile(r"^\s*(\*+|[†‡§¹²³⁴⁵⁶⁷⁸⁹]+|\[\d{1,2}\]|\(\d{1,2}\))\s*(?=\S)")
_NEXT_FOOTNOTE = re.compile(r"(?<=[.\s])(?=\*+\s)|(?<=\s)(?=[†‡§¹²³]\s?\S)")


@dataclass(frozen=True, slots=True)
class Parsed:
    """What the parser found in a document."""

    masthead: Masthead
    statements: tuple[Statement, ...]
    disclosures: tuple[Disclosure, ...]
    readings: tuple[Reading, ...]
    claimed: Claimed
    refused: tuple[Refusal, ...]
    issues: tuple[Issue, ...]


def parse_document(
    document: Document, wording: Wording, find_names: FindNames, weights: RowWeights
) -> Parsed:
    """Read a document; a notice without suppliers gives an Issue that says so."""
    context = context_of(document, wording, find_names, weights)
    masthead = context.masthead
    readings = find_readings(context)
    context, standing = readings.context, readings.standing
    found = [draft for reading in standing for draft in reading.drafts]
    drafts = with_data_of_all(merge(found, context), context)
    disclosures = finish(drafts, wording, weights, footnotes=_footnotes(document.blocks))
    taken = places_of(text for draft in drafts for text in draft.texts)
    labels = [text for reading in standing for text in reading.headers]
    statements = read_statements(document.blocks, wording.statements, taken, labels)
    notes = [text for row in disclosures for name, text in row.fields.other if name == "note"]
    claimed = Claimed(
        statements=[each.text for each in statements], furniture=list(document.furniture)
    )
    refused = claim(claimed, context, readings, drafts, notes)
    issues = [issue for reading in standing for issue in reading.issues]
    if not disclosures:
        why = _why_nothing(document, context)
        message = f"No recipient was found. {why} Check whether this file is the right one."
        issues.append(Issue("parse", "no_disclosures", "warning", message))
    return Parsed(
        masthead=masthead,
        statements=statements,
        disclosures=disclosures,
        readings=tuple(standing),
        claimed=claimed,
        refused=refused,
        issues=(*issues, *claimed.issues),
    )


def context_of(
    document: Document, wording: Wording, find_names: FindNames, weights: RowWeights
) -> Context:
    """What the proposers look at; the same lines are asked for their names again and again."""
    find_names = lru_cache(maxsize=None)(find_names)
    masthead = read_masthead(document, wording, find_names)
    return Context(document.blocks, wording, find_names, weights, masthead, document.title)


def propose(context: Context) -> Iterator[Reading]:
    """Every reading of every proposer but that of running text."""
    for name, proposer in PROPOSERS.items():
        if name != RUNNING_TEXT:
            yield from proposer.propose(context)


def find_readings(context: Context) -> Readings:
    """Weigh what is proposed; running text is read where no table and no list stands."""
    weighed = [judge.weigh(reading, context) for reading in propose(context)]
    chosen = judge.choose(weighed)
    taken = {number for reading in chosen for number in reading.blocks}
    context = replace(context, rows_found=sum(len(reading.drafts) for reading in chosen))
    prose = [
        reading
        for reading in PROPOSERS[RUNNING_TEXT].propose(context, frozenset(taken))
        if taken.isdisjoint(reading.blocks)
    ]
    standing = sorted([*chosen, *prose], key=lambda reading: reading.blocks)
    return Readings(standing, weighed, context)


def _footnotes(blocks: Sequence[Block]) -> dict[str, Text]:
    """Mark → text, from the lines that begin with a footnote mark."""
    notes: dict[str, Text] = {}
    for block in blocks:
        if not isinstance(block, Paragraph | ListItem):
            continue
        text = block.text
        if isinstance(block, ListItem) and block.marker.strip("*") == "" and block.marker:
            text = Text(f"{block.marker} {text.string}")
        cuts = [0, *(m.start() for m in _NEXT_FOOTNOTE.finditer(text.string)), len(text.string)]
        for start, end in pairwise(cuts):
            piece = text.slice(start, end)
            if mark := _FOOTNOTE.match(piece.string):
                notes.setdefault(mark.group(1), piece.slice(mark.end()).strip())
    return notes


def _why_nothing(document: Document, context: Context) -> str:
    """Say why no row was found, as far as it can be seen."""
    texts = [text.string for block in document.blocks for text in texts_of_block(block)]
    said = [text[start:end] for text in texts for start, end in sentences(text)]
    found = [w for one in said if len(own := words(one)) >= SHORTEST_SENTENCE for w in own]
    plain = context.words("breaks") | context.words("articles")
    aside = sum(len(words(text.string)) for text in document.furniture)
    tables = sum(isinstance(block, Table) for block in document.blocks)
    if not tables and len(found) <= max(FEWEST_WORDS, aside):
        return "The file holds little more than a title, menus and the like."
    if found and sum(word in plain for word in found) * COMMONEST < len(found):
        return "It does not seem to be in English, the only language that is read."
    if any(context.says("denies", one) and context.says("shares", one) for one in said):
        return "It says that data is not shared."
    if any(context.says("lists_sources", text) for text in texts):
        return "It says from whom data comes, not to whom it goes."
    return f"None of its {tables} tables and {len(said)} sentences and lines seems to name one."
