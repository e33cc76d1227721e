"""The model → the JSON Schema of the notice file, shipped as reports/notice.schema.json.

Types are read off the dataclasses, so that the schema cannot drift from the model; what the file
lays out in its own way (tags by kind, texts as strings) is declared here. Other keys are allowed:
they may be added within a schema version.

`python -m tests.reports.schema` prints it.
"""

from __future__ import annotations

import json
import sys
import types
from dataclasses import fields
from typing import Any, Union, get_args, get_origin, get_type_hints

from noticeparse.model import (
    SCHOOL_KNOWN_BY,
    STATEMENT_KINDS,
    STATUSES,
    Decided,
    Disclosure,
    Evidence,
    Fields,
    Issue,
    Match,
    Notice,
    Place,
    Refused,
    School,
    Source,
    Statement,
    Tag,
    Text,
)
from noticeparse.model.notice import Receipt

Schema = dict[str, Any]

_PLAIN: dict[Any, Schema] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    Text: {"type": "string"},
    type(None): {"type": "null"},
}
_DEFINED = {
    Place: "place", Issue: "issue", Evidence: "evidence", School: "school", Statement: "statement",
    Receipt: "receipt", Decided: "decided",
}  # fmt: skip
_NOT_IN_FILE = {"tags", "evidence"}  # tags stand there by kind; `explain` shows what weighed most
_ENUMS: dict[tuple[type, str], tuple[str | None, ...]] = {
    (Issue, "severity"): ("info", "warning", "error"),
    (Match, "judgement"): ("certain", "proposed", "unknown"),
    (Notice, "school_known_by"): (*SCHOOL_KNOWN_BY, None),
    (Statement, "kind"): STATEMENT_KINDS,
    (Disclosure, "status"): STATUSES,
    (Tag, "polarity"): ("shared", "not_shared"),
}


def notice_schema() -> Schema:
    """Build the JSON Schema of a notice file."""
    said = ("title", "school", "school_known_by", "urn", "trust", "dated", "statements", "schools")
    about = _properties(Notice, *said, "same_notice_as")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A notice file of noticeparse",
        **_object(
            {
                "schema_version": {"const": 1},
                "noticeparse_version": {"type": "string"},
                "vocabulary_version": {"type": "string"},
                "source": _object(_properties(Source)),
                "notice": _object(about),
                "disclosures": _array(_disclosure()),
                "receipt": _of(Receipt | None),
                "issues": _array(_reference(Issue)),
                **_properties(Notice, "text"),
                "refused": {"anyOf": [_array(_refused()), {"type": "null"}]},
            }
        ),
        "$defs": {name: _object(_properties(kind)) for kind, name in _DEFINED.items()},
    }


def _disclosure() -> Schema:
    row = _properties(Disclosure)
    plain = _array(_object(_tag("id", "confidence", "method", "evidence")))
    denied = _array(_object(_tag("id", "polarity", "confidence", "method", "evidence")))
    tags = {"categories": denied, "purposes": plain, "data_subjects": plain}
    later = {"lawful_bases": plain}
    apart = {"fields": _fields(), "supplier": _supplier()}
    kept = {name: schema for name, schema in row.items() if name not in _NOT_IN_FILE}
    return _object(kept | tags | later | apart)


def _refused() -> Schema:
    schema = _properties(Refused)
    weighed = {"type": "array", "prefixItems": [{"type": "string"}, {"type": "number"}]}
    schema["evidence"] = _array({**weighed, "minItems": 2, "maxItems": 2})
    return _object({**schema, "likelihood": {"type": "number", "minimum": 0, "maximum": 1}})


def _tag(*names: str) -> Schema:
    schema = _properties(Tag, *names)
    schema["confidence"] = {"type": "number", "minimum": 0, "maximum": 1}
    return schema


def _fields() -> Schema:
    texts = {name: s for name, s in _properties(Fields).items() if name != "other"}
    other = {"type": "object", "additionalProperties": {"type": "string"}}
    return _object({**texts, "other": other})


def _supplier() -> Schema:
    schema = _properties(Match)
    schema["id"] = schema["name"] = {"type": ["string", "null"]}
    return _object(schema)


def _properties(kind: type, *names: str) -> Schema:
    """The schemas of a dataclass's fields: those named, or all."""
    hints = get_type_hints(kind)
    every = names or tuple(field.name for field in fields(kind))
    enums = {name: {"enum": list(values)} for (of, name), values in _ENUMS.items() if of is kind}
    return {name: enums.get(name) or _of(hints[name]) for name in every}


def _of(hint: Any) -> Schema:
    """The schema of a type hint."""
    if hint in _PLAIN:
        return dict(_PLAIN[hint])
    if hint in _DEFINED:
        return _reference(hint)
    if get_origin(hint) in (Union, types.UnionType):
        return _union([_of(part) for part in get_args(hint)])
    if get_origin(hint) is tuple:
        return _tuple(get_args(hint))
    return {"type": "object"}


def _union(parts: list[Schema]) -> Schema:
    plain = all(list(part) == ["type"] for part in parts)
    return {"type": [part["type"] for part in parts]} if plain else {"anyOf": parts}


def _tuple(parts: tuple[Any, ...]) -> Schema:
    if parts[-1] is Ellipsis:
        return _array(_of(parts[0]))
    return {**_array(_of(parts[0])), "minItems": len(parts), "maxItems": len(parts)}


def _reference(kind: type) -> Schema:
    return {"$ref": f"#/$defs/{_DEFINED[kind]}"}


def _array(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _object(properties: Schema) -> Schema:
    return {"type": "object", "required": list(properties), "properties": properties}


def schema_text() -> str:
    """Write the schema as the text of the file that is shipped."""
    return json.dumps(notice_schema(), indent=1) + "\n"


if __name__ == "__main__":
    sys.stdout.write(schema_text())
