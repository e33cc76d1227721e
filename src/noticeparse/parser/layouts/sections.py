"""Lines → sections: a heading, the lines below it, and the headings inside it.

A heading is a line that stands out (styled, bold), a short line that names a service in a frame of
headings ("Consent for using Charanga"), or a question. A section ends where a heading of its rank
or a higher one comes; a question belongs to the section that it stands in.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from noticeparse.model import Text
from noticeparse.parser.companies import Named
from noticeparse.parser.layouts.heading_names import (
    asked_about,
    evident_name,
    names_in_heading,
)
from noticeparse.parser.layouts.lines import Line, to_lines
from noticeparse.parser.layouts.region import Context
from noticeparse.parser.recipients import is_generic, is_known, is_shaped
from noticeparse.text import words

LONGEST_PLAIN = 8  # words of a heading that does not stand out
LONGEST_HEADING = 16  # words
# Below the levels of headings. Items have their own level added.
_RANK_BOLD, _RANK_PLAIN, _RANK_ITEM, _RANK_LABEL, _RANK_INSIDE = 10, 11, 12, 25, 30
LONGEST_LABEL = 5  # words of a label on a line of its own
FEWEST_LABELS = 2  # of different roles, before one that does not stand out counts
FIRST_LINES = 3  # of a notice, where its title stands
_LABELS = (
    *("data", "purpose", "both", "location", "retention", "lawful_basis", "consent", "link"),
    "withheld",
)


@dataclass(slots=True, eq=False)
class Section:
    """A heading with its lines. `names` are the services that the heading surely names.

    `rank` orders headings, the highest first (1); `title` says that it stands first in the notice.
    """

    line: Line
    text: Text
    rank: int
    names: list[Named]
    title: bool = False
    body: list[Line] = field(default_factory=list)
    parents: tuple[Section, ...] = ()

    @property
    def inside(self) -> bool:
        """Whether the heading is the first line of the block that it heads."""
        return self.rank == _RANK_INSIDE

    @property
    def asks(self) -> bool:
        """Whether the heading is a question."""
        return self.text.string.rstrip().endswith("?")


def find_sections(context: Context) -> list[Section]:
    """Cut a notice into sections, in reading order; what stands before the first is left out."""
    lines = to_lines(context.blocks, context.wording)
    following = [*lines[1:], None]
    ranks = [_rank(one, after, context) for one, after in zip(lines, following, strict=True)]
    _rank_quiet(ranks, lines, following, context)
    sections: list[Section] = []
    closed = False
    for line, rank in zip(lines, ranks, strict=True):
        if line.look == "barrier":
            closed = True
        elif rank is not None:
            names = names_in_heading(line.text, context)
            title = not any(section.rank < _RANK_ITEM for section in sections)
            parents = _parents(sections, rank)
            sections.append(Section(line, line.text.strip(), rank, names, title, [], parents))
            closed = False
        elif sections and not closed:
            closed = sections[-1].inside and line.block != sections[-1].line.block
            sections[-1].body += [] if closed else [line]
    _name_title(sections, context)
    return sections


def _name_title(sections: Sequence[Section], context: Context) -> None:
    """Name the title's service after the questions, where they ask about a word of the title."""
    if not sections or sections[0].names:
        return
    title = sections[0].text
    for section in sections[1:]:
        for asked in section.names or asked_about(section.text, context):
            name = re.escape(asked.company.string)
            if found := re.search(rf"(?<!\w){name}(?!\w)", title.string):
                sections[0].names = [Named(title.slice(*found.span()))]
                return


def _parents(sections: Sequence[Section], rank: int) -> tuple[Section, ...]:
    """The sections that a heading of the given rank stands in, the nearest first."""
    parents: list[Section] = []
    for section in reversed(sections):
        if section.rank < min([rank, *(parent.rank for parent in parents)]):
            parents.append(section)
    return tuple(parents)


def _rank(line: Line, following: Line | None, context: Context) -> int | None:
    """The rank of the heading that a line is; None where it is none."""
    string = line.text.string.strip()
    count = len(words(string))
    if not 0 < count <= LONGEST_HEADING or context.wording.says("salutation", string):
        return None
    if line.loud:
        return _rank_of_loud(line, string)
    if string.endswith("?"):
        return _RANK_ITEM + line.level if line.look == "item" else _RANK_PLAIN
    if following is not None and following.block == line.block and line.begins:
        known = is_known(string.rstrip(":"), context)
        return _RANK_INSIDE if known else None
    plain = line.look != "item" and count <= LONGEST_PLAIN and _leads_prose(line, following)
    return _RANK_PLAIN if plain and _names_plainly(line, following, context) else None


def _rank_quiet(
    ranks: list[int | None],
    lines: Sequence[Line],
    following: Sequence[Line | None],
    context: Context,
) -> None:
    """Rank the headings that only their place and their likes show to be some.

    The first lines are the title, names stand beside names, labels beside labels.
    """
    for number, line in enumerate(lines[:FIRST_LINES]):
        if ranks[number] is not None:
            break
        if _is_title(line, context):
            ranks[number] = 1
            break
    named = sum(
        rank == _RANK_PLAIN and not _asks(line) for rank, line in zip(ranks, lines, strict=True)
    )
    labels = {
        number: context.wording.role(line.text.string)
        for number, line in enumerate(lines)
        if ranks[number] is None and _is_bare_label(line, following[number], context)
    }
    for number, line in enumerate(lines):
        if number in labels and len(set(labels.values())) >= FEWEST_LABELS:
            ranks[number] = _RANK_LABEL
        elif ranks[number] is None and named and _is_shaped_line(line, following[number], context):
            ranks[number] = _RANK_PLAIN


def _is_title(line: Line, context: Context) -> bool:
    """Say whether one of the first lines is the title of a notice about a service."""
    string = line.text.string.strip()
    short = line.look == "plain" and 1 < len(words(string)) <= LONGEST_PLAIN
    titled = context.wording.says("kind_of_notice", string) is not None
    return short and titled and string[-1].isalnum() and bool(names_in_heading(line.text, context))


def _asks(line: Line) -> bool:
    return line.text.string.rstrip().endswith("?")


def _is_bare_label(line: Line, following: Line | None, context: Context) -> bool:
    """Say whether a line that does not stand out is nothing but a label of what follows."""
    string = line.text.string.strip()
    if line.look != "plain" or following is None or following.look not in ("plain", "item"):
        return False
    short = 0 < len(words(string)) <= LONGEST_LABEL and string[0].isupper()
    return short and string[-1].isalpha() and context.wording.role(string) in _LABELS


def _is_shaped_line(line: Line, following: Line | None, context: Context) -> bool:
    """Say whether a short line above prose looks like a recipient's name."""
    string = line.text.string.strip()
    if line.look != "plain" or len(words(string)) > LONGEST_PLAIN or string.endswith("!"):
        return False
    shaped = is_shaped(string, context) or is_generic(string, context)
    return shaped and string[0].isupper() and _leads_prose(line, following)


def _rank_of_loud(line: Line, string: str) -> int | None:
    if string.endswith((",", ";", "–", "—", "-", ".")) and len(words(string)) > 3:
        return None
    return line.level if line.look == "heading" else _RANK_BOLD


def _names_plainly(line: Line, following: Line | None, context: Context) -> bool:
    """Say whether a line that does not stand out is a known name, or names one as headings do."""
    string = line.text.string.strip()
    if is_known(string.rstrip(":"), context):
        return True
    framed = any(p.search(string.casefold()) for p in context.wording.rows.get("heading_frame", ()))
    said = "" if following is None else following.text.string
    return framed and bool(
        names_in_heading(line.text, context) or evident_name(line.text, said, context)
    )


def _leads_prose(line: Line, following: Line | None) -> bool:
    """Say whether a short line stands above prose, as a heading does."""
    if following is None or line.text.string.rstrip().endswith((".", ",", ";")):
        return False
    return following.look in ("plain", "item") and len(words(following.text.string)) > LONGEST_PLAIN
