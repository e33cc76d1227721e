"""Lines → sections: a heading, the lines below it, and the headings inside it.

A heading is a line that stands out (styled, bold), a question, or a short line that names a service
above prose. A section ends where a heading of its rank or a higher one comes.

"How we use Tapestry", "ParentPay – online payments", "Payments (ParentPay)", "Our MIS: Arbor" and
"Google Workspace for Education notice to parents" all name a company. A heading that names nothing
that is known is taken whole: whether it is a name at all is for the judge to say.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from noticeparse.model import Text
from noticeparse.parser.context import Context
from noticeparse.parser.drafts import ROLES
from noticeparse.parser.items import Named, read_company
from noticeparse.parser.lines import Line, to_lines
from noticeparse.parser.marks import LAST_BRACKET, strip_number
from noticeparse.parser.names import looks_like_name, name_of, without_article
from noticeparse.text import fold, words

LONGEST_PLAIN = 8  # words of a heading that does not stand out
LONGEST_HEADING = 16  # words
# Below the levels of headings. Items have their own level added.
_RANK_BOLD, _RANK_PLAIN, _RANK_ITEM, _RANK_LABEL, _RANK_INSIDE = range(10, 35, 5)

LONGEST_MENTION = 10  # words of a heading that names a service in its middle


def bare_heading(text: Text) -> Text:
    """Take the number and the colon off a heading."""
    return strip_number(text).strip(" :–—-*•\t")


def named_in(text: Text, context: Context) -> list[Named]:
    """Return the companies that a heading names; where none is known, the heading itself."""
    bare = bare_heading(text)
    if not bare:
        return []
    for inner, form in ((bare, ""), *((part, "in a frame") for part in framed(bare, context))):
        if found := _known(without_article(inner, context), context):
            return [replace(one, form=form or one.form) for one in found]
    mentioned = [
        span
        for span in context.find_names(bare.string)
        if fold(bare.string[span.start : span.end]).string not in context.words("breaks")
    ]
    parts = words(bare.string) or [""]
    body = looks_like_name(bare.string) and parts[-1] in context.words("bodies")  # "X NHS Trust"
    if len(mentioned) == 1 and len(parts) <= LONGEST_MENTION and not body:
        span = mentioned[0]
        return [Named(bare.slice(span.start, span.end), form="inside the line")]
    for inner in framed(bare, context):
        plain = set(words(inner.string)) <= context.words("breaks")
        ordinary = plain or context.wording.says("not_a_service", inner.string)
        if name_of(inner.string, context).likely and not ordinary:
            return [Named(inner, form="in a frame")]
    return read_company(without_article(bare, context), context)


def framed(text: Text, context: Context) -> Iterator[Text]:
    """What stands in the frames of headings: "How we use X" gives X."""
    folded = fold(text.string)
    for pattern in context.wording.rows.get("heading_frame", ()):
        if match := pattern.search(folded.string):
            yield text.slice(*folded.raw_span(*match.span("name"))).strip()


def _known(text: Text, context: Context) -> list[Named]:
    """Read a text that is nothing but a known name, and perhaps what describes it."""
    name = name_of(text.string, context)
    if name.kind == "known" or name.begins:
        return _from_start(text, context)
    if match := LAST_BRACKET.search(text.string):
        inside = text.slice(*match.span("inside"))
        if name_of(inside.string, context).kind == "known":
            return [Named(inside, text.slice(0, match.start()).strip(), form="fills a bracket")]
    return []


def _from_start(text: Text, context: Context) -> list[Named]:
    """Read a text that begins with a known name."""
    companies, name = read_company(text, context), name_of(text.string, context)
    rest = text.slice(name.begins).strip(" :–—-,")
    keys = ("not_a_service", "kind_of_notice") if companies[0].description else ("not_a_service",)
    titles = any(context.wording.says(key, rest.string) for key in keys)
    whole = companies[0].description or name.kind == "known" or looks_like_name(text.string)
    if len(companies) != 1 or (whole and not titles):
        return companies
    said = rest if rest.string[:1].islower() and not titles else Text("")
    return [Named(text.slice(0, name.begins).strip(), said, form="begins the line")]


@dataclass(slots=True, eq=False)
class Section:
    """A heading with its lines.

    `rank` orders headings, the highest first (1); `title` says that it stands first in the notice.
    """

    line: Line
    text: Text
    rank: int
    title: bool = False
    body: list[Line] = field(default_factory=list)
    parents: tuple[Section, ...] = ()

    @property
    def asks(self) -> bool:
        """Whether the heading is a question."""
        return self.text.string.rstrip().endswith("?")


def find_sections(context: Context) -> list[Section]:
    """Cut a notice into sections, in reading order; what stands before the first is left out."""
    lines = to_lines(context.blocks, context.wording)
    ranks = _ranks(lines, context)
    sections: list[Section] = []
    closed = False
    for line, rank in zip(lines, ranks, strict=True):
        if line.look == "barrier":
            closed = True
        elif rank is not None:
            title = all(s.title and s.rank >= _RANK_ITEM for s in sections[-1:])
            section = Section(line, line.text.strip(), rank, title)
            near = (sections[-1], *sections[-1].parents) if sections else ()
            section.parents = tuple(above for above in near if above.rank < rank)
            sections.append(section)
            closed = False
        elif sections and not closed:
            inside = sections[-1].rank == _RANK_INSIDE  # the first line of the block that it heads
            closed = inside and line.block != sections[-1].line.block
            sections[-1].body += [] if closed else [line]
    return sections


def _ranks(lines: Sequence[Line], context: Context) -> list[int | None]:
    """The rank of each line that is a heading; None where it is none.

    Names that do not stand out are headings beside one that is known, labels beside another label.
    """
    pairs = [(line, lines[n + 1] if n + 1 < len(lines) else None) for n, line in enumerate(lines)]
    ranks = [_rank(line, following, context) for line, following in pairs]
    named = any(
        rank == _RANK_PLAIN and not line.text.string.rstrip().endswith("?")
        for rank, line in zip(ranks, lines, strict=True)
    )
    labels = {
        number: context.wording.role(line.text.string)
        for number, (line, following) in enumerate(pairs)
        if ranks[number] is None and _is_bare_label(line, following, context)
    }
    for number, (line, following) in enumerate(pairs):
        if number in labels and len(set(labels.values())) > 1:
            ranks[number] = _RANK_LABEL
        elif ranks[number] is None and named and line.look == "plain":
            name = name_of(line.text.string.strip(), context)
            short = len(words(line.text.string)) <= LONGEST_PLAIN
            if short and name.likely and _leads_prose(line, following):
                ranks[number] = _RANK_PLAIN
    return ranks


def _rank(line: Line, following: Line | None, context: Context) -> int | None:
    string = line.text.string.strip()
    count = len(words(string))
    if not 0 < count <= LONGEST_HEADING or context.wording.says("salutation", string):
        return None
    if line.loud:
        broken = string.endswith((",", ";", "–", "—", "-", ".")) and count > 3
        own = line.level if line.look == "heading" else _RANK_BOLD
        return None if broken else own
    if string.endswith("?"):
        return _RANK_ITEM + line.level if line.look == "item" else _RANK_PLAIN
    known = name_of(string.rstrip(":"), context).kind == "known"
    if following is not None and following.block == line.block and line.begins:
        return _RANK_INSIDE if known else None
    if line.look == "item" or count > LONGEST_PLAIN or not _leads_prose(line, following):
        return None
    inner = [name_of(part.string, context) for part in framed(line.text.strip(), context)]
    return _RANK_PLAIN if known or any(name.begins for name in inner) else None


def _is_bare_label(line: Line, following: Line | None, context: Context) -> bool:
    """Say whether a line that does not stand out is nothing but a label of what follows."""
    string = line.text.string.strip()
    if line.look != "plain" or following is None or following.look not in ("plain", "item"):
        return False
    short = 0 < len(words(string)) <= LONGEST_PLAIN and string[0].isupper()
    return short and string[-1].isalpha() and context.wording.role(string) in ROLES


def _leads_prose(line: Line, following: Line | None) -> bool:
    """Say whether a short line stands above prose or above items, as a heading does."""
    string = line.text.string.rstrip()
    if following is None or string.endswith((".", ",", ";")):
        return False
    if following.look == "item" and not string.endswith(":"):
        return True
    return following.look in ("plain", "item") and len(words(following.text.string)) > LONGEST_PLAIN
