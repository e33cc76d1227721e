"""A sentence → every phrase in it that could be a recipient, each with its span and kind.

Names of the catalogue, phrases with the shape of a name, recipients without a name of their own
("our auditors"), and brands in lower case that a bracket explains. Which of them the sentence
shares with is asked in `mentions`. Limit: a name of ordinary words in lower case is not seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from noticeparse.acts import acts_in
from noticeparse.parser.layouts.region import Context
from noticeparse.parser.recipients import is_generic, is_ordinary
from noticeparse.parser.wording import NameSpan

KNOWN, SHAPED, GENERIC = "known", "shaped", "generic"
LONGEST_GENERIC = 7  # words
FEWEST_WORDS_OF_A_NAME = 3  # "Community Oral Health Service" is a name, "Local Authority" is none
INNER_CAPITAL = re.compile(r"[a-z][A-Z]|\d|^[A-Z]{2,}|[A-Z]{2,}[a-z]")

_CAPITAL = "A-ZÀ-ÖØ-ÞĀĒĪŌŪŴŶŚŠŻŽ"
_WORD = rf"(?:[{_CAPITAL}][\w'’&+-]*(?:[.:]\w[\w'’+-]*)*|[a-z]{{1,2}}[A-Z]\w+|\d+[A-Z]\w*)"
_SHAPE = re.compile(
    # "For NAPLAN the VCAA has" names two.
    rf"(?<![\w'’-]){_WORD}(?:(?!(?<=[A-Z]{{3}})\s+the\s)\s+(?:(?:of|for|the|to|in|on|my|your|de)\s+){{0,2}}"
    rf"(?:{_WORD}|\d+\b)|\s*&\s*{_WORD})*"
)
_JOINER = re.compile(r"\s+(?:of|for|the|to|in|on|my|your|de)\s+")
_THE = re.compile(r"\bthe\b")
_LAST_JOINER = re.compile(r"(?:\s+(?:of|for|the|to|in|on|my|your|de))*\s*$")
_DETERMINED = re.compile(r"(?:our|the)\s", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s?$")
_LOWER = re.compile(r"(?<![\w-])[a-z]{4,}\b")
_PUNCTUATION = re.compile(r"[^\w'’&\s-]")
_MINISTRY = re.compile(r"(?:[A-Z][\w'’-]+ ){0,3}(?:Ministry|Department) (?:of|for) [A-Z]")
# "Leicestershire Health and Social Care Trust"
_REST_OF_TRUST = re.compile(r"(?:Social )?(?:Care|Wellbeing|Health|Children|Families)\b.* Trust$")
_OFFICE = re.compile(r"(?:Office|Department|Board|Bureau|Ministry|Institute)$")
_DEPARTMENT = re.compile(
    r"(?:The |the )?(?:[A-Z]\w+ ){0,3}(?:Department|Ministry|Board|Office)s? (?:for|of) [A-Z]"
)
_BETWEEN_APPOSED = re.compile(r", ((?:the|our|its|an?) (?:[a-z-]+ ){0,3})?")
_APPOSED = re.compile(
    r"(?: (?:in|of|from|near|for|based in) [\w'’ ]{2,30})?(?:,(?! and| or)|\.|$)"
    r"| (?:who|which|that) [^,;]+$"
)
_OF_NAME = re.compile(r" (?:from|of|at|employed by)(?: the)? ")
_APPOSED_TO = re.compile(r" (?:to|for|of) (?:the|our) |\.$|$")
_LEGAL_END = re.compile(r"\s(?:Ltd|Limited|Inc|LLC|LLP|plc|PLC|Pty|GmbH|Corp|CIC)\.?$")
_COUNCIL = re.compile(r"^[A-Z].* (?:Council|Borough|Constabulary|Police|Partnership|Health Board)$")
_CAMEL = re.compile(r"[a-z][A-Z]")
_PERSON = re.compile(r"(?:Mr|Mrs|Ms|Miss|Mx)\b")
_TOKEN = re.compile(r"[\w'’&-]+")


@dataclass(frozen=True, slots=True)
class Mention:
    """A recipient in a sentence: its span [start, end) there, and what kind of name it is."""

    start: int
    end: int
    kind: str
    slotted: bool = False


def find_candidates(sentence: str, context: Context) -> list[Mention]:
    """Find the phrases that could be recipients, in the order of the sentence."""
    shapes = _with_and(list(_shapes(sentence, context)), sentence, context)
    known = []
    for span in context.find_names(sentence):
        name = sentence[span.start : span.end]
        if _is_titled(name) or not is_ordinary(name, context):  # "First Student"
            longer = next((s for s in shapes if _is_more_of(s, span, sentence, context)), None)
            start, end = (longer.start, longer.end) if longer else (span.start, span.end)
            known.append(Mention(start, end, KNOWN))
    lower = list(_lower_case(sentence, known, context))
    found = [*known, *lower]
    generics = [
        one for one in _generics(sentence, context) if not _inside_shape(one, shapes, sentence)
    ]
    generics = _joined_bodies(generics, shapes, sentence, context)
    shapes = [_before_generic(one, generics, sentence) for one in shapes]
    for one in [*generics, *shapes]:
        if all(one.end <= other.start or one.start >= other.end for other in found):
            found.append(one)
    ordered = sorted(found, key=lambda one: one.start)
    return [
        one
        for one in ordered
        if not _in_bracket_of_another(one, ordered, sentence)
        and not _said_again(one, ordered, sentence)
    ]


def _is_titled(name: str) -> bool:
    """Say whether all words of a longer name have capitals, but for "of" and the like."""
    return " " in name and _JOINER.sub(" ", name).istitle()


def _is_more_of(shape: Mention, span: NameSpan, sentence: str, context: Context) -> bool:
    """Say whether capitals around a known name belong to it: "Wessex Community NHS Trust"."""
    if shape.end < span.end or shape.end - shape.start <= span.end - span.start:
        return False
    if shape.start == span.start:
        return True
    if shape.start > span.start:
        return False
    if context.wording.cue("outside_body", sentence[shape.start : shape.end]):
        return True
    more = sentence[shape.start : span.start].strip()
    inside = sentence[: shape.start].rstrip()[-1:].isalnum()  # no capital of a sentence's start
    part_of_it = all(part[0].isupper() for part in more.split()) and not context.find_names(more)
    return (
        inside
        and part_of_it
        and not any(is_ordinary(part, context) for part in (more, *more.split()))
    )


def _said_again(one: Mention, others: Sequence[Mention], sentence: str) -> bool:
    """Say whether a generic recipient has its name beside it: "our caterer, Aspens, …"."""
    if one.kind != GENERIC:
        return False
    return any(
        _named_in_bracket(one, other, sentence)
        or (other.kind != GENERIC and _beside(one, other, sentence))
        for other in others
    )


def _beside(one: Mention, other: Mention, sentence: str) -> bool:
    """Say whether a name stands right beside the phrase for it."""
    gap = sentence[one.end : other.start]
    if _OF_NAME.fullmatch(gap):  # "a psychologist from NEPS"
        return True
    plural = sentence[one.end - 1 : one.end] == "s"
    if gap == " " or (gap in (", ", " – ") and not plural):
        return True
    if sentence[other.end : one.start] == " " or _describes(one, other, sentence):
        return True
    # "our caterers, X, ", "the College's caterers, X, "
    own = bool(_DETERMINED.match(sentence[one.start : one.end]))
    own = own or sentence.endswith(("'s ", "\u2019s "), 0, one.start)
    return own and gap == ", " and sentence[other.end : other.end + 1] == ","


def _describes(one: Mention, other: Mention, sentence: str) -> bool:
    """Say whether a phrase only says what the name before it is: "X Ltd, the caterer, is told"."""
    between = _BETWEEN_APPOSED.fullmatch(sentence, other.end, one.start)
    if between is None:
        return False
    determined = between.group(1) or _DETERMINED.match(sentence[one.start : one.end])
    after = _APPOSED if determined else _APPOSED_TO
    return after.match(sentence, one.end) is not None


def _inside_shape(one: Mention, shapes: Sequence[Mention], sentence: str) -> bool:
    """Say whether a generic phrase is part of a name: "Royal Children's Hospital"."""
    article = _DETERMINED.match(sentence[one.start : one.end])
    start = one.start + (article.end() if article else 0)
    named = len(sentence[start : one.end].split()) >= FEWEST_WORDS_OF_A_NAME
    return sentence[start].isupper() and any(
        shape.start <= start
        and one.end <= shape.end
        and (named or shape.end - shape.start > one.end - start)
        for shape in shapes
    )


def _before_generic(one: Mention, generics: Sequence[Mention], sentence: str) -> Mention:
    """Cut "Seesaw for Education" where "education services" begins inside it."""
    for other in generics:
        if one.start < other.start < one.end:
            name = sentence[one.start : other.start]
            return replace(one, end=one.start + len(_LAST_JOINER.sub("", name)))
    return one


def _in_bracket_of_another(one: Mention, others: Sequence[Mention], sentence: str) -> bool:
    """Say whether a name stands in the bracket after another: "Hwb (Welsh Government)".

    Not so in "the school nurse (Kent Community NHS Trust)", whose name the bracket says.
    """
    return any(
        other.end < one.start
        and sentence[other.end : one.start].strip() == "("
        and not _named_in_bracket(other, one, sentence)
        for other in others
    )


def _named_in_bracket(one: Mention, other: Mention, sentence: str) -> bool:
    """Say whether `other` is all of the bracket after a generic recipient, and no short for it."""
    if one.kind != GENERIC or sentence[one.end : other.start] != " (":
        return False
    if other.kind == GENERIC and not sentence[other.start].isupper():
        return False
    initials = "".join(word[0] for word in _TOKEN.findall(sentence[one.start : one.end]))
    short = sentence[other.start : other.end].lower()
    return sentence[other.end : other.end + 1] == ")" and short not in initials.lower()


def _shapes(sentence: str, context: Context) -> Iterable[Mention]:
    """Phrases with capitals, without the words around them that are no part of a name."""
    cue = context.wording.cue
    acts = acts_in(sentence)
    for match in _SHAPE.finditer(sentence):
        start, end = match.span()
        if any(act[0] <= start < act[1] for act in acts):
            continue
        while (space := sentence.find(" ", start, end)) > 0 and any(
            cue(key, sentence[start:space]) for key in ("function_word", "leading_word")
        ):
            inside = sentence[:start].rstrip()[-1:].isalnum()
            if inside and sentence[start:space] == "The":
                break  # "NHS Strathlorne and The Exchange"
            if inside and cue("may_begin_name", sentence[start:space]):
                break  # "passed to Your School Lottery"
            start = space + 1
        for joiner in list(_JOINER.finditer(sentence, start, end)):
            said, rest = sentence[start : joiner.start()], sentence[joiner.end() : end]
            word = joiner.group().strip()
            if word in ("to", "on") and cue("own_thing", said):
                if word == "to":
                    start = joiner.end()  # "October Returns to the Department of Education"
                    continue
                end = joiner.start()  # "the Bursar on Form 4"
                break
            closed = _LEGAL_END.search(said)
            legal = _LEGAL_END.search(sentence[start:end])  # "Little Acorns Out of School Ltd"
            if word in ("on", "in", "to") and _THE.search(joiner.group()):
                end = joiner.start()  # "the Department of Education on the Online Database"
                break
            of_office = word == "of" and _OFFICE.search(said) is not None
            if (
                closed
                or (cue("name_ends", rest) and not legal and not of_office)
                or cue("place", rest)
                or rest.isdigit()
            ):
                end = joiner.start()
                break
        end = start + len(_POSSESSIVE.sub("", sentence[start:end].rstrip(".")))
        name = sentence[start:end]
        person = _PERSON.match(name) or _PERSON.search(sentence[max(0, start - 5) : start])
        if len(name) > 1 and name[0].isalnum() and not person and not _is_no_name(name, context):
            yield Mention(start, end, SHAPED)


def _joined_bodies(
    generics: Sequence[Mention], shapes: Sequence[Mention], sentence: str, context: Context
) -> list[Mention]:
    """Put "Argyll and Bute Council" together: a place of two names, not a firm and a council."""
    found: list[Mention] = []
    for one in generics:
        body = _COUNCIL.search(sentence[one.start : one.end])
        before = next((s for s in shapes if sentence[s.end : one.start] == " and "), None)
        if body and before and sentence[before.start : before.end].isalpha():
            name = sentence[before.start : before.end]
            if not context.find_names(name, alone=True) and not INNER_CAPITAL.search(name):
                found.append(replace(one, start=before.start))
                continue
        found.append(one)
    return found


def _with_and(shapes: Sequence[Mention], sentence: str, context: Context) -> list[Mention]:
    """Put "the Curriculum and Standards Authority" together: one body, not two names."""
    found: list[Mention] = []
    for one in shapes:
        last = found[-1] if found else None
        if last and sentence[last.end : one.start] in (" and ", " & "):
            first, second = sentence[last.start : last.end], sentence[one.start : one.end]
            the = sentence[: last.start].lower().endswith("the ")
            body = " " in second and context.wording.cue("body_noun", second) is not None
            ministry = _MINISTRY.match(first)  # "Ministry of Education and Child Care"
            if (
                ((the and (ministry or body)) or _REST_OF_TRUST.match(second))
                and not context.find_names(first)
                and not _is_body(first, context)
            ):
                found[-1] = replace(last, end=one.end)
                continue
        found.append(one)
    return found


def _is_body(name: str, context: Context) -> bool:
    return context.wording.cue("body_noun", name) is not None


def _is_no_name(name: str, context: Context) -> bool:
    cue = context.wording.cue
    if " " in name and (cue("outside_body", name) or _CAMEL.search(name) or " My " in name):
        return False
    keys = ("function_word", "vague", "own_thing", "place")
    return is_ordinary(name, context) or any(cue(key, name) for key in keys)


def _lower_case(sentence: str, known: Sequence[Mention], context: Context) -> Iterable[Mention]:
    """Names in lower case that a bracket explains: "our tapestry (online learning journal)"."""
    for match in _LOWER.finditer(sentence):
        word = match.group()
        if (
            context.wording.cue("after_lower", sentence[match.end() :])
            and not context.wording.cue("lower_never", word)
            and not is_ordinary(word, context)
            and all(not one.start <= match.start() < one.end for one in known)
        ):
            yield Mention(match.start(), match.end(), SHAPED)


def _generics(sentence: str, context: Context) -> Iterable[Mention]:
    """Recipients without a name of their own: the longest phrase at each place."""
    tokens = [match.span() for match in _TOKEN.finditer(sentence)]
    place = 0
    while place < len(tokens):
        for length in range(min(LONGEST_GENERIC, len(tokens) - place), 0, -1):
            start, end = tokens[place][0], tokens[place + length - 1][1]
            phrase = sentence[start:end]
            if not _is_phrase(phrase, context) or not is_generic(phrase, context):
                continue
            if not context.wording.cue("vague", phrase):
                yield Mention(start, end, GENERIC)
            place += length - 1
            break
        place += 1


def _is_phrase(phrase: str, context: Context) -> bool:
    """Say whether words may be one noun phrase: no punctuation, no verb or preposition inside."""
    if _PUNCTUATION.search(phrase):
        return False
    inner = phrase.split()
    if inner[0].lower() in ("and", "or", "&"):
        return False
    inside = inner
    if _DEPARTMENT.match(phrase):
        if inner[-1][0].islower():
            return False
        inside = [word for word in inner if word not in ("for", "in")]  # "for Work and Pensions"
    return not any(context.wording.cue("breaks", word) for word in inside)


def leading_name(text: str, context: Context) -> int | None:
    """Where the name ends that a text begins with; None where it begins with none.

    A name of the catalogue counts, and one of several capitals or with a capital inside it.
    """
    for span in context.find_names(text, alone=True):
        if span.start == 0 and text[0].isupper():
            return span.end
    for one in find_candidates(text, context):
        if text[: one.start].strip(" \"'").lower() in ("", "the", "our"):
            name = text[one.start : one.end]
            known = one.kind == KNOWN or context.find_names(name, alone=True)
            sure = known or " " in name or INNER_CAPITAL.search(name)
            return one.end if sure and one.kind != GENERIC else None
    return None
