"""A company cell → the companies that it names, each with its descriptor.

"AQA, OCR and WJEC" names three; "SIMS, SIMS Pay" and "Tyler Technologies, Versatrans" name one.
"Bromcom – MIS" is Bromcom, described as MIS. Footnote marks are taken off and reported.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from noticeparse.model import Text
from noticeparse.parser.wording import FindNames
from noticeparse.text import words

_MARKS = re.compile(r"\s*(?P<mark>\*+|[†‡§¹²³⁴⁵⁶⁷⁸⁹]+|\[\d{1,2}\]|\(\d{1,2}\))\s*$")
_BULLET = re.compile(r"^\s*(?:[•·▪●◦‣*\uf0b7]|[-–—](?=\s))\s*")
_NUMBER = re.compile(r"\(?\d{1,2}(?:\.\d{1,2})*[.)]?\s+(?=[A-Z])|\([a-z]{1,4}\)\s+(?=[A-Z])")
_STRONG = re.compile(r"\s*;\s*")
_WEAK = re.compile(r"\s*,\s*(?:and\s+|&\s*)?|\s+(?:and|&)\s+")
_SLASH = re.compile(r"\s+/\s+")
_DASH = re.compile(r"\s+[-–—]+\s+|\s*[–—]\s+|(?<=[A-Za-z)])-\s+|:\s+")
_NAME_WORD = re.compile(
    r"^(?:[A-Z0-9(+&]|(?:of|for|the|and|by|my|in|on|to|a|de|la|&|\+)$|i[A-Z]|e[A-Z])"
)

_BODY = re.compile(
    r"(?:the |our )?(?:local )?(?:education )?(?:authority|council|lea|la|police|diocese|trust|"
    r"school nurs(?:e|es|ing)|health (?:board|service)|nhs)",
    re.IGNORECASE,
)

LONGEST_NAME = 6  # words; a longer part is a sentence, not a name


@dataclass(frozen=True, slots=True)
class Named:
    """A company as printed, what describes it in the same cell, and its footnote mark."""

    company: Text
    descriptor: Text | None = None
    mark: str | None = None


def read_company(cell: Text, find_names: FindNames, *, several: bool = True) -> list[Named]:
    """Read a company cell; `several` allows more than one company in it."""
    named = []
    for line in _lines(cell, find_names):
        for part in _split(line, find_names) if several else [line]:
            named.append(_describe(part, find_names))
    return [one for one in named if one.company]


def strip_bullet(text: Text) -> Text:
    """Take a bullet mark off the front of a text."""
    match = _BULLET.match(text.string)
    return (text.slice(match.end()) if match else text).strip()


def without_number(text: str) -> str:
    """Take the number off a clause of a schedule: "2.1 The Department receives …"."""
    match = _NUMBER.match(text)
    return text[match.end() :] if match else text


def strip_number(text: Text) -> Text:
    """Do the same to a text that knows its place."""
    return text.slice(len(text.string) - len(without_number(text.string)))


def strip_mark(text: Text) -> tuple[Text, str | None]:
    """Take a footnote mark off the end; return the text and the mark."""
    match = _MARKS.search(text.string)
    if not match or match.start() == 0:
        return text.strip(), None
    return text.slice(0, match.start()).strip(), match.group("mark")


def starts_with_name(text: str, find_names: FindNames) -> bool:
    """Say whether a text begins with a name of the catalogue (after "The" or a bracket)."""
    return any(
        len(text[: span.start].strip(" (").removeprefix("The")) == 0
        for span in find_names(text, alone=True)
    )


def is_name(text: str, find_names: FindNames) -> bool:
    """Say whether a text is a name of the catalogue, but for a bracket after it."""
    bare = re.sub(r"\([^)]*\)", "", text).strip(" .*")
    return any(
        span.start <= len("The ") and span.end >= len(bare) - 1
        for span in find_names(bare, alone=True)
        if not bare[: span.start].strip().removeprefix("The")
    )


def looks_like_name(text: str) -> bool:
    """Say whether a text has the shape of a name: a few words, with capitals."""
    bare = re.sub(r"\([^)]*\)", "", text).strip(" .")
    parts = bare.split()
    if not parts or len(parts) > LONGEST_NAME or not any(c.isupper() for c in bare):
        return False
    return all(_NAME_WORD.match(part) for part in parts)


def _lines(cell: Text, find_names: FindNames) -> list[Text]:
    """Cut a cell into its lines where each line is a name of its own, else give it whole."""
    pieces, at = [], 0
    for line in cell.string.split("\n"):
        pieces.append(strip_bullet(cell.slice(at, at + len(line))))
        at += len(line) + 1
    pieces = [piece for piece in pieces if piece]
    own = [starts_with_name(str(piece), find_names) for piece in pieces]
    bulleted = cell.string.count("\n") > 0 and all(
        _BULLET.match(line) for line in cell.string.split("\n") if line.strip()
    )
    if len(pieces) > 1 and (all(own) or bulleted):
        return pieces
    return [strip_bullet(Text.join(pieces))]


def _top_level(text: Text, pattern: re.Pattern[str]) -> list[Text]:
    """Cut a text at a pattern, but not inside brackets."""
    parts, at, string = [], 0, text.string
    for match in pattern.finditer(string):
        before = string[: match.start()]
        if before.count("(") == before.count(")"):
            parts.append(text.slice(at, match.start()).strip())
            at = match.end()
    parts.append(text.slice(at).strip())
    return [part for part in parts if part]


def _split(text: Text, find_names: FindNames) -> list[Text]:
    """Cut a text into the companies that it lists."""
    if len(find_names(str(text), alone=True)) == 1 and is_name(str(text), find_names):
        return [text]
    if listed := _side_by_side(text, find_names):
        return listed
    if listed := _by_slashes(text, find_names):
        return listed
    companies: list[Text] = []
    for strong in _top_level(text, _STRONG):
        parts = _top_level(strong, _WEAK)
        companies += parts if _are_suppliers(parts, find_names) else [strong]
    if len(companies) > 1 and not all(
        looks_like_name(str(part)) or starts_with_name(str(part), find_names) for part in companies
    ):
        return [text]
    return companies


def _side_by_side(text: Text, find_names: FindNames) -> list[Text]:
    """Cut "Tapestry (Nursery) Evidence Me (Year 1)": names with only a bracket between them."""
    spans = find_names(str(text), alone=True)
    starts = [0, *(span.start for span in spans[1:])]
    parts = [
        text.slice(start, end).strip()
        for start, end in zip(starts, [*starts[1:], len(text)], strict=True)
    ]
    if len(parts) < 2 or not all(is_name(str(part), find_names) for part in parts):
        return []
    return parts if all(str(part).endswith(")") for part in parts[:-1]) else []


def _by_slashes(text: Text, find_names: FindNames) -> list[Text]:
    """Cut "Bee-Bot / Scratch / PhET": known names, or three and more that look like names."""
    parts = _top_level(text, _SLASH)
    strings = [str(part) for part in parts]
    if len(parts) < 2 or not all(looks_like_name(string) for string in strings):
        return []
    known = all(is_name(string, find_names) for string in strings)
    return parts if known or len(parts) > 2 else []


def _are_suppliers(parts: Sequence[Text], find_names: FindNames) -> bool:
    """Say whether the parts of a list are suppliers, not a vendor with its products."""
    if len(parts) < 2:
        return False
    strings = [str(part) for part in parts]
    known = [is_name(string, find_names) for string in strings]
    heads = {words(string)[0] for string in strings if words(string)}
    if len(heads) < len(strings):
        return False  # products that share their first word
    if all(known):
        return True
    shaped = all(
        looks_like_name(string) or sure for string, sure in zip(strings, known, strict=True)
    )
    if not shaped or len(parts) < 3:
        return False
    # "Browne, Jacobson and Finch Partners" is one firm: surnames, then what it is.
    surnames = all(len(words(string)) == 1 for string in strings[:-1])
    return any(known) or not surnames


def _describe(text: Text, find_names: FindNames) -> Named:
    """Split "Bromcom – MIS" into the company and its descriptor."""
    bare, mark = strip_mark(text)
    for match in _DASH.finditer(bare.string):
        left, right = bare.slice(0, match.start()).strip(), bare.slice(match.end()).strip()
        if not left or not right or left.string.count("(") != left.string.count(")"):
            continue
        if _is_descriptor(str(left), str(right), find_names):
            company, inner = strip_mark(left)
            return Named(company, right, mark or inner)
    return Named(bare, None, mark)


def _is_descriptor(left: str, right: str, find_names: FindNames) -> bool:
    """Say whether `right` says what `left` is: after a known name, or in lower case."""
    if is_name(right, find_names):
        return False  # "Hodder – Access Reading Tests": vendor and product
    if _BODY.fullmatch(left) and looks_like_name(right) and " " in right:
        return False  # "Local Authority – Wexshire County Council": a body and its name
    if right[:1].islower() or right.split(maxsplit=1)[0].isupper():
        return looks_like_name(left) or is_name(left, find_names)
    return is_name(left, find_names)
