"""Headings that name a service, and the prose below them → drafts, one a service.

The description is everything that the section says, with the questions inside it but not the
labels; a heading that asks for something else (how long, where, on what basis) gives a field. In a
notice about one service, its questions ("What does Google collect?") answer for it, wherever they
stand.

Limits: a name that the catalogue does not know counts only among headings of its rank of which
enough are known.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from noticeparse.model import Text
from noticeparse.parser.companies import Named
from noticeparse.parser.drafts import Draft
from noticeparse.parser.layouts.bullets import lead_kind
from noticeparse.parser.layouts.cards import to_fields
from noticeparse.parser.layouts.columns import FIELD_ROLES
from noticeparse.parser.layouts.heading_names import bare_heading, evident_name
from noticeparse.parser.layouts.lines import Line, join_lines
from noticeparse.parser.layouts.others import lists_names, names_any, tells_of_others
from noticeparse.parser.layouts.region import Context, Region
from noticeparse.parser.layouts.sections import Section, find_sections
from noticeparse.parser.recipients import is_generic, is_shaped
from noticeparse.text import fold_key, words

FIT = 0.88  # better than a list of the supplier's products below its heading
FIT_SHAPED = 0.7
SHARE_OF_NAMES = 0.5  # of the headings of a rank, before one that only looks like a name counts
FEWEST_NAMES = 2
SHARE_ANNOUNCED = 0.25  # of them below a heading that says that recipients follow; one is enough
SHORTEST_QUESTION = 3  # words; "Why?" is a label
FEWEST_WORDS = 2  # of a body that says something
_SAYS_WHAT = ("data", "purpose", "both")
_FIELD_ROLES = (*FIELD_ROLES, "link", "withheld")


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of what is said of a service: the role of its heading, and its lines."""

    role: str
    heading: Section | None
    lines: tuple[Line, ...]


def find(context: Context) -> list[Region]:
    """Find the sections about services."""
    sections = find_sections(context)
    regions: list[Region] = []
    for number, section in enumerate(sections):
        names = section.names or _shaped(section, sections, context)
        if not names or not _may_own(section, sections, context):
            continue
        if _is_of_cookies(section, sections[0], context):
            continue
        parts = _parts(number, sections, context)
        said = [line.text.string for part in parts for line in part.lines]
        if _only_mentions(section, names) and tells_of_others(said, names, context):
            continue
        fit = FIT if section.names else FIT_SHAPED
        if region := _region(section, names, parts, context=context, fit=fit):
            regions.append(region)
    return regions


def _may_own(section: Section, sections: Sequence[Section], context: Context) -> bool:
    """Say whether a heading with a name heads what is said of it, and does not only mention it."""
    if any(lead_kind(parent.text, context) == "never" for parent in section.parents[:1]):
        return False  # "Useful links", "Your rights"
    if section.asks and any(one in section.parents or one.title for one in _owners(sections)):
        return not any(
            _same_service(section, one) for one in _owners(sections) if one is not section
        )
    if all(is_generic(one.company.string, context) for one in section.names):
        lines = [line.text.string for line in section.body]
        said = " ".join(lines)
        if not section.names:
            return True
        own = [one.company.string for one in section.names]
        if lists_names(lines, context, but=own) or names_any(said, context, but=own):
            return False
        return context.wording.cue("shares", said) is not None
    return True


def _only_mentions(section: Section, names: Sequence[Named]) -> bool:
    """Say whether a heading says more than a name: "Re: Introduction of Edsby"."""
    string = fold_key(bare_heading(section.text).string)
    return not any(string.startswith(fold_key(one.company.string)) for one in names)


def _is_of_cookies(section: Section, title: Section, context: Context) -> bool:
    """Say whether a section stands among those on the cookies of the school's web site."""
    texts = [one.text.string for one in (section, *section.parents, title)]
    return any(context.wording.says("about_cookies", text) for text in texts)


def _owners(sections: Sequence[Section]) -> list[Section]:
    return [section for section in sections if section.names and not section.asks]


def _same_service(section: Section, other: Section) -> bool:
    """Say whether two headings name services that begin with the same word."""
    first = {words(one.company.string)[0] for one in section.names}
    return bool(first & {words(one.company.string)[0] for one in other.names})


def _shaped(section: Section, sections: Sequence[Section], context: Context) -> list[Named]:
    """The name that a heading looks to be, where enough headings of its rank are known names."""
    if section.asks:
        return []
    said = " ".join(line.text.string for line in section.body)
    if evident := evident_name(section.text, said, context):
        return evident
    if section.title:
        return []
    peers = [
        other
        for other in sections
        if other.rank == section.rank and not context.wording.says("not_a_service", str(other.text))
    ]
    known = sum(bool(other.names) for other in peers)
    announced = any(_announces(parent, context) for parent in section.parents[:1])
    fewest, share = (1, SHARE_ANNOUNCED) if announced else (FEWEST_NAMES, SHARE_OF_NAMES)
    if section not in peers or known < fewest or known < share * len(peers):
        return []
    bare = bare_heading(section.text)
    kind = context.wording.says("kind_of_service", bare.string)
    return [Named(bare)] if not kind and is_shaped(bare.string, context) else []


def _announces(section: Section, context: Context) -> bool:
    """Say whether a heading announces recipients: "Who receives it?", "Whom we share with"."""
    kind = lead_kind(section.text, context)
    return kind == "recipients" or (
        kind is None and context.wording.role(section.text.string) == "company"
    )


def _parts(number: int, sections: Sequence[Section], context: Context) -> list[_Part]:
    """What is said of a service: below its heading, and in the sections that belong to it."""
    owner = sections[number]
    named = [section for section in sections if section.names]
    alone = owner.title and all(one is owner or _same_service(one, owner) for one in named)
    opening = [line for line in owner.body if not alone or _shares(line, context)]
    parts = [_Part("both", None, tuple(opening))]
    left = False  # whether a heading has ended what is said of the service
    for section in sections[number + 1 :]:
        inside = alone or owner in section.parents
        left = left or _leaves(section, owner, inside=inside, alone=alone)
        if section.names and section.asks:
            takes = _is_asked_about(section, owner, sections)
        elif section.asks and not inside:
            takes = not left and _refers_back(section, context)
        else:
            takes = not left
        if takes and (part := _part(section, context, named=inside and not alone)):
            parts.append(part)
    return parts


def _leaves(section: Section, owner: Section, *, inside: bool, alone: bool) -> bool:
    """Say whether a heading ends what is said of a service: from there only questions count."""
    other = bool(section.names) and not _same_service(section, owner)
    if section.asks:
        return other and not inside
    return other if inside and alone else not inside


def _is_asked_about(section: Section, owner: Section, sections: Sequence[Section]) -> bool:
    """Say whether a question is about a service, and no heading nearer to it names the same one."""
    before = sections[: sections.index(section)]
    nearest = [one for one in before if one.names and not one.asks and _same_service(one, section)]
    return _same_service(section, owner) and (owner.asks or owner in nearest[-1:])


def _refers_back(section: Section, context: Context) -> bool:
    """Say whether a question asks on about the service before it: "What do they know?"."""
    return context.wording.says("refers_back", section.text.string) is not None


def _shares(line: Line, context: Context) -> bool:
    return context.wording.cue("shares", line.text.string) is not None


def _part(section: Section, context: Context, *, named: bool) -> _Part | None:
    """A section inside a service's; `named`: even without a role it speaks of the service."""
    string = section.text.string
    role = context.wording.role(string.rstrip("?")) or "other"
    if role not in (*_SAYS_WHAT, *_FIELD_ROLES):
        if not named or section.asks or context.wording.says("not_a_service", string):
            return None
        role = "both"
    return _Part(role, section, tuple(section.body)) if section.body else None


def _region(
    section: Section,
    names: Sequence[Named],
    parts: Sequence[_Part],
    *,
    context: Context,
    fit: float,
) -> Region | None:
    said = _read_parts(parts, context)
    body = [line for role, line in said if role in (*_SAYS_WHAT, "question")]
    if sum(len(words(line.text.string)) for line in body) < FEWEST_WORDS:
        return None
    lines: dict[str, list[Line]] = {}
    for role, line in said:
        lines.setdefault(role, []).append(line)
    # As in the description: a denial in one item is none of the items above it.
    by_role = {role: [join_lines(Text(""), own)] for role, own in lines.items()}
    fields = to_fields(by_role, (), context.wording)
    above = _section_above(section)
    drafts = [
        Draft(
            one.company,
            join_lines(one.descriptor or Text(""), body),
            above,
            fields,
            section.line.place,
            one.mark,
        )
        for one in names
    ]
    headings = [part.heading for part in parts if part.heading is not None]
    blocks = {line.block for _, line in said} | {section.line.block}
    blocks |= {heading.line.block for heading in headings}
    return Region(
        layout="headings",
        blocks=tuple(sorted(blocks)),
        fit=fit,
        drafts=tuple(drafts),
        headers=(
            *(one.text for one in (section, *headings)),
            *(line.text for line in lines.get("lead", ())),
        ),
    )


def _read_parts(parts: Sequence[_Part], context: Context) -> list[tuple[str, Line]]:
    """The lines of all parts with their roles.

    A question between two parts that say what is shared is printed with its answer, since an
    answer ("Only their name.") seldom stands alone; a mere label ("Data shared") is not.
    """
    said: list[tuple[str, Line]] = []
    for part in parts:
        found = _read_part(part, context)
        says_what = any(role in _SAYS_WHAT for role, _ in found)
        goes_on = any(role in _SAYS_WHAT for role, _ in said)
        if part.heading is not None and says_what and goes_on and _puts_question(part.heading):
            said.append(("question", part.heading.line))
        said += found
    return said


def _puts_question(heading: Section) -> bool:
    bare = bare_heading(heading.text).string
    if len(words(bare)) < SHORTEST_QUESTION:
        return False
    return heading.asks or re.match(r"(?:what|which|why|how|who|whose)\b", bare, re.I) is not None


def _section_above(section: Section) -> Text | None:
    """The heading that a service's heading stands under; not the title of the notice."""
    return next((parent.text for parent in section.parents if not parent.title), None)


def _read_part(part: _Part, context: Context) -> list[tuple[str, Line]]:
    """The lines of a part that say something, each with the role that it has there.

    The role "lead" is that of a line which only says what the lines after it are.
    """
    role, said = part.role, []
    for line in part.lines:
        string = line.text.string
        if context.wording.says("aside_note", string):
            continue
        if role in _SAYS_WHAT and context.wording.cue("aside", string) and not line.is_url:
            continue
        turned = _turn(string, role, context)
        if turned != role:
            role = turned
            said.append(("lead", line))
            continue
        said.append(("link" if line.is_url else role, line))
    return said


def _turn(string: str, role: str, context: Context) -> str:
    """The role from a line on: "Our legal bases are:" turns to what follows it."""
    if not string.rstrip().endswith(":") or len(words(string)) > 14:
        return role
    found = context.wording.role(string)
    return found if found in ("lawful_basis", "retention", "location", "withheld") else role
