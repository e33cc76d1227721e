"""Documents with known answers, and how a row is compared with them.

A set is a folder of documents and one of answers, `ID.json` a notice; every file whose name begins
with `ID.` is that notice. Where the sets are absent there is nothing to load.
"""

from __future__ import annotations

import importlib.util
import json
import multiprocessing
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar

from noticeparse.errors import ReadError
from noticeparse.extractors import read
from noticeparse.model import Document
from noticeparse.receipt import lay_out

SHARED = Path(__file__).parents[2] / "shared"
SETS = {
    "real": (SHARED / "real" / "docs", SHARED / "real" / "gold"),
    "live": (SHARED / "live" / "docs", SHARED / "live" / "gold"),
    "fresh": (SHARED / "fresh" / "documents", SHARED / "fresh" / "answers"),
    "hard": (SHARED / "hard" / "docs", SHARED / "hard" / "gold"),
    "corpus": (SHARED / "corpus" / "docs", SHARED / "corpus" / "gold"),
}
_ARTICLE = re.compile(r"^(?:the|an?|our|your|their|any|other)\s+", re.I)
Given = TypeVar("Given")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A document, and what two readers found in its notice."""

    folder: str
    path: Path
    document: Document
    gold: dict[str, Any]

    @property
    def id(self) -> str:
        """The id of the notice: each of its files has it."""
        return self.path.name.split(".")[0]

    @property
    def kind(self) -> str:
        """How the notice came: "html", "pdf", …"""
        return self.path.suffix[1:]

    @property
    def prefix(self) -> bool:
        """The answers hold only how a description begins."""
        return bool(self.gold.get("description_is_prefix"))


def load(
    sets: Mapping[str, tuple[Path, Path]] = SETS, forms: Mapping[str, Sequence[str]] = {}
) -> list[Labelled]:
    """Read the documents of sets; scans are left out, since they take a minute each.

    `forms` are those that are read of a set ("html"); every form where it names none.
    """
    jobs = []
    for folder, (docs, answers) in sets.items():
        for path in sorted(docs.iterdir()) if docs.is_dir() else ():
            answer = answers / f"{path.name.split('.')[0]}.json"
            if forms.get(folder) and path.suffix[1:] not in forms[folder]:
                continue
            if path.is_file() and answer.is_file() and ".scan" not in path.name:
                jobs.append((folder, path, answer))
    return [one for one in in_parallel(_read, jobs) if one is not None]


def _read(job: tuple[str, Path, Path]) -> Labelled | None:
    folder, path, answer = job
    gold = json.loads(answer.read_text("utf-8"))
    try:
        return Labelled(folder, path, lay_out(read(path)), gold)
    except ReadError:
        return None


def in_parallel(work: Callable[[Given], Result], given: Sequence[Given]) -> list[Result]:
    """Do the same work for each, on all cores; results come in the order of what was given."""
    with multiprocessing.Pool() as pool:
        return pool.map(work, given, chunksize=4)


@cache
def evaluation(name: str) -> ModuleType:
    """A module of those that come with the sets: "score" says what counts as right."""
    path = SHARED / "eval" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(f"evaluation_{name}", path)
    if spec is None or spec.loader is None:
        raise ImportError(path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def tight(text: str | None) -> str:
    """A text without white space, case, bullets and outer stops."""
    plain = re.sub(r"[‘’“”\"'`]", "'", text or "")
    plain = re.sub(r"[\u2010-\u2015\u2212]", "-", plain)
    plain = re.sub(r"[\u2022\u00b7\u25aa\u25cf\u25e6\uf0b7\u00ad]", " ", plain)
    return re.sub(r"\s+", "", plain.strip(" \t\n.,;:-*")).casefold()


def keys_of(name: str) -> set[str]:
    """The forms under which a name is looked up: as it is, and without its article."""
    return {tight(name), tight(_ARTICLE.sub("", name))}


def names_of(answer: dict[str, Any]) -> list[str]:
    """The names that are right for a row: those accepted, else the one printed."""
    return answer.get("accept") or [answer["company"]]


def descriptions_of(answer: dict[str, Any]) -> list[str]:
    """The descriptions that are right for a row, tight, the shortest first."""
    found = {tight(d) for d in (answer.get("description"), *(answer.get("descriptions") or ()))}
    return sorted(found, key=len)


def same_company(name: str, answer: dict[str, Any]) -> bool:
    """Whether a name is one of the answer's."""
    return tight(name) in {tight(n) for n in names_of(answer)}


def same_description(text: str, answer: dict[str, Any], *, prefix: bool) -> bool:
    """Whether a description is the answer's, or anything between its two readings."""
    got, wanted = tight(text), descriptions_of(answer)
    if prefix:
        return any(got.startswith(w) or (len(w) > 20 and w in got) for w in wanted)
    return got in wanted or (bool(wanted[0]) and wanted[0] in got and got in wanted[-1])
