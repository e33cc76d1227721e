"""Earlier notices and those of now → what came, went and changed, in words.

A school of which only one of the two was read is named, and its rows are no changes: nobody knows
what it said before, or says now.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from noticeparse.changed import (
    ADDED,
    CHANGED,
    DECIDED,
    READ_ANEW,
    REMOVED,
    Change,
    changes,
    unread_schools,
)
from noticeparse.comparison import Hiding, Names
from noticeparse.comparison.differences import STATUS_WORDS
from noticeparse.comparison.values import HELD
from noticeparse.model import DECIDED_TAGS, Notice
from noticeparse.reports.words import many

WHAT = {ADDED: "came", REMOVED: "went", CHANGED: "changed", DECIDED: DECIDED, READ_ANEW: READ_ANEW}
_SELDOM = (DECIDED, READ_ANEW)  # told where there are some


@dataclass(frozen=True, slots=True)
class Versions:
    """The changes of schools that were read then and now, and the schools that were not."""

    changes: tuple[Change, ...] = ()
    only_now: tuple[str, ...] = ()
    only_then: tuple[str, ...] = ()

    def in_words(self) -> str:
        """How many changes there are, and of which kind."""
        counts = ", ".join(f"{number} {WHAT[what]}" for what, number in self.counts().items())
        return f"{many(len(self.changes), 'change')}: {counts}."

    def one_sided(self) -> Iterator[str]:
        """Name the schools of which only one of the two was read."""
        for words, schools in (
            ("No earlier notice read, so that nothing is said of changes", self.only_now),
            ("An earlier notice, and none read now", self.only_then),
        ):
            if schools:
                yield f"{words}: {'; '.join(name or 'school not stated' for name in schools)}."

    def counts(self) -> dict[str, int]:
        """How many rows came and went, and how many values changed."""
        counts = {what: sum(each.what == what for each in self.changes) for what in WHAT}
        return {what: count for what, count in counts.items() if count or what not in _SELDOM}


def versions(
    old: Sequence[Notice],
    new: Sequence[Notice],
    *,
    failed: Collection[str] = (),
    persons: bool = False,
) -> Versions:
    """Compare two versions of schools' notices; `failed` are sources that could not be read now.

    `persons`: tell also the names that are held back.
    """
    only_now = unread_schools(new, old)
    found = [c for c in changes(old, new, failed=failed) if c.school not in only_now]
    return Versions(
        tuple(found if persons else without_persons(found, (*old, *new))),
        only_now,
        unread_schools(old, new),
    )


def without_persons(found: Sequence[Change], notices: Sequence[Notice]) -> Iterator[Change]:
    """Hold back persons, and tell of them last, so that no order tells where a name would stand."""
    rows = [(notice.source.path, row) for notice in notices for row in notice.disclosures]
    hide = Hiding.of((row for _, row in rows), shown=False)
    held = {(source, row.id) for source, row in rows if hide.hides(row)}
    schools = list(dict.fromkeys(change.school for change in found))

    def order(change: Change) -> tuple[int, bool, tuple[str, str]]:
        key = change.source, change.id
        return schools.index(change.school), key in held, key if key in held else ("", "")

    for each in sorted(found, key=order):
        if (each.source, each.id) in held:
            yield replace(each, company=HELD, before="", after="", supplier="")
        else:
            names = ("company", "before", "after", "supplier")
            yield replace(each, **{name: hide.text(getattr(each, name)) for name in names})


def worded(change: Change, names: Names) -> Change:
    """A change with the labels of what was read in the place of ids."""
    kind = DECIDED_TAGS.get(change.field)

    def words(value: str) -> str:
        if kind is None:
            return _VALUES.get((change.field, value), value)
        return "; ".join(map(label, filter(None, value.split("; "))))

    def label(tag: str) -> str:
        id, _, denied = tag.partition(":")
        return f"{names.label(str(kind), id)}{' (not passed on)' if denied else ''}"

    return replace(change, before=words(change.before), after=words(change.after))


_VALUES = {
    **{("status", status): words for status, words in STATUS_WORDS.items()},
    **{("no_personal_data", value): word for value, word in (("true", "yes"), ("false", "no"))},
}


def what_changed(change: Change) -> str:
    """Say what became of a row, or of a value of it."""
    field = f" {change.field.replace('_', ' ')}" if change.field else ""
    return f"{WHAT[change.what]}{field}"


def shown(change: Change, *, then: bool) -> tuple[str, bool]:
    """What stood there, and whether the notice prints it.

    The side on which a row is missing is blank, not "not stated".
    """
    value = change.before if then else change.after
    one_sided = change.what == (ADDED if then else REMOVED)
    if value or one_sided or (change.what in _SELDOM and not change.field):
        return value, True
    return ("held back" if change.company == HELD else "not stated"), False
