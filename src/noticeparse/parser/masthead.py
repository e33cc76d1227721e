"""The top and the foot of a notice → its title, school, trust and date.

The school is the text that looks most like a school's name among the places where schools print
it: the site's or the page's head, the first lines, the file's own title, the copyright line.
Nothing is guessed: where no text has a school's words in it, the school is None.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from noticeparse.model import Block, Document, Heading, Paragraph, Text
from noticeparse.parser.dates import find_date
from noticeparse.parser.wording import Patterns
from noticeparse.text import fold, fold_key, words

_SEPARATORS = re.compile(r"\s+[|•·»>–—-]\s+|\s*\|\s*|\n|:\s+")
_COPYRIGHT = re.compile(r"(?:©|\(c\)|copyright)\s*(?:\d{4}(?:\s*[-–]\s*\d{4})?)?\s*", re.IGNORECASE)
_BRACKET = re.compile(r"\(([^)]*)\)")
_SENTENCE = re.compile(r"(?<!\bSt)(?<!\bDr)(?<!\bNo)(?<!\bMt)(?<!\bCo)\.\s+")
FEWEST_PARTS_OF_ADDRESS = 3  # "Ardfert NS, Ballybeg, Co. Kerry": what follows the name says where
LONGEST_NAME = 12  # words of a school's name, its bracket included
FIRST_BLOCKS = 12  # how many blocks from the top a name is looked for
LAST_BLOCKS = 4  # and from the end


@dataclass(frozen=True, slots=True)
class Masthead:
    """What a notice says of itself; None where it says nothing."""

    title: Text | None
    school: str | None
    trust: str | None
    dated: str | None


NO_MASTHEAD = Masthead(None, None, None, None)


def read_masthead(document: Document, patterns: Mapping[str, Patterns]) -> Masthead:
    """Read title, school, trust and date."""
    school = _best_name(document, patterns["school_word"], patterns)
    trust = _trust(document, school, patterns)
    if school is None and trust is not None:
        school = trust
    return Masthead(
        _title(document, school, patterns["title_word"]), school, trust, _dated(document, patterns)
    )


def _lines(document: Document) -> Iterable[tuple[str, int]]:
    """Texts that may hold the school's name, with their weight."""
    if document.title:
        for part in _SEPARATORS.split(document.title):
            yield part, 4
    last = len(document.blocks) - LAST_BLOCKS
    for number, block in enumerate(document.blocks):
        if weight := _weight(block, outer=number < FIRST_BLOCKS or number >= last):
            string = block.text.string if isinstance(block, Heading | Paragraph) else ""
            yield from ((part, weight) for part in _SEPARATORS.split(string))
    for text in document.furniture:
        after = _COPYRIGHT.split(text.string, maxsplit=1)
        weight = 3 if len(after) > 1 else 2
        yield from ((part, weight) for part in _SEPARATORS.split(after[-1]))


def _weight(block: Block, *, outer: bool) -> int:
    """How likely a block is the place of the school's name; `outer`: among the first or last."""
    if isinstance(block, Heading) and outer:
        return 5 if block.level == 1 else 3
    if isinstance(block, Paragraph):
        return {"page_header": 4, "page_footer": 2}.get(block.role, 2 if outer else 0)
    return 0


def _best_name(
    document: Document, wanted: Patterns, patterns: Mapping[str, Patterns]
) -> str | None:
    """The best text with the wanted words: most weight, most often printed, first met."""
    weights: dict[str, int] = {}
    printed: dict[str, str] = {}
    for line, weight in _lines(document):
        first = _SENTENCE.split(line.strip(), maxsplit=1)[0]
        bare = _bare(_without_address(first, patterns["street"]), patterns["around_name"])
        name = " ".join(bare.split()).strip(" ,:•-–")
        if not _is_name(name, wanted, patterns["not_a_name"]):
            continue
        key = fold_key(name)
        weights[key] = weights.get(key, 0) + weight
        if key not in printed or printed[key].isupper():
            printed[key] = name
    if not weights:
        return None
    return printed[max(weights, key=lambda key: weights[key])]


def _without_address(line: str, street: Patterns) -> str:
    """Take the address off that stands after a name; a single place stays."""
    name, *rest = line.split(", ")
    if len(rest) + 1 >= FEWEST_PARTS_OF_ADDRESS or any(_matches(part, street) for part in rest):
        return name
    return line


def _bare(line: str, around: Patterns) -> str:
    """Take "Privacy notice for", "is a school" and the like off a line."""
    for pattern in around:
        if match := pattern.search(line):
            before, after = line[: match.start()].strip(), line[match.end() :].strip()
            line = after or before
    return line


def _is_name(name: str, wanted: Patterns, unwanted: Patterns) -> bool:
    count = len(words(name))
    found = [match for pattern in wanted if (match := pattern.search(name))]
    # "our school" and "the trust" name none: the word itself has its capital in a name.
    if not 2 <= count <= LONGEST_NAME or not any(match.group()[0].isupper() for match in found):
        return False
    bare = _BRACKET.sub("", name)
    if any(p.search(bare) for p in unwanted):
        return False
    return sum(part[:1].isupper() for part in bare.split()) * 2 >= len(bare.split())


def _trust(document: Document, school: str | None, patterns: Mapping[str, Patterns]) -> str | None:
    """The trust: in the bracket after the school's name, else a name with a trust's words."""
    for inner in _BRACKET.findall(school or ""):
        if any(p.search(inner) for p in patterns["trust_word"]):
            return str(inner).strip()
    return _best_name(document, patterns["trust_word"], patterns)


def _title(document: Document, school: str | None, title_words: Patterns) -> Text | None:
    """The heading, or part of the file's own title, that names the notice; else the first one."""
    own = fold_key(school or "")
    headings = [b.text.strip() for b in document.blocks[:FIRST_BLOCKS] if isinstance(b, Heading)]
    parts = [Text(part.strip()) for part in _SEPARATORS.split(document.title or "")]
    candidates = [text for text in (*headings, *parts) if text and fold_key(str(text)) != own]
    for text in candidates:
        if any(pattern.search(str(text)) for pattern in title_words):
            return text
    return candidates[0] if candidates else None


def _dated(document: Document, patterns: Mapping[str, Patterns]) -> str | None:
    """The date that the notice gives itself: after a word such as "updated", or alone in a line."""
    blocks = [b for b in document.blocks if isinstance(b, Heading | Paragraph)]
    texts = [fold(b.text.string).string for b in blocks]
    texts += [fold(text.string).string for text in document.furniture]
    texts = [text for text in texts if not _matches(text, patterns["review_cue"])]
    for folded in reversed(texts):
        for pattern in patterns["date_cue"]:
            for cue in pattern.finditer(folded):
                if date := find_date(folded[cue.end() : cue.end() + DATE_REACH]):
                    return date
    for folded in (*texts[:FIRST_BLOCKS], *texts[-LAST_BLOCKS:]):
        line = folded.strip()
        if len(words(line)) <= LONGEST_DATE_LINE and _matches(line, patterns["date_line"]):
            return find_date(line)
    return None


def _matches(text: str, patterns: Patterns) -> bool:
    return any(pattern.search(text) for pattern in patterns)


LONGEST_DATE_LINE = 9  # words of a line that holds nothing but a date and a name
DATE_REACH = 45  # characters after the cue within which the date has to begin and end
