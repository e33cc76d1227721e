"""A notice → a page of lines with their labels, and the cards that are cut from it.

Which line could be the name of a service, and which surely is one, is asked here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from noticeparse.parser.companies import is_name, looks_like_name, starts_with_name
from noticeparse.parser.layouts.contents import is_contradicted, shown_roles
from noticeparse.parser.layouts.inline_labels import split_inline
from noticeparse.parser.layouts.labels import Label, find_labels
from noticeparse.parser.layouts.lines import Line, to_lines
from noticeparse.parser.layouts.region import Context
from noticeparse.parser.wording import FindNames, Wording
from noticeparse.text import words

LONGEST_NAME_LINE = 14  # words
SHARE_KNOWN = 0.3  # of the values of a label that have to be known names, so that it holds names
SHARE_SHAPED = 0.8  # and of those that have to look like names
SURELY_OF_CARDS = 3  # times that a label comes
_SHORT_FOR = re.compile(r"\b(?:Co|Ltd|Inc|Corp|Bros|St)\.$")
_NO_ROLE = ("other", "aside", None)

MOST_EXCLAIMED = 3  # words of a name that ends with "!": "Epic!"
SHORT_NAME_LINE = 5  # words; a longer name has capitals throughout


@dataclass(slots=True)
class Entry:
    """A label of a card, and the numbers of the lines below it that go on with its value."""

    label: Label
    at: int
    more: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Card:
    """The lines of one service, by their numbers; `name` is None where a label holds the name."""

    name: int | None = None
    section: int | None = None
    extra: list[int] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)

    def numbers(self) -> list[int]:
        """The numbers of all lines of the card, its section left out."""
        own = [n for entry in self.entries for n in (entry.at, *entry.more)]
        return sorted([*own, *self.extra, *([] if self.name is None else [self.name])])


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of a notice with their labels, and what is asked of the vocabulary.

    `below` are the keys of labels whose value stands below them more often than beside them;
    `quiet` says that names do not stand out, so that what does is a group's heading.
    """

    lines: Sequence[Line]
    labels: Sequence[Label | None]
    below: frozenset[str]
    context: Context
    quiet: bool = False

    @property
    def title(self) -> int | None:
        """The first line that stands out: the title of the notice."""
        return next((number for number, line in enumerate(self.lines) if line.loud), None)

    @property
    def wording(self) -> Wording:
        """The wording of the notice's language."""
        return self.context.wording

    @property
    def find_names(self) -> FindNames:
        """Find the catalogue's names in a text."""
        return self.context.find_names

    def could_name(self, number: int) -> bool:
        """Say whether a line could be the name of a service."""
        line, string = self.lines[number], self.lines[number].text.string.strip()
        if line.is_url or line.look == "barrier" or self.wording.says("band", string):
            return False
        count = len(words(string))
        if not 0 < count <= LONGEST_NAME_LINE or string.endswith(("?", ";", ",")):
            return False
        if string.endswith("!") and count > MOST_EXCLAIMED:
            return False
        if string.endswith(".") and not _SHORT_FOR.search(string):
            return False
        if self.wording.says("aside_note", string):
            return False
        return self.known(number) or _has_capitals(string)

    def known(self, number: int) -> bool:
        """Say whether a line begins with a name of the catalogue."""
        return starts_with_name(self.lines[number].text.string, self.find_names)

    def is_name(self, number: int) -> bool:
        """Say whether a line is a name of the catalogue."""
        return is_name(self.lines[number].text.string, self.find_names)


def _has_capitals(string: str) -> bool:
    """Say whether a line is written as names are: a few words, or most with a capital."""
    parts = [part.lstrip("(\"'") for part in string.split()]
    capitals = sum(part[:1].isupper() or part[:1].isdigit() for part in parts)
    first = parts[0][:1].isupper() or parts[0][:1].isdigit()
    return first and (len(parts) <= SHORT_NAME_LINE or capitals * 2 >= len(parts))


def to_page(context: Context) -> Page:
    """Lay a notice out as lines with their labels."""
    lines = split_inline(to_lines(context.blocks, context.wording), context)
    labels = _with_company(_without_strays(find_labels(lines, context)), context)
    labels = _with_shown_roles(labels, context.wording)
    beside: dict[str, int] = {}
    for label in labels:
        if label is not None:
            beside[label.key] = beside.get(label.key, 0) + (1 if label.value else -1)
    below = frozenset(key for key, balance in beside.items() if balance < 0)
    return Page(lines, labels, below, context)


def _with_company(labels: Sequence[Label | None], context: Context) -> list[Label | None]:
    """Find the label that holds the names where no caption says so: "Firm engaged: Bromcom"."""
    values, roles = _by_key(labels)
    named = [
        key
        for key, said in values.items()
        if len(said) >= SURELY_OF_CARDS
        and roles[key] in (*_NO_ROLE, "company")
        and _are_names(said, context)
    ]
    if len(named) != 1 or "company" in (roles[key] for key in named):
        return list(labels)
    return _with_roles(labels, {named[0]: "company"})


def _are_names(values: Sequence[str], context: Context) -> bool:
    known = sum(starts_with_name(value, context.find_names) for value in values)
    shaped = sum(looks_like_name(value) for value in values)
    return known >= SHARE_KNOWN * len(values) and shaped >= SHARE_SHAPED * len(values)


def _with_shown_roles(labels: Sequence[Label | None], wording: Wording) -> list[Label | None]:
    """Give labels that nobody knows the roles that their values show, card after card."""
    values, roles = _by_key(labels)
    usual = [key for key, said in values.items() if len(said) >= SURELY_OF_CARDS]
    open_keys = [
        key
        for key in usual
        if roles[key] == "other" or is_contradicted(roles[key], values[key], wording)
    ]
    taken = {role for key, role in roles.items() if key not in open_keys}
    return _with_roles(labels, shown_roles({key: values[key] for key in open_keys}, taken, wording))


def _by_key(
    labels: Sequence[Label | None],
) -> tuple[dict[str, list[str]], dict[str, str]]:
    """The values of each label on its own line, and its role."""
    values: dict[str, list[str]] = {}
    roles: dict[str, str] = {}
    for label in labels:
        if label is None:
            continue
        roles[label.key] = label.role
        if label.value:
            values.setdefault(label.key, []).append(label.value.string.strip())
    return values, roles


def _with_roles(labels: Sequence[Label | None], roles: Mapping[str, str]) -> list[Label | None]:
    """Give some labels other roles."""
    return [
        replace(label, role=roles[label.key]) if label is not None and label.key in roles else label
        for label in labels
    ]


def _without_strays(labels: Sequence[Label | None]) -> list[Label | None]:
    """Take away the labels above all cards that are none of theirs: "Version: Autumn 2024"."""
    keys = [label.key for label in labels if label is not None]
    usual = {key for key in keys if keys.count(key) >= SURELY_OF_CARDS}
    first = next((at for at, label in enumerate(labels) if label and label.key in usual), 0)
    return [
        None
        if label and at < first and label.role in _NO_ROLE and keys.count(label.key) == 1
        else label
        for at, label in enumerate(labels)
    ]
