"""What belongs to a trust and not to a run: its settings file, and which decision file a run uses.

Every command asks here. The file is looked for in this order: `--decisions`; the settings file
(noticeparse.toml, in the folder in which the command is given); beside the list of schools; the
folder of the results. Decisions that lie in a later place, or that an earlier folder of results
has, are used too, and added to the file (see `known`).

A folder of results may have been sent. Its run.json names the file that its run used, and that is
read; `apply` adds to it only where it holds decisions or lies beside a list of schools.

Limits: the settings file is looked for in the current folder alone.
"""

import os
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from noticeparse.errors import InputError, NoticeparseError, TooLarge
from noticeparse.given import read_bytes
from noticeparse.paths import path_of, real
from noticeparse.reports.decision_log import DECISIONS_FILE, read_log
from noticeparse.reports.standing import RUN_FILE, read_record
from noticeparse.schools import read_schools
from noticeparse.settings import MAX_LIST_BYTES

SETTINGS_FILE = "noticeparse.toml"
OPTION, RESULTS = "--decisions", "in the folder of the results"
_MOST_NEAR = 50  # folders of results that are looked into
SETTING_KEYS = {
    "decisions": "the file of the trust's decisions",
    "schools": "the list of schools (a CSV), where --schools is not given",
    "controller": "name and contact details of the controller, for the record of processing",
    "dpo": "name and contact details of the data protection officer, for the same",
}
_TEXTS = ("controller", "dpo")  # all others are paths


@dataclass(frozen=True, slots=True)
class Settings:
    """What a settings file says; empty where there is none."""

    file: Path | None = None
    decisions: Path | None = None
    schools: Path | None = None
    controller: str = ""
    dpo: str = ""

    def of_record(self) -> dict[str, str]:
        """What it says of every row of a record of processing, by its keys."""
        return {key: said for key in _TEXTS if (said := getattr(self, key))}


def read_settings(folder: Path) -> Settings:
    """Read the settings file of a folder; raise InputError, naming file and key, where it is odd.

    Paths in it are below the folder in which it lies.
    """
    file = folder / SETTINGS_FILE
    *others, last = SETTING_KEYS
    advice = f"Its keys are {', '.join(others)} and {last}."
    try:
        data = tomllib.loads(read_bytes(file, MAX_LIST_BYTES).decode("utf-8-sig"))
    except FileNotFoundError:
        return Settings()
    except (OSError, TooLarge) as error:
        raise InputError(
            f"{file} cannot be read.", what_to_do="Check that it is a file."
        ) from error
    except (ValueError, RecursionError) as error:
        said = f"{file} cannot be understood: {error}."
        write = f"Write it as: decisions = 'FOLDER/{DECISIONS_FILE}'. {advice}"
        raise InputError(said, what_to_do=write) from error
    for key, value in data.items():
        if key not in SETTING_KEYS:
            raise InputError(f'{file} has the key "{key}", which is not known.', what_to_do=advice)
        if not isinstance(value, str) or not value.strip():
            wanted = "text" if key in _TEXTS else "path"
            write = f"Write {key} = '{wanted.upper()}'."
            raise InputError(f"{file}: {key} is no {wanted}.", what_to_do=write)
    texts = {key: " ".join(data.get(key, "").split()) for key in _TEXTS}
    paths = {key: folder / path_of(data[key]) for key in ("decisions", "schools") if key in data}
    return Settings(file, paths.get("decisions"), paths.get("schools"), **texts)


@dataclass(frozen=True, slots=True)
class DecisionFile:
    """The file that a run uses (None: none is kept), and why this one.

    `others` are files of which it has to have the decisions, too, `told` is what a person has to
    know of the choice.
    """

    path: Path | None = None
    because: str = ""
    others: tuple[Path, ...] = ()
    told: tuple[str, ...] = ()

    def record(self) -> dict[str, str | None]:
        """What run.json says of it; a folder of results may be moved, with the file in it."""
        if self.path is None:
            return {"file": None, "because": ""}
        file = self.path.name if self.because == RESULTS else str(real(self.path))
        return {"file": file, "because": self.because}

    def line(self) -> str:
        """Say which file it is, and why; empty where there is none as yet."""
        own = f"{self.path} ({self.because})" if self.path and is_there(self.path) else ""
        files = [*filter(None, [own]), *map(str, self.others)]
        return f"Decision file: {' and '.join(files)}." if files else ""


def choose(
    asked: Path | None,
    settings: Settings,
    schools: Path | None,
    results: Path | None,
    earlier: Sequence[Path] = (),
) -> DecisionFile:
    """Say which decision file a run uses; raise InputError where a given one cannot be.

    `results` is the folder that it writes, `earlier` are folders that runs wrote before.
    """
    beside = schools.parent / DECISIONS_FILE if schools is not None else None
    own = results / DECISIONS_FILE if results is not None else None
    told: list[str] = []
    path: Path | None
    if asked is not None:
        path, because = _given(asked, OPTION), OPTION
    elif settings.decisions is not None:
        path, because = _given(settings.decisions, str(settings.file)), str(settings.file)
    elif beside is not None and (own is None or os.access(beside.parent, os.W_OK)):
        path, because = beside, "beside the list of schools"
    else:
        path, because = own, RESULTS
        if beside is not None:
            told.append(f"Nothing can be written into {beside.parent}: decisions stay in {own}.")
    runs = [folder for folder in (results, *earlier) if folder is not None]
    known = [folder / DECISIONS_FILE for folder in runs]
    shared = [beside, settings.decisions, *_of_runs(runs, told)]
    if asked is None:
        known += filter(None, shared)
    others = _each_once(known)
    if asked is not None:
        unused = _each_once(filter(None, shared))
        told += (
            f"{each} has decisions, too, and is not used: {OPTION} names {asked}."
            for place, each in unused.items()
            if place not in (*others, real(asked))
        )
    if path is None and others:  # of a command that writes no results: those of its inputs
        path = next(iter(others.values()))
        because = RESULTS if path.parent in runs else "the run of these results used it"
    if path is not None:
        others.pop(real(path), None)
    if path == own and own is not None and not others and not is_there(own):
        told += _near(own.parent)
    return DecisionFile(path, because if path else "", tuple(others.values()), tuple(told))


def with_unused(file: DecisionFile, inputs: Iterable[Path]) -> DecisionFile:
    """Name, too, what lies in folders that are read and is not used: nothing gives a reason to."""
    used = {real(each) for each in (file.path, *file.others) if each is not None}
    unused = _each_once(folder / DECISIONS_FILE for folder in inputs)
    told = (
        f"{each} is not used; to use it, add: {OPTION} {each}"
        for place, each in unused.items()
        if place not in used
    )
    return replace(file, told=(*file.told, *told))


def _near(results: Path) -> Iterator[str]:
    """Say which folders of results beside a new one have decisions: this one would lack them."""
    if read_record(results) is not None or not results.parent.is_dir():
        return
    for run in sorted(results.parent.glob(f"*/{RUN_FILE}"))[:_MOST_NEAR]:
        record = read_record(run.parent)
        if record is None or real(run.parent) == real(results):
            continue
        used = (run.parent / DECISIONS_FILE, _recorded(record))
        for file in _each_once(filter(None, used)).values():
            yield (
                f"{file} is not used, since {results} is another folder: add --since "
                f"{run.parent} to take its decisions along, or keep them for the trust "
                "(noticeparse init)."
            )


def _each_once(files: Iterable[Path]) -> dict[Path, Path]:
    """Those of the files that are there, as they were called first, by where they lead."""
    found: dict[Path, Path] = {}
    for each in files:
        if is_there(each):
            found.setdefault(real(each), each)
    return found


def _given(path: Path, where: str) -> Path:
    """A file that a person named: it may be new, in a folder that is there."""
    if path.is_dir():
        raise InputError(
            f"{where}: {path} is a folder.", what_to_do=f"Name the file: {path / DECISIONS_FILE}"
        )
    if not path.parent.is_dir():
        raise InputError(f"{where}: there is no folder {path.parent}.", what_to_do="Make it first.")
    return path


def is_there(path: Path) -> bool:
    """Is something of that name there, also a link that leads nowhere?"""
    return os.path.lexists(path)


def _of_runs(folders: Sequence[Path], told: list[str]) -> Iterator[Path]:
    """The decision files that the runs of folders used; what cannot be read is told."""
    for folder in folders:
        path = _recorded(read_record(folder) or {})
        if path is None or not is_there(path):
            continue
        try:
            read_log(path)
        except NoticeparseError as error:
            said = f"The run in {folder} used {path}, of which nothing is taken along"
            told.append(f"{said}: {error.message}")
        else:
            yield path


def _recorded(record: Mapping[str, Any]) -> Path | None:
    """The decision file that a run.json names, where it is not that of its own folder."""
    said = record.get("decisions")
    name = said.get("file") if isinstance(said, Mapping) else None
    if not isinstance(name, str) or "\0" in name or not Path(name).is_absolute():
        return None
    return Path(name) if name.endswith(".jsonl") else None


def of_workbook(
    asked: Path | None, settings: Settings, results: Path, record: Mapping[str, Any]
) -> DecisionFile:
    """Say which decision file the corrections of a workbook go into: that of the run it is of."""
    named = record["settings"].get("schools")
    schools = Path(named) if isinstance(named, str) and _is_list(Path(named)) else None
    chosen = choose(asked, settings, schools, results)
    used = _recorded(record)
    if asked is not None or used is None or real(used) == real(chosen.path or results):
        return chosen
    own = results / DECISIONS_FILE
    if _holds_decisions(used) or _lies_beside_list(used, named):
        others = (own,) if is_there(own) and real(own) != real(used) else ()
        return DecisionFile(used, f"the run in {results} used it", others)
    told = f"The run in {results} used {used}, which has no decisions yet, or none that can be read"
    return DecisionFile(own, RESULTS, told=(f"{told}; the next convert there takes these over.",))


def _holds_decisions(path: Path) -> bool:
    try:
        return bool(read_log(path).decisions)
    except NoticeparseError:
        return False


def _lies_beside_list(path: Path, named: object) -> bool:
    if path.name != DECISIONS_FILE or is_there(path) or not isinstance(named, str):
        return False
    return _is_list(path.parent / Path(named).name)


def _is_list(path: Path) -> bool:
    try:
        return path.is_file() and bool(read_schools(path))
    except (NoticeparseError, OSError, ValueError):
        return False
