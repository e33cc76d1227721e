"""A sentence → the recipients that it names, each with how likely it is one.

Every candidate of the sentence is weighed; of those that overlap the likeliest is kept. What is
below the threshold is no recipient, but may be worth a look: claims.py says so. Beside rows of
tables and lists each is less likely.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from noticeparse.parser.candidates import GENERIC, KNOWN, Candidate, find_candidates, longest_of
from noticeparse.parser.context import Above, Context
from noticeparse.parser.evidence import of_back, of_line, of_name, of_place, of_sentence
from noticeparse.parser.marks import INITIALS
from noticeparse.parser.names import name_of
from noticeparse.parser.sharing import examples_after, receivers
from noticeparse.vocabulary.weights import CROSSED, RowWeights

_LISTED = re.compile(
    r"\s*(?:\([^()]*\)\s*|\)\s*)?(?:,|;|/|&|•|,?\s*(?:and|or|nor|plus|then)\b|,?\s*as well as)"
    r"(?:\s*(?:and|or))?\s*(?:(?:the|our|an?|other|any|also|with|to|by|from|relevant)\s+){0,3}$"
)
NEAR = 40  # characters within which the first example stands
_ORDINARY = "name looks=ordinary"  # evidence of names (evidence.py)
_APPOSED = re.compile(r"\s*,\s*(?:(?:the|our|an?|its|their)\s*)?")


# "no third party", "nobody else"; "No other firm gets our Arbor data."
_NOBODY = re.compile(r"\b(?:no|none of)(?: (?:other|any|the|our))*\s+\S*$|\bnobody\b.{0,8}$", re.I)
_NOBODY_RECEIVES = re.compile(
    r"(?:no (?:other|outside|third)|nobody|no one|none of)\b"
    r"(?!.*\b(?:but|except|unless|until|without|than|apart|save|besides|beyond)\b)",
    re.IGNORECASE,
)


class Mention(NamedTuple):
    """A phrase [start, end) of a sentence that may be a recipient, and what speaks for it."""

    start: int
    end: int
    kind: str
    probability: float
    evidence: tuple[str, ...]
    receives: bool = False  # listed after an act of sharing


def weigh(sentence: str, where: str, above: Above, context: Context) -> list[Mention]:
    """Weigh every candidate of a sentence; `where` it stands: "paragraph", "item", "cell"."""
    candidates = find_candidates(sentence, context)
    opens = _opens(sentence, where, above, context)
    listed = receivers(sentence, candidates, context, opens=opens)
    candidates = sorted({*candidates, *listed})
    if not candidates:
        return []
    lines = (
        *of_line(above.heading, "heading", context),
        *(of_line(above.lead, "lead", context) if where == "item" else ()),
    )
    shared = (f"stands in={where}", *of_sentence(sentence, context), *lines)
    totals: dict[str, tuple[tuple[str, ...], float]] = {}  # of what all names of a kind share
    chains = _chains(candidates, sentence)
    found: list[Mention] = []
    scores: list[float] = []
    for one in candidates:
        around = [o for o in candidates if o.start <= one.start and one.end <= o.end]
        chain = next((c for c in chains if any(o in around for o in c)), (one,))
        inside = any(o is not one for o in around)
        inner = [o for o in candidates if one.start <= o.start and o.end <= one.end]
        holds = sorted({o.kind for o in inner if o is not one})
        name = sentence[one.start : one.end]
        kind = name_of(name, context).kind
        if kind not in totals:
            common = (*shared, *(f"{each}{CROSSED}{kind}" for each in lines))
            totals[kind] = common, context.weights.total(common)
        common, total = totals[kind]
        own = (
            *of_name(name, context),
            *of_place(one, kind, chain, sentence, context),
            *of_back(one, kind, sentence, above.before),
            *(("inside another", f"kind inside another={one.kind}") if inside else ()),
            *(("holds another", *(f"holds={each}" for each in holds)) if holds else ()),
            *(("is handed data", f"kind is handed data={kind}") if one in listed else ()),
        )
        scores.append(context.weights.intercept + context.weights.total(own, total))
        found.append(Mention(one.start, one.end, one.kind, 0.0, (*common, *own), one in listed))
    return _with_neighbours(found, scores, chains, context.weights)


def _opens(sentence: str, where: str, above: Above, context: Context) -> int | None:
    """Where in a sentence a list begins to which what stands before it hands data.

    That is the sentence before, the lead of an item, or a question: "Who do we share it with?"
    """
    lead = above.lead.string if above.lead and where == "item" else ""
    if hands_on(above.before or lead, context):
        return context.opens_list(sentence)
    asked = above.heading.string if above.heading else ""
    asks = where == "cell" or (where == "paragraph" and asked.rstrip().endswith("?"))
    receives = context.says("hands_over", asked) or context.says("receives", asked)
    names = asks and receives and context.wording.role(asked) == "company"
    return 0 if names and not above.before else None


def hands_on(said: str, context: Context) -> bool:
    """Say whether a sentence or lead hands data over, so that what goes on with it does."""
    return context.says("hands_over", said) and not context.says("denies", said)


def _with_neighbours(
    found: Sequence[Mention],
    scores: Sequence[float],
    chains: Sequence[Sequence[Candidate]],
    weights: RowWeights,
) -> list[Mention]:
    """Weigh each mention of a list together with the others of its list.

    Of overlapping candidates that are one member of the list the likeliest stands for it. The
    likeliest member speaks for the others, but for ordinary words: "Docs", "England".
    """
    together: list[Mention] = list(found)
    for chain in chains:
        inside = [
            [n for n, m in enumerate(found) if one.start <= m.start and m.end <= one.end]
            for one in chain
        ]
        members = [max(scores[n] for n in own) for own in inside]
        for at, own in enumerate(inside):
            others = [*members[:at], *members[at + 1 :]]
            for n in own:
                ordinary = _ORDINARY in found[n].evidence
                probability = weights.settled(scores[n], others, lifted=not ordinary)
                together[n] = found[n]._replace(probability=probability)
    return together


def _chains(candidates: Sequence[Candidate], sentence: str) -> list[list[Candidate]]:
    """The lists of a sentence: longest candidates with nothing but "," and "and" between them."""
    chains: list[list[Candidate]] = []
    for one in longest_of(candidates):
        if chains and _LISTED.match(sentence[chains[-1][-1].end : one.start]):
            chains[-1].append(one)
        else:
            chains.append([one])
    found: list[list[Candidate]] = []
    for chain in chains:  # two with a comma alone between them are one: "SpacesEDU, an app"
        apart = len(chain) == 2 and _APPOSED.fullmatch(sentence, chain[0].end, chain[1].start)
        found += [[one] for one in chain] if apart else [chain]
    return found


def _with_initials(one: Mention, found: Sequence[Mention], sentence: str) -> Mention:
    """Add the bracket of a name's short form: "Department of Health (DH)" is as likely as "DH"."""
    bracket = INITIALS.match(sentence, one.end)
    if bracket is None or one.kind == GENERIC:
        return one
    inside = [m.probability for m in found if one.end < m.start and m.end < bracket.end()]
    return one._replace(end=bracket.end(), probability=max([one.probability, *inside]))


def _with_boundaries(found: Sequence[Mention], least: float) -> list[Mention]:
    """Give what is listed after an act of sharing its whole name: pieces of it are no names."""
    listed = [m for m in found if m.receives and m.probability >= least]
    whole: list[Mention] = []
    for one in found:
        inside = [m for m in listed if m.start <= one.start and one.end <= m.end and m is not one]
        if one in listed and not inside:
            pieces = [m for m in found if one.start <= m.start and m.end <= one.end]
            best = max(m.probability for m in pieces if m.kind != KNOWN or m is one)
            whole.append(one._replace(probability=best))
        elif not inside or one.kind == KNOWN:
            whole.append(one)
    return whole


def _gives_way(one: Mention, found: Sequence[Mention], sentence: str) -> bool:
    """Say whether it only leads in another: "agencies such as Ofsted", "the council's unit"."""
    if sentence.startswith(("'s ", "’s "), one.end):
        return any(m.start == one.start and m.end > one.end for m in found)
    led_in = examples_after(sentence, one.end) if one.kind == GENERIC else None
    if led_in is None or "such" not in led_in.group().lower():
        return False
    return any(led_in.end() <= m.start <= led_in.end() + NEAR for m in found)


def _is_nobody(one: Mention, sentence: str) -> bool:
    """Say whether a phrase names nobody who receives, by its words or by those before it."""
    before, first = sentence[: one.start], sentence[one.start :].split(maxsplit=1)[0]
    denied = _NOBODY_RECEIVES.match(sentence) if ";" not in before else None
    return bool(denied or _NOBODY.search(before + first))


def find_mentions(
    sentence: str, where: str, above: Above, context: Context, *, least: float | None = None
) -> list[Mention]:
    """Find the recipients of a sentence, in its order."""
    threshold = context.weights.least(in_text=True) if least is None else least
    heading, lead = (line.string if line else None for line in (above.heading, above.lead))
    found = context.asked.mentions.once(  # asked again where no row came of it
        (sentence, where, heading, lead, above.before),
        lambda: weigh(sentence, where, above, context),
    )
    found = [_with_initials(one, found, sentence) for one in found]
    beside = [context.weights.beside(m.probability, context.rows_found) for m in found]
    weighed = [m._replace(probability=p) for m, p in zip(found, beside, strict=True)]
    licensed = min(threshold, context.weights.least(in_text=True, listed=True))
    weighed = _with_boundaries(weighed, licensed)
    likely = [m for m in weighed if m.probability >= (licensed if m.receives else threshold)]
    likely = [
        m for m in likely if not _gives_way(m, likely, sentence) and not _is_nobody(m, sentence)
    ]
    chosen: list[Mention] = []
    for one in sorted(likely, key=lambda m: (-m.probability, m.start - m.end, m.start)):
        if all(one.end <= other.start or one.start >= other.end for other in chosen):
            chosen.append(one)
    return sorted(chosen, key=lambda m: m.start)
