"""A short text → is it a recipient: known, generic ("other schools"), or shaped like a name.

Lists and sentences are both read with these questions. A known name is one of the catalogue; a
generic recipient has no name of its own but is one in every notice; a shape is a few words with
capitals that are not ordinary ones. Limit: a supplier in lower case that the catalogue does not
know is not seen.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from noticeparse.model import Text
from noticeparse.parser.companies import is_name, looks_like_name, starts_with_name
from noticeparse.parser.layouts.region import Context
from noticeparse.text import words

_BRACKET = re.compile(r"\s*\([^()]*\)")
_DETERMINER = re.compile(r"^(?:the|our|your|a|an|any)\s+", re.IGNORECASE)
_STRONG = re.compile(r"\s*;\s*(?:and\s+)?")
_CAMEL = re.compile(r"^[A-Z][a-z]+[A-Z]\w+$")  # one word, surely made up
_COMMA = re.compile(r"\s*,\s*(?:and\s+|or\s+|&\s*)?")
_AND = re.compile(r"\s*,\s*(?:and\s+|or\s+|&\s*)?|\s+(?:and|or|&)\s+")
_OTHERS = re.compile(r"^(?:and |many )?(?:others?|more|etc\.?|so on|similar)$", re.IGNORECASE)


def without_brackets(text: str) -> str:
    """Take brackets out: "Duke of York Award (iDEA)" is "Duke of York Award"."""
    return _BRACKET.sub("", text).strip(" .,;:")


def is_known(text: str, context: Context) -> bool:
    """Say whether a text is a name of the catalogue, but for "the" or "our" and a bracket."""
    bare = _DETERMINER.sub("", without_brackets(text))
    return bool(bare) and is_name(bare, context.find_names)


def is_generic(text: str, context: Context) -> bool:
    """Say whether a text is a recipient without a name of its own: "Examining bodies"."""
    return context.wording.cue("generic", without_brackets(text)) is not None


def is_ordinary(text: str, context: Context) -> bool:
    """Say whether capitalised words are ordinary ones: "Year 6", "Parents", "We"."""
    return context.wording.cue("ordinary", text) is not None


def is_shaped(text: str, context: Context) -> bool:
    """Say whether a text looks like a name that the catalogue does not know."""
    return looks_like_name(text) and not is_ordinary(without_brackets(text), context)


def is_recipient(text: str, context: Context) -> bool:
    """Say whether a text is a recipient of any kind."""
    return is_known(text, context) or is_generic(text, context) or is_shaped(text, context)


def starts_known(text: str, context: Context) -> bool:
    """Say whether a text begins with a name of the catalogue, after "the" or "our"."""
    return starts_with_name(_DETERMINER.sub("", text), context.find_names)


def split_recipients(text: Text, context: Context) -> list[Text]:
    """Cut "My Book Club, DoJo, Oxford Reading Buddy" into its recipients; else give it whole."""
    if is_known(str(text), context) and len(context.find_names(str(text), alone=True)) == 1:
        return [text]
    strong = cut(text, _STRONG)
    parts = [part for piece in strong for part in _split_weakly(piece, context)]
    if len(strong) > 1 and not all(is_recipient(str(part), context) for part in parts):
        return [text]
    return parts if len(parts) > 1 else [text]


def _split_weakly(text: Text, context: Context) -> list[Text]:
    if is_known(str(text), context) and len(context.find_names(str(text), alone=True)) == 1:
        return [text]
    by_comma = [part for part in cut(text, _COMMA) if not _OTHERS.match(str(part))]
    if len(by_comma) > 1 and not _are_listed(by_comma, context):
        return [text]
    parts: list[Text] = []
    for part in by_comma:
        by_and = cut(part, _AND)
        sure = any(is_known(str(one), context) for one in by_and)
        named = all(
            is_known(str(one), context)
            or (len(by_comma) > 1 and is_shaped(str(one), context))
            or (sure and _CAMEL.search(str(one)) is not None)
            or _is_body(str(one), context)
            for one in by_and
        )
        parts += by_and if named and len(heads(by_and)) == len(by_and) else [part]
    return parts


def _is_body(text: str, context: Context) -> bool:
    """Say whether a name is that of a public body: "Fenmoor Council"."""
    named = " " in text and is_shaped(text, context)
    return named and context.wording.cue("outside_body", text) is not None


def _are_listed(parts: Sequence[Text], context: Context) -> bool:
    """Say whether the parts between commas are recipients, not a vendor with its products."""
    if len(heads(parts)) < len(parts):
        return False
    sure = [is_known(str(part), context) or is_generic(str(part), context) for part in parts]
    if all(sure):
        return True
    fit = all(
        ok or is_shaped(str(part), context) or _lists_recipients(part, context)
        for part, ok in zip(parts, sure, strict=True)
    )
    return fit and (len(parts) > 2 or any(sure))


def _lists_recipients(text: Text, context: Context) -> bool:
    """Say whether "courts & tribunals" is a pair of recipients."""
    pair = cut(text, _AND)
    return len(pair) > 1 and all(is_recipient(str(part), context) for part in pair)


def heads(parts: Sequence[Text]) -> set[str]:
    """The first words of the parts: products of one supplier often share theirs."""
    return {words(str(part))[0] for part in parts if words(str(part))}


def cut(text: Text, pattern: re.Pattern[str]) -> list[Text]:
    """Cut a text at a pattern, outside brackets."""
    parts, start = [], 0
    for match in pattern.finditer(text.string):
        before = text.string[: match.start()]
        if before.count("(") > before.count(")"):
            continue
        parts.append(text.slice(start, match.start()).strip())
        start = match.end()
    parts.append(text.slice(start).strip())
    return [part for part in parts if part]
