"""Punctuation: bullets, numbers, footnote marks, what parts a name from what is said of it.

Every sign that more than one module has to know stands here once.
"""

import re

from noticeparse.model import Text

BULLET = re.compile(r"^\s*(?:[•·▪●◦‣*\uf0b7\uf0a7■○➢]|[-–—](?=\s))\s*")
BOXES = "☐☑☒□■◻◼❏❑▢✓✔"
BOX = re.compile(rf"^\s*(?:[{BOXES}]|\[\s?[xX✓]?\s?\]|\(\s\)|_{{2,}}|o\s(?=[A-Z]))\s*")
NUMBER = re.compile(
    r"\s*(?:(?:section|part|appendix)\s+)?(?:\(?\d{1,2}(?:\.\d{1,2})*[.):]+|\d{1,2}(?:\.\d{1,2})+"
    r"|\(?(?:[a-z]|[ivx]{1,4})[.):])\s+(?=\S)",
    re.IGNORECASE,
)
_KEYS = r"(?:\d{1,2}|[A-Z])"  # of a list elsewhere: "Mailchimp (A, D)"
FOOTNOTE = re.compile(
    rf"\s*(?P<mark>\*+|[†‡§¹²³⁴⁵⁶⁷⁸⁹]+|\[\d{{1,2}}\]|\({_KEYS}(?:(?:, ?| ?& ?|/){_KEYS})*\))\s*$"
)
ARTICLE = re.compile(r"^(?:the|our|your|their|its|a|an|any|all)\s+", re.IGNORECASE)
BRACKETED = re.compile(r"\s*\([^()]*\)")
LAST_BRACKET = re.compile(r"\s*\((?P<inside>[^()]+(?:\([^()]*\)[^()]*)*)\)\s*[.;,]?(?:\s+and)?$")
COLON = re.compile(r"\s*:(?!//|(?<=\d:)\d)\s*")  # in no address, and in no time of day
DASH = re.compile(r"\s+[-–—]+\s+|\s*[–—]\s+|(?<=[A-Za-z)])-\s+|\t+\s*|\s*\|\s*")
LEADER = re.compile(r"\s*(?:\.\s?){4,}\s*|\s*…(?:\s?…)+\s*|\s+_{3,}\s+|\s*(?:·\s?){4,}\s*")
SEPARATOR = re.compile(
    LEADER.pattern
    + r"|\s+[-–—]+\s*(?=\w)|\s+[-–—]+\s+|\s*[–—]\s*|(?<=[A-Za-z)])-\s+|\s*:\s+|\s+={1,2}>?\s+"
)
URL = re.compile(r"^\W*(?:https?://|www\.)\S+\W*$", re.IGNORECASE)
_FORM = r"(?:Ltd|Limited|Inc|LLC|LLP|plc|PLC|Pty|GmbH|Corp|CIC|Co)(?![\w-])\.?"
LEGAL_FORM = re.compile(rf"(?:,?\s{_FORM})+$")
INITIALS = re.compile(r"\s*[(\[]\s*[“\"'‘]?(?:the )?[A-Z][\w&.]{1,12}[”\"'’]?\s*[)\]]")
BREAKS_OFF = re.compile(
    r"(?:[-–—,/&(:;]|\b(?:and|or|of|for|the|an?|by|with|to|in|on|from|their|our|its"
    r"|per|as|each|every|any|all|at|via|may|can|is|are))$",
    re.IGNORECASE,
)
STRONG_CUT = re.compile(r"\s*;\s*(?:and\s+|or\s+)?")
COMMA = re.compile(
    rf"\s*,(?!\s*{_FORM})\s*(?:and\s+|or\s+|&\s*)?"
)  # "Seesaw Learning, Inc." is one
AND = re.compile(rf"{COMMA.pattern}|\s+(?:and|or|&)\s+")
SLASH = re.compile(r"\s+/\s+")
LINE = re.compile(r"\S[^\n]*")
ITEM_END = re.compile(r"(?:\s*[;,]\s*(?:and/or|and|or)?|(?<=[^.]{3})\.|\s+and)\s*$")


def strip_bullet(text: Text) -> Text:
    """Take a bullet mark off the front of a text."""
    match = BULLET.match(text.string)
    return (text.slice(match.end()) if match else text).strip()


def strip_number(text: Text) -> Text:
    """Take the number off a heading or a clause: "2.1 Sharing", "(a) Ofsted"."""
    match = NUMBER.match(text.string)
    return text.slice(match.end()) if match else text


def strip_mark(text: Text) -> tuple[Text, str | None]:
    """Take a footnote mark off the end; return the text and the mark."""
    match = FOOTNOTE.search(text.string)
    if not match or match.start() == 0:
        return text.strip(), None
    return text.slice(0, match.start()).strip(), match.group("mark")


def strip_end(text: Text) -> Text:
    """Take "; and", a comma or a full stop off an item's end."""
    end = ITEM_END.search(text.string)
    return text.slice(0, end.start()).strip() if end and end.start() else text.strip()


def bare_name(text: str) -> str:
    """A name without its article, brackets and end: "the Department (DfE)." is "Department"."""
    return ARTICLE.sub("", BRACKETED.sub("", text).strip(" .,;:*"))


def cut(text: Text, pattern: re.Pattern[str]) -> list[Text]:
    """Cut a text at a pattern, outside brackets."""
    parts, start = [], 0
    for match in pattern.finditer(text.string):
        before = text.string[: match.start()]
        if before.count("(") <= before.count(")"):
            parts.append(text.slice(start, match.start()).strip())
            start = match.end()
    parts.append(text.slice(start).strip())
    return [part for part in parts if part]
