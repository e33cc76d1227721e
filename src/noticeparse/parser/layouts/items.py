"""An item of a list of recipients → its companies, each with what the item says of it.

"Arbor – MIS", "Arbor: MIS", "Arbor (MIS)", "Arbor, which holds …", "Catering: Aspens and Dolce",
"Payments (ParentPay)", "our caterers, Aspens" and "Arbor" alone are read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from noticeparse.model import Text
from noticeparse.parser.candidates import GENERIC
from noticeparse.parser.companies import strip_mark
from noticeparse.parser.layouts.region import Context
from noticeparse.parser.mentions import find_mentions
from noticeparse.parser.recipients import (
    cut,
    is_generic,
    is_known,
    is_ordinary,
    is_recipient,
    is_shaped,
    split_recipients,
    starts_known,
)
from noticeparse.text import sentences, words

LONGEST_NAME = 8  # words of an item, or of what stands before a dash, that may be a company

_SEPARATOR = re.compile(
    r"\s+[-–—]+\s*(?=\w)|\s+[-–—]+\s+|\s*[–—]\s*|(?<=[A-Za-z)])-\s+|\s*:\s+|\s+={1,2}>?\s+"
)
_BRACKET = re.compile(r"\s*\(([^()]+)\)\s*[.;,]?$")
_THEN = re.compile(
    r"\s*,\s+(?=[a-z])|\s+(?=(?:is|are|was|which|who|that|to|for|so|used|provides?|holds?|stores?|"
    r"receives?|where|when|as|in order|via|runs?|supplies|supply|who)\s)|\.\s+(?=[A-Z])"
)
_AIM = re.compile(r"\s*,\s+(?=(?:so that|so|for|to|in order|where|when|who|which|because|if|as)\s)")
_EXAMPLES = re.compile(
    r"\s*:\s+|,?\s+\(?(?:e\.\s?g\.?|i\.\s?e\.?|eg|such as|including|for example|for instance|"
    r"namely|like),?\s+(?=[A-Z0-9])"
)
_LISTED = re.compile(r"\s*[,;]\s*(?:and\s+|or\s+)?")
_LAST = re.compile(r"\s+and\s+(?=[A-Z])")
_OPENING = re.compile(r"\s+(?=\([a-z])")
_LEADING = re.compile(r"^(?:our|the|its|a)\s+[a-z]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Named:
    """A company of an item, its descriptor and its footnote mark."""

    company: Text
    description: Text
    mark: str | None = None


def read_item(text: Text, context: Context) -> list[Named]:
    """Read an item of a list that is known to list recipients; empty where it names none."""
    text = _without_end(text)
    if not text:
        return []
    for reading in (  # in order of precedence
        _exemplified,
        _separated,
        _in_bracket,
        _whole,
        _sentence,
        _mentioned,
        _vague,
        _before_aim,
    ):
        if found := reading(text, context):
            return found
    return []


def names_one(text: Text, context: Context) -> bool:
    """Say whether an item surely begins with a recipient: known, generic, or set off as a name."""
    string = str(_without_end(text))
    if starts_known(string, context) or is_generic(string, context):
        return True
    for pattern in (_SEPARATOR, _THEN, _OPENING):
        for left, _ in _cuts(_without_end(text), pattern):
            if is_generic(str(left), context) or is_shaped(str(left), context):
                return True
    return any(is_generic(str(part), context) for part in split_recipients(text, context))


def is_entry(text: Text, context: Context) -> bool:
    """Say whether an item is a name, a dash or colon, and what is said of the name."""
    left, right = next(_cuts(_without_end(text), _SEPARATOR), (None, None))
    if left is None or right is None or len(words(str(left))) > LONGEST_NAME:
        return False
    return is_recipient(str(left), context) and len(words(str(right))) > 1


def _without_end(text: Text) -> Text:
    return re_strip(text.strip())


def re_strip(text: Text) -> Text:
    """Take "; and", a comma or a full stop off an item's end."""
    end = re.search(r"(?:\s*[;,]\s*(?:and|or)?|(?<=[^.]{3})\.|\s+and)\s*$", text.string)
    return text.slice(0, end.start()).strip() if end and end.start() else text


def _cuts(text: Text, pattern: re.Pattern[str]) -> Iterator[tuple[Text, Text]]:
    for match in pattern.finditer(text.string):
        left, right = text.slice(0, match.start()).strip(), text.slice(match.end()).strip()
        if left and right and left.string.count("(") == left.string.count(")"):
            yield left, right


def _separated(text: Text, context: Context) -> list[Named]:
    """Read "Arbor – MIS" and "Catering: Aspens and Dolce"."""
    for left, right in _cuts(text, _SEPARATOR):
        if is_known(f"{left} {right}", context) and not is_known(str(left), context):
            continue  # a dash inside a name
        if _is_lead(left, right, context):
            return [Named(one, left) for one in split_recipients(right, context)]
        if len(words(str(left))) > LONGEST_NAME:
            return []
        names = split_recipients(left, context)
        if all(
            is_recipient(str(name), context) or starts_known(str(name), context) for name in names
        ):
            return [_marked(name, right) for name in names]
        if len(words(str(left))) <= LONGEST_NAME // 2 or str(left)[0].isupper():
            return [_marked(left, right)]
    return []


def _exemplified(text: Text, context: Context) -> list[Named]:
    """Read "Advisers: Aldous LLP (legal), Wexmere (tax)" and "charities, e.g. The Lantern"."""
    for left, right in _cuts(text, _EXAMPLES):
        if not is_generic(str(left), context) and not context.wording.cue("vague", str(left)):
            continue
        parts = [part for part in cut(right, _LISTED) if part]
        if len(parts) > 1 or starts_known(str(cut(right, _LAST)[-1]), context):
            parts = [*parts[:-1], *cut(parts[-1], _LAST)]
        shaped = all(is_recipient(str(part), context) for part in parts)
        sure = any(starts_known(str(part), context) for part in parts)
        loose = text.string[len(left) :].lstrip()[:1] != ":"
        if shaped and (sure or loose or all(_BRACKET.search(str(part)) for part in parts)):
            return [_with_bracket(part, left) for part in parts]
    return []


def _with_bracket(text: Text, otherwise: Text) -> Named:
    """Read "Aldous LLP (legal)": the bracket says what it does, if it is in ordinary words."""
    match = _BRACKET.search(text.string)
    if match is None or not any(word[0].islower() for word in match.group(1).split()):
        return _marked(text, otherwise)
    return _marked(text.slice(0, match.start()).strip(), text.slice(*match.span(1)).strip())


def _is_lead(left: Text, right: Text, context: Context) -> bool:
    """Say whether `left` is a category and `right` the suppliers of it."""
    if starts_known(str(left), context):
        return False
    names = split_recipients(right, context)
    known = [is_known(str(name), context) for name in names]
    if is_generic(str(left), context) and not all(known):
        return False
    if not all(
        sure or is_shaped(str(name), context) for name, sure in zip(names, known, strict=True)
    ):
        return False
    category = context.wording.cue("category", str(left)) or is_ordinary(str(left), context)
    return bool(category) and (any(known) or len(names) > 1 or not is_shaped(str(left), context))


def _in_bracket(text: Text, context: Context) -> list[Named]:
    """Read "Payments (ParentPay)", "Arbor (our MIS)", "Compass (from 2020)"."""
    match = _BRACKET.search(text.string)
    if match is None or match.start() == 0:
        return []
    left, inner = text.slice(0, match.start()).strip(), text.slice(*match.span(1)).strip()
    if "," in left.string or ";" in left.string:
        return []
    if is_known(str(inner), context) and not starts_known(str(left), context):
        lead = context.wording.cue("category", str(left)) or not is_shaped(str(left), context)
        if lead:
            return [Named(one, left) for one in split_recipients(inner, context)]
    if not is_recipient(str(left), context) and not starts_known(str(left), context):
        return []
    if context.wording.cue("note", str(inner)) or _describes(str(inner), context):
        return [_marked(left, inner)]
    return []


def _describes(inner: str, context: Context) -> bool:
    """Say whether a bracket says what a company does, not how else it is called."""
    if is_known(inner, context) or context.wording.says("legal_form", inner):
        return False
    small = inner[:1].islower()
    said = len(words(inner)) > 1 or context.wording.cue("category", inner) is not None
    return (small and said) or inner in ("MIS", "SIS", "VLE")


def _whole(text: Text, context: Context) -> list[Named]:
    """Read an item that is nothing but names."""
    if own := _appositive(text, context):
        return own
    names = split_recipients(text, context)
    if len(names) > 1:
        return [_marked(name, Text("")) for name in names]
    short = len(words(str(text))) <= LONGEST_NAME
    if is_recipient(str(text), context) or (
        short and _capital(text) and not _THEN.search(text.string)
    ):
        return [_marked(text, Text(""))]
    return []


def _capital(text: Text) -> bool:
    return (
        text.string[:1].isupper()
        or text.string[:1].isdigit()
        or any(map(str.isupper, str(text)[1:]))
    )


def _appositive(text: Text, context: Context) -> list[Named]:
    """Read "our regulator, Ofsted": one recipient, said twice."""
    left, comma, _ = text.string.partition(", ")
    right = text.slice(len(left) + len(comma)).strip()
    if not comma or not _LEADING.match(left) or "," in right.string:
        return []
    if is_known(left, context) or not (
        is_known(str(right), context) or is_shaped(str(right), context)
    ):
        return []
    if left.endswith("s") and is_generic(left, context) and not is_known(str(right), context):
        return []
    return [_marked(right, text.slice(0, len(left)).strip())]


def _sentence(text: Text, context: Context) -> list[Named]:
    """Read "Arbor, which holds …": names, and what is said of them."""
    for left, right in _cuts(text, _THEN):
        if len(words(str(left))) > LONGEST_NAME:
            break
        if context.wording.cue("vague", str(left)):
            continue
        names = split_recipients(left, context)
        ordinary = is_ordinary(str(left), context) and not is_generic(str(left), context)
        if all(is_recipient(str(name), context) for name in names) and not ordinary:
            return [_marked(name, right) for name in names]
    return []


def _vague(text: Text, context: Context) -> list[Named]:
    """Read "Other professionals who work with us": nobody is named, yet somebody receives."""
    for left, right in _cuts(text, _THEN):
        if is_generic(str(left), context) or context.wording.cue("vague", str(left)):
            return [_marked(left, right)]
    return []


def _before_aim(text: Text, context: Context) -> list[Named]:
    """Read "The child's dance teacher, so that she knows who comes": a phrase, and what for."""
    for left, right in _cuts(text, _AIM):
        said = str(left)
        if len(words(said)) <= LONGEST_NAME // 2 + 1 and not context.wording.says(
            "data_item", said.rsplit(maxsplit=1)[-1]
        ):
            return [_marked(left, right)]
    return []


def _mentioned(text: Text, context: Context) -> list[Named]:
    """Read "For music we use Charanga.": a sentence that names its companies."""
    ends = [end for _, end in sentences(text.string)]
    first = str(text.slice(0, ends[0])) if ends else ""
    found = find_mentions(first, context)
    if not found:  # "Quern-Lend knows first names only"
        led = find_mentions(first, context, leads=True)
        found = [one for one in led if one.kind != GENERIC]
    return [Named(text.slice(one.start, one.end), text) for one in found]


def _marked(company: Text, description: Text) -> Named:
    bare, mark = strip_mark(company)
    return Named(bare, description, mark)
