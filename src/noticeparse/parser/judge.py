"""Readings → the readings that stand, each row with how sure it is.

A row is weighed by its name, by how it stands there, by the rows beside it, by the line that leads
in and the heading above, and by what its reading leaves out. The rows of a reading that are less
likely than the threshold are no rows. Of readings that share blocks those are kept whose rows are
worth most together: each row is worth what it is above the threshold, and twice that where it says
what its company receives.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from operator import itemgetter

from noticeparse.model import texts_of_block
from noticeparse.parser.context import Context
from noticeparse.parser.drafts import Draft, Reading
from noticeparse.parser.evidence import data_named, of_line, of_name
from noticeparse.parser.marks import URL
from noticeparse.parser.names import name_of
from noticeparse.text import words
from noticeparse.vocabulary.weights import CROSSED

MOST_TRIED = 12  # readings of a cluster of which every choice is tried
MOST_NEAR = 500  # rows before and after one that are its neighbours
FEWEST_KEPT = 4  # one row in so many has to be likely, or the reading is a list of other things
# What a row counts, in rows that give a name alone, where it says what its company receives; and
# what it counts more where it says that apart from why.
TELLS = 2.0
TELLS_APART = 0.75
_SIZES = (1, 2, 4, 8)  # rows, or words, from which on there are more


def weigh(reading: Reading, context: Context) -> Reading:
    """Weigh a reading and its rows, and set those apart that are likely none."""
    weights = context.weights
    evidence = evidence_of(reading, context)
    scores = [weights.score(own) for own in evidence]
    kept, refused, why = list[Draft](), list[Draft](), "unlikely"
    for at, (draft, own) in enumerate(zip(reading.drafts, evidence, strict=True)):
        others = [*scores[max(0, at - MOST_NEAR) : at], *scores[at + 1 : at + MOST_NEAR]]
        probability = weights.settled(scores[at], others)
        name = draft.company.string
        no_name = context.wording.says("no_recipient", name) or URL.match(name)  # "N/A", an address
        person = bool(context.wording.says("person", name))  # more often staff
        weighed = replace(draft, layout=reading.proposer, fit=probability, evidence=own)
        stands = probability >= weights.least(in_text=person) and not no_name
        (kept if stands else refused).append(weighed)
    above = context.above[reading.blocks[0]]
    line = above.lead or above.heading  # it may list whom data comes from: too rare to be learnt
    sources = line is not None and context.says("lists_sources", line.string)
    surest = max((draft.fit for draft in kept), default=0.0)
    placed = "company column known by=place" in reading.evidence
    unsure = placed and surest < weights.least(in_text=True)
    if len(kept) * FEWEST_KEPT < len(reading.drafts) or sources or unsure:
        # A list of other things, among which a known name stands, or only the place speaks for it.
        refused, kept = [*kept, *refused], []
        why = "lists_sources" if sources else "lists_others"
    worth = 0.0
    told_once = {(draft.company.string, draft.description.string): draft for draft in kept}
    # A row counts more that says what its company receives, and that apart from why.
    for draft in told_once.values():
        told = TELLS if draft.description else 1.0
        apart = TELLS_APART if draft.fields.data and draft.fields.purpose else 0.0
        worth += (draft.fit - weights.threshold) * (told + apart)
    # Blocks of rows that are none are left to others.
    lost = {n for draft in reading.drafts for n in draft.blocks}
    lost -= {n for draft in kept for n in draft.blocks}
    blocks = tuple(n for n in reading.blocks if n not in lost)
    return replace(
        reading,
        drafts=tuple(kept),
        blocks=blocks,
        worth=worth,
        refused=tuple(refused),
        why_refused=why,
    )


def evidence_of(reading: Reading, context: Context) -> list[tuple[str, ...]]:
    """The evidence of every row of a reading."""
    above = context.above[reading.blocks[0]]
    lead = reading.lead if reading.lead is not above.heading else None
    shared = (*reading.evidence, *_of_rows(reading, context), *_left_out(reading, context))
    lines = (*of_line(above.heading, "list heading", context), *of_line(lead, "list lead", context))
    kinds = [name_of(draft.company.string, context).kind for draft in reading.drafts]
    rows = [(*lines, *_of_row(draft, context)) for draft in reading.drafts]
    of_kinds = zip(kinds, rows, strict=True)  # the same tells other things of bodies than of names
    return [(*shared, *row, *(f"{each}{CROSSED}{kind}" for each in row)) for kind, row in of_kinds]


def _of_row(draft: Draft, context: Context) -> Iterator[str]:
    """The evidence of a row by itself: its name, and how it stands there."""
    yield from of_name(draft.company.string, context)
    kind = name_of(draft.company.string, context).kind
    said = words(draft.description.string)
    for form in draft.evidence:
        yield f"row stands={form}"
        yield f"kind and stands={kind} {form}"
    yield f"row says={_size(len(said))}"
    yield f"kind and says={kind} {'something' if said else 'nothing'}"
    yield f"row names data={min(len(data_named(draft.description.string, context)), 3)}"
    if any(context.says(key, draft.description.string) for key in ("hands_over", "receives")):
        yield "row hands over"


def _of_rows(reading: Reading, context: Context) -> Iterator[str]:
    """What the names of all rows say together."""
    count = len(reading.drafts)
    yield f"rows={_size(count)}"
    kinds = [name_of(draft.company.string, context).kind for draft in reading.drafts]
    for kind in ("known", "generic", "shaped", "plain"):
        yield f"rows of kind={kind} {round(4 * kinds.count(kind) / count)} of 4"
    said = sum(bool(draft.description) for draft in reading.drafts)
    yield f"rows that say something={round(2 * said / count)} of 2"
    if "known" in kinds or kinds.count("generic") > 1:
        yield "a row is sure"


def _size(count: int) -> int:
    return sum(count >= size for size in _SIZES)


def _left_out(reading: Reading, context: Context) -> Iterator[str]:
    """What a reading leaves out of its blocks: words, and known names that became no company."""
    texts = [text for n in reading.blocks for text in texts_of_block(context.blocks[n])]
    used = [text for draft in reading.drafts for text in draft.texts]
    total = sum(len(text.string) for text in texts)
    kept = sum(len(text.string) for text in (*used, *reading.headers))
    yield f"words left over={max(0, min(4, round(4 - 4 * kept / max(1, total))))} of 4"
    companies = " ".join(draft.company.string for draft in reading.drafts)
    names = {
        text.string[span.start : span.end]
        for text in texts
        for span in context.find_names(text.string)
    }
    yield f"known names left out={min(sum(name not in companies for name in names), 3)}"
    yield f"quarter={reading.blocks[0] * 4 // max(1, len(context.blocks))} of 4"


def choose(weighed: Sequence[Reading]) -> list[Reading]:
    """Choose the readings that stand, in reading order."""
    worthy = _telling_most([one for one in weighed if one.drafts and one.worth > 0])
    clusters = [
        sorted(cluster, key=lambda one: (-one.worth, one.blocks))[:MOST_TRIED]
        for cluster in _clusters(worthy)
    ]
    chosen = [one for cluster in clusters for one in _search(cluster, frozenset())[1]]
    return sorted(chosen, key=lambda reading: reading.blocks)


def _telling_most(readings: Sequence[Reading]) -> list[Reading]:
    """Of readings that name the same companies in the same blocks, those that tell most apart."""
    told = [
        sum(bool(draft.fields.data) + bool(draft.fields.purpose) for draft in one.drafts)
        for one in readings
    ]
    same = [(one.blocks, tuple(str(draft.company) for draft in one.drafts)) for one in readings]
    most = dict(sorted(zip(same, told, strict=True), key=itemgetter(1)))
    return [one for one, key, n in zip(readings, same, told, strict=True) if n == most[key]]


def _clusters(weighed: Sequence[Reading]) -> list[list[Reading]]:
    """Put readings together that share blocks, directly or through others."""
    clusters: list[tuple[set[int], list[Reading]]] = []
    for one in weighed:
        blocks, members = set(one.blocks), [one]
        apart = []
        for other in clusters:
            if other[0].isdisjoint(blocks):
                apart.append(other)
            else:
                blocks |= other[0]
                members = [*other[1], *members]
        clusters = [*apart, (blocks, members)]
    return [members for _, members in clusters]


def _search(left: Sequence[Reading], taken: frozenset[int]) -> tuple[float, list[Reading]]:
    """The readings that share no block and are worth most together, and what they are worth."""
    if not left:
        return 0.0, []
    first, rest = left[0], left[1:]
    without = _search(rest, taken)
    if not taken.isdisjoint(first.blocks):
        return without
    worth, chosen = _search(rest, taken | set(first.blocks))
    with_it = (worth + first.worth, [first, *chosen])
    return with_it if with_it[0] >= without[0] else without
