"""What a workbook holds, once it was read, and what was found in it: the values of `apply`.

Cells hold what a person reads (labels, "In use", "yes"); decisions hold ids. A cell becomes the
value that a decision keeps of it, or a Refusal says why it cannot be one. Ids are understood in
cells too.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import Any, Self

from noticeparse.given import table
from noticeparse.model import DECIDED_TAGS, PERSON, STATUSES, Decision
from noticeparse.model.decision import tag_of

Change = tuple[str, str | None, str | None]  # field, before, after
TEXTS = ("company", "description", "note", "lawful_basis", "location", "retention")
YES_OR_NO = ("no_personal_data", PERSON)
SINGLE = (*TEXTS, "status", "supplier", *YES_OR_NO)
# Cells that hold several labels: the field that they are of, and the polarity that they say.
LISTS = {
    "categories": ("categories", "shared"),
    "not_shared": ("categories", "not_shared"),
    "purposes": ("purposes", None),
    "data_subjects": ("data_subjects", None),
}
EDITABLE = (*SINGLE, *LISTS, "school")
Labels = Mapping[tuple[str, str], str]  # by kind and id
SUPPLIER = "supplier"  # the kind of the terms that are the known suppliers
_TRUTH = {"yes": "true", "true": "true", "no": "false", "false": "false", "": "false"}
CUT_END = "[cut here; the whole text is in the notice file]"


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row of a sheet as text, by column. `dates` are columns that Excel made a date of.

    `own` are the values of columns that a person put in, by their titles.
    """

    sheet: str
    number: int
    cells: Mapping[str, str]
    dates: frozenset[str] = frozenset()
    own: Mapping[str, Any] = field(default_factory=dict)

    @property
    def where(self) -> str:
        """What a person finds it by."""
        return f"{self.sheet}, row {self.number}"

    def get(self, column: str) -> str:
        """The text of a cell; empty where the column was deleted."""
        return self.cells.get(column, "")

    def has(self, column: str) -> bool:
        """Is the column still there?"""
        return column in self.cells

    def may_be_of(self, other: Self) -> bool:
        """Is it of the notice of another row: by its source, else by its school, if it has one?"""
        column = "source" if self.get("source") else "school"
        return self.get(column) in ("", other.get(column))

    def differs(self, original: Self, *columns: str) -> bool:
        """Does one of these columns, where it is still there, hold something else?"""
        return any(self.has(name) and self.get(name) != original.get(name) for name in columns)


NOTHING = SheetRow("", 0, {})


def _alike(one: str, other: str) -> bool:
    try:
        return one.casefold() == other.casefold() or float(one) == float(other)
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class Term:
    """A term that may be chosen."""

    kind: str
    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Corrected:
    """A workbook: its sheets as they are now, and the originals that it was written with.

    `known` are the ids of the decisions that it had taken into account; `id` tells it from others.
    `open` are those that were open again then, and `still_open` those that are listed now; None
    where the sheet of them is not there. `not_taken` are the rows of the sheet of that name, and
    `own_sheets` the sheets that a person put in; `record` those of the record of processing, by the
    titles of their columns, and `once` those of the answers that fill it.
    """

    id: str
    disclosures: Sequence[SheetRow]
    tags: Sequence[SheetRow]
    originals: Sequence[SheetRow]
    original_tags: Sequence[SheetRow]
    terms: Sequence[Term] = ()
    known: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    still_open: tuple[str, ...] | None = None
    not_taken: Sequence[SheetRow] = ()
    own_sheets: tuple[str, ...] = ()
    record: Sequence[dict[str, str]] = ()
    once: Sequence[dict[str, str]] = ()

    @property
    def withdrawn(self) -> tuple[str, ...]:
        """The decisions whose rows a person deleted from those that are open again."""
        if self.still_open is None:
            return ()
        return tuple(id for id in self.open if id not in self.still_open)


@dataclass(frozen=True, slots=True)
class Edit(Decision):
    """A correction that was found: a decision that nobody has signed.

    `where` it stands in the workbook; `shown` is what the sheet calls the row.
    """

    where: str = ""
    shown: str = ""


def edit_of(
    row: SheetRow,
    original: SheetRow,
    field: str,
    before: str | None,
    after: str | None,
    **more: Any,
) -> Edit:
    """The correction of one value, said in a row, of a row as the workbook was written with it."""
    made = Edit(
        id="",
        school=original.cells.get("printed_school", original.get("school")) or None,
        notice=original.get("source"),
        sha256=original.get("sha256"),
        disclosure=original.get("id"),
        field=field,
        before=before,
        after=after,
        who="",
        when="",
        company=original.get("printed_company"),
        description=original.get("printed_description"),
        why=row.get("note") or None,
        where=row.where,
        shown=original.get("company"),
    )
    return replace(made, **more)


# Why something cannot be taken over → what is said of it, and what to do.
_REFUSALS = {
    row["why"]: (row["message"], row["what_to_do"]) for row in table(__file__, "refusals.csv")
}


class Refusal(Exception):
    """A cell that cannot be taken over: its column and why, with what is `said` of it."""

    def __init__(self, column: str, why: str, **said: object) -> None:
        super().__init__(why)
        self.column, self.why, self.said = column, why, said


@dataclass(frozen=True, slots=True)
class Remark:
    """What was not taken over, and what to do. `refused` is False for what is only passed over.

    `row` is the row that it is about, where it is about one, and `column` what was written in.
    """

    where: str
    message: str
    what_to_do: str = ""
    refused: bool = True
    row: SheetRow | None = None
    column: str = ""


@dataclass(slots=True)
class Findings:
    """What was found so far."""

    edits: list[Edit] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    def refuse(self, at: SheetRow | str, why: str, column: str = "", **said: object) -> None:
        """Note something that cannot be taken over, and why: an id of refusals.csv."""
        row = at if isinstance(at, SheetRow) else None
        where = at if isinstance(at, str) else _place(at, column)
        message, what_to_do = (text.format(**said) for text in _REFUSALS[why])
        self.remarks.append(Remark(where, message, what_to_do, True, row, column))

    @contextmanager
    def refusing(self, row: SheetRow) -> Iterator[None]:
        """Note the cell of a row that cannot be taken over, and leave it at that."""
        try:
            yield
        except Refusal as refusal:
            self.refuse(row, refusal.why, refusal.column, **refusal.said)

    def pass_over(self, at: SheetRow, message: str, column: str = "") -> None:
        """Note something that is not taken over and need not be."""
        self.remarks.append(Remark(_place(at, column), message, "", False, at, column))

    def pass_over_grey(self, row: SheetRow, original: SheetRow, own: Collection[str]) -> None:
        """Note the columns besides `own` that a person changed; not what Excel makes of them.

        TRUE for true, 1 for 1.0 and a date for a text are Excel's doing.
        """
        for name in original.cells:
            if name in own or not row.has(name) or name in row.dates:
                continue
            if not _alike(row.get(name), original.get(name)):
                said = "This column says where a row comes from, and is not taken over."
                self.pass_over(row, said, name)


def _place(row: SheetRow, column: str) -> str:
    return f"{row.where}, {column}" if column else row.where


def value_of(column: str, row: SheetRow, terms: Iterable[Term]) -> str:
    """The value of one of the SINGLE columns; raise Refusal where it is none."""
    text = row.get(column)
    if column in row.dates:
        raise Refusal(column, "made_a_date", text=text)
    if column == "company" and not text:
        raise Refusal(column, "company_empty")
    if column == "status":
        return _one_of(column, text, {name: name for name in STATUSES})
    if column in YES_OR_NO:
        return _one_of(column, text, _TRUTH)
    if column == SUPPLIER and text:
        return term_of(text, SUPPLIER, terms, column=column).label
    return text


def in_words(field: str, value: str, labels: Labels) -> str:
    """The value that a decision keeps as a person reads it: the other way round."""
    if field in DECIDED_TAGS and value:
        id, shared = tag_of(value)
        return labels.get((DECIDED_TAGS[field], id), id) + ("" if shared else " (not shared)")
    if field in YES_OR_NO and value:
        return "yes" if value == "true" else "no"
    return value.replace("_", " ").capitalize() if field == "status" else value


def _one_of(column: str, text: str, known: dict[str, str]) -> str:
    by_name = {folded(name): value for name, value in known.items()}
    if (value := by_name.get(folded(text.replace("-", " ")))) is not None:
        return value
    names = [name for name in known if name not in ("", "true", "false")]
    shown = [in_words(column, name, {}) if column == "status" else name for name in names]
    near = get_close_matches(text.capitalize(), shown, n=1)
    hint = f" Nearest: {near[0]}." if near else ""
    name = "status" if column == "status" else "answer"
    raise Refusal(column, "no_such", name=name, text=text, choice=", ".join(shown), hint=hint)


def term_of(label: str, kind: str | None, terms: Iterable[Term], *, column: str = "label") -> Term:
    """The term of a label or an id, of this kind if it is one; raise Refusal where there is none.

    A kind of None, or another than the label's, gives the only tag of that label.
    """
    wanted, known = folded(label), list(terms)
    fits = [term for term in known if wanted in (folded(term.label), folded(term.id))]
    of_kind = [term for term in fits if term.kind == kind]
    if of_kind:
        return of_kind[0]
    pool = [t for t in known if (t.kind == kind if column != "label" else t.kind != SUPPLIER)]
    others = [term for term in fits if term in pool]
    if len(others) == 1:
        return others[0]
    near = get_close_matches(label, [term.label for term in pool], n=3)
    hint = f" Nearest: {', '.join(near)}." if near else ""
    why = {SUPPLIER: "no_supplier", "label": "no_label_of_tag"}.get(column, "no_label")
    raise Refusal(column, why if label else "label_empty", label=label, hint=hint)


def folded(text: str) -> str:
    """A label or an id, however it is capitalised and spaced."""
    return " ".join(text.casefold().replace("_", " ").split())
