"""The columns of tables → datapackage.json: what CSV files hold, for programs that read them.

The descriptor follows the Data Package standard, version 2 (datapackage.org): types, keys, and that
an empty cell is missing: the notice does not state it.
"""

import json
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from noticeparse.reports.rows import SEPARATOR, Column, columns
from noticeparse.reports.words import NOT_STATED

_PROFILES = "https://datapackage.org/profiles/2.0"
_MISSING = "An empty cell says that the notice does not state it, which is not the same as “none”."


def datapackage(files: Mapping[str, str], about: str = "") -> str:
    """Describe the CSV files of tables, by their names, as the text of a descriptor.

    `about` says more of their rows.
    """
    said = f"Written by noticeparse. {_MISSING} Lists are joined by “; ”. {about}"
    package = {
        "$schema": f"{_PROFILES}/datapackage.json",
        "name": "noticeparse",
        "title": "Whom schools share data with, as their notices say it",
        "description": said.strip(),
        "resources": [_resource(table, file) for table, file in files.items()],
    }
    return json.dumps(package, ensure_ascii=False, indent=1) + "\n"


def _resource(table: str, file: str) -> dict[str, Any]:
    keys: dict[str, list[str]] = defaultdict(list)
    for column in columns(table):
        keys[column.key].append(column.name)
    primary = {"primaryKey": keys["primary"]} if "primary" in keys else {}
    foreign = [
        {"fields": names, "reference": {"resource": other, "fields": names}}
        for other, names in keys.items()
        if other not in ("", "primary")
    ]
    return {
        "$schema": f"{_PROFILES}/dataresource.json",
        "type": "table",
        "name": table,
        "path": file,
        "encoding": "utf-8",
        "schema": {
            "$schema": f"{_PROFILES}/tableschema.json",
            "fields": list(map(_field, columns(table))),
            "missingValues": [{"value": "", "label": NOT_STATED}],
            **primary,
            **({"foreignKeys": foreign} if foreign else {}),
        },
    }


def _field(column: Column) -> dict[str, Any]:
    more: dict[str, Any] = {"delimiter": SEPARATOR} if column.type == "list" else {}
    if column.key == "primary":
        more["constraints"] = {"required": True}
    kind = "string" if column.type == "text" else column.type
    return {"name": column.name, "type": kind, "description": column.meaning, **more}
