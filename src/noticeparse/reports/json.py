"""Notice ↔ notice file (JSON, schema_version 1).

Every key is always there, null where the notice does not say, so that programs that read the
files never have to ask which keys exist. Values stand as printed. What other people's programs
read is a contract: keys may be added within a schema version, never renamed or moved.

Limits: runs (where each stretch of a text stands on its page) are not in the file, so a notice
read back has texts without them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from dataclasses import fields as dataclass_fields
from pathlib import Path
from typing import Any

from noticeparse.errors import UnreadableFile
from noticeparse.model import Disclosure, Fields, Match, Notice, Statement, Tag, Text
from noticeparse.reports.files import AtomicFile, safe_path, storable
from noticeparse.reports.notice_reader import TAG_LISTS, notice_from_dict
from noticeparse.reports.writer import Options, Outcome, Result
from noticeparse.version import __version__

SCHEMA_VERSION = 1
SCHEMA_FILE = Path(__file__).with_name("notice.schema.json")  # made by tests/reports/schema.py


def to_dict(notice: Notice) -> dict[str, Any]:
    """Lay a notice out as its notice file has it, keys in their order."""
    source = notice.source
    return {
        "schema_version": SCHEMA_VERSION,
        "noticeparse_version": notice.noticeparse_version or __version__,
        "vocabulary_version": notice.vocabulary_version,
        "source": {
            key: getattr(source, key)
            for key in ("path", "url", "sha256", "media_type", "bytes", "pages")
        },
        "notice": {
            "title": _string(notice.title),
            "school": notice.school,
            "school_known_by": notice.school_known_by,
            "urn": notice.urn,
            "trust": notice.trust,
            "dated": notice.dated,
            "statements": [_statement(statement) for statement in notice.statements],
            "schools": [asdict(school) for school in notice.schools],
            "same_notice_as": notice.same_notice_as,
        },
        "disclosures": [_disclosure(disclosure) for disclosure in notice.disclosures],
        "receipt": None if notice.receipt is None else asdict(notice.receipt),
        "issues": [asdict(issue) for issue in notice.issues],
        "text": None if notice.text is None else list(notice.text),
    }


def notice_to_json(notice: Notice, *, compact: bool = False) -> str:
    """Write a notice as the text of its notice file; `compact` puts it on one line."""
    indent, separators = (None, (",", ":")) if compact else (1, None)
    data = to_dict(notice)
    return json.dumps(data, ensure_ascii=False, indent=indent, separators=separators) + "\n"


def result_to_line(result: Result) -> str:
    """Write a notice, or the failure of a document that gave nothing, on one line."""
    if isinstance(result, Notice):
        return notice_to_json(result, compact=True)
    data = {"schema_version": SCHEMA_VERSION, "failure": asdict(result)}
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"


def notice_from_json(text: str, *, name: str = "The notice file") -> Notice:
    """Read a notice file back. Raise UnreadableFile, naming `name`, where it is none."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnreadableFile(f"{name} is not valid JSON.", what_to_do=_ANEW) from error
    return from_dict(data, name=name)


def from_dict(data: object, *, name: str = "The notice file") -> Notice:
    """Read back what `to_dict` gave. Raise UnreadableFile, naming `name`, where it is none."""
    if not isinstance(data, Mapping) or data.get("schema_version") != SCHEMA_VERSION:
        raise UnreadableFile(
            f"{name} is not a notice file of schema_version {SCHEMA_VERSION}.", what_to_do=_ANEW
        )
    try:
        return notice_from_dict(data)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        said = f"{name} lacks a value, or has a wrong one: {error}."
        raise UnreadableFile(said, what_to_do=_ANEW) from error


_ANEW = "Make it anew with `noticeparse convert`."


def _string(text: Text | None) -> str | None:
    return None if text is None else text.string


def _statement(statement: Statement) -> dict[str, Any]:
    return {
        "kind": statement.kind,
        "id": statement.id,
        "text": statement.text.string,
        "place": asdict(statement.place),
    }


def _fields(fields: Fields) -> dict[str, Any]:
    texts = {each.name: getattr(fields, each.name) for each in dataclass_fields(fields)}
    return {name: _string(text) for name, text in texts.items() if name != "other"} | {
        "other": _by_caption(fields.other)
    }


def _by_caption(cells: Iterable[tuple[str, Text]]) -> dict[str, str]:
    """Cells by their caption; a second column of the same caption is told apart by a number."""
    found: dict[str, str] = {}
    for caption, text in cells:
        name, number = caption, 1
        while name in found:
            number += 1
            name = f"{caption} ({number})"
        found[name] = text.string
    return found


def _tag(tag: Tag) -> dict[str, Any]:
    polarity = {"polarity": tag.polarity} if tag.kind == "category" else {}
    return {
        "id": tag.id,
        **polarity,
        "confidence": tag.confidence,
        "method": tag.method,
        "evidence": asdict(tag.evidence),
    }


def _disclosure(row: Disclosure) -> dict[str, Any]:
    return {
        "id": row.id,
        "company": row.company.string,
        "description": row.description.string,
        "section": _string(row.section),
        "status": row.status,
        "fields": _fields(row.fields),
        "lawful_bases": [_tag(tag) for tag in row.lawful_bases],
        **{
            name: [_tag(tag) for tag in row.tags if tag.kind == kind]
            for kind, name in TAG_LISTS.items()
        },
        "no_personal_data": row.no_personal_data,
        "supplier": _supplier(row),
        "place": asdict(row.place),
        "also_at": [asdict(place) for place in row.also_at],
        "grade": row.grade,
        "grade_reasons": list(row.grade_reasons),
        "held": row.held,
        "added": row.added,
        "decided": [asdict(each) for each in row.decided],
        "issues": [asdict(issue) for issue in row.issues],
        "same_as": row.same_as,
        "layout": row.layout,
        "fit": row.fit,
    }


def _supplier(row: Disclosure) -> dict[str, Any]:
    if row.supplier is None:
        nobody = asdict(Match("", "", "unknown", 0.0))
        return nobody | {"id": None, "name": None}
    return asdict(row.supplier)


def notice_file_name(source_path: str) -> str:
    """Say where below the output a notice's file goes.

    >>> notice_file_name("north/privacy.pdf")
    'north/privacy.pdf.json'
    """
    name = safe_path(source_path) + ".json"
    return "run_.json" if name.casefold() == "run.json" else name  # run.json is the run's record


class NoticeFiles:
    """Writes PATH/NAME.EXT.json below a folder, one a notice, as they come."""

    def __init__(self, folder: Path, options: Options) -> None:
        self._folder = folder
        self._standing = options.standing
        self._files: dict[str, Path] = {}

    def add(self, result: Result) -> None:
        """Write the file of a notice; a failure has none."""
        if not isinstance(result, Notice):
            return
        name, number = notice_file_name(result.source.path), 1
        while name.casefold() in self._files:  # two sources of one path: keep both
            number += 1
            name = notice_file_name(f"{result.source.path}~{number}")
        with AtomicFile(self._folder / name, standing=self._standing) as file:
            file.write(storable(notice_to_json(result)))
        self._files[name.casefold()] = file.path

    def finish(self) -> Outcome:
        """Say what was written."""
        return Outcome(tuple(self._files.values()))

    def discard(self) -> None:
        """Leave what is written: each file is whole."""


open_writer = NoticeFiles
