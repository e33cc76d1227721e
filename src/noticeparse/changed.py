"""Notices of an earlier run and of this one → what changed, school by school.

A row is found again by its notice and id and confirmed by its words, else by its words, else by
its supplier where each side has just one row of it left. Rows are compared as they count, so that
a correction is a change too. What differs although the bytes of a source are the same, since
another version of noticeparse or of its vocabulary read them, is "read anew by a newer version".

Limits: statements that a notice makes once for all rows are not compared. A school of which no
notice was read now says nothing: its rows are not "removed".
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields

from noticeparse.decisions import effective
from noticeparse.decisions.effective import printed_values
from noticeparse.decisions.finding import folded, same_words
from noticeparse.model import DECIDED_TAGS, Disclosure, Notice
from noticeparse.model.decision import tag_value
from noticeparse.version import __version__

ADDED, REMOVED, CHANGED = "added", "removed", "changed"
READ_ANEW = "read anew by a newer version"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: a row `added` or `removed`, or a `field` of it `changed`.

    Where it is the reading that differs, `what` is READ_ANEW; a row that only one of the two has is
    then without a `field`, its words are in `before` or in `after`. `id` is that of the row now (of
    a removed one, then); `id_before` that of the row then, where there is one on both sides.
    """

    school: str
    what: str
    company: str = ""
    field: str = ""
    before: str = ""
    after: str = ""
    supplier: str = ""
    source: str = ""
    id: str = ""
    id_before: str = ""


CHANGE_COLUMNS = tuple(each.name for each in fields(Change))


@dataclass(frozen=True, slots=True)
class _Row:
    source: str
    sha256: str
    printed: Disclosure
    counts: Disclosure


def changes(
    old: Iterable[Notice], new: Iterable[Notice], *, failed: Collection[str] = ()
) -> tuple[Change, ...]:
    """List what changed, in the order of schools and companies.

    `failed` are the paths of sources that could not be read now: their rows are not "removed".
    """
    old, new = list(old), list(new)
    before, after = _by_school(old), _by_school(new)
    then, now = set(map(_read, old)), set(map(_read, new))
    # Sources that are as they were, and that no version read both then and now.
    same = {sha256 for sha256, *_ in then} & {sha256 for sha256, *_ in now}
    anew = frozenset(same - {sha256 for sha256, *_ in then & now})
    found: list[Change] = []
    for key, (name, rows) in after.items():
        known = [row for row in before.get(key, ("", []))[1] if row.source not in failed]
        found += _of_school(name, known, rows, anew)
    found.sort(key=lambda c: (folded(c.school), folded(c.company), c.source, c.id, c.what, c.field))
    return tuple(found)


def _read(notice: Notice) -> tuple[str, str, str]:
    """Which bytes were read, and by which versions of noticeparse and of its vocabulary."""
    version = notice.noticeparse_version or __version__
    return notice.source.sha256, version, notice.vocabulary_version


def unread_schools(old: Iterable[Notice], new: Iterable[Notice]) -> tuple[str, ...]:
    """The schools that had a notice then and of which none was read now."""
    before, after = _by_school(old), _by_school(new)
    return tuple(name for key, (name, _) in before.items() if key not in after)


def _by_school(notices: Iterable[Notice]) -> dict[str, tuple[str, list[_Row]]]:
    schools: dict[str, tuple[str, list[_Row]]] = {}
    for notice in notices:
        for school in notice.for_schools():
            name = school.name if school else ""
            key = folded(name) if school else f"\0{notice.source.path}"
            rows = schools.setdefault(key, (name, []))[1]
            rows += [
                _Row(notice.source.path, notice.source.sha256, row, counts)
                for row in notice.disclosures
                if notice.same_notice_as is None and (counts := effective(row)) is not None
            ]
    return schools


def _of_school(
    school: str, old: Sequence[_Row], new: Sequence[_Row], anew: Collection[str]
) -> Iterator[Change]:
    gone, come = list(old), list(new)
    for one, other in [pair for sign in _SIGNS for pair in _take_pairs(gone, come, sign)]:
        was, now = compared(one.counts), compared(other.counts)
        fields = [name for name, value in now.items() if not same_words(was[name], value)]
        for field in fields:
            what = READ_ANEW if _by_reading(field, one, other, anew) else CHANGED
            found = {"field": field, "before": was[field], "after": now[field]}
            yield _change(school, what, other, id_before=one.counts.id, **found)
    for rows, differs, side in ((gone, REMOVED, "before"), (come, ADDED, "after")):
        for row in rows:
            what = READ_ANEW if row.sha256 in anew else differs
            yield _change(school, what, row, **{side: row.counts.description.string})


def _by_reading(field: str, one: _Row, other: _Row, anew: Collection[str]) -> bool:
    """Whether a field differs as it was read from the same bytes, not just by what was decided."""
    if one.sha256 != other.sha256 or other.sha256 not in anew:
        return False
    return not same_words(compared(one.printed)[field], compared(other.printed)[field])


def _change(school: str, what: str, row: _Row, **more: str) -> Change:
    match = row.counts.supplier
    more |= {"source": row.source, "id": row.counts.id, "supplier": match.id if match else ""}
    return Change(school, what, row.counts.company.string, **more)


def compared(row: Disclosure) -> dict[str, str]:
    """What is compared of a row, as text; a denied category is marked ":not_shared"."""
    tags = {
        field: sorted({tag_value(tag.id, tag.polarity) for tag in row.tags if tag.kind == kind})
        for field, kind in DECIDED_TAGS.items()
    }
    return {
        **printed_values(row),
        **{field: "; ".join(values) for field, values in tags.items()},
        "no_personal_data": "true" if row.no_personal_data else "false",
    }


def _take_pairs(
    old: list[_Row], new: list[_Row], key: Callable[[_Row], Hashable]
) -> Iterator[tuple[_Row, _Row]]:
    """Take the rows out of both lists that one key names just once in each."""
    groups: dict[Hashable, tuple[list[_Row], list[_Row]]] = defaultdict(lambda: ([], []))
    for side, rows in ((1, new), (0, old)):
        for row in rows:
            groups[key(row)][side].append(row)
    for value, (before, after) in groups.items():
        if value is not None and len(before) == len(after) == 1:
            old.remove(before[0])
            new.remove(after[0])
            yield before[0], after[0]


def _words(row: _Row) -> Hashable:
    texts = (row.printed.company.string, row.printed.description.string)
    return tuple(" ".join(text.split()) for text in texts)


def _supplier(row: _Row) -> Hashable:
    match = row.counts.supplier
    return match.id if match and match.judgement == "certain" else None


# What pairs the rows of then and now, from the surest sign to the least.
_SIGNS: tuple[Callable[[_Row], Hashable], ...] = (
    lambda row: (row.source, row.printed.id, _words(row)),
    _words,
    lambda row: (row.source, row.printed.id),
    _supplier,
    lambda row: folded(row.printed.company.string),
)
