"""A cell of the workbook → the value that a decision keeps of it, or why it cannot be one.

Cells hold what a person reads (labels, "In use", "yes"); decisions hold ids. Ids are understood in
cells too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from difflib import get_close_matches

from noticeparse.decisions.sheet import Change, Refusal, SheetRow, Term
from noticeparse.model import DECIDED_TAGS, STATUSES
from noticeparse.model.decision import tag_of, tag_value

TEXTS = ("company", "description", "note", "lawful_basis", "location", "retention")
SINGLE = (*TEXTS, "status", "supplier", "no_personal_data")
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
_CUT_END = "[cut here; the whole text is in the notice file]"


def value_of(column: str, row: SheetRow, terms: Iterable[Term]) -> str:
    """The value of one of the SINGLE columns; raise Refusal where it is none."""
    text = row.get(column)
    if column in row.dates:
        raise Refusal(column, "made_a_date", text=text)
    if column == "company" and not text:
        raise Refusal(column, "company_empty")
    if column == "status":
        return _one_of(column, text, {name: name for name in STATUSES})
    if column == "no_personal_data":
        return _one_of(column, text, _TRUTH)
    if column == SUPPLIER and text:
        return term_of(text, SUPPLIER, terms, column=column).label
    return text


def in_words(field: str, value: str, labels: Labels) -> str:
    """The value that a decision keeps as a person reads it: the other way round."""
    if field in DECIDED_TAGS and value:
        id, shared = tag_of(value)
        return labels.get((DECIDED_TAGS[field], id), id) + ("" if shared else " (not shared)")
    if field == "no_personal_data" and value:
        return "yes" if value == "true" else "no"
    return value.replace("_", " ").capitalize() if field == "status" else value


def check_whole(column: str, original: SheetRow) -> None:
    """Raise Refusal where only the beginning of a text stands in the cell."""
    if original.get(column).endswith(_CUT_END):
        raise Refusal(column, "cut")


def _one_of(column: str, text: str, known: dict[str, str]) -> str:
    folded = {_folded(name): value for name, value in known.items()}
    if (value := folded.get(_folded(text.replace("-", " ")))) is not None:
        return value
    choice = ", ".join(_folded(name) for name in known if name not in ("", "true", "false"))
    name = "status" if column == "status" else "answer"
    raise Refusal(column, "no_such", name=name, text=text, choice=choice)


def tag_changes(original: SheetRow, row: SheetRow, terms: Collection[Term]) -> Iterator[Change]:
    """Yield (field, before, after) of each label put in or taken out of the LISTS of a row.

    Raise Refusal where one is no label, or is said to be shared and not shared. Only what was
    changed is looked up.
    """
    both, before = _in_both(row), _in_both(original)
    if both - before:
        raise Refusal("not_shared", "in_both", label=min(both - before))
    for field in DECIDED_TAGS:
        gone: dict[str, str] = {}
        come: dict[str, str] = {}
        for column, (of, polarity) in LISTS.items():
            if of != field or not row.has(column):
                continue
            old, new = _labels(original.get(column)), _labels(row.get(column))
            for names, others, found in ((old, new, gone), (new, old, come)):
                for name in names.keys() - others.keys():
                    term = term_of(names[name], DECIDED_TAGS[field], terms, column=column)
                    value = tag_value(term.id, polarity)
                    found[term.id] = value
        if len(gone) == len(come) == 1:  # one took the place of the other
            (one,), (other,) = gone.values(), come.values()
            yield field, one, other
            continue
        for id in sorted({*gone, *come}):
            yield field, gone.get(id), come.get(id)


def _in_both(row: SheetRow) -> set[str]:
    return _labels(row.get("categories")).keys() & _labels(row.get("not_shared")).keys()


def _labels(text: str) -> dict[str, str]:
    parts = (part.strip() for part in text.replace("\n", ";").split(";"))
    return {_folded(part): part for part in parts if part}


def term_of(label: str, kind: str | None, terms: Iterable[Term], *, column: str = "label") -> Term:
    """The term of a label or an id, of this kind if it is one; raise Refusal where there is none.

    A kind of None, or another than the label's, gives the only tag of that label.
    """
    wanted, known = _folded(label), list(terms)
    fits = [term for term in known if wanted in (_folded(term.label), _folded(term.id))]
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


def _folded(text: str) -> str:
    return " ".join(text.casefold().replace("_", " ").split())
