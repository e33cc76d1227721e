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
from noticeparse.parser.drafts import RUNNING_TEXT, Draft, Readings
from noticeparse.parser.mentions import Mention, find_mentions
from noticeparse.parser.refusals import Refusal, doubts, is_known, issue_of, refused_rows
from noticeparse.text import first_match, fold, fold_key, sentences, words

MOST_GLUE = 3  # words between the companies of a cell ("and", "as well as") that say nothing
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
    readings: Readings,
    drafts: Sequence[Draft],
    notes: Iterable[Text],
) -> tuple[Refusal, ...]:
    """Claim what stands outside the rows, beside what is `claimed` already; rows have `notes`.

    Return what was refused.
    """
    claimed.headers += [text for reading in readings.standing for text in reading.headers]
    claimed.headers += [text for text in (context.masthead.title,) if text is not None]
    claimed.other += [text for draft in drafts for text in draft.consumed]
    read = [*notes, *(text for draft in drafts for text in draft.texts)]
    taken = places_of((*read, *claimed.headers, *claimed.statements))
    known = {fold_key(str(draft.company)) for draft in drafts}
    refused = refused_rows(readings, known)
    for one in doubts(refused, taken, context):  # asks of each what is taken by then
        claimed.doubtful.append(one.draft.company)
        claimed.issues.append(issue_of(one))
        taken |= places_of([one.draft.company])
    for number, block in enumerate(context.blocks):
        if isinstance(block, Paragraph) and block.role in ("page_header", "page_footer"):
            claimed.furniture.append(block.text)
        else:
            refused += _claim_rest(number, context, taken, claimed, known)
    return tuple(refused)


def places_of(texts: Iterable[Text]) -> set[int]:
    """The offsets in the document at which texts stand."""
    return set[int]().union(*(run.stretch() for text in texts for run in text.runs))


def _unread(sentence: str, number: int, known: Collection[str], context: Context) -> list[Mention]:
    """The phrases of a sentence that may name a recipient, and of which there is no row."""
    if context.says("is_about_school_itself", sentence):
        return []
    where = "item" if isinstance(context.blocks[number], ListItem) else "paragraph"
    above = context.above[number]
    found = find_mentions(sentence, where, above, context, least=0.0)
    names = ((fold_key(sentence[one.start : one.end]), one) for one in found)
    return [
        one
        for name, one in names
        if not is_known(name, known) and not context.says("answers_to", name)
    ]


def _claim_rest(
    number: int, context: Context, taken: set[int], claimed: Claimed, known: Collection[str]
) -> list[Refusal]:
    """Claim what no row was made of, sentence by sentence; return what names a recipient there."""
    block, refused = context.blocks[number], list[Refusal]()
    for text in texts_of_block(block):
        for start, end in sentences(text.string):
            for piece in text.slice(start, end).rest(taken):
                glue = len(words(piece.string)) <= MOST_GLUE
                unread = [] if glue else _unread(piece.string, number, known, context)
                own = [(each, _refusal(piece, each, number, context)) for each in unread]
                refused += (refusal for _, refusal in own)
                phrases = [(each.start, each.end) for each, refusal in own if refusal.doubtful]
                if phrases:
                    claimed.issues.append(_issue(piece.string, phrases, block.place))
                done = 0
                for left, right in phrases:
                    claimed.other.append(piece.slice(done, left))
                    claimed.doubtful.append(piece.slice(left, right))
                    done = right
                claimed.other.append(piece.slice(done))
    return refused


def _refusal(piece: Text, one: Mention, number: int, context: Context) -> Refusal:
    draft = Draft(
        company=piece.slice(one.start, one.end),
        description=Text(""),
        section=context.above[number].heading,
        place=context.blocks[number].place,
        layout=RUNNING_TEXT,
        fit=one.probability,
        evidence=one.evidence,
        blocks=(number,),
    )
    return Refusal(draft, "unlikely")


def _issue(sentence: str, phrases: Sequence[tuple[int, int]], place: Place) -> Issue:
    names = dict.fromkeys(" ".join(sentence[start:end].split()) for start, end in phrases)
    start, end = max(0, phrases[0][0] - _SHOWN), phrases[-1][1] + _SHOWN
    shown = " ".join(sentence[start:end].split())
    shown = "…" * (start > 0) + shown + "…" * (end < len(sentence))
    message = f"This mentions {', '.join(names)}, and no row was made of it: “{shown}”"
    return Issue("parse", "supplier_in_prose", "warning", message, place)
