"""Notices of an earlier run and of this one → what changed, school by school.

A row is found again by its notice and id and confirmed by its words, else by its words, else by
its supplier where each side has just one row of it left. Rows are compared as they count; what
differs is told apart by whose doing it is. Where the notice prints something else now, the school
changed it. Where it prints the same, a person decided it. What differs although the bytes of a
source are the same, since another version of noticeparse or of its vocabulary read them, is "read
anew by a newer version".

Limits: statements that a notice makes once for all rows are not compared. A school of which no
notice was read now says nothing: its rows are not "removed". Of a notice that has other bytes now,
what a newer version reads otherwise counts as changed.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace

from noticeparse.decisions import effective
from noticeparse.decisions.effective import printed_values
from noticeparse.decisions.finding import folded, same_words
from noticeparse.decisions.versions import is_earlier
from noticeparse.model import DECIDED_TAGS, Disclosure, Notice
from noticeparse.model.decision import tag_value
from noticeparse.version import __version__

ADDED, REMOVED, CHANGED = "added", "removed", "changed"
READ_ANEW = "read anew by a newer version"
DECIDED = "decided by a person"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: a row `added` or `removed`, or a `field` of it `changed`.

    Where it is the reading that differs, `what` is READ_ANEW, where a person decided it, DECIDED; a
    row that only one of the two has is then without a `field`, its words are in `before` or in
    `after`. `id` is that of the row now (of
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
    effective: Disclosure | None  # None: a person took it out

    @property
    def counts(self) -> Disclosure:
        """The row as it counts, or would."""
        return self.effective or self.printed

    @property
    def by_person(self) -> frozenset[str]:
        """The decisions on it."""
        return frozenset(each.id or each.field for each in self.printed.decided)


def changes(
    old: Iterable[Notice], new: Iterable[Notice], *, failed: Collection[str] = ()
) -> tuple[Change, ...]:
    """List what changed, in the order of schools and companies.

    `failed` are the paths of sources that could not be read now: their rows are not "removed".
    """
    new = list(new)
    old, found = _under_schools_of(new, old)
    before, after = _by_school(old), _by_school(new)
    then, now = set(map(_read, old)), set(map(_read, new))
    # Sources that are as they were, and that no version read both then and now.
    same = {sha256 for sha256, *_ in then} & {sha256 for sha256, *_ in now}
    anew = frozenset(same - {sha256 for sha256, *_ in then & now})
    decided = {*_counted_again(old, new), *_counted_again(new, old)}
    for key, (name, rows) in after.items():
        known = [row for row in before.get(key, ("", []))[1] if row.source not in failed]
        found += _of_school(name, known, rows, anew, decided)
    found.sort(key=lambda c: (folded(c.school), folded(c.company), c.source, c.id, c.what, c.field))
    return tuple(found)


def _read(notice: Notice) -> tuple[str, str, str]:
    """Which bytes were read, and by which versions of noticeparse and of its vocabulary."""
    version = notice.noticeparse_version or __version__
    return notice.source.sha256, version, notice.vocabulary_version


def _counted_again(one: Iterable[Notice], other: Iterable[Notice]) -> Iterator[str]:
    """The paths of notices that count in `one`, beside what took their place in the `other`."""
    paths = {each.source.path for each in one if each.same_notice_as is None}
    for each in other:
        if is_earlier(each) and {each.source.path, each.same_notice_as} <= paths:
            yield each.source.path


def unread_schools(old: Iterable[Notice], new: Iterable[Notice]) -> tuple[str, ...]:
    """The schools that had a notice then and of which none was read now."""
    new = list(new)
    before, after = _by_school(_under_schools_of(new, old)[0]), _by_school(new)
    return tuple(name for key, (name, _) in before.items() if key not in after)


def _under_schools_of(
    new: Sequence[Notice], old: Iterable[Notice]
) -> tuple[list[Notice], list[Change]]:
    """The notices of then under the schools that people give them now, and whose these were."""
    by_path = {each.source.path: each for each in new}
    by_digest = {each.source.sha256: each for each in new if each.published}
    moved: list[Notice] = []
    found: list[Change] = []
    for notice in old:
        now = by_path.get(notice.source.path) or by_digest.get(notice.source.sha256)
        read_alike = now is not None and folded(now.school or "") == folded(notice.school or "")
        if now is None or not read_alike or not (now.school_decided or notice.school_decided):
            moved.append(notice)
            continue
        moved.append(replace(notice, schools=now.schools))
        was, given = (_names(each) for each in (notice, now))
        if folded(was) != folded(given):
            more = {"before": was, "after": given, "source": now.source.path}
            found.append(Change(given, DECIDED, field="school", **more))
    return moved, found


def _names(notice: Notice) -> str:
    return "; ".join(school.name for school in notice.for_schools() if school)


def _by_school(notices: Iterable[Notice]) -> dict[str, tuple[str, list[_Row]]]:
    schools: dict[str, tuple[str, list[_Row]]] = {}
    for notice in notices:
        for school in notice.for_schools():
            name = school.name if school else ""
            key = folded(name) if school else f"\0{notice.source.path}"
            rows = schools.setdefault(key, (name, []))[1]
            rows += [
                _Row(notice.source.path, notice.source.sha256, row, effective(row))
                for row in notice.disclosures
                if notice.same_notice_as is None
            ]
    return schools


def _of_school(
    school: str,
    old: Sequence[_Row],
    new: Sequence[_Row],
    anew: Collection[str],
    decided: Collection[str],
) -> Iterator[Change]:
    """What changed of a school; of the sources `decided` a person said whether they count."""
    pairs, gone, come = _paired(old, new)
    for one, other in pairs:
        if one.effective is None or other.effective is None:
            yield from _taken_out(school, one, other)
            continue
        if one.printed.added and not other.printed.added:  # what a person knew is printed now
            yield _change(school, ADDED, other, after=_words_of(other))
        was, now = compared(one.counts), compared(other.counts)
        stood, stands = compared(one.printed), compared(other.printed)
        for field in now:
            printed = same_words(stood[field], stands[field])
            counted = same_words(was[field], now[field])
            if printed and counted:
                continue
            what = _whose(one, other, anew, printed=printed)
            then, since = (stood, stands) if counted else (was, now)
            found = {"field": field, "before": then[field], "after": since[field]}
            yield _change(school, what, other, id_before=one.counts.id, **found)
    for rows, differs, side in ((gone, REMOVED, "before"), (come, ADDED, "after")):
        for row in rows:
            if row.effective is not None:
                what = READ_ANEW if row.sha256 in anew else differs
                what = DECIDED if row.printed.added or row.source in decided else what
                yield _change(school, what, row, **{side: _words_of(row, what)})


def _paired(
    old: Sequence[_Row], new: Sequence[_Row]
) -> tuple[list[tuple[_Row, _Row]], list[_Row], list[_Row]]:
    """Pair the rows of then and now; give the pairs, and what is left of both.

    What a person took out is paired by its words, else after all others: it hides no row.
    """
    gone, come = list(old), list(new)
    pairs = [pair for sign in _SURE for pair in _take_pairs(gone, come, sign)]
    left, there = ([row for row in rows if row.effective is not None] for rows in (gone, come))
    for sign in _SIGNS:
        for pair in list(_take_pairs(left, there, sign)):
            pairs.append(pair)
            gone.remove(pair[0])
            come.remove(pair[1])
    pairs += [pair for sign in _SIGNS for pair in _take_pairs(gone, come, sign)]
    return pairs, gone, come


def _taken_out(school: str, one: _Row, other: _Row) -> Iterator[Change]:
    """A row that a person took out then or now, or both."""
    if (one.effective is None) == (other.effective is None):
        return
    same = _words(one) == _words(other)
    if other.effective is None:
        what = DECIDED if same or other.by_person - one.by_person else REMOVED
        yield _change(school, what, other, before=_words_of(one, what))
    else:
        what = DECIDED if same else ADDED
        yield _change(school, what, other, after=_words_of(other, what))


def _words_of(row: _Row, what: str = "") -> str:
    """The words of a row; of one that is told to be decided, its company if it has no others."""
    words = row.counts.description.string
    return words or (row.counts.company.string if what == DECIDED else "")


def _whose(one: _Row, other: _Row, anew: Collection[str], *, printed: bool) -> str:
    """Say whose doing it is that a value differs; `printed` is whether it is printed alike."""
    if printed and (_words(one) == _words(other) or other.by_person - one.by_person):
        return DECIDED
    by_reading = one.sha256 == other.sha256 and other.sha256 in anew
    return READ_ANEW if by_reading else CHANGED


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
_SURE: tuple[Callable[[_Row], Hashable], ...] = (
    lambda row: (row.source, row.printed.id, _words(row)),
    _words,
)
_SIGNS: tuple[Callable[[_Row], Hashable], ...] = (
    lambda row: (row.source, row.printed.id),
    _supplier,
    lambda row: folded(row.printed.company.string),
)
