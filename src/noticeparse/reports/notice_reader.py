"""The parsed JSON of a notice file → Notice.

The mirror image of `reports.json`, read off the types of the model. A key that this version does
not know is passed over, and one that a file lacks has its default where it has one, so that files
of any noticeparse of the same schema version can be read. A value of another type is an error: what
was read here, every writer can write.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from noticeparse.model import Disclosure, Notice, Tag, Text

Json = Mapping[str, Any]
Kind = TypeVar("Kind")
_LARGEST = 1e15
_NUMBERS = {bool: "true or false", int: "a whole number", float: "a number"}
TAG_LISTS = {"category": "categories", "purpose": "purposes", "data_subject": "data_subjects"}


def notice_from_dict(data: Json) -> Notice:
    """Build a notice; KeyError, TypeError or ValueError where the data lacks its form."""
    rows = tuple(_disclosure(row) for row in data["disclosures"])
    return build(Notice, {**data, **data["notice"], "disclosures": rows})


def _disclosure(row: Json) -> Disclosure:
    tags = [_tag(kind, item) for kind, name in TAG_LISTS.items() for item in row[name]]
    cells = {**row["fields"], "other": tuple(row["fields"]["other"].items())}
    apart = {
        "tags": tags,
        "lawful_bases": [_tag("lawful_basis", item) for item in row["lawful_bases"]],
        "fields": cells,
        "supplier": None if row["supplier"]["id"] is None else row["supplier"],
    }
    return build(Disclosure, {**row, **apart})


def _tag(kind: str, item: Json) -> Tag:
    return build(Tag, {"polarity": None, **item, "kind": kind})


def build(kind: type[Kind], data: Json) -> Kind:
    """Build a dataclass from a mapping of its fields; raise as `notice_from_dict` does."""
    values, model = {}, cast(Any, kind)
    for name, hint, needed in _fields_of(model):
        if needed or data.get(name) is not None:
            values[name] = _value(hint, data[name])
    return kind(**values)


@cache
def _fields_of(kind: Any) -> list[tuple[str, Any, bool]]:
    """Name and type of each field, and whether it has no default."""
    hints = get_type_hints(kind)
    return [
        (field.name, hints[field.name], field.default is field.default_factory is MISSING)
        for field in fields(kind)
    ]


def _value(hint: Any, value: Any) -> Any:
    """A value of the type that is wanted; what was built already stays."""
    if get_origin(hint) in (Union, types.UnionType):
        return None if value is None else _value(get_args(hint)[0], value)
    if get_origin(hint) is tuple:
        kinds = get_args(hint)
        if not isinstance(value, list | tuple):
            raise TypeError(f"a list was expected where {type(value).__name__} stands")
        if kinds[-1] is Ellipsis:
            return tuple(_value(kinds[0], item) for item in value)
        return tuple(_value(each, item) for each, item in zip(kinds, value, strict=True))
    if hint is Text:
        return Text(string(value))
    if isinstance(hint, type) and is_dataclass(hint):
        return value if isinstance(value, hint) else build(hint, value)
    return string(value) if hint is str else _number(hint, value)


def _number(hint: Any, value: Any) -> Any:
    """A number, or yes or no (which Python takes for numbers, too)."""
    wanted = (int, float) if hint is float else hint
    if isinstance(value, bool) != (hint is bool) or not isinstance(value, wanted):
        raise TypeError(f"{_NUMBERS[hint]} was expected where {type(value).__name__} stands")
    if not abs(value) < _LARGEST:  # and so what is no number ("NaN")
        raise ValueError(f"{value} is too large")
    return value


def string(value: object) -> str:
    """Give back a value that has to be a text; raises TypeError where it is none."""
    if not isinstance(value, str):
        raise TypeError(f"a text was expected where {type(value).__name__} stands")
    return value
