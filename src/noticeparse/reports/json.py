"""Notice ↔ notice file (JSON, schema_version 1); results → notices.jsonl, a line each.

Every key is always there, null where the notice does not say, so that programs that read the
files never have to ask which keys exist. Values stand as printed. What other people's programs
read is a contract: keys may be added within a schema version, never renamed or moved. The line of
a document that gave nothing has the key "failure".

Reading is the mirror image, read off the types of the model. A key that this version does not know
is passed over, and one that a file lacks has its default where it has one, so that files of any
noticeparse of the same schema version can be read. A value of another type is an error: what was
read here, every writer can write.

Limits: runs (where each stretch of a text stands on its page) are not in the file, so a notice
read back has texts without them.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from itertools import count
from pathlib import Path
from typing import IO, Any

import msgspec
from msgspec import convert, to_builtins

from noticeparse.errors import UnreadableFile
from noticeparse.model import Disclosure, Fields, Match, Notice, Refused, Tag, Text
from noticeparse.paths import safe_path
from noticeparse.reports import Options, Outcome, Result, Writer
from noticeparse.reports.files import AtomicFile, storable
from noticeparse.reports.standing import PACKAGE_FILE, RUN_FILE
from noticeparse.reports.words import harmless_json
from noticeparse.version import __version__

SCHEMA_VERSION = 1
SCHEMA_FILE = Path(__file__).with_name("notice.schema.json")  # made by tests/reports/schema.py
Json = Mapping[str, Any]
_NOBODY = to_builtins(Match("", "", "unknown", 0.0)) | {"id": None, "name": None}
_OF_SOURCE = ("path", "url", "sha256", "media_type", "bytes", "pages")
_NO_TEXT = Text("")
_CELLS = [each.name for each in fields(Fields) if each.name != "other"]
_OF_NOTICE = ("school", "school_known_by", "urn", "trust", "dated")
TAG_LISTS = {"category": "categories", "purpose": "purposes", "data_subject": "data_subjects"}


def to_dict(notice: Notice) -> dict[str, Any]:
    """Lay a notice out as its notice file has it, keys in their order."""
    return {
        "schema_version": SCHEMA_VERSION,
        "noticeparse_version": notice.noticeparse_version or __version__,
        "vocabulary_version": notice.vocabulary_version,
        "source": {key: getattr(notice.source, key) for key in _OF_SOURCE},
        "notice": {
            "title": _string(notice.title),
            **{key: getattr(notice, key) for key in _OF_NOTICE},
            "statements": [
                {
                    "kind": said.kind,
                    "id": said.id,
                    "text": said.text.string,
                    "place": to_builtins(said.place),
                }
                for said in notice.statements
            ],
            "schools": list(to_builtins(notice.schools)),
            "same_notice_as": notice.same_notice_as,
        },
        "disclosures": [_disclosure(disclosure) for disclosure in notice.disclosures],
        "receipt": to_builtins(notice.receipt),
        "issues": list(to_builtins(notice.issues)),
        "text": None if notice.text is None else list(notice.text),
        "refused": None if notice.refused is None else [*map(_refused, notice.refused)],
    }


def notice_to_json(notice: Notice, *, compact: bool = False) -> str:
    """Write a notice as the text of its notice file; `compact` puts it on one line."""
    text = json.dumps(to_dict(notice), ensure_ascii=False, separators=(",", ":"))
    if not compact:  # `json` indents at three times the price; half a character passes as it is
        data = msgspec.json.format(text.encode("utf-8", "surrogatepass"), indent=1)
        text = data.decode("utf-8", "surrogatepass")
    return text + "\n"


def result_to_line(result: Result) -> str:
    """Write a notice, or the failure of a document that gave nothing, on one line."""
    if isinstance(result, Notice):
        return notice_to_json(result, compact=True)
    data = {"schema_version": SCHEMA_VERSION, "failure": to_builtins(result)}
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


def notice_from_dict(data: Json) -> Notice:
    """Build a notice; KeyError, TypeError or ValueError where the data lacks its form."""
    said = data["notice"]
    rows = tuple(_disclosure_of(row) for row in data["disclosures"])
    if len({row.id for row in rows}) < len(rows):
        raise ValueError("two rows have one id")
    statements = [{**each, "text": _text(each["text"])} for each in said["statements"]]
    told = {"title": _text(said["title"]), "statements": statements, "disclosures": rows}
    if refused := data.get("refused"):
        texts = ("company", "section")
        told["refused"] = [{**each, **{k: _text(each[k]) for k in texts}} for each in refused]
    return convert({**data, **said, **told}, Notice)


def _disclosure_of(row: Json) -> Disclosure:
    cells = {name: _text(cell) for name, cell in row["fields"].items() if name != "other"}
    other = tuple((caption, _text(cell)) for caption, cell in row["fields"]["other"].items())
    apart = {
        **{name: _text(row[name]) for name in ("company", "description", "section")},
        "tags": [_tag_of(kind, item) for kind, name in TAG_LISTS.items() for item in row[name]],
        "fields": {**cells, "other": other},
        "lawful_bases": [_tag_of("lawful_basis", item) for item in row["lawful_bases"]],
        "supplier": None if row["supplier"]["id"] is None else row["supplier"],
    }
    return convert({**row, **apart}, Disclosure)


def _tag_of(kind: str, item: Json) -> Json:
    return {"polarity": None, **item, "kind": kind}


def _text(value: object) -> Text | None:
    """A text, if there is one; TypeError where something else stands."""
    if value is None:
        return None
    if not isinstance(value, str):
        raise TypeError(f"a text was expected where {type(value).__name__} stands")
    return Text(value)


def _string(text: Text | None) -> str | None:
    return None if text is None else text.string


def _refused(one: Refused) -> dict[str, Any]:
    texts = {"company": " ".join(one.company.string.split()), "section": _string(one.section)}
    return {**to_builtins(replace(one, company=_NO_TEXT, section=None)), **texts}


def _fields(cells: Fields) -> dict[str, Any]:
    strings = {name: _string(getattr(cells, name)) for name in _CELLS}
    return strings | {"other": _by_caption(cells.other)}


def _by_caption(cells: Iterable[tuple[str, Text]]) -> dict[str, str]:
    """Cells by their caption; a second column of the same caption is told apart by a number."""
    found: dict[str, str] = {}
    for caption, text in cells:
        names = (caption if n == 1 else f"{caption} ({n})" for n in count(1))
        found[next(name for name in names if name not in found)] = text.string
    return found


def _tag(tag: Tag) -> dict[str, Any]:
    polarity = {"polarity": tag.polarity} if tag.kind == "category" else {}
    return {
        "id": tag.id,
        **polarity,
        "confidence": tag.confidence,
        "method": tag.method,
        "evidence": to_builtins(tag.evidence),
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
        "supplier": to_builtins(row.supplier) if row.supplier else {**_NOBODY},
        "place": to_builtins(row.place),
        "also_at": list(to_builtins(row.also_at)),
        "grade": row.grade,
        "grade_reasons": list(row.grade_reasons),
        "held": row.held,
        "added": row.added,
        "decided": list(to_builtins(row.decided)),
        "issues": list(to_builtins(row.issues)),
        "same_as": row.same_as,
        "layout": row.layout,
        "fit": row.fit,
        "may_be_person": row.may_be_person,
    }


def notice_file_name(source_path: str) -> str:
    """Say where below the output a notice's file goes.

    >>> notice_file_name("north/privacy.pdf")
    'north/privacy.pdf.json'
    """
    name = safe_path(source_path) + ".json"
    ours = (RUN_FILE, PACKAGE_FILE)  # of all notices together
    return name.replace(".json", "_.json") if name.casefold() in ours else name


class NoticeFiles(Writer):
    """Writes PATH/NAME.EXT.json below a folder, one a notice, as they come, each whole."""

    def __init__(self, folder: Path, options: Options) -> None:
        self._folder = folder
        self._standing = options.standing
        self._files: dict[str, Path] = {}

    def add(self, result: Result) -> None:
        """Write the file of a notice; a failure has none."""
        if not isinstance(result, Notice):
            return
        path = result.source.path  # of two sources of one path both are kept
        names = (self.named(path if n == 1 else f"{path}~{n}") for n in count(1))
        name = next(each for each in names if each.casefold() not in self._files)
        with AtomicFile(self._folder / name, standing=self._standing) as file:
            file.write(storable(self.text(result)))
        self._files[name.casefold()] = file.path

    def named(self, path: str) -> str:
        """Say where below the output the file of a notice goes."""
        return notice_file_name(path)

    def text(self, notice: Notice) -> str:
        """What the file of a notice holds."""
        return notice_to_json(notice)

    def finish(self) -> Outcome:
        """Say what was written."""
        return Outcome(tuple(self._files.values()))


class JsonLines(Writer):
    """Writes notices.jsonl into a folder."""

    def __init__(self, folder: Path, options: Options) -> None:
        self._file = AtomicFile(folder / "notices.jsonl", standing=options.standing)

    def add(self, result: Result) -> None:
        """Write the line of a result."""
        self._file.write(storable(result_to_line(result)))

    def finish(self) -> Outcome:
        """Put the file in its place."""
        self._file.commit()
        return Outcome((self._file.path,))

    def discard(self) -> None:
        """Remove what is half written."""
        self._file.discard()


class JsonLinesStream(Writer):
    """Writes the same lines to a stream of bytes that is open already, such as stdout.

    It may be a terminal: characters that would do something there are written as "\\u009b".
    """

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def add(self, result: Result) -> None:
        """Write the line of a result, and pass it on at once."""
        self._stream.write(storable(harmless_json(result_to_line(result))))
        self._stream.flush()
