"""The parsed JSON of a notice file → Notice.

The mirror image of `reports.json`. A key that this version does not know is passed over, so that
files of a later noticeparse of the same schema version can be read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

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


def _source(data: Json) -> Source:
    return Source(
        path=string(data["path"]),
        sha256=string(data["sha256"]),
        media_type=string(data["media_type"]),
        bytes=data["bytes"],
        pages=data["pages"],
        url=data["url"],
    )


def _receipt(data: Json | None) -> Receipt | None:
    if data is None:
        return None
    return Receipt(**{field.name: int(data[field.name]) for field in fields(Receipt)})


def _school(data: Json) -> School:
    return School(string(data["name"]), data.get("urn"), data.get("trust"))


def _place(data: Json) -> Place:
    box = data.get("bbox")
    return Place(
        page=data.get("page"),
        bbox=None if box is None else (box[0], box[1], box[2], box[3]),
        block=data.get("block"),
        row=data.get("row"),
        column=data.get("column"),
    )


def _issues(items: list[Json]) -> tuple[Issue, ...]:
    return tuple(
        Issue(
            stage=item["stage"],
            code=item["code"],
            severity=item["severity"],
            message=item["message"],
            place=_place(item["place"]),
        )
        for item in items
    )


def _statement(data: Json) -> Statement:
    return Statement(
        kind=data["kind"],
        text=Text(string(data["text"])),
        id=data["id"],
        place=_place(data["place"]),
    )


def _fields(data: Json) -> Fields:
    return Fields(
        data=_text(data["data"]),
        purpose=_text(data["purpose"]),
        lawful_basis=_text(data["lawful_basis"]),
        location=_text(data["location"]),
        retention=_text(data["retention"]),
        link=_text(data["link"]),
        consent=_text(data["consent"]),
        subjects=_text(data["subjects"]),
        other=tuple((caption, Text(string(text))) for caption, text in data["other"].items()),
    )


def _tags(data: Json) -> tuple[Tag, ...]:
    lists = (
        ("category", "categories"),
        ("purpose", "purposes"),
        ("data_subject", "data_subjects"),
    )
    return tuple(_tag(kind, item) for kind, name in lists for item in data[name])


def _tag(kind: str, data: Json) -> Tag:
    evidence = data["evidence"]
    return Tag(
        kind=kind,
        id=string(data["id"]),
        polarity=data.get("polarity"),
        confidence=data["confidence"],
        method=data["method"],
        evidence=Evidence(
            row=evidence["row"],
            field=evidence["field"],
            start=evidence["start"],
            end=evidence["end"],
            text=evidence["text"],
        ),
    )


def _supplier(data: Json) -> Match | None:
    if data["id"] is None:
        return None
    return Match(
        id=data["id"],
        name=data["name"],
        judgement=data["judgement"],
        score=data["score"],
        reasons=tuple(data["reasons"]),
    )


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
    return Decided(
        field=string(data["field"]),
        before=data.get("before"),
        after=data.get("after"),
        who=string(data["who"]),
        when=string(data["when"]),
        why=data.get("why"),
        id=data.get("id") or "",
    )
