"""What of a document became rows, headers, statements, furniture, other prose; what is doubtful.

Every stretch of the document that no row was made of is claimed here for what it is. A stretch that
names a supplier of which no row was made is doubtful, and an Issue says so with its place. So is
what a layout read but did not use. (Rows are not claimed here: each disclosure claims its own.)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from noticeparse.model import Block, Issue, Paragraph, Place, Statement, Text, texts_of_block
from noticeparse.parser.context import Above, Context
from noticeparse.parser.drafts import Draft
from noticeparse.parser.mentions import find_mentions
from noticeparse.parser.readings import Reading
from noticeparse.text import fold_key, sentences, words

MOST_GLUE = 3  # words between the companies of a cell ("and", "as well as") that say nothing
_NO_ROW = "names a supplier that has no row"
_NOT_USED = "stands in a list of recipients but is part of no row"
_SHOWN = 60  # characters of a doubtful text that its Issue quotes


@dataclass(slots=True)
class Claimed:
    """The texts of each class, and the Issues of the doubtful ones."""

    headers: list[Text] = field(default_factory=list)
    statements: list[Text] = field(default_factory=list)
    furniture: list[Text] = field(default_factory=list)
    other: list[Text] = field(default_factory=list)
    doubtful: list[Text] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)


def claim(
    context: Context,
    furniture: Iterable[Text],
    readings: Sequence[Reading],
    drafts: Sequence[Draft],
    statements: Iterable[Statement],
    notes: Iterable[Text] = (),
) -> Claimed:
    """Claim what stands outside the rows."""
    claimed = Claimed(
        headers=[text for reading in readings for text in reading.headers],
        statements=[statement.text for statement in statements],
        furniture=list(furniture),
        other=[text for draft in drafts for text in draft.consumed],
    )
    read = [*notes, *(text for draft in drafts for text in texts_of_draft(draft))]
    taken = {
        at
        for text in (*read, *claimed.headers, *claimed.statements)
        for run in text.runs
        for at in run.stretch()
    }
    known = {fold_key(str(draft.company)) for draft in drafts}
    missed = _missed(context, known)
    in_readings = {number for reading in readings for number in reading.blocks}
    for number, block in enumerate(context.blocks):
        if isinstance(block, Paragraph) and block.role in ("page_header", "page_footer"):
            claimed.furniture.append(block.text)
        elif number in in_readings:
            _claim_rest(block, taken, claimed, missed)
        else:
            _claim_prose(block, taken, claimed, missed)
    return claimed


def texts_of_draft(draft: Draft) -> list[Text]:
    """The texts that a row will claim."""
    named = [text for _, text in draft.fields.named()]
    return [draft.company, draft.description, *named, *draft.consumed]


def _missed(context: Context, known: set[str]) -> Callable[[str], bool]:
    """Say of a text whether it names a supplier of which there is no row.

    A name of the catalogue, or what the words around it make a recipient, whatever its name.
    """

    def missed(text: str) -> bool:
        spans = [(span.start, span.end) for span in context.find_names(text)]
        spans += [(one.start, one.end) for one in find_mentions(text, "paragraph", Above(), context)]
        names = {fold_key(text[start:end]) for start, end in spans}
        return any(
            not any(name in company or company in name for company in known) for name in names
        )

    return missed


def _claim_rest(
    block: Block, taken: set[int], claimed: Claimed, missed: Callable[[str], bool]
) -> None:
    """Claim what a layout left of a block that it read."""
    for text in texts_of_block(block):
        for piece in text.rest(taken):
            if len(words(str(piece))) <= MOST_GLUE and not missed(str(piece)):
                claimed.other.append(piece)
            else:
                _doubt(piece, block.place, claimed, "left_over", _NOT_USED)


def _claim_prose(
    block: Block, taken: set[int], claimed: Claimed, missed: Callable[[str], bool]
) -> None:
    """Claim a block that no layout read, sentence by sentence."""
    for text in texts_of_block(block):
        for start, end in sentences(text.string):
            for piece in text.slice(start, end).rest(taken):
                if missed(str(piece)):
                    _doubt(piece, block.place, claimed, "supplier_in_prose", _NO_ROW)
                else:
                    claimed.other.append(piece)


def _doubt(text: Text, place: Place, claimed: Claimed, code: str, what: str) -> None:
    string = " ".join(str(text).split())
    shown = string if len(string) <= _SHOWN else string[: _SHOWN - 1] + "…"
    claimed.doubtful.append(text)
    claimed.issues.append(Issue("parse", code, "warning", f"“{shown}” {what}.", place))
