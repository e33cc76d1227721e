"""The words of a row → does it say that nothing personal is shared?

An empty cell or a dash says nothing either way. "None intentionally; staff may see data" is not
none. A row that passes on counts alone shares nothing personal, whatever they count.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from noticeparse.classifier.decide import Stated
from noticeparse.classifier.seen import Seen, Span
from noticeparse.text import clauses, sentence_at, sentences

_EDGES = re.compile(r"[\s.,;:!()\u2013\u2014-]*")
_ASIDE = re.compile(r"^\w+(?: \w+)?:|\([^)]*\)")  # a label before, brackets after
_STATEMENT = "no_personal_data.statement"
_WHOLE = "no_personal_data.whole"
_PUPILS = "no_personal_data.pupils"
_OTHERS = "no_personal_data.others"
_DATA = "no_personal_data.data"
_UNSPOKEN = "no_personal_data.unspoken"
_COUNTS = "no_personal_data.counts"
_UNNAMED = "no_personal_data.unnamed"
_UNLESS = "no_personal_data.unless"
_NONE = re.compile(r"\s*(?:none|nil|nothing)\s*(?=[,:;\u2013\u2014-])", re.IGNORECASE)
_YES_OR_NO = re.compile(r"\s*no\s*", re.IGNORECASE)


def says_nothing_shared(seen: Sequence[Seen], stated: Sequence[Stated]) -> bool:
    """Say whether one of the texts, with what each states, says that no personal data is shared."""
    if not any(text.has(_WHOLE, _STATEMENT, _UNSPOKEN, _UNNAMED) for text in seen):
        return False
    both = [
        (text, said)
        for text, said in zip(seen, stated, strict=True)
        if text.reading.role in ("data", "both", "purpose") and not text.reading.denies
    ]
    texts = [text for text, _ in both]
    if any(_is_taken_back(text) for text in texts):
        return False
    if any(_whole(text) or _states(text) for text in texts):
        return True
    named = {sentence for text, said in both for sentence in _sentences_with_data(text, said)}
    unspoken, counts, unnamed = (
        {sentence for text in texts for sentence in _sentences_of(text, group)}
        for group in (_UNSPOKEN, _COUNTS, _UNNAMED)
    )
    if unspoken and named <= unspoken:
        return True
    return bool(counts and unnamed) and named <= counts | unnamed


def _sentences_of(seen: Seen, group: str) -> list[str]:
    """List the sentences that hold a cue of a group."""
    text = seen.reading.string
    return [text[slice(*sentence_at(text, start))] for start, _ in seen.cues(group)]


def _sentences_with_data(seen: Seen, stated: Stated) -> list[str]:
    """List the sentences that name data which they do not deny."""
    text = seen.reading.string
    shared = [f.start for f in stated.findings if f.entry.kind == "category" and not f.denied]
    return [text[a:b] for a, b in sentences(text) if any(a <= start < b for start in shared)]


def _is_taken_back(seen: Seen) -> bool:
    """Does a phrase take it back, outside of those that state it ("nothing but a school name")?"""
    stated = seen.cues(_STATEMENT)
    return any(
        not any(a <= start and end <= b and (start, end) != (a, b) for a, b in stated)
        for start, end in seen.cues(_UNLESS)
    )


def _states(seen: Seen) -> bool:
    """Does a sentence say so, without going on to name an exception ("other than names")?"""
    exceptions = [a for a, _ in seen.cues("negation.exception")]
    for start, end in seen.cues(_STATEMENT):
        bounds = sentence_at(seen.reading.string, start)
        excepted = any(start < place < bounds[1] for place in exceptions)
        if not excepted and not _leaves_others(seen, (start, end), bounds):
            return True
    return False


def _leaves_others(seen: Seen, statement: Span, own: Span) -> bool:
    """Does it speak of pupils alone, where data of staff or others is named besides?"""
    pupils = seen.cues(_PUPILS)
    if not any(statement[0] <= a and b <= statement[1] for a, b in pupils):
        return False
    text = seen.reading.string
    people, data = seen.cues(_OTHERS), seen.cues(_DATA)
    others = {sentence_at(text, start) for start, _ in people} - {own}
    return any(sentence_at(text, start) in others for start, _ in data)


def _whole(seen: Seen) -> bool:
    """Is the text, or its first sentence where data is read, nothing but a "none"?"""
    if seen.reading.role == "purpose" or not seen.has(_WHOLE):
        return False
    text = seen.reading.string
    none = _NONE.match(text)
    if none and not seen.has("negation.exception"):
        return True
    text = _ASIDE.sub(lambda aside: " " * len(aside.group()), text)
    bounds = [(0, len(text)), *sentences(text)[:1], *clauses(text)[:1]]
    lines = [(m.start(), m.end()) for m in re.finditer(r"[^\n.;]+", text)]
    bounds += lines[:1] if seen.reading.role == "data" else [*lines[:1], *lines[-1:]]
    return any(
        _EDGES.fullmatch(text[start:a]) and _EDGES.fullmatch(text[b:end])
        for start, end in bounds
        for a, b in seen.cues(_WHOLE)
        if start <= a and b <= end and not text[a:b].isspace()  # not in the brackets left out
        if not _leaves_others(seen, (a, b), sentence_at(text, a))
        # In running text "No." answers a question.
        if seen.reading.role == "data" or not _YES_OR_NO.fullmatch(text[a:b])
    )
