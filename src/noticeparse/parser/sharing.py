"""A sentence → whom it hands data to: all that is listed after "share … with" or "pass … to".

One act in two shapes: what is handed over stands between the verb and "to" or "with", or is the
subject of its passive. All members of the list that follows receive: where one is a recipient, so
is the next, though it is named in ordinary words ("with schools, other council departments and
early years settings"). The list ends with its clause; brackets and appositions are passed over, and
a kind of body that examples follow ("agencies such as …") gives way to them. An item that
begins with "To" goes on with the act of the line that leads it in, and "These include …" with that
of the sentence before.

The act falls where it is denied, where readers do it themselves, and where the publisher or the
family receives. Whether a member is a recipient is for the judge to say. Limit: after a
relative clause only a known name or a kind of body goes on with the list.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from noticeparse.parser.candidates import (
    GENERIC,
    KNOWN,
    SHAPED,
    Candidate,
    Token,
    fused_names,
    longest_of,
    tokens_of,
)
from noticeparse.parser.context import Context
from noticeparse.text import words

FARTHEST_SLOT = 40  # words from a verb to the "to" or "with" that opens its list
MOST_MEMBERS = 60  # of one list
LONGEST_MEMBER = 12  # words
FARTHEST_MODIFIER = 80  # characters from a member to the next, over words that say more of it
FARTHEST_OBJECT = 120  # characters from a verb to the end of what it hands over
BEFORE = 6  # words before a verb among which its subject and a denial are looked for
OF_PASSIVE = 4  # and the auxiliary of its passive

BRACKETS = r"\s*(?:\([^()]*\)\s*)*"
_EXAMPLES = re.compile(
    rf"{BRACKETS},?\s*\(?(?:such as|including|includes?|namely|e\.?g\.?,?|for example,?"
    r"|for instance,?|like|i\.?e\.?,?)\s*:?\s*",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r",?\s*(?:that|which|who|with wh\w+|to wh\w+)\s[^.;:()]{0,80}?"
    r"(?=,?\s*\(?(?:such as|including)\b)"
)
_CLAUSE_ENDS = re.compile(r"[.;:?!]\s|[–—]")
_COORDINATES = re.compile(
    rf"{BRACKETS}(?:[,;/&]|\b(?:and|or|nor|plus)\b|\bas well as\b)"
    r"(?:\s*(?:and/or|and|or|as well as)\b)?\s*(?:(?:also|then|potentially|where\w* \w+)\s+)?"
    r"(?:(?:to|with)\s+)?"
)
_JOINS = re.compile(r"(?:[,;] (?:(?:and|or) )?| (?:and|or) )(?:the )?")
_APPOSED = re.compile(r"\s*,\s*(?:an?|our|its|their) [a-z]")
_NO_SENTENCE = re.compile(r"[\w\s,;/&'’-]*")  # what a list has between its members
_WITHIN = re.compile(r"['’]?s? |[-/]|['’]s?")  # what may stand between the words of a member


def examples_after(sentence: str, end: int) -> re.Match[str] | None:
    """What leads in the examples of a phrase, after the clause that says which ones it means."""
    clause = _RELATIVE.match(sentence, end)
    return _EXAMPLES.match(sentence, clause.end() if clause else end)


def receivers(
    sentence: str,
    candidates: Sequence[Candidate],
    context: Context,
    *,
    opens: int | None = None,
) -> list[Candidate]:
    """The phrases to which a sentence hands data, by their place; none where it hands over none.

    `opens` is where a list begins to which what stands before the sentence hands data.
    """
    tokens = tokens_of(sentence)
    known = {(one.start, one.end): one for one in candidates}
    fused = fused_names(sentence, context)
    whole = _longest_at(candidates, fused)
    found: dict[tuple[int, int], Candidate] = {}
    done = 0
    for first in _slots(sentence, tokens, context, opens=opens):
        if first < done:
            continue
        listed = list(_listed(sentence, tokens, first, whole, context))
        if not any(c.first < m.last and m.first < c.last for m in listed for c in candidates):
            continue  # nothing in it may be a recipient
        for one in listed:
            span = (one.start, one.end)
            found.setdefault(span, known.get(span, one))
            done = one.last
    for one in _beside_verbs(sentence, tokens, candidates, context):
        found.setdefault((one.start, one.end), one)
    person = partial(context.wording.says, "person")
    return sorted(one for one in found.values() if not person(sentence[one.start : one.end]))


def _beside_verbs(
    sentence: str, tokens: Sequence[Token], candidates: Sequence[Candidate], context: Context
) -> Iterator[Candidate]:
    """Those who are said to receive ("Ofsted may see them") or be told ("we tell the council")."""
    tells, gives, gets, told = map(context.words, ("tells", "gives", "gets", "told"))
    longest = longest_of(candidates)
    for at, token in enumerate(tokens):
        if token.folded not in tells | gives | gets | told:
            continue
        first = at
        while first and tokens[first - 1].folded in context.words("auxiliaries"):
            first -= 1
        rest = _CLAUSE_ENDS.split(sentence[token.end : token.end + FARTHEST_OBJECT])[0]
        if token.folded not in tells and not _names_data(rest, context):
            continue
        before = [t.folded for t in tokens[max(0, first - BEFORE) : at]]
        if not context.words("denials").isdisjoint(before):
            continue
        passive = not context.words("passive").isdisjoint(t.folded for t in tokens[first:at])
        if token.folded in (told if passive else gets):
            place = tokens[first].start
            yield from _in_row(sentence, longest, place, context, upwards=False)
        elif passive or not at or _falls(tokens, at, context):
            continue
        elif token.folded in tells | gives:
            yield from _in_row(sentence, longest, token.end, context, upwards=True)


def _in_row(
    sentence: str,
    longest: Sequence[Candidate],
    place: int,
    context: Context,
    *,
    upwards: bool,
) -> Iterator[Candidate]:
    """The members of the list that ends at a place, or begins there."""
    ordered = longest if upwards else longest[::-1]
    for one in ordered:
        if (one.start < place) if upwards else (one.end > place):
            continue
        gap = sentence[place : one.start] if upwards else sentence[one.end : place]
        if not _joins(gap, context):
            return
        said = [token.folded for token in tokens_of(sentence)[one.first : one.last]]
        data = upwards and one.kind == GENERIC  # "give contact and health information"
        unlike = ("own_people", "readers", *(("qualifiers", "ordinary") if data else ()))
        if not any(said[-1] in context.words(key) for key in unlike):
            yield one
        place = one.end if upwards else one.start


def _joins(gap: str, context: Context) -> bool:
    """Say whether only "and", commas, articles and brackets stand between members of a list."""
    joins = context.words("articles") | {"and", "or", "as", "well"}
    bare = re.sub(r"\([^()]*\)", "", gap)
    return set(words(bare)) <= joins and _NO_SENTENCE.fullmatch(bare) is not None


def _slots(
    sentence: str, tokens: Sequence[Token], context: Context, *, opens: int | None
) -> Iterator[int]:
    """The first word of each list of receivers."""
    if opens is not None:
        first = next((n for n, token in enumerate(tokens) if token.start >= opens), len(tokens))
        if first < len(tokens) and tokens[first].folded not in context.words("base_verbs"):
            yield first
    to, with_ = context.words("hands_to"), context.words("hands_with")
    ends = context.words("ends_clause")
    for at, token in enumerate(tokens):
        if token.folded not in to and token.folded not in with_:
            continue
        if _falls(tokens, at, context):
            continue
        weak = token.folded in context.words("hands_anything")
        for place in range(at + 1, min(at + FARTHEST_SLOT, len(tokens) - 1)):
            word = tokens[place].folded
            gap = sentence[tokens[place - 1].end : tokens[place].start]
            if word in ends or _CLAUSE_ENDS.search(gap):
                break
            opened = {"to": to, "with": with_}.get(word)
            if opened is None or token.folded not in opened:
                continue
            if weak and not _names_data(sentence[: tokens[place].start], context):
                continue
            if _receives(tokens, place, context):
                yield place + 1


def _names_data(text: str, context: Context) -> bool:
    says = context.says("names_data", text) or context.wording.says("data_item", text) is not None
    return says or not context.words("papers").isdisjoint(words(text))


def _falls(tokens: Sequence[Token], at: int, context: Context) -> bool:
    """Say whether a verb hands nothing over: it is denied, or the reader is its subject."""
    before = [token.folded for token in tokens[max(0, at - BEFORE) : at]]
    if not context.words("denials").isdisjoint(before):
        return True
    passive = not context.words("passive").isdisjoint(before[-OF_PASSIVE:])
    subject = [word for word in before if word not in context.words("auxiliaries")]
    return not passive and bool(subject) and subject[-1] in context.words("readers")


def _receives(tokens: Sequence[Token], place: int, context: Context) -> bool:
    """Say whether "to" or "with" may open a list of receivers: no "to help", no "related to"."""
    if place and tokens[place - 1].folded in context.words("goes_with_to"):
        return False
    return tokens[place + 1].folded not in context.words("base_verbs")


def _listed(
    sentence: str,
    tokens: Sequence[Token],
    first: int,
    whole: Mapping[int, Candidate],
    context: Context,
) -> Iterator[Candidate]:
    """The members of the list that begins with a word."""
    at: int | None = first
    for _ in range(MOST_MEMBERS):
        own = None if at is None else _member(sentence, tokens, at, whole, context)
        if own is None:
            return
        after = tokens[own.last].folded if own.last < len(tokens) else ""
        if after in context.words("finite") and sentence[own.end : own.end + 1] == " ":
            return  # a clause of its own: "… with Compass, and fees are paid online"
        hypernym = own.kind == GENERIC and examples_after(sentence, own.end)
        said = {token.folded for token in tokens[own.first : own.last]}
        if not hypernym and not said <= context.words("own_people"):
            yield own
        at = _next(sentence, tokens, own, whole)


def _longest_at(
    candidates: Sequence[Candidate], fused: Sequence[tuple[int, int]]
) -> dict[int, Candidate]:
    """The longest known name, kind of body or name with "and" that begins with each word."""
    found: dict[int, Candidate] = {}
    for one in candidates:
        best = found.get(one.first)
        is_whole = one.kind in (KNOWN, GENERIC) or (one.first, one.last) in fused
        if is_whole and (best is None or one.last > best.last):
            found[one.first] = one
    return found


def _member(
    sentence: str,
    tokens: Sequence[Token],
    at: int,
    whole: Mapping[int, Candidate],
    context: Context,
) -> Candidate | None:
    """The phrase that begins at a word, after its article; None where none does."""
    articles = context.words("articles")
    while at < len(tokens) and tokens[at].folded in articles and at not in whole:
        if sentence[tokens[at].end : tokens[at].end + 1] != " ":
            return None
        at += 1
    end = _end(sentence, tokens, at, whole, context)
    nouns = context.words("bodies") | context.words("qualifiers")
    adverbs = {each for each in tokens[at:end] if each.folded.endswith("ly") and not each.capital}
    while end > at and tokens[end - 1] in adverbs and tokens[end - 1].folded not in nouns:
        end -= 1
    said = [token.folded for token in tokens[at:end]]
    if not said or said[0] in context.words("anybody") or said == ["another"]:
        return None
    last = tokens[end - 1]
    ordinary = last.folded in context.words("ordinary") - context.words("bodies")
    if ordinary and not last.capital:
        return None
    kind = SHAPED if all(token.capital for token in tokens[at:end]) else GENERIC
    return Candidate(tokens[at].start, last.end, kind, at, end)


def _end(
    sentence: str,
    tokens: Sequence[Token],
    at: int,
    whole: Mapping[int, Candidate],
    context: Context,
) -> int:
    """The word after the phrase that begins at a word."""
    stops = context.words("breaks") | context.words("ends_phrase")
    end = at
    while end < len(tokens) and end - at < LONGEST_MEMBER:
        if end in whole:
            end = whole[end].last
        elif _stops(tokens, end, stops, context):
            return end
        else:
            end += 1
        if end >= len(tokens):
            break
        gap = sentence[tokens[end - 1].end : tokens[end].start]
        step = _over(tokens, end, context) if gap == " " else 0
        if not step and not _WITHIN.fullmatch(gap):
            break
        end += step
    return min(end, len(tokens))


def _stops(tokens: Sequence[Token], at: int, stops: frozenset[str], context: Context) -> bool:
    """Say whether a word ends a phrase for a receiver; "help" does not in "early help team"."""
    word = tokens[at].folded
    after = tokens[at + 1].folded if at + 1 < len(tokens) else ""
    noun = word in context.words("nouns_too") and after in context.words("bodies")
    return word in stops and not noun


def _over(tokens: Sequence[Token], at: int, context: Context) -> int:
    """How many words lead over to the rest of a phrase: "of" goes on, "for" between capitals."""
    word = tokens[at].folded
    if at + 1 >= len(tokens) or word not in ("of", "for"):
        return 0
    after = tokens[at + 1]
    if word == "for":
        return int(tokens[at - 1].capital and after.capital)
    return 1 + (after.folded in context.words("articles") and at + 2 < len(tokens))


def _next(
    sentence: str, tokens: Sequence[Token], own: Candidate, whole: Mapping[int, Candidate]
) -> int | None:
    """The first word of the next member, a known one even after words that say more of this."""
    end = own.end
    if own.kind != GENERIC and _APPOSED.match(sentence, end):
        end = sentence.find(",", sentence.find(",", end) + 1)
        if end < 0:
            return None
    begins = {tokens[n].start: n for n in range(own.last, len(tokens))}
    if found := examples_after(sentence, end) or _COORDINATES.match(sentence, end):
        return next((n for start, n in begins.items() if start >= found.end()), None)
    rest = _CLAUSE_ENDS.split(sentence[end : end + FARTHEST_MODIFIER])[0]
    later = (begins.get(end + each.end()) for each in _JOINS.finditer(rest))
    return next((n for n in later if n in whole), None)
