"""Notices → rows of a record of processing (UK GDPR, Article 30), as far as they state it.

The columns are named after the ICO's documentation template for controllers (record.csv). A row is
one supplier and one group of purposes. A cell says what the notice states, and `WORDS` with which
words and where; nothing is guessed: the rest is marked for a person. Special categories call for
their condition.

Rows that share nothing personal are no processing, and are left out. Of what is said once for the
whole notice a basis counts only where it names one, and no place of it is a transfer of each row.

Limits: what a notice does not state is not there; a purpose that was not understood makes no group;
data that a notice says it usually gives is in no row.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Self

from noticeparse.comparison import Names
from noticeparse.comparison.compare import supplier_key
from noticeparse.decisions import effective_rows
from noticeparse.findings.check import outside
from noticeparse.given import table
from noticeparse.model import ALSO_SAID, NOT_SHARED, Disclosure, Notice, School, Tag, where
from noticeparse.reports.rows import Row
from noticeparse.reports.words import place_in_words, titles_of
from noticeparse.vocabulary import Vocabulary

FILLED_BY = {row["name"]: row["fill"] for row in table(__file__, "record.csv")}
_ASKED_BY = {row["name"]: row["by"] for row in table(__file__, "record.csv")}
SCHOOL, WORDS, NOTICE, WHERE = "School", "Words of the notice", "Notice", "Where"
OWN = "Other columns of the notice"
RECORD_COLUMNS = (SCHOOL, *FILLED_BY, OWN, WORDS, NOTICE, WHERE)
_KEY = (SCHOOL, "Business function", "Categories of recipients", NOTICE)
_TEXTS = ("lawful_basis", "retention", "location")
_MARKS = titles_of("record")
_BY_PERSON = {name for name, fill in FILLED_BY.items() if not fill}
_BLANK = {"", _MARKS["person"], _MARKS["not_stated"]}
# The columns that the settings file of a trust fills in every row, by its keys.
OF_SETTINGS = {
    "controller": "Name and contact details of controller",
    "dpo": "Name and contact details of data protection officer",
}
# An answer that a person gives once: for a column of all rows, of a supplier's or of a school's.
FILL_COLUMNS = ("column", "for", "rows", "answer")
ALL_ROWS = "all rows"


class FilledIn:
    """What a person filled in: cells of rows, and answers that fill a column of many rows at once.

    A cell of a row wins over the answer for its supplier, that over the one for its school, and
    that over the one for all rows. A cell that an answer fills says so, and is filled anew each
    time, so that an answer is changed in one place.
    """

    def __init__(self, rows: Iterable[Row] = (), once: Iterable[Row] = ()) -> None:
        """Take the cells that are no marks out of rows with the keys of RECORD_COLUMNS.

        The rows of `once` have the keys of FILL_COLUMNS.
        """
        self._settings: dict[str, str] = {}
        filled = {_key(row): {n: row[n] for n in _BY_PERSON if _is_own(row[n])} for row in rows}
        self._cells = {key: cells for key, cells in filled.items() if cells}
        self._left = set(self._cells)
        answered = (row for row in once if row["answer"])
        self._once = {(row["column"], _folded(row["for"])): row for row in answered}
        self._fills: Counter[tuple[str, str]] = Counter()  # the rows of an answer, by its key
        self._whom: dict[str, str] = {}  # folded → as it is shown

    def into(self, row: Row) -> Row:
        """Put the cells into the row that is of the same notice, supplier and purposes."""
        self._left.discard(_key(row))
        own = self._settings | self._cells.get(_key(row), {})
        # What a row is known by stays: its own cells would not be found again.
        blank = [n for n in FILLED_BY if row[n] in _BLANK and n not in own and n not in _KEY]
        return row | dict(self._answered(blank, row)) | own

    def add_settings(self, said: Mapping[str, str]) -> Self:
        """Take what a settings file says, by its keys; a cell of a row wins."""
        self._settings = {
            OF_SETTINGS[key]: f"{text} {_MARKS['once']}" for key, text in said.items()
        }
        return self

    def _answered(self, blank: Sequence[str], row: Row) -> Iterator[tuple[str, str]]:
        supplier, school = row["Categories of recipients"], row[SCHOOL]
        self._whom |= {_folded(whom): whom for whom in (supplier, school, ALL_ROWS) if whom}
        for name in blank:
            keys = [(name, _folded(whom)) for whom in (supplier, school, ALL_ROWS)]
            given = [key for key in keys if key in self._once]
            listed = (keys[0], keys[-1]) if _ASKED_BY[name] == "supplier" else keys[-1:]
            self._fills.update({*listed, *given})
            if given:
                yield name, f"{self._once[given[0]]['answer']} {_MARKS['once']}"

    def to_fill(self) -> Iterator[Row]:
        """Rows of the sheet of answers, keys as FILL_COLUMNS, those that fill most first."""
        order = {name: number for number, name in enumerate(FILLED_BY)}
        keys = {*self._fills, *self._once}  # of a column that there is not, too: it is seen
        place = {key: (-self._fills[key], order.get(key[0], len(order)), key) for key in keys}
        for name, whom in sorted(keys, key=place.__getitem__):
            given = self._once.get((name, whom), {"for": self._whom.get(whom, ""), "answer": ""})
            rows = str(self._fills[name, whom])
            yield {"column": name, "for": given["for"], "rows": rows, "answer": given["answer"]}

    @property
    def left(self) -> int:
        """How many rows with cells of a person there are not any more, and answers of no row."""
        return len(self._left) + sum(not self._fills[key] for key in self._once)


def _is_own(cell: str) -> bool:
    """Did a person write a cell of a row?"""
    return cell not in _BLANK and not cell.endswith(_MARKS["once"])


def _folded(whom: str) -> str:
    return " ".join(whom.split()).casefold()


def _key(row: Row) -> tuple[str, ...]:
    return tuple(row.get(name, "") for name in _KEY)


@dataclass(slots=True)
class _Cell:
    """What a cell says, and the words that it is from."""

    said: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    def add(self, said: str, words: str) -> None:
        self.said += [said] * (said not in self.said)
        self.words += [words] * (words not in self.words)


@dataclass(frozen=True, slots=True)
class Record:
    """Makes the rows; what the ids of a vocabulary are called, and the groups of its purposes."""

    names: Names
    groups: dict[str, str]
    article9: frozenset[str]

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> Self:
        """Take them out of a vocabulary."""
        groups = {term.id: term.group or "" for term in vocabulary.of_kind("purpose")}
        special = frozenset(term.id for term in vocabulary.terms if term.art9 == "yes")
        return cls(Names.of(vocabulary), groups, special)

    def rows(self, notice: Notice) -> Iterator[Row]:
        """Yield the rows of a notice, for each of its schools, keys as RECORD_COLUMNS."""
        together: dict[tuple[str, str], list[Disclosure]] = defaultdict(list)
        for row in effective_rows(notice):
            if row.status == "in_use" and not row.no_personal_data:
                purposes = (tag.id for tag in row.tags if tag.kind == "purpose")
                for group in sorted({self.groups.get(id, "") for id in purposes}) or [""]:
                    together[group, supplier_key(row)].append(row)
        for school in notice.for_schools():
            for (group, _), rows in together.items():
                yield self._row(notice, school, group, rows)

    def _row(
        self, notice: Notice, school: School | None, group: str, rows: Sequence[Disclosure]
    ) -> Row:
        cells: dict[str, _Cell] = defaultdict(_Cell)
        for row in rows:
            self._add_tags(cells, row, group)
            self._add_texts(cells, row)
        for kind, text in notice.said_for_all():
            if fill := self._fill_of(kind, text, named=True):
                cells[fill].add(f"{text} {_MARKS['for_all']}", text)
        if "needed" in cells and "condition" not in cells:
            cells["condition"] = cells["needed"]
        places = dict.fromkeys(place_in_words(where(notice, row.place)) for row in rows)
        filled = {name: cells[fill] for name, fill in FILLED_BY.items() if fill in cells}
        return {
            SCHOOL: school.name if school else "",
            **{name: _shown(fill, filled.get(name)) for name, fill in FILLED_BY.items()},
            OWN: "\n".join(dict.fromkeys(said for row in rows for said in _own_columns(row))),
            WORDS: "\n".join(
                f"{name}: {'; '.join(f'“{words}”' for words in cell.words)}"
                for name, cell in filled.items()
            ),
            NOTICE: notice.source.path,
            WHERE: "; ".join(places),
        }

    def _add_tags(self, cells: dict[str, _Cell], row: Disclosure, group: str) -> None:
        for tag in row.tags:
            label, words = self.names.label(tag.kind, tag.id), _words(tag)
            if tag.kind == "purpose" and self.groups.get(tag.id, "") == group:
                if group:
                    cells["business"].add(titles_of("group").get(group, group.capitalize()), words)
                cells["purposes"].add(label, words)
            elif tag.kind == "data_subject":
                cells["individuals"].add(label, words)
            elif tag.kind == "category" and tag.polarity == "shared":
                cells["categories"].add(label, words)
                if tag.id in self.article9:
                    cells["needed"].add(f"{_MARKS['condition']} {label}", words)
                if tag.id in self.names.special:
                    cells["assessment"].add(f"{_MARKS['assessment']} {label}", words)
        for tag in row.lawful_bases:
            fill = "condition" if tag.id.startswith("A9") else "lawful_basis"
            words = str(row.fields.lawful_basis or _words(tag))
            cells[fill].add(self.names.label("lawful_basis", tag.id), words)

    def _add_texts(self, cells: dict[str, _Cell], row: Disclosure) -> None:
        company = row.company.string
        known = row.supplier.name if row.supplier and row.supplier.judgement == "certain" else ""
        cells["recipient"].add(known if known else company, company)
        if row.description:
            cells["purposes"].add(f"“{row.description}”", row.description.string)
        for name in (*_TEXTS, "consent"):
            named = name == "lawful_basis" and row.lawful_bases  # its names stand there already
            if (text := str(getattr(row.fields, name) or "")) and not named:
                cells[self._fill_of(name, text)].add(text, text)
        for place in outside(location := str(row.fields.location or "")):
            cells["transfer"].add(place, location)

    def _fill_of(self, kind: str, text: str, *, named: bool = False) -> str:
        """Which cell a text fills; none where it is no such text, or does not name a basis."""
        if kind != "lawful_basis":
            return kind if kind in (*_TEXTS, "consent") else ""
        ids = self.names.bases_in(text)
        if ids and all(id.startswith("A9") for id in ids):
            return "condition"
        return "" if named and not ids else kind


def _own_columns(row: Disclosure) -> Iterator[str]:
    """What stands in columns of the notice that no cell of the record is for: "DPIA?: Yes"."""
    for caption, text in row.fields.other:
        if caption not in (ALSO_SAID, NOT_SHARED) and text:
            yield f"{caption}: {text}"


def _words(tag: Tag) -> str:
    return tag.evidence.text or _MARKS["decided"]


def _shown(fill: str, cell: _Cell | None) -> str:
    """A cell, or whose it is to fill it: a person's, or the notice's, which does not state it."""
    return "; ".join(cell.said) if cell else _MARKS["not_stated" if fill else "person"]
