"""The top and the foot of a notice → its title, school, trust and date.

The school, or whoever else publishes the notice, is the name for which most speaks: the places
where it is printed (the site's or the page's head, the file's title, the copyright line), the words
around it, its own words. What each of these weighs is learned (models/publisher.tsv). Nothing is
guessed: where little speaks for any name, the school is None.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from noticeparse.model import Block, Document, Heading, Paragraph, Table, Text, texts_of_block
from noticeparse.parser.context import FindNames, Masthead, Patterns, Wording
from noticeparse.text import first_match, fold, fold_key, words
from noticeparse.text.dates import find_date
from noticeparse.vocabulary.weights import likelihood

_SEPARATORS = re.compile(r"\s+(?:[|•·»«›‹>→~/–—-]|::)\s+|\s*\|\s*|\n|:\s+")
_BRACKET = re.compile(r"\(([^)]*)\)")
_SENTENCE = re.compile(r"(?<!\bSt)(?<!\bDr)(?<!\bNo)(?<!\bMt)(?<!\bCo)(?<!\b[A-Z])\.\s+")
_KEY = re.compile(r"\w+")
_NEXT_WORD = re.compile(r"\s+[^\W\d_a-z(]|\s*[~|/•]|$")
_KINDS = ("school_word", "school_like", "body_word", "weak_word")  # the best first
_OF_TITLES = ("title", "site", "heading_1", "heading_2")
_IN_TEXT = ("in_text", "at_top", "subject")
_TOP = range(3)  # of the texts of a notice: whoever they name is likelier the publisher
LONGEST_NAME = 12  # words of a school's name, its bracket included
LONGEST_LINE = 1_000  # characters of a line that is searched for one
CUE_REACH = 50  # characters before and after a name that say that it is the publisher
FIRST_BLOCKS = 12  # how many blocks from the top a name is looked for
FEWEST_ROWS = 3  # of a table that is no mere arrangement of the page
LAST_BLOCKS = 4  # and from the end
LONGEST_DATE_LINE = 9  # words of a line that holds nothing but a date and a name
DATE_REACH = 45  # characters after the cue within which the date has to begin and end
OFTEN = 3  # times that a name is printed in the text: more says no more


@dataclass(frozen=True, slots=True)
class PrintedName:
    """A name that may be the publisher's, as it is printed most, and what speaks for it."""

    name: str
    evidence: tuple[str, ...]


def read_masthead(document: Document, wording: Wording, find_names: FindNames) -> Masthead:
    """Read title, school, trust (in the bracket after the school's name, or by itself) and date."""
    names = Names(document, wording, find_names)
    school = names.best()
    brackets = (inner.strip() for inner in _BRACKET.findall(school or ""))
    of_school = (inner for inner in brackets if first_match(wording.masthead["trust_word"], inner))
    trust = next(of_school, None) or names.best("trust_word")
    title = _title(document, school, wording.masthead["title_word"])
    return Masthead(title, school, trust, _dated(document, title, wording.masthead))


class Names:
    """The names that a document prints where publishers print theirs, and what speaks for each.

    Evidence of a name is its kinds of places, what its words are, and how often it is printed.
    """

    def __init__(self, document: Document, wording: Wording, find_names: FindNames) -> None:
        self.patterns = wording.masthead
        lists, plain = wording.word_lists, ("ordinary", "qualifiers", "bodies", "joiners")
        self.ordinary = frozenset[str]().union(*(lists[key] for key in plain))
        self.breaks = lists["breaks"] - lists["joiners"] - {"the", "an"}
        self.find_names = find_names
        self.bodies = sum((self.patterns[kind] for kind in _KINDS[:-1]), ())
        self.weights = wording.publisher
        # The cells of a table of suppliers name many a "School Cloud Ltd".
        blocks = [b for b in document.blocks if not isinstance(b, Table) or b.rows < FEWEST_ROWS]
        self.texts = [text for block in blocks for text in texts_of_block(block)]
        self.body = "\n".join(text.string for text in self.texts)
        headings = [block for block in document.blocks if isinstance(block, Heading)]
        self.headings = {fold_key(block.text.string) for block in headings}
        self.places: dict[str, set[str]] = {}
        self.printed: dict[str, Counter[str]] = {}
        for place, line in (*self._lines(document), *self._runs()):
            self._add(place, line)
        self.found = tuple(
            PrintedName(self._shown(key), self._evidence(key)) for key in self.places
        )

    def best(self, kind: str | None = None) -> str | None:
        """The name for which most speaks, else the only school that is named.

        `kind`: of those with a word of these patterns.
        """
        names = [n for n in self.found if kind is None or self._has(kind, n.name)]
        scores = {each.name: self.weights.score(each.evidence) for each in names}
        best = max(scores, key=lambda name: scores[name], default=None)
        if best is not None and likelihood(scores[best]) >= self.weights.threshold:
            return best
        schools = [n for n in scores if self._has("school_word", _BRACKET.sub("", n))]
        return schools[0] if len(schools) == 1 and kind is None else None

    def _has(self, key: str, text: str) -> bool:
        return first_match(self.patterns[key], text) is not None

    def _shown(self, key: str) -> str:
        """A name as it is printed most, in capitals only where nowhere else."""
        names = self.printed[key]
        return max(names, key=lambda name: (not name.isupper(), names[name]))

    def _evidence(self, key: str) -> tuple[str, ...]:
        bare = _BRACKET.sub("", self._shown(key))
        kind = next((kind for kind in _KINDS if self._has(kind, bare)), "no_body")
        often = sum(self.body.count(each) for each in self.printed[key])
        times = f"{OFTEN} and more" if often >= OFTEN else str(often)
        places = (f"printed in={place}" for place in sorted(self.places[key]))
        return (*places, f"words of={kind}", f"printed={times}")

    def _lines(self, document: Document) -> Iterator[tuple[str, str]]:
        """Lines that may hold the name, each with its kind of place."""
        parts = _parts(document.title or "")
        sites = [part for part in parts if not self._is_title(part)][-1:] if parts[1:] else []
        yield from (("site" if part in sites else "title", part) for part in parts)
        last = len(document.blocks) - LAST_BLOCKS
        for number, block in enumerate(document.blocks):
            if isinstance(block, Heading | Paragraph):
                place = _place(block, outer=number < FIRST_BLOCKS or number >= last)
                yield from ((place, part) for part in _parts(block.text.string) if place)
        for text in document.furniture:
            *others, said = self.patterns["copyright"][0].split(text.string)
            place = "copyright" if others else "furniture"
            yield from ((place, part) for part in _parts(said) or _parts("".join(others)))
        for text in self.texts[:1]:
            yield from (("line", part) for part in _parts(text.string))

    def _runs(self) -> Iterator[tuple[str, str]]:
        """Runs of words with capitals in the text, each with what stands around it."""
        for number, text in enumerate(self.texts):
            for run in self.patterns["run"][0].finditer(text.string):
                name = run.group()
                while self._begins_badly(name):
                    name = name.partition(" ")[2]
                of_body = first_match(self.bodies, name) is not None  # else told by a cue alone
                if of_body:
                    yield "at_top" if number in _TOP else "in_text", name
                start = run.end() - len(name)
                before = text.string[max(0, start - CUE_REACH) : start]
                after = text.string[run.end() : run.end() + CUE_REACH]
                for cue in ("we_are", "says_who", "subject")[: 2 + of_body]:
                    if self._has(f"{cue}_before", before) or self._has(f"{cue}_after", after):
                        yield cue, name

    def _begins_badly(self, name: str) -> bool:
        """Say whether the first word begins no name: "At Lea School", but "All Saints"."""
        return name.partition(" ")[0].lower() in self.breaks and not self._has("of_saint", name)

    def _add(self, place: str, line: str) -> None:
        first = _SENTENCE.split(line.strip()[:LONGEST_LINE], maxsplit=1)[0]
        name = _without_address(first, self.patterns)
        if name != first and self._has("street", first) and place not in _IN_TEXT:
            self._add("address", name)
        bare = " ".join(_bare(name, self.patterns["around_name"]).split())
        full = bare.strip(" ,.:;|•-–—'‘’\"“”")
        for name in dict.fromkeys(("" if place in _IN_TEXT else full, self._up_to_body(full))):
            if self._is_name(name) and not (place in _OF_TITLES and self._is_title(name)):
                key = " ".join(_KEY.findall(fold_key(name))).removeprefix("the ")
                self.places.setdefault(key, set()).add(place)
                self.printed.setdefault(key, Counter())[name] += 1

    def _is_title(self, name: str) -> bool:
        """Say whether a part of a title is the notice's own: a heading that names nobody."""
        if first_match(self.bodies, name):
            return False
        return fold_key(name) in self.headings or self._has("title_word", name)

    def _up_to_body(self, full: str) -> str:
        """What ends with the last word for a body: of "Lea School Home" "Lea School"; else ""."""
        end = max((m.end() for p in self.bodies for m in p.finditer(full)), default=0)
        if not end or not _NEXT_WORD.match(full, end):
            return ""
        inside = any(one.start < end < one.end for one in self.find_names(full))
        return "" if inside else full[:end]

    def _is_name(self, name: str) -> bool:
        bare = _BRACKET.sub("", name)
        if len(words(bare)) > LONGEST_NAME or self._has("not_a_name", bare):
            return False
        own = words(_without(bare, self.bodies))
        ordinary = all(word in self.ordinary or word.isdigit() for word in own)
        small = [part for part in bare.split() if part.islower()]
        if (ordinary and not self._has("numbered", bare)) or self._begins_badly(bare):
            return False
        if not self.breaks.isdisjoint(small) or len(small) * 2 > len(bare.split()):
            return False
        spans = () if self._has("council", bare) else self.find_names(bare, alone=True)
        if any(span.end >= len(bare) for span in spans):
            return False
        return self._has("school_word", bare) or all(span.start for span in spans)


def _parts(line: str) -> list[str]:
    return [part.strip() for part in _SEPARATORS.split(line) if part.strip()]


def _place(block: Heading | Paragraph, *, outer: bool) -> str | None:
    """What kind of place a block is; `outer`: among the first or last."""
    if isinstance(block, Heading):
        return f"heading_{min(block.level, 2)}" if outer else None
    if block.role in ("page_header", "page_footer"):
        return block.role
    return "line" if outer and block.role == "body" else None


def _without_address(line: str, patterns: Mapping[str, Patterns]) -> str:
    """Take the address off that stands after a name; the place of a saint's school stays."""
    name, *rest = line.split(", ")
    if not rest:
        return line
    saint = first_match(patterns["of_saint"], name)
    with_place = saint and not first_match(patterns["street"], rest[0])
    return f"{name}, {rest[0]}" if with_place else name


def _bare(line: str, around: Patterns) -> str:
    """Take "Privacy notice for", "is a school" and the like off a line."""
    for pattern in around:
        if match := pattern.search(line):
            before, after = line[: match.start()].strip(), line[match.end() :].strip()
            line = after or before
    return line


def _title(document: Document, school: str | None, title_words: Patterns) -> Text | None:
    """The heading, or part of the file's own title, that names the notice; else the first one."""
    own = fold_key(school or "")
    headings = [b.text.strip() for b in document.blocks[:FIRST_BLOCKS] if isinstance(b, Heading)]
    parts = [Text(part.strip()) for part in _SEPARATORS.split(document.title or "")]
    candidates = [text for text in (*headings, *parts) if text and fold_key(str(text)) != own]
    named = (text for text in candidates if first_match(title_words, text.string))
    return next(named, candidates[0] if candidates else None)


def _dated(document: Document, title: Text | None, patterns: Mapping[str, Patterns]) -> str | None:
    """The date that the notice gives itself: after "updated" or the like, alone, in its title."""
    blocks = [b for b in document.blocks if isinstance(b, Heading | Paragraph)]
    texts = [fold(b.text.string).string for b in blocks]
    texts += [fold(text.string).string for text in document.furniture]
    lines = [fold(line).string for block in document.blocks for line in _cells_of(block)]
    hidden = patterns["next_review"]
    if not any(first_match(hidden, text) for text in (*texts, *lines)):
        hidden += patterns["review_date"]  # beside a next review it is that of the last one
    texts, lines = ([_without(text, hidden) for text in said] for said in (texts, lines))
    texts += [line for line in lines if first_match(patterns["dated_caption"], line.strip(" ./|"))]
    for folded in reversed(texts):
        for pattern in patterns["date_cue"]:
            for cue in pattern.finditer(folded):
                if date := find_date(folded[cue.end() : cue.end() + DATE_REACH]):
                    return date
    for folded in (*texts[:FIRST_BLOCKS], *texts[-LAST_BLOCKS:]):
        line = folded.strip()
        if len(words(line)) <= LONGEST_DATE_LINE and first_match(patterns["date_line"], line):
            return find_date(line)
    named = fold(str(title or "")).string
    return find_date(named) if first_match(patterns["dated_title"], named) else None


def _cells_of(block: Block) -> Iterator[str]:
    """The cells of a table's first rows, and each caption with its value beside or below it."""
    rows = block.texts()[:FIRST_BLOCKS] if isinstance(block, Table) else []
    for row in rows:
        cells = [cell for cell in row if cell]
        yield from (*cells, *map(" ".join, pairwise(cells)))
    if len(rows) < FEWEST_ROWS:
        yield from map(" ".join, zip(*rows, strict=True))


def _without(text: str, patterns: Patterns) -> str:
    for pattern in patterns:
        text = pattern.sub(" ", text)
    return text
