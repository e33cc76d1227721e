"""A text as a reader sees it, and the mail addresses, handles and telephone numbers in it.

Signs that look alike are one (full-width digits, those of other scripts, every dash), and signs of
no width are none; each character keeps its place in the text as printed, so that what is taken out
is taken out there, and all else stays as it is.

Limits: an address without a dot ("anna@school"), and an extension alone, are not known for one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

Span = tuple[int, int]

_CLUSTER = re.compile(r".[\u0300-\u036f]*", re.DOTALL)  # a letter and the marks upon it
_DASHES: Final = frozenset("\u2010\u2011\u2012\u2013\u2014\u2015\u2212")
_AT = r"(?:@|%40|&#64;|[\[({]\s?[Aa][Tt]\s?[\])}])"
_SAID_DOT = r"(?:\s?[\[({]\s?(?:\.|[Dd][Oo][Tt])\s?[\])}]\s?|\s{1,2}[Dd][Oo][Tt]\s{1,2})"
_DOT = rf"(?:\.|\s{{1,2}}\.\s{{0,2}}(?=[a-z]{{2,10}}\b)|{_SAID_DOT})"
# Each begins at the start of a word and is bounded: texts may be long, and made to be slow.
_MAIL = re.compile(
    rf"""(?<![\w.+%-])(?:"[^"\n]{{1,64}}"|[\w.+-]{{1,64}}(?:{_SAID_DOT}[\w+-]{{1,64}}){{0,3}})"""
    rf"\s{{0,2}}{_AT}\s{{0,2}}"
    rf"(?:\[[\d.]{{7,15}}\]|[\w-]{{1,63}}(?:{_DOT}[\w-]{{1,63}}){{1,9}})"
)
_SPOKEN = re.compile(  # "anna at example dot org"
    r"(?<![\w.+-])[\w.+-]{1,64}(?:\s{1,3}dot\s{1,3}[\w+-]{1,64}){0,3}\s{1,3}at\s{1,3}[\w-]{1,63}"
    r"(?:\s{1,3}dot\s{1,3}[\w-]{1,63}){1,4}",
    re.IGNORECASE,
)
_HYPHENED = re.compile(  # "anna-at-example.org", "anna.at.example.org"; no name of a file
    rf"(?<![\w.+%/-])[\w.+]{{1,64}}?(?:\s?-at-\s?|\s?\.at\.\s?)[\w-]{{1,63}}"
    rf"(?:{_DOT}[\w-]{{1,63}}){{0,4}}?{_DOT}(?:uk|com|org|net|co|edu|eu|ie|info|example)(?![\w-]|\.\w)",
    re.IGNORECASE,
)
_PROFILE = re.compile(  # whose a page of "linkedin.com/in/anna" is
    r"(?<![\w-])(?:linkedin\.com/in/|(?:facebook|fb|instagram|twitter|x|tiktok|threads)\.(?:com|net)/@?)"
    r"(?!(?:policy|policies|privacy|legal|help|about|business|terms|pages|groups|settings|sharer|ads"
    r"|share|login|intent|hashtag|en|tos|security|community|safety|in)\b)([\w%.-]{2,60}[\w%])",
    re.IGNORECASE,
)
_HANDLE = re.compile(  # "@anna", "skype: anna", the person in "https://example.org/~anna"
    r"(?<![\w@./])@\w[\w.]{1,28}\w|(?<=/)~\w[\w.-]{0,60}|\b(?i:skype|whatsapp):\s?\w[\w.:]{2,30}"
)
# The letter O may stand for the first nought; a stroke may stand in a number, or between two.
_NUMBER = re.compile(
    r"(?<![\w.,-])(?<![^\d]/)[+(]{0,2}(?:\d|[Oo](?=\d))[\d\s()./-]{7,22}\d"
    r"(?=(?:x|extn?)[\s.]?\d|\W|\Z)"
)
_EXTENSION = re.compile(r"[\s,;(]{0,3}(?:x|extn?|extension)[\s.:]{0,2}\d{1,6}\b\)?", re.IGNORECASE)
_GROUP_END = re.compile(r"\d(?=[\s./-]|\Z)")
_NORTH_AMERICAN = re.compile(r"\(?\d{3}\)?[\s.-]{1,2}\d{3}[\s.-]\d{4}")
_MOBILE = re.compile(r"[+(]{0,2}7\d{3}")  # written without its first nought
_BRITAIN = re.compile(r"[(]?44(?:7\d|[\s().-]{1,3}(?:\(?0\)?\s?)?[1-37])")  # without its plus
_STROKE = re.compile(r"\(?0\d{2,5}\)?\s?/\s?\d[^/]*")
_DAY = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2}")


@dataclass(frozen=True, slots=True)
class Seen:
    """A text as it looks; `starts[i]` and `ends[i]` bound what is printed for character i."""

    string: str
    raw: str
    starts: Sequence[int]
    ends: Sequence[int]

    def replaced(self, spans: Iterable[tuple[int, int, str]]) -> str:
        """The printed text with other words in the place of some spans of `string`.

        Of two spans that overlap the first one counts.
        """
        made: list[str] = []
        done = 0
        for start, end, words in sorted(spans):
            if self.starts[start] >= done:
                made += self.raw[done : self.starts[start]], words
                done = self.ends[end - 1]
        return "".join([*made, self.raw[done:]])


@lru_cache(maxsize=4096)
def seen(raw: str) -> Seen:
    """A text as a reader sees it.

    >>> seen("a\u200bb\uff20c").string
    'ab@c'
    """
    if raw.isascii():
        return Seen(raw, raw, range(len(raw)), range(1, len(raw) + 1))
    signs: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _CLUSTER.finditer(raw):
        for sign in unicodedata.normalize("NFKC", match[0]):
            if unicodedata.category(sign) == "Cf":
                continue
            signs.append("-" if sign in _DASHES else _plain_digit(sign))
            starts.append(match.start())
            ends.append(match.end())
    return Seen("".join(signs), raw, starts, ends)


def _plain_digit(sign: str) -> str:
    return str(unicodedata.decimal(sign)) if sign.isdecimal() else sign


def without_contacts(text: str, address: str, number: str) -> str:
    """Put these words in the place of each mail address and handle, and of each telephone number.

    >>> without_contacts("Ask 01632 960 001 or anna@example.org", "[address]", "[number]")
    'Ask [number] or [address]'
    >>> without_contacts("anna [at] example.org, 0044\u20137700 900123", "[address]", "[number]")
    '[address], [number]'
    """
    found = seen(text)
    addresses = [(*span, address) for span in _addresses(found.string)]
    numbers = [(*span, number) for span in _numbers(found.string)]
    return found.replaced([*addresses, *numbers]) if addresses or numbers else text


def _addresses(text: str) -> Iterator[Span]:
    folded = text.casefold()
    if "@" in text or "%40" in text or "&#64;" in text or "at" in folded:
        yield from (match.span() for match in _MAIL.finditer(text))
    if "-at-" in folded or ".at." in folded:
        yield from (match.span() for match in _HYPHENED.finditer(text))
    if ".com/" in folded or ".net/" in folded:
        yield from (match.span(1) for match in _PROFILE.finditer(text))
    if "dot" in folded:
        yield from (match.span() for match in _SPOKEN.finditer(text))
    if "@" in text or "~" in text or ":" in text:
        yield from (match.span() for match in _HANDLE.finditer(text))


def _numbers(text: str) -> Iterator[Span]:
    place = 0
    while match := _NUMBER.search(text, place):
        ends = [each.end() for each in _GROUP_END.finditer(match[0])]
        place = match.start() + ends[0]  # what follows the first digits may be one
        # Two numbers may stand behind each other: the longest beginning that is one counts.
        for end in reversed(ends):
            if _is_telephone(match[0][:end]):
                place = match.start() + end
                if extension := _EXTENSION.match(text, place):
                    place = extension.end()
                yield match.start(), place
                break


def _is_telephone(text: str) -> bool:
    digits = re.sub(r"\D", "", text)
    if text[0] in "Oo":
        return len(digits) == 10 and "/" not in text
    abroad = text.lstrip("(").startswith(("+", "00"))
    if not 10 <= len(digits) <= (15 if abroad else 13) or _DAY.match(text):
        return False  # 12 digits after the sign of a country
    if "/" in text and not _STROKE.fullmatch(text):
        return False
    if abroad or digits[0] == "0" or _NORTH_AMERICAN.fullmatch(text):
        return True
    if len(digits) == 10:
        return _MOBILE.match(text) is not None
    return len(digits) in (12, 13) and _BRITAIN.match(text) is not None
