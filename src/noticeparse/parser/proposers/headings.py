"""Headings that may name a service, and what stands below them → readings, one a service.

The description is everything that the section says, with the questions inside it but not the
labels; a heading that asks for something else (how long, where, on what basis) gives a field. In a
notice about one service, its questions ("What does Google collect?") answer for it, wherever they
stand.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from noticeparse.model import Text
from noticeparse.parser.context import Context
from noticeparse.parser.drafts import ROLES, SAYS_WHAT, Draft, Reading, RowBuilder
from noticeparse.parser.items import Named
from noticeparse.parser.lines import Line, join_lines
from noticeparse.parser.names import name_of
from noticeparse.parser.sections import Section, bare_heading, find_sections, named_in
from noticeparse.text import fold_key, words

MOST_OF_ONE = 200  # headings of a notice about one service that name it
SHORTEST_QUESTION = 3  # words; "Why?" is a label
_TURNS_TO = ("lawful_basis", "retention", "location", "withheld")


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of what is said of a service: the role of its heading, and its lines."""

    role: str
    heading: Section | None
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class _Notice:
    """The sections of a notice, and the companies that each heading names."""

    sections: Sequence[Section]
    names: Sequence[Sequence[Named]]
    context: Context

    def same(self, number: int, other: int) -> bool:
        """Say whether two headings name services that begin with the same word."""
        return not self.first_words[number].isdisjoint(self.first_words[other])

    @cached_property
    def named(self) -> frozenset[int]:
        """The headings that name something that is known, or a body."""
        kinds = (
            {name_of(one.company.string, self.context).kind for one in names}
            for names in self.names
        )
        sure = ("known", "generic")
        return frozenset(n for n, own in enumerate(kinds) if not own.isdisjoint(sure))

    @cached_property
    def first_words(self) -> list[frozenset[tuple[str, ...]]]:
        """What the names of each heading begin with."""
        return [
            frozenset(tuple(words(one.company.string)[:1]) for one in names) for names in self.names
        ]

    def is_alone(self, number: int) -> bool:
        """Say whether the whole notice is about the service of its title."""
        if not self.sections[number].title or number not in self.named:
            return False
        return len(self.named) <= MOST_OF_ONE and all(self.same(n, number) for n in self.named)


def propose(context: Context) -> Iterator[Reading]:
    """Read each section as one about the service its heading names; those of one rank at once."""
    sections = find_sections(context)
    names = [named_in(section.text, context) for section in sections]
    notice = _Notice(sections, names, context)
    peers: dict[tuple[int, int], list[Reading]] = {}
    for number, section in enumerate(sections):
        wording, string = context.wording, section.text.string
        aside = section.asks or wording.role(string) in ROLES
        aside = aside or wording.says("not_a_service", string) is not None
        several = wording.says("several_services", string) is not None
        if names[number] and (number in notice.named or not aside) and not several:
            parts = _parts(number, notice)
            if (reading := _reading(number, parts, notice)) is not None:
                above = section.parents[0].line.block if section.parents else -1
                peers.setdefault((section.rank, above), []).append(reading)
    for readings in peers.values():
        yield Reading(
            proposer="headings",
            blocks=tuple(sorted({n for reading in readings for n in reading.blocks})),
            drafts=tuple(draft for reading in readings for draft in reading.drafts),
            headers=tuple(text for reading in readings for text in reading.headers),
            lead=readings[0].lead,
        )


def _parts(number: int, notice: _Notice) -> list[_Part]:
    """What is said of a service: below its heading, and in the sections that belong to it."""
    sections, owner = notice.sections, notice.sections[number]
    alone = notice.is_alone(number)
    opening = [
        line for line in owner.body if not alone or notice.context.says("shares", line.text.string)
    ]
    parts = [_Part("both", None, tuple(opening))]
    for at, section in enumerate(sections[number + 1 :], number + 1):
        inside = alone or owner in section.parents
        other = at in notice.named and not notice.same(at, number)
        if not inside and (other or not section.asks):
            break  # a heading that ends what is said of the service
        asks = section.asks and not inside
        if asks and not notice.context.wording.says("refers_back", section.text.string):
            continue
        if other:
            continue
        if part := _part(section, notice, named=inside and not alone):
            parts.append(part)
    return parts


def _part(section: Section, notice: _Notice, *, named: bool) -> _Part | None:
    """A section inside a service's; `named`: even without a role it speaks of the service."""
    string, wording = section.text.string, notice.context.wording
    role = wording.role(string.rstrip("?")) or "other"
    if role not in ROLES:
        if not named or section.asks or wording.says("not_a_service", string):
            return None
        role = "both"
    return _Part(role, section, tuple(section.body)) if section.body else None


def _reading(number: int, parts: Sequence[_Part], notice: _Notice) -> Reading | None:
    section, context = notice.sections[number], notice.context
    said = _read_parts(parts, notice)
    body = [line for role, line in said if role in (*SAYS_WHAT, "question")]
    links = any(role == "link" for role, _ in said)
    if sum(len(words(line.text.string)) for line in body) < 2 and not links:
        return None
    lines: dict[str, list[Line]] = {}
    for role, line in said:
        lines.setdefault(role, []).append(line)
    builder = RowBuilder(context.wording)
    for role, own in lines.items():
        if role not in ("lead", "question"):
            # As in the description: a denial in one item is none of the items above it.
            builder.add(role, role, join_lines(Text(""), own))
    headings = [part.heading for part in parts if part.heading is not None]
    blocks = {line.block for _, line in said} | {section.line.block}
    own_blocks = tuple(sorted(blocks | {heading.line.block for heading in headings}))
    above = next((parent.text for parent in section.parents if not parent.title), None)
    drafts = [
        Draft(
            company=one.company,
            description=join_lines(one.description, body),
            section=above,
            fields=builder.fields(),
            place=section.line.place,
            mark=one.mark,
            evidence=("as a heading", f"heading {one.form}", *_evidence(number, body, notice)),
            blocks=own_blocks,
        )
        for one in notice.names[number]
    ]
    return Reading(
        proposer="headings",
        blocks=own_blocks,
        drafts=tuple(drafts),
        headers=tuple(one.text for one in (section, *headings, *lines.get("lead", ()))),
        lead=above,
    )


def _evidence(number: int, body: Sequence[Line], notice: _Notice) -> Iterator[str]:
    """What speaks for a heading that names the service below it."""
    section, context = notice.sections[number], notice.context
    yield f"heading is {section.line.look}"
    if section.title:
        yield "heading is the title"
    if section.asks:
        yield "heading asks"
    peers = [n for n, other in enumerate(notice.sections) if other.rank == section.rank]
    sure = len(notice.named.intersection(peers))
    yield f"headings of its rank known {round(4 * sure / len(peers))} of 4"
    if context.wording.role(section.text.string) not in ("other", "company", None):
        yield "heading is a caption"
    for key in ("not_a_service", "kind_of_service"):
        if context.wording.says(key, section.text.string):
            yield f"heading says {key}"
    said = " ".join(line.text.string for line in body)
    names = [one.company.string for one in notice.names[number]]
    own = any(fold_key(name) in fold_key(said) for name in names)
    yield "named again below" if own else "not named again below"
    if any(
        context.wording.says("used_before", said[: m.start()])
        or context.wording.says("used_after", said[m.end() :])
        for name in names
        for m in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", said)
    ):
        yield "used below"
    others = {said[s.start : s.end] for s in context.find_names(said)} - set(names)
    yield f"others known below {min(3, len(others))}"
    yield f"lines below {min(4, len(body))}"


def _read_parts(parts: Sequence[_Part], notice: _Notice) -> list[tuple[str, Line]]:
    """The lines of all parts with their roles.

    A question between two parts that say what is shared is printed with its answer, since an
    answer ("Only their name.") seldom stands alone; a mere label ("Data shared") is not.
    """
    said: list[tuple[str, Line]] = []
    for part in parts:
        found = _read_part(part, notice)
        says_what = any(role in SAYS_WHAT for role, _ in found)
        goes_on = any(role in SAYS_WHAT for role, _ in said)
        if part.heading is not None and says_what and goes_on and _puts_question(part.heading):
            said.append(("question", part.heading.line))
        said += found
    return said


def _puts_question(heading: Section) -> bool:
    bare = bare_heading(heading.text).string
    if len(words(bare)) < SHORTEST_QUESTION:
        return False
    return heading.asks or re.match(r"(?:what|which|why|how|who|whose)\b", bare, re.I) is not None


def _read_part(part: _Part, notice: _Notice) -> list[tuple[str, Line]]:
    """The lines of a part that say something, each with the role that it has there.

    The role "lead" is that of a line which says only what the next are: "Our legal bases are:".
    """
    role, said, wording = part.role, [], notice.context.wording
    for line in part.lines:
        string = line.text.string
        turned = wording.role(string) if string.rstrip().endswith(":") else None
        if turned in _TURNS_TO:
            role = turned
            said.append(("lead", line))
        elif not wording.says("aside_note", string):
            own = role
            if role in SAYS_WHAT and said:  # "Canada" below the data is a place
                place = line.look != "item" and wording.says("location_value", string)
                own = "location" if place else "both"
            said.append(("link" if line.is_url else own, line))
    return said
