"""What of a document became rows, headers, statements, furniture, other prose; what is doubtful.

Every stretch of the document that no row was made of is claimed here for what it is. A phrase
that may name a recipient of which no row was made is doubtful, and an Issue quotes its sentence.
(Rows are not claimed here: each disclosure claims its own.)

A sentence is a statement, said once for all rows, when one of the patterns of its kind matches and
none of its exceptions does. Statements never add tags to rows; reports print them beside every row.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

from noticeparse.model import Block, Heading, Issue, ListItem, Paragraph, Place, texts_of_block
from noticeparse.model.document import Text
from noticeparse.model.notice import STATEMENT_KINDS, Claimed, Statement
from noticeparse.parser.context import Context, Patterns
from noticeparse.parser.drafts import Draft, Reading
from noticeparse.parser.mentions import find_mentions
from noticeparse.text import first_match, fold, fold_key, sentences, words

MOST_GLUE = 3  # words between the companies of a cell ("and", "as well as") that say nothing
LEAST_DOUBTED = 0.04  # how likely a recipient is that is doubtful; a row needs more
_SHOWN = 60  # characters that its Issue quotes on either side of what a doubtful text names


def read_statements(
    blocks: Iterable[Block],
    patterns: Mapping[str, Patterns],
    taken: Collection[int] = (),
    labels: Iterable[Text] = (),
) -> tuple[Statement, ...]:
    """Find the statements in the blocks, in reading order.

    A sentence of which a row was made (its offsets are taken) speaks of that row alone; so do the
    next one, where it says "them", and a line that begins with a label of the rows.
    """
    found: list[Statement] = []
    captions = {_label(text.string) for text in labels} - {""}
    for block in blocks:
        if not isinstance(block, Heading | Paragraph | ListItem):
            continue
        of_row = False
        for start, end in sentences(block.text.string):
            text = block.text.slice(start, end)
            folded = fold(text.string).string
            goes_on = of_row and first_match(patterns.get("of_row", ()), folded) is not None
            of_row = goes_on or not places_of([text]).isdisjoint(taken)
            if of_row or (":" in folded and _label(folded) in captions):
                continue
            found += [
                Statement(kind, text, place=block.place)
                for kind in STATEMENT_KINDS
                if first_match(patterns.get(kind, ()), folded)
                and not first_match(patterns.get(f"{kind}_unless", ()), folded)
            ]
    return tuple(found)


def _label(text: str) -> str:
    return fold_key(text.partition(":")[0])


def claim(
    claimed: Claimed,
    context: Context,
    readings: Sequence[Reading],
    drafts: Sequence[Draft],
    notes: Iterable[Text],
) -> None:
    """Claim what stands outside the rows, beside what is `claimed` already; rows have `notes`."""
    claimed.headers += [text for reading in readings for text in reading.headers]
    claimed.headers += [text for text in (context.masthead.title,) if text is not None]
    claimed.other += [text for draft in drafts for text in draft.consumed]
    read = [*notes, *(text for draft in drafts for text in draft.texts)]
    taken = places_of((*read, *claimed.headers, *claimed.statements))
    known = {fold_key(str(draft.company)) for draft in drafts}
    for number, block in enumerate(context.blocks):
        if isinstance(block, Paragraph) and block.role in ("page_header", "page_footer"):
            claimed.furniture.append(block.text)
        else:
            _claim_rest(number, context, taken, claimed, known)


def places_of(texts: Iterable[Text]) -> set[int]:
    """The offsets in the document at which texts stand."""
    return set[int]().union(*(run.stretch() for text in texts for run in text.runs))


def _missed(
    sentence: str, number: int, known: Collection[str], context: Context
) -> list[tuple[int, int]]:
    """Find the phrases of a sentence that may name a recipient of which there is no row."""
    if context.says("is_about_school_itself", sentence):
        return []
    where = "item" if isinstance(context.blocks[number], ListItem) else "paragraph"
    above = context.above[number]
    found = find_mentions(sentence, where, above, context, least=LEAST_DOUBTED)
    names = ((fold_key(sentence[one.start : one.end]), one) for one in found)
    return [
        (one.start, one.end)
        for name, one in names
        if not any(name in other or other in name for other in known)
        and not context.says("answers_to", name)
    ]


def _claim_rest(
    number: int, context: Context, taken: set[int], claimed: Claimed, known: Collection[str]
) -> None:
    """Claim what no row was made of, sentence by sentence."""
    block = context.blocks[number]
    for text in texts_of_block(block):
        for start, end in sentences(text.string):
            for piece in text.slice(start, end).rest(taken):
                glue = len(words(piece.string)) <= MOST_GLUE
                phrases = [] if glue else _missed(piece.string, number, known, context)
                if phrases:
                    claimed.issues.append(_issue(piece.string, phrases, block.place))
                done = 0
                for left, right in phrases:
                    claimed.other.append(piece.slice(done, left))
                    claimed.doubtful.append(piece.slice(left, right))
                    done = right
                claimed.other.append(piece.slice(done))


def _issue(sentence: str, phrases: Sequence[tuple[int, int]], place: Place) -> Issue:
    names = dict.fromkeys(" ".join(sentence[start:end].split()) for start, end in phrases)
    start, end = max(0, phrases[0][0] - _SHOWN), phrases[-1][1] + _SHOWN
    shown = " ".join(sentence[start:end].split())
    shown = "…" * (start > 0) + shown + "…" * (end < len(sentence))
    message = f"This mentions {', '.join(names)}, and no row was made of it: “{shown}”"
    return Issue("parse", "supplier_in_prose", "warning", message, place)
