"""A row with what was decided of it → the row as it counts; None where it was taken out.

The notice file keeps a row as printed beside what was decided; sheets, frames and comparisons
print what counts. A decided tag has no evidence: a person's word is not the notice's.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from noticeparse.model import DECIDED_TAGS, ROW, Decided, Disclosure, Evidence, Notice, Tag, Text
from noticeparse.model.decision import tag_of, tag_value

DECIDED = "decided"  # the method of a tag that a person gave
NO_EVIDENCE = Evidence(None, "", 0, 0, "")
_CELLS = ("lawful_basis", "location", "retention")


def effective(row: Disclosure) -> Disclosure | None:
    """Put what was decided in the place of what is printed; None for a row taken out."""
    if not row.decided:
        return row
    said = {each.field: each.after for each in row.decided}
    if ROW in said and said[ROW] is None:
        return None
    anew = {each.field: each for each in row.decided if each.tags is not None}
    described, based = anew.get("description"), anew.get("lawful_basis")
    # One that was emptied is not stated.
    cells: dict[str, Any] = {
        name: _text(getattr(row.fields, name) or Text(""), said.get(name)) or None
        for name in _CELLS
    }
    nothing = described.no_personal_data if described else row.no_personal_data
    return replace(
        row,
        company=_text(row.company, said.get("company")),
        description=_text(row.description, said.get("description")),
        status=said.get("status") or row.status,
        fields=replace(row.fields, **cells),
        tags=_tags(row, nothing=said.get("no_personal_data") == "true"),
        lawful_bases=row.lawful_bases if based is None else based.tags or (),
        no_personal_data=said.get("no_personal_data", "true" if nothing else "false") == "true",
    )


def stated_tags(row: Disclosure) -> tuple[Tag, ...]:
    """The tags of a row before any of them was decided: those of a corrected description."""
    found = [each.tags for each in row.decided if each.field == "description"]
    return row.tags if not found or found[-1] is None else found[-1]


def effective_rows(notice: Notice) -> tuple[Disclosure, ...]:
    """List the rows of a notice that count, as they count; those of one notice count once."""
    if notice.same_notice_as is not None:
        return ()
    return tuple(row for each in notice.disclosures if (row := effective(each)) is not None)


def decided_fields(row: Disclosure) -> tuple[str, ...]:
    """Name what was decided of a row, each once."""
    return tuple(dict.fromkeys(each.field for each in row.decided))


def note_of(row: Disclosure) -> str:
    """The note that a person wrote to a row; empty where there is none."""
    notes = [each.after or "" for each in row.decided if each.field == "note"]
    return notes[-1] if notes else ""


def printed_values(row: Disclosure) -> dict[str, str]:
    """The values of a row that are texts, by column; "" where one is not stated."""
    return {
        "company": row.company.string,
        "description": row.description.string,
        "status": row.status,
        **{name: str(getattr(row.fields, name) or "") for name in _CELLS},
    }


def _text(printed: Text, decided: str | None) -> Text:
    return printed if decided is None or decided == printed.string else Text(decided)


def _tags(row: Disclosure, *, nothing: bool) -> tuple[Tag, ...]:
    stated = stated_tags(row)
    # As the parser does: where nothing personal is shared, no words earn a category.
    tags = [tag for tag in stated if not (nothing and tag.polarity == "shared")]
    for each in row.decided:
        if each.field in DECIDED_TAGS:
            tags = list(_changed(tags, each, stated))
    order = list(DECIDED_TAGS.values())
    return tuple(sorted(tags, key=lambda tag: order.index(tag.kind)))


def _changed(tags: Iterable[Tag], decided: Decided, printed: tuple[Tag, ...]) -> Iterable[Tag]:
    """Take the tag `before` out and put `after` in; one that the notice states keeps its words."""
    kind = DECIDED_TAGS[decided.field]
    gone = {tag_of(value)[0] for value in (decided.before, decided.after) if value is not None}
    yield from (tag for tag in tags if tag.kind != kind or tag.id not in gone)
    if decided.after is None:
        return
    id, shared = tag_of(decided.after)
    polarity = ("shared" if shared else "not_shared") if kind == "category" else None
    stated = [
        tag
        for tag in printed
        if tag.kind == kind and tag_value(tag.id, tag.polarity) == decided.after
    ]
    yield from stated or [Tag(kind, id, polarity, 1.0, DECIDED, NO_EVIDENCE)]
