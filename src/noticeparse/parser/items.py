"""An item of a list → its companies, each with what the item says of it.

"Arbor – MIS", "Arbor: MIS", "Arbor (MIS)", "Arbor, which holds …", "Catering: Aspens and Dolce",
"Payments (ParentPay)", "our caterers, Aspens" and "Arbor" alone are read.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from noticeparse.model import Text
from noticeparse.parser.candidates import KNOWN, SHAPED, find_candidates
from noticeparse.parser.context import Context
from noticeparse.parser.marks import (
    AND,
    BULLET,
    COMMA,
    LAST_BRACKET,
    LEADER,
    LINE,
    SEPARATOR,
    SLASH,
    cut,
    strip_bullet,
    strip_end,
    strip_mark,
)
from noticeparse.parser.names import (
    is_ordinary,
    lists_fields,
    looks_like_name,
    name_of,
    split_names,
)
from noticeparse.text import words

LONGEST_NAME = 8  # words of an item, or of what stands before a dash, that may be a company
MOST_CUTS = 40  # places where an item is cut, one after the other, for the first that fits

_THEN = re.compile(
    r"\s*,\s+(?=[a-z])|\s+(?=(?:is|are|was|which|who|that|to|for|so|used|provides?|holds?|stores?|"
    r"receives?|where|when|as|in|in order|via|runs?|supplies|supply|if|during|on)\s)|\.\s+(?=[A-Z])"
)
_CLAUSE = re.compile(r"\s*,\s+(?=(?:which|who|whose|whom|so|because|where|when|on|to|for|if)\s)")
_WHOSE = re.compile(r"^(?:our|the|its|a)\s+[a-z]", re.IGNORECASE)
_NOTHING = Text("")


@dataclass(frozen=True, slots=True)
class Named:
    """A company of an item, what the item says of it, its footnote mark, and how it stood there."""

    company: Text
    description: Text = _NOTHING
    mark: str | None = None
    form: str = "whole item"


def read_item(text: Text, context: Context) -> list[Named]:
    """Read an item; empty where nothing in it may be a company."""
    text, mark = strip_mark(strip_end(text))
    if not text:
        return []
    for read in (_led, _separated, _in_bracket, _apposed, _whole, _first_clause):
        if found := read(text, context):
            return [*found[:-1], replace(found[-1], mark=found[-1].mark or mark)]
    return []


def _marked(company: Text, description: Text, form: str) -> Named:
    bare, mark = strip_mark(company)
    return Named(bare, description, mark, form)


def _cuts(text: Text, pattern: re.Pattern[str]) -> Iterator[tuple[Text, Text]]:
    for match in islice(pattern.finditer(text.string), MOST_CUTS):
        left, right = text.slice(0, match.start()).strip(), text.slice(match.end()).strip()
        if left and right and left.string.count("(") == left.string.count(")"):
            yield left, right


def _led(text: Text, context: Context) -> list[Named]:
    """Read "ARBOR ........ names, classes": what stands before leaders is names."""
    for left, right in _cuts(text, LEADER):
        if not re.search(r"[^\W\d_]", right.string):
            return []  # the number of a page
        return [_marked(name, right, "before leaders") for name in split_names(left, context)]
    return []


def _separated(text: Text, context: Context) -> list[Named]:
    """Read "Arbor – MIS" and "Catering: Aspens and Dolce"."""
    for left, right in _cuts(text, SEPARATOR):
        if _is_category(left, right, context):
            names = all_names(right, context) or split_names(right, context)
            return [_marked(one, left, "after a category") for one in names]
        if len(words(str(left))) > LONGEST_NAME // 2 and (listed := all_names(right, context)):
            return [_marked(one, left, "after a category") for one in listed]
        if len(words(str(strip_mark(left)[0]))) > LONGEST_NAME:
            return []
        names = split_names(left, context)
        found = [name_of(str(name), context) for name in names]
        if all(name.likely or name.begins for name in found):
            return [_marked(name, right, "before a dash") for name in names]
        if left.string[0].isupper():
            return [_marked(left, right, "before a dash")]
    return []


def all_names(text: Text, context: Context) -> list[Text]:
    """The names of a text that is nothing but names, some surely; none where it is more."""
    parts = [one for part in cut(text, COMMA) for one in _parted(part, context)]
    kinds = [name_of(str(part), context).kind for part in parts]
    short = all(len(words(str(part))) <= LONGEST_NAME for part in parts)
    named = short and "plain" not in kinds and ("known" in kinds or len(words(str(text))) > 1)
    return parts if named else []


def _parted(text: Text, context: Context) -> list[Text]:
    """Cut "Mailchimp and Dotdigital" in two, but no "Curriculum and Assessment Authority"."""
    spans = context.find_names(text.string)
    cuts = [(0, 0)]
    for found in AND.finditer(text.string):
        if not any(one.start <= found.start() and found.end() <= one.end for one in spans):
            cuts.append(found.span())
    ends = [*(start for start, _ in cuts[1:]), len(text)]
    parts = [text.slice(cut[1], end).strip() for cut, end in zip(cuts, ends, strict=True)]
    if len(parts) < 2:
        return [text]
    if lists_fields(str(text), context):
        return [text]
    kinds = [name_of(str(part), context).kind for part in parts]
    bodies = context.words("bodies") | context.words("listing_bodies")
    bare = [bodies.isdisjoint(words(str(part))[-1:]) for part in parts]
    one_body = not bare[-1] and all(bare[:-1]) and "known" not in kinds[:-1]
    return [text] if one_body or "plain" in kinds else parts


def _is_category(left: Text, right: Text, context: Context) -> bool:
    """Say whether `left` is a kind of service and `right` the suppliers of it."""
    own = name_of(str(left), context)
    if own.begins:
        return False
    kinds = [name_of(str(name), context).kind for name in split_names(right, context)]
    if "plain" in kinds or "generic" in kinds or (own.kind == "generic" and "shaped" in kinds):
        return False
    return context.says("category", str(left)) or is_ordinary(str(left), context)


def _in_bracket(text: Text, context: Context) -> list[Named]:
    """Read "Payments (ParentPay)", "Arbor (our MIS)", "Compass (from 2020)"."""
    match = LAST_BRACKET.search(text.string)
    if match is None or match.start() == 0:
        return []
    left, inner = text.slice(0, match.start()).strip(), text.slice(*match.span("inside")).strip()
    if "," in left.string or ";" in left.string:
        return []
    own = name_of(str(left), context)
    inside = split_names(inner, context)
    known = [name_of(str(one), context).kind == "known" for one in inside]
    names_it = any(known) and (all(known) or len(known) > 2) and not own.begins
    if names_it and (own.kind != "shaped" or context.says("category", str(left))):
        return [_marked(one, left, "fills a bracket") for one in inside]
    called = name_of(str(inner), context).kind == "known"  # or what it is called besides
    called = called or context.wording.says("legal_form", str(inner)) is not None
    if (own.likely or own.begins) and inner.string[:1].islower() and not called:
        return [_marked(left, inner, "before a bracket")]
    return []


def _apposed(text: Text, context: Context) -> list[Named]:
    """Read "our regulator, Ofsted" and "our regulator Ofsted": one recipient, said twice."""
    left, comma, rest = text.string.partition(", ")
    if not _WHOSE.match(left) or "," in rest:
        return []
    right = text.slice(len(left) + len(comma)).strip()
    if not comma:
        found = context.find_names(text.string)[-1:]
        left = text.string[: found[0].start].rstrip() if found else left
        right = text.slice(found[0].start) if found else right
        if len(left.split()) < 2 or left != left[:1] + left[1:].lower():
            return []
    kind = name_of(str(right), context).kind
    own = name_of(left, context)
    listed = left.endswith("s") and own.kind == "generic" and kind != "known"
    if own.kind == "known" or listed or kind not in ("known", "shaped"):
        return []
    return [_marked(right, text, "apposed")]


def _whole(text: Text, context: Context) -> list[Named]:
    """Read an item that is nothing but names."""
    names = split_names(text, context)
    if len(names) > 1:
        return [_marked(name, _NOTHING, "whole item") for name in names]
    short = len(words(str(text))) <= LONGEST_NAME and not _THEN.search(text.string)
    if name_of(str(text), context).likely or short:
        return [_marked(text, _NOTHING, "whole item")]
    return []


def _first_clause(text: Text, context: Context) -> list[Named]:
    """Read "Arbor, which holds …": names, and what is said of them; no known name is cut."""
    begins = name_of(str(text), context).begins
    for left, right in _cuts(text, _THEN):
        if len(words(str(left))) > LONGEST_NAME:
            break
        names = split_names(left, context)
        if len(left) >= begins and all(name_of(str(name), context).likely for name in names):
            if _names_others(right, context):
                return []
            return [_marked(name, right, "before a clause") for name in names]
    goes_on = _THEN.search(text.string, 0, begins) or _names_others(text.slice(begins), context)
    if begins and not goes_on:
        return [_marked(text.slice(0, begins), text.slice(begins), "begins the item")]
    return []


def _names_others(rest: Text, context: Context) -> bool:
    """Say whether the rest of an item names more: then it is a sentence, to be read as one."""
    found = find_candidates(rest.string, context)
    return any(
        one.kind == KNOWN or (one.kind == SHAPED and one.last - one.first > 1) for one in found
    )


def in_last_bracket(text: Text, context: Context) -> list[Named]:
    """Read an item whose supplier fills the bracket at its end: "run the buses (Pioneer Coach)"."""
    match = LAST_BRACKET.search(text.string)
    if match is None or match.start() == 0:
        return []
    found = read_item(text.slice(*match.span("inside")).strip(), context)
    plain = not any(one.description for one in found)
    said = text.slice(0, match.start()).strip() if plain else strip_end(text)
    return [replace(one, description=said, form="fills a bracket") for one in found]


def read_company(cell: Text, context: Context, *, by_line: bool = False) -> list[Named]:
    """Read a cell that names companies: each with its descriptor; "Tyler, Versatrans" is one.

    `by_line`: each line of the cell is a name of its own.
    """
    found: list[Named] = []
    for line in lines_of(cell) if by_line else _own_lines(cell, context):
        for piece in split_names(line, context):
            # "Bee-Bot / Scratch / PhET": known names, or three and more that look like names.
            parts = cut(piece, SLASH)
            kinds = {name_of(str(part), context).kind for part in parts}
            listed = kinds == {"known"} or (len(parts) > 2 and "plain" not in kinds)
            found += [_described(part, context) for part in (parts if listed else [piece])]
    return [one for one in found if one.company]


def lines_of(cell: Text) -> list[Text]:
    """The lines of a cell, without their bullets."""
    pieces = [strip_bullet(cell.slice(*line.span())) for line in LINE.finditer(cell.string)]
    return [piece for piece in pieces if piece]


def _own_lines(cell: Text, context: Context) -> list[Text]:
    """Cut a cell into its lines where each line is a name of its own, else give it whole."""
    pieces = lines_of(cell)
    own = all(name_of(str(piece), context).begins for piece in pieces)
    bulleted = all(map(BULLET.match, LINE.findall(cell.string)))
    return pieces if len(pieces) > 1 and (own or bulleted) else [strip_bullet(Text.join(pieces))]


def _described(text: Text, context: Context) -> Named:
    """Part "Bromcom – MIS" and "Bromcom, which …" into the company and its descriptor."""
    bare, mark = strip_mark(text)
    for left, right in _cuts(bare, SEPARATOR):
        if _is_descriptor(str(left), str(right), context):
            company, inner = strip_mark(left)
            return Named(company, right, mark or inner, "before a dash")
    for left, right in _cuts(bare, _CLAUSE):
        if name_of(str(left), context).likely and ";" not in right.string:
            return Named(left, right, mark, "before a clause")
    return Named(bare, _NOTHING, mark)


def _is_descriptor(left: str, right: str, context: Context) -> bool:
    """Say whether `right` says what `left` is: after a known name, or in lower case."""
    own = name_of(left, context)
    if name_of(right, context).kind == "known":
        return False  # "Hodder – Access Reading Tests": vendor and product
    if name_of(right, context).kind == "shaped" and not context.says("category", right):
        return False  # "Local Authority – Wexshire County Council": a body and its name
    plain = right[:1].islower() or right.split(maxsplit=1)[0].isupper()
    return own.kind == "known" or (plain and looks_like_name(left))
