"""A document and what became of each word → a page that shows both side by side.

The left half is the source in reading order, every word in the colour of its class; a word of a row
leads to that row in the right half. One file, no script, no network.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from noticeparse.comparison import Names
from noticeparse.comparison.differences import STATUS_WORDS
from noticeparse.model import Disclosure, Document, Notice, ReadWord, Table, Tag, Text
from noticeparse.reports.said_view import TERM_NAMES
from noticeparse.reports.web_page import asset, render
from noticeparse.reports.words import many, titles_of
from noticeparse.text.dates import date_in_words

CLASSES = titles_of("class of words")
TAG_LISTS = titles_of("list of tags")
_READ_FROM = titles_of("layout")
_MATCHED = titles_of("judgement")
_SURE = ((0.9, "and it is hardly in doubt"), (0.6, "and it is likely right"))


@dataclass(frozen=True, slots=True)
class View:
    """What the page looks up: the words of the source by their start, and what ids are called."""

    notice: Notice
    names: Names
    words: Mapping[int, ReadWord]

    def marked(self, text: Text) -> Iterator[tuple[str, str, str | None]]:
        """A text in pieces, each with its class and row; neighbours of one class are one piece."""
        if not text.runs or text.runs[0].at is None:
            yield text.string, "", None
            return
        base = text.runs[0].at - text.runs[0].start
        found = [self.words[at] for at in range(base, base + len(text)) if at in self.words]
        done = 0
        for (kind, row), group in groupby(found, key=lambda word: (word.kind, word.row)):
            same = list(group)
            start, end = same[0].start - base, same[-1].end - base
            yield text.string[done:start], "", None
            yield text.string[start:end], kind, row
            done = end
        yield text.string[done:], "", None

    def supplier(self, row: Disclosure) -> str:
        """Which supplier the company is, and how that is known."""
        match = row.supplier
        if match is None:
            return f"{row.company} {_MATCHED['unknown']}."
        if match.generic:
            return f"{row.company} is a kind of body, of which each school has its own."
        if match.judgement == "certain" and match.name == row.company.string:
            return f"{match.name} is in the catalogue of suppliers."
        why = f" ({'; '.join(match.reasons)})" if match.judgement == "proposed" else ""
        return f"{row.company} {_MATCHED[match.judgement].format(name=match.name)}{why}."

    def how(self, row: Disclosure) -> str:
        """From what the row was read, and how far it can be trusted, in plain words."""
        if not row.layout:
            return ""
        sure = next((words for least, words in _SURE if row.fit >= least), "and that is in doubt")
        grade = f" Its grade is {row.grade}." if row.grade else ""
        return f"Read from {_READ_FROM.get(row.layout, row.layout)}, {sure}.{grade}"

    def tags(self, row: Disclosure) -> list[tuple[str, list[tuple[str, Tag, bool]]]]:
        """The tags under what they are: data, data not shared, purposes, whose data, bases."""
        found: dict[str, list[tuple[str, Tag, bool]]] = {name: [] for name in TAG_LISTS}
        for tag in (*row.tags, *row.lawful_bases):
            list_of = (tag.polarity or "shared") if tag.kind == "category" else tag.kind
            special = tag.kind == "category" and tag.id in self.names.special
            found[list_of].append((self.names.label(tag.kind, tag.id), tag, special))
        needed = ("shared", "purpose")  # what a notice has to say
        return [(TAG_LISTS[name], tags) for name, tags in found.items() if tags or name in needed]

    def terms(self, row: Disclosure) -> Iterator[tuple[str, str]]:
        """Basis, location and retention as the row states them, and what else it does."""
        told = ("data", "purpose", *(("lawful_basis",) if row.lawful_bases else ()))
        for name, text in row.fields.named():
            if name not in told:
                yield TERM_NAMES.get(name, name.removeprefix("other.").capitalize()), str(text)


def explain_html(
    document: Document, notice: Notice, words: Sequence[ReadWord], names: Names
) -> str:
    """Lay the page out. `document` has to be the laid-out one that the words were read from."""
    return render(
        "explain.html",
        title=f"What was seen in {notice.source.path}",
        style=asset("explain.css"),
        date_in_words=date_in_words,
        document=document,
        notice=notice,
        view=View(notice, names, {word.start: word for word in words}),
        classes=CLASSES,
        status_words=STATUS_WORDS,
        many=many,
        is_table=lambda block: isinstance(block, Table),
    )
