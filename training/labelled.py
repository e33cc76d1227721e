"""Notices, and what careful readers found in them.

A set is a folder of documents and one of answers: every file whose name begins with `ID.` is the
notice whose answers are in `ID.yaml` or `ID.json`. The public set comes with this repository;
others lie beside it (../shared) or do not. One of them (blind) is read by nobody: it is not listed.
"""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import yaml

from noticeparse.errors import NoticeparseError, ReadError
from noticeparse.extractors import read
from noticeparse.model import Document
from noticeparse.receipt import lay_out
from noticeparse.vocabulary import load_vocabulary

ROOT = Path(__file__).parents[1]
DATA = ROOT / "training" / "data"
SHARED = ROOT.parent / "shared"
NEAR = SHARED / "near.json"  # groups of notices that are made after one template
SETS = {  # documents, and their answers
    "public": (DATA / "notices", DATA / "notices"),
    "real": (SHARED / "real" / "docs", SHARED / "real" / "gold"),
    "real2": (SHARED / "real2" / "docs", SHARED / "real2" / "gold"),
    "live": (SHARED / "live" / "docs", SHARED / "live" / "gold"),
    "fresh": (SHARED / "fresh" / "documents", SHARED / "fresh" / "answers"),
    "hard": (SHARED / "hard" / "docs", SHARED / "hard" / "gold"),
    "corpus": (SHARED / "corpus" / "docs", SHARED / "corpus" / "gold"),
}
PUBLISHED = ("real", "real2", "live")  # sets of notices that schools published
FIELDS = ("lawful_basis", "location", "retention")
TAGS = ("categories", "purposes", "subjects", "withheld")
_ANSWERS = (".yaml", ".json")
_KINDS = {  # of the terms of each key
    **{"categories": "category", "withheld": "category"},
    **{"purposes": "purpose", "subjects": "data_subject"},
}
Given = TypeVar("Given")
Result = TypeVar("Result")


class LabelError(NoticeparseError):
    """A labelled notice that cannot be used: the message names file and row."""

    code = "label"


@dataclass(frozen=True)
class Answer:
    """A row as careful readers found it.

    `company` is printed so, `names` are those that are right for it; `descriptions` likewise.
    `tags` are ids by the keys TAGS, `maybe` those that only one reader found. An `optional` row is
    neither missed when absent nor wrong when present. `nothing`: the row says that nothing personal
    is shared; None where readers were unsure.
    """

    company: str
    names: tuple[str, ...]
    descriptions: tuple[str, ...]
    tags: Mapping[str, frozenset[str]]
    maybe: Mapping[str, frozenset[str]]
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    supplier: str | None = None
    optional: bool = False
    nothing: bool | None = False


@dataclass(frozen=True)
class Labelled:
    """A document, and what readers found in its notice.

    `prefix`: the answers hold only how a description begins. `truncated`: the document goes on
    beyond the rows that were labelled. `rows_only`: nobody labelled tags.
    """

    set: str
    path: Path
    document: Document
    answers: tuple[Answer, ...]
    school: str | None = None
    prefix: bool = False
    truncated: bool = False
    rows_only: bool = False
    digest: str = ""

    @property
    def id(self) -> str:
        """The id of the notice: each of its files has it."""
        return self.path.name.split(".")[0]

    @property
    def form(self) -> str:
        """How the notice came: "html", "pdf", …"""
        return self.path.suffix[1:]

    @cached_property
    def notice(self) -> str:
        """The notice, whatever form it came in: its set and id."""
        return f"{self.set}/{self.id}"


def load(
    sets: Iterable[str] = tuple(SETS), forms: Mapping[str, Sequence[str]] = {}
) -> list[Labelled]:
    """Read the documents of sets that are there; scans are left out: they take a minute each.

    `forms` are those that are read of a set ("html"); every form where it names none. A document
    that cannot be read is left out, but of the public set. Raise
    LabelError for answers that cannot be right; in the public set also for a company that its
    notice does not name.
    """
    jobs = []
    for name in sets:
        documents, answers = SETS[name]
        for path in sorted(documents.iterdir()) if documents.is_dir() else ():
            id = path.name.split(".")[0]
            file = next((f for e in _ANSWERS if (f := answers / f"{id}{e}").is_file()), None)
            wanted = not forms.get(name) or path.suffix[1:] in forms[name]
            if file and path.suffix not in _ANSWERS and wanted and ".scan" not in path.name:
                jobs.append((name, path, file))
    found = [one for one in in_parallel(_read, jobs) if one is not None]
    problems = [problem for one in found if one.set == "public" for problem in check(one)]
    if problems:
        raise LabelError(
            f"{problems[0]}. Problems in all: {len(problems)}.",
            what_to_do="Write companies as they are printed and ids as docs/taxonomy.md has them.",
        )
    return found


def _read(job: tuple[str, Path, Path]) -> Labelled | None:
    name, path, file = job
    try:
        document = lay_out(read(path))
    except ReadError as error:
        if name == "public":
            raise LabelError(f"{path.name} cannot be read: {error.message}") from error
        return None
    return labelled(name, path, document, file)


def labelled(name: str, path: Path, document: Document, file: Path) -> Labelled:
    """Put a document and its answers together; raise LabelError where they cannot be read."""
    text = file.read_text("utf-8")
    try:
        said = json.loads(text) if file.suffix == ".json" else yaml.safe_load(text)
        said = said.get("truth", said)  # of the sample notices
        rows = tuple(map(_answer, said["rows"]))
    except (ValueError, KeyError, TypeError, AttributeError, yaml.YAMLError) as error:
        advice = "Each row needs a company and descriptions; see docs/training.md."
        raise LabelError(f"{file.name} is no answer: {error!r}.", what_to_do=advice) from error
    digest = hashlib.sha256(path.read_bytes() + text.encode()).hexdigest()
    flags = {key: bool(said.get(key)) for key in ("truncated", "rows_only")}
    prefix = bool(said.get("description_is_prefix"))
    return Labelled(name, path, document, rows, said.get("school"), prefix, digest=digest, **flags)


def _answer(row: Mapping[str, Any]) -> Answer:
    """A row of answers, as this repository writes them or as the sets beside it do."""
    flags = row.get("flags") or {}
    said, maybe = {**row, **flags}, row.get("maybe") or {}
    others = {"subjects": "data_subjects", "withheld": "not_shared"}
    denied = {"withheld": flags.get("negated_categories")}

    def ids(of: Mapping[str, Any], key: str) -> frozenset[str]:
        return frozenset(of.get(key) or of.get(others.get(key, key)) or ())

    public = "description" not in row
    own = [] if public else [row["description"] or ""]
    descriptions = dict.fromkeys([*own, *(row.get("descriptions") or ())] or [""])
    names = [row["company"], *(row.get("accept") or ())]
    accepted = names if public else row.get("accept")  # elsewhere it lists all that is right
    nothing = said.get("no_personal_data")
    return Answer(
        company=row["company"],
        names=tuple(dict.fromkeys(accepted or names)),
        descriptions=tuple(descriptions),
        tags={key: ids(row, key) | frozenset(denied.get(key) or ()) for key in TAGS},
        maybe={key: ids(maybe, key) for key in (*TAGS, "fields")},
        fields={f: _texts(said[f]) for f in FIELDS if said.get(f)},
        supplier=row.get("supplier"),
        optional=bool(row.get("optional")),
        nothing=None if nothing == "unsure" else bool(nothing),
    )


def _texts(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else (str(value),)


def check(one: Labelled) -> list[str]:
    """Say what of the answers cannot be right: a company that is not printed, an id of no term."""
    said = tight(_whole(one.document))
    missing = [
        f"{one.path.name}: the company “{answer.company}” does not stand in the notice"
        for answer in one.answers
        if tight(answer.company) not in said
    ]
    vocabulary = load_vocabulary()
    known = {key: {term.id for term in vocabulary.of_kind(_KINDS[key])} for key in TAGS}
    unknown = [
        f"{one.path.name}: {answer.company} has “{id}”, which is no id of {key}"
        for answer in one.answers
        for key in TAGS
        for id in sorted((answer.tags[key] | answer.maybe[key]) - known[key])
    ]
    return missing + unknown


def _whole(document: Document) -> str:
    from noticeparse.receipt import texts_of  # noqa: PLC0415 -- pulls in the stages

    return " ".join(text.string for text in texts_of(document))


def groups(labelled: Iterable[Labelled]) -> dict[Path, str]:
    """What each document is left out with: its other forms, its template's, its writer's."""
    near = json.loads(NEAR.read_text("utf-8")) if NEAR.is_file() else []
    of = {id: f"near {number}" for number, group in enumerate(near) for id in group}

    def group(one: Labelled) -> str:
        writer = re.match(r"[a-z]+|\d", one.id)
        own = f"fresh {writer.group()}" if one.set == "fresh" and writer else one.notice
        return of.get(one.id, own)

    return {one.path: group(one) for one in labelled}


def digest(labelled: Sequence[Labelled]) -> str:
    """A hash of documents and answers, whatever their order."""
    lines = sorted(f"{one.set}/{one.path.name} {one.digest}" for one in labelled)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def run(main: Callable[[], None]) -> None:
    """Run a script; an error of ours ends it in a sentence."""
    try:
        main()
    except NoticeparseError as error:
        sys.exit(f"{error.message} {error.what_to_do or ''}".rstrip())


def in_parallel(work: Callable[[Given], Result], given: Sequence[Given]) -> list[Result]:
    """Do the same work for each, on all cores; results come in the order of what was given."""
    with multiprocessing.Pool() as pool:
        return pool.map(work, given, chunksize=4)


def folded(text: str | None) -> str:
    """Case, white space, quotes and dashes folded: what a reader would call the same text."""
    plain = re.sub(r"[\u2018\u2019\u201c\u201d\"'`]", "'", (text or "").replace("\u00ad", ""))
    plain = re.sub(r"[\u2010-\u2015\u2212]", "-", plain)
    plain = re.sub(r"[\u2022\u00b7\u25aa\u25cf\u25e6\uf0b7]", " ", plain)
    return re.sub(r"\s+", " ", plain).strip(" \t\n.,;:-*").casefold()


def tight(text: str | None) -> str:
    """The same without any white space."""
    return re.sub(r"\s+", "", folded(text))
