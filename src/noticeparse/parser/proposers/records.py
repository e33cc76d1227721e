"""Labelled lines → readings: a service's name, and with it labelled fields, one record a service.

"Purpose of data: payments" beside or below its label, forms, labels in list items or in one
paragraph with line breaks: all are lines with labels. A record begins where a label comes again, or
where something that stands out as a heading comes between two labels. What stands before its first
label is looked through for its name. The description is what the lines without a label, the data
and the purpose fields say, in reading order.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from noticeparse.model import Text
from noticeparse.parser.context import Context
from noticeparse.parser.drafts import SAYS_WHAT, Draft, Reading, RowBuilder
from noticeparse.parser.labels import USUAL, Label, find_labels, split_at_labels
from noticeparse.parser.lines import Line, join_lines, to_lines
from noticeparse.parser.names import Name, name_of
from noticeparse.parser.sections import bare_heading, named_in
from noticeparse.text import fold_key, words

LONGEST_NAME_LINE = 14  # words
SHORT_NAME_LINE = 5  # words; a longer name has capitals throughout
REACH = 6  # lines above the first label of a notice among which its record's name is looked for
_SHORT_FOR = re.compile(r"\b(?:Co|Ltd|Inc|Corp|Bros|St|[A-Z]\w{0,3})\.$")


@dataclass(slots=True)
class Entry:
    """A label of a record, and the numbers of the lines below it that go on with its value."""

    label: Label
    at: int
    more: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Record:
    """The lines of one service, by their numbers; `name` is None where a label holds the name."""

    name: int | None = None
    section: int | None = None
    extra: list[int] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)

    def numbers(self) -> list[int]:
        """The numbers of all lines of the record, its section left out."""
        own = [n for entry in self.entries for n in (entry.at, *entry.more)]
        return sorted([*own, *self.extra, *([] if self.name is None else [self.name])])


@dataclass(frozen=True)
class Page:
    """The lines of a notice with their labels.

    `below` are the keys of labels whose value stands below them more often than beside them;
    `quiet` says that names do not stand out, so that what does is a group's heading.
    """

    lines: Sequence[Line]
    labels: Sequence[Label | None]
    below: frozenset[str]
    context: Context
    quiet: bool = False

    @cached_property
    def counts(self) -> Counter[str]:
        """How often each line stands in the notice, by its folded text."""
        return Counter(fold_key(line.text.string.strip()) for line in self.lines)

    @cached_property
    def title(self) -> int | None:
        """The first line that stands out as a heading."""
        return next((number for number, line in enumerate(self.lines) if line.loud), None)

    def comes_back(self, number: int) -> bool:
        """Say whether a line stands in record after record, and so names none of them."""
        line = self.lines[number]
        often = self.counts[fold_key(line.text.string.strip())] >= USUAL
        return often and not line.loud and self.name(number).kind != "known"

    def says(self, key: str, number: int) -> bool:
        """Say whether a line matches a key of rows.yaml."""
        return self.context.wording.says(key, self.lines[number].text.string.strip()) is not None

    def name(self, number: int) -> Name:
        """What kind of name a line is."""
        return name_of(self.lines[number].text.string, self.context)

    def could_name(self, number: int) -> bool:
        """Say whether a line could be the name of a service."""
        line, string = self.lines[number], self.lines[number].text.string.strip()
        broken = string.endswith(("?", ";", ",", ":"))
        sentence = string.endswith(".") and not _SHORT_FOR.search(string)
        if line.is_url or broken or sentence or not 0 < len(words(string)) <= LONGEST_NAME_LINE:
            return False
        if any(self.says(key, number) for key in ("band", "aside_note")) or self.comes_back(number):
            return False
        # Written as names are: a few words, or most with a capital.
        parts = [part.lstrip("(\"'") for part in string.split()]
        capitals = [part[:1].isupper() or part[:1].isdigit() for part in parts]
        few = len(parts) <= SHORT_NAME_LINE or sum(capitals) * 2 >= len(parts)
        return self.name(number).begins > 0 or (capitals[0] and few)


def propose(context: Context) -> Iterator[Reading]:
    """Read the records of a notice: those that share a block in one reading."""
    lines = split_at_labels(to_lines(context.blocks, context.wording), context)
    labels = find_labels(lines, context)
    balance: Counter[str] = Counter()
    for label in filter(None, labels):
        balance[label.key] += 1 if label.value else -1
    below = frozenset(key for key, surplus in balance.items() if surplus < 0)
    page = Page(lines, labels, below, context)
    records = _records(page)
    names = [page.lines[record.name] for record in records if record.name is not None]
    loud = sum(line.loud for line in names)
    if 0 < loud * 2 <= len(names):  # headings above names that do not stand out are those of groups
        page = replace(page, quiet=True)
        records = _records(page)
    section: int | None = None
    for record in records:
        section = record.section if record.section is not None else section
        record.section = section
    for group in _alike(records):
        yield from _reading(group, page)


def _alike(records: Sequence[Record]) -> list[list[Record]]:
    """Part records, in order, where the labels of the next are none of those before."""
    groups: list[list[Record]] = []
    keys: set[str] = set()
    for record in records:
        own = {entry.label.key for entry in record.entries}
        if keys.isdisjoint(own):
            groups.append([])
            keys = set()
        groups[-1].append(record)
        keys |= own
    return groups


def _reading(records: Sequence[Record], page: Page) -> Iterator[Reading]:
    drafts = [draft for record in records for draft in _drafts(record, page)]
    if not drafts:
        return
    sections = [record.section for record in records if record.section is not None]
    numbers = {n for record in records for n in record.numbers()}
    blocks = {page.lines[n].block for n in numbers}
    labels = [entry.label for record in records for entry in record.entries]
    roles = sorted({label.role for label in labels})
    yield Reading(
        proposer="records",
        blocks=tuple(sorted(blocks)),
        drafts=tuple(drafts),
        headers=(
            *(page.lines[n].text for n in sections if page.lines[n].block in blocks),
            *(label.text for label in labels),
        ),
        evidence=(
            f"records={min(USUAL, len(records))}",
            *(f"label of={role}" for role in roles),
            f"labels that say what={len(set(roles) & set(SAYS_WHAT))}",
        ),
    )


def _drafts(record: Record, page: Page) -> Iterator[Draft]:
    """Read a record into drafts, one a company that its name line names."""
    name, by_label = _name(record, page)
    builder = RowBuilder(page.context.wording)
    _fill(builder, record, name, page)
    section = None if record.section is None else page.lines[record.section].text.strip()
    line = page.lines[record.numbers()[0] if record.name is None else record.name]
    form = "by a label" if by_label else f"as a {line.look} above labels"
    bare = name.strip() if _SHORT_FOR.search(name.string) else name.strip(" .")
    for one in named_in(bare, page.context):
        descriptor = [one.description] if one.description else []
        yield Draft(
            company=one.company,
            description=Text.join([*descriptor, *builder.body]),
            section=section,
            fields=builder.fields(),
            place=line.place,
            mark=one.mark,
            blocks=tuple(sorted({page.lines[n].block for n in record.numbers()})),
            evidence=(form, *([] if one.form == "whole item" else [one.form])),
        )


def _name(record: Record, page: Page) -> tuple[Text, bool]:
    """The name of a record, and whether a label holds it."""
    for entry in record.entries:
        if entry.label.role == "company" and (value := _value(entry, page)):
            return bare_heading(value), True
    return Text("") if record.name is None else bare_heading(page.lines[record.name].text), False


def _value(entry: Entry, page: Page) -> Text:
    return join_lines(entry.label.value, [page.lines[number] for number in entry.more])


def _fill(builder: RowBuilder, record: Record, name: Text, page: Page) -> None:
    """Take the values of a record in reading order."""
    wording = page.context.wording
    for number in record.extra:
        line = page.lines[number]
        role = "other" if page.comes_back(number) else "purpose"
        builder.add("link" if line.is_url else role, "", line.text)
    several = sum(entry.label.role == "data" for entry in record.entries) > 1
    for entry in record.entries:
        role, label, value = entry.label.role, entry.label.text, _value(entry, page)
        if not value or bare_heading(value).string == name.string:
            continue
        if several and role == "data" and wording.says("whose", label.string):
            value = Text.join([label, value], ": ")  # a label for each group of people
        if role == "link" and "." not in value.string and "/" not in value.string:
            role = "other"  # "Agreement: signed in May" is no address
        if role in SAYS_WHAT and wording.says("yes_or_no", value.string):
            role = "other"  # "Special category data? Yes" names none
        builder.add(role, label.string, value)


def _records(page: Page) -> list[Record]:
    records: list[Record] = []
    before: int | None = None
    for at, label in enumerate(page.labels):
        if label is None:
            continue
        start = max(0, at - REACH) if before is None else before + 1
        barriers = [n + 1 for n in range(start, at) if page.lines[n].look == "barrier"]
        gap = list(range(max(barriers, default=start), at))
        if before is None or _begins(records[-1], label, gap, page):
            records.append(Record())
            last = records[-2].entries if len(records) > 1 else []
            _share_out(records[-1], last, gap, label, page)
        else:
            _give(records[-1].entries, gap, page)
        records[-1].entries.append(Entry(label, at))
        before = at
    if before is not None:
        rest = range(before + 1, len(page.lines))
        _give(records[-1].entries, _continuing(rest, records[-1].entries, page), page)
    firsts = {record.entries[0].label.key for record in records[1:]}
    keys = [entry.label.key for entry in records[0].entries] if len(records) > 2 else []
    if len(firsts) == 1 and (first := firsts.pop()) in keys[1:]:
        del records[0].entries[: keys.index(first)]  # it stands above the records
    return records


def _begins(record: Record, label: Label, gap: list[int], page: Page) -> bool:
    """Say whether a label begins a new record."""
    if label.key in {entry.label.key for entry in record.entries}:
        return True
    waiting = len(_waiting(record.entries, page))
    if any(page.lines[n].loud and page.could_name(n) for n in gap):
        return True
    return any(page.name(n).kind == "known" for n in gap[waiting:]) and label.role != "company"


def _waiting(entries: Sequence[Entry], page: Page) -> list[Entry]:
    """The last labels, one after another, whose values are still to come."""
    waiting: list[Entry] = []
    for entry in reversed(entries):
        if entry.label.value or entry.more or entry.label.key not in page.below:
            break
        waiting.insert(0, entry)
    return waiting


def _give(entries: Sequence[Entry], numbers: Sequence[int], page: Page) -> None:
    """Give lines to the labels above them: one each to those that wait, the rest to the last."""
    if not entries:
        return
    waiting = _waiting(entries, page)
    if len(waiting) < 2 or len(numbers) < len(waiting):
        entries[-1].more += numbers
        return
    for entry, number in zip(waiting, numbers, strict=False):
        entry.more.append(number)
    entries[-1].more += numbers[len(waiting) :]


def _share_out(
    record: Record, last: Sequence[Entry], gap: list[int], label: Label, page: Page
) -> None:
    """Share the lines before a record's first label: the one before, section, name, extras."""
    owed = min(len(_waiting(last, page)), len(gap))
    while owed and page.lines[gap[owed - 1]].loud:
        owed -= 1
    free = gap[owed:]
    names_it = label.role == "company" and (label.value or label.key in page.below)
    if names_it:
        record.section = next((n for n in reversed(free) if page.lines[n].loud), None)
    else:
        record.name = _find_name(free, page)
        record.section = _find_section(free, record.name, page)
        if record.name is not None:
            record.extra = [n for n in free if n > record.name]
    _give(last, gap[:owed], page)
    top = [n for n in (record.section, record.name) if n is not None]
    upper = [n for n in free if n < min(top, default=len(page.lines) if names_it else 0)]
    bounded = bool(top) and page.lines[min(top)].loud
    _give(last, _continuing(upper, last, page, bounded=bounded), page)


def _find_name(gap: Sequence[int], page: Page) -> int | None:
    """Find the line that names the service below it."""
    fit = [number for number in gap if page.could_name(number)]
    if gap:
        own = page.lines[gap[-1] + 1].block
        fit = [n for n in fit if page.lines[n].block == own] or fit
    loud = [number for number in fit if page.lines[number].loud]
    if page.quiet and loud and loud[-1] != fit[-1]:
        fit = [number for number in fit if number > loud[-1]]
    elif loud:
        return loud[-1]
    known = [number for number in fit if page.name(number).begins]
    return next((found[-1] for found in (known, fit) if found), None)


def _find_section(gap: Sequence[int], name: int | None, page: Page) -> int | None:
    """Find the band or group heading above a name."""
    above = [number for number in gap if name is None or number < name]
    for number in reversed(above):
        if page.says("band", number):
            return number
        if page.lines[number].loud:
            known = page.name(number).kind == "known"
            return None if known or number == page.title else number
    return above[-1] if above and page.lines[above[-1]].text.string.rstrip().endswith(":") else None


def _continuing(
    numbers: Sequence[int], entries: Sequence[Entry], page: Page, *, bounded: bool = False
) -> list[int]:
    """The lines after a record's last label that go on with its value.

    All do where values stand below their labels and a heading ends the record (`bounded`).
    """
    if bounded and entries and entries[-1].label.key in page.below:
        return list(numbers)
    kept: list[int] = []
    owed = len(_waiting(entries, page))
    for number in numbers:
        line = page.lines[number]
        if line.loud or line.look == "barrier":
            break
        goes_on = not line.begins or line.look == "item" or line.text.string.strip()[:1].islower()
        if len(kept) >= owed and not (goes_on or page.says("inside_value", number)):
            break
        kept.append(number)
    return kept
