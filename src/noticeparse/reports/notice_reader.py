"""The parsed JSON of a notice file → Notice.

The mirror image of `reports.json`. A key that this version does not know is passed over, so that
files of a later noticeparse of the same schema version can be read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from functools import lru_cache
from inspect import signature
from typing import Any, TypeVar

from noticeparse.model import (
    Decided,
    Disclosure,
    Evidence,
    Fields,
    Issue,
    Match,
    Notice,
    Place,
    School,
    Source,
    Statement,
    Tag,
    Text,
)
from noticeparse.model.receipt import Receipt

Json = Mapping[str, Any]
_Value = TypeVar("_Value")


def notice_from_dict(data: Json) -> Notice:
    """Build a notice; KeyError, TypeError or ValueError where the data lacks its form."""
    about = data["notice"]
    return Notice(
        source=_source(data["source"]),
        vocabulary_version=data["vocabulary_version"],
        title=_text(about["title"]),
        school=about["school"],
        school_known_by=about.get("school_known_by"),
        urn=about["urn"],
        trust=about["trust"],
        dated=about["dated"],
        statements=tuple(_statement(item) for item in about["statements"]),
        disclosures=tuple(_disclosure(item) for item in data["disclosures"]),
        issues=_issues(data["issues"]),
        schools=tuple(_school(item) for item in about.get("schools") or ()),
        receipt=_receipt(data.get("receipt")),
        text=None if data.get("text") is None else tuple(map(string, data["text"])),
        noticeparse_version=data.get("noticeparse_version"),
    )


def _text(value: str | None) -> Text | None:
    return None if value is None else Text(string(value))


def string(value: object) -> str:
    """Give back a value that has to be a text; raises TypeError where it is none."""
    if not isinstance(value, str):
        raise TypeError(f"a text was expected where {type(value).__name__} stands")
    return value


def _made(made_of: Callable[..., _Value], data: Json, /, **made: Any) -> _Value:
    """Make a value of the data's keys that it has a field for; what is `made` takes their place."""
    known = _names(made_of)
    return made_of(**{name: value for name, value in data.items() if name in known} | made)


@lru_cache
def _names(made_of: Callable[..., Any]) -> frozenset[str]:
    return frozenset(signature(made_of).parameters)


def _source(data: Json) -> Source:
    texts = {name: string(data[name]) for name in ("path", "sha256", "media_type")}
    return _made(Source, data, **texts)


def _receipt(data: Json | None) -> Receipt | None:
    if data is None:
        return None
    return Receipt(**{field.name: int(data[field.name]) for field in fields(Receipt)})


def _school(data: Json) -> School:
    return School(string(data["name"]), data.get("urn"), data.get("trust"))


def _place(data: Json) -> Place:
    box = data.get("bbox")
    return _made(Place, data, bbox=None if box is None else (box[0], box[1], box[2], box[3]))


def _issues(items: list[Json]) -> tuple[Issue, ...]:
    return tuple(_made(Issue, item, place=_place(item["place"])) for item in items)


def _statement(data: Json) -> Statement:
    return _made(Statement, data, text=Text(string(data["text"])), place=_place(data["place"]))


def _fields(data: Json) -> Fields:
    other = tuple((caption, Text(string(text))) for caption, text in data["other"].items())
    texts = {each.name: _text(data[each.name]) for each in fields(Fields) if each.name != "other"}
    return Fields(**texts, other=other)


def _tags(data: Json) -> tuple[Tag, ...]:
    lists = (
        ("category", "categories"),
        ("purpose", "purposes"),
        ("data_subject", "data_subjects"),
    )
    return tuple(_tag(kind, item) for kind, name in lists for item in data[name])


def _tag(kind: str, data: Json) -> Tag:
    evidence = _made(Evidence, data["evidence"])
    return _made(
        Tag, {"polarity": None, **data}, kind=kind, id=string(data["id"]), evidence=evidence
    )


def _supplier(data: Json) -> Match | None:
    if data["id"] is None:
        return None
    return _made(Match, data, reasons=tuple(data["reasons"]))


def _disclosure(data: Json) -> Disclosure:
    return Disclosure(
        id=string(data["id"]),
        company=Text(string(data["company"])),
        description=Text(string(data["description"])),
        section=_text(data["section"]),
        fields=_fields(data["fields"]),
        status=data["status"],
        place=_place(data["place"]),
        also_at=tuple(_place(item) for item in data["also_at"]),
        same_as=data.get("same_as"),
        layout=data.get("layout") or "",
        fit=data.get("fit") or 0.0,
        issues=_issues(data["issues"]),
        tags=_tags(data),
        lawful_bases=tuple(_tag("lawful_basis", item) for item in data["lawful_bases"]),
        no_personal_data=data["no_personal_data"],
        supplier=_supplier(data["supplier"]),
        grade=data["grade"],
        grade_reasons=tuple(data["grade_reasons"]),
        held=data["held"],
        added=bool(data.get("added")),
        decided=tuple(_decided(item) for item in data.get("decided") or ()),
    )


def _decided(data: Json) -> Decided:
    texts = {name: string(data[name]) for name in ("field", "who", "when")}
    return _made(Decided, {"before": None, "after": None, **data}, **texts, id=data.get("id") or "")
