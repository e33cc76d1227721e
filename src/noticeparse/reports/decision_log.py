"""Decisions ↔ a file of them (decisions.jsonl): a decision a line, added to and never changed.

New lines are written to a copy that is on the disk before it takes the place of the file, so that
whoever is stopped half-way has either the old file or the new one. One process writes at a time.

A last line that another program left half-written is passed over, and said; before lines are added
it is put into a file beside, so that nothing is lost. The order of lines counts, not their times:
a clock may have been set back.
"""

import json
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import msgspec

from noticeparse.errors import OutputError, UnreadableFile
from noticeparse.given import read_bytes
from noticeparse.locks import Lock, Locked
from noticeparse.model import Decision
from noticeparse.reports.files import AtomicFile, storable
from noticeparse.reports.words import many

DECISIONS_FILE = "decisions.jsonl"
MOST_OF_A_ROW = 1_000  # decisions: those that contradict one another are held side by side
_KEYS = (
    *("id", "school", "notice", "sha256", "disclosure", "field", "before", "after", "values"),
    *("who", "when", "why", "quoted", "supersedes", "sheet"),
)
_ADVICE = "Put the file back as it was, or take the line out; no decision is applied meanwhile."
_BEGINS = b'{"id":'  # a line
_WAITS = (0.1, 0.2, 0.4, 0.8, 1.5, 2.0)  # seconds, for another one that adds decisions


@dataclass(frozen=True, slots=True)
class Log:
    """The decisions of a file in their order, each once, and what is odd in it, in sentences."""

    decisions: tuple[Decision, ...] = ()
    odd: tuple[str, ...] = ()


def decision_to_json(decision: Decision) -> str:
    """Write a decision as one line."""
    quoted = {"company": decision.company, "description": decision.description}
    data = asdict(decision) | {"values": dict(decision.values), "quoted": quoted}
    return json.dumps({key: data[key] for key in _KEYS}, ensure_ascii=False, separators=(",", ":"))


def decision_from_dict(data: Mapping[str, Any]) -> Decision:
    """Read a decision; KeyError, TypeError or ValueError where the line lacks its form."""
    values = tuple(data.get("values", {}).items())
    return msgspec.convert({**data, **data["quoted"], "values": values}, Decision)


def read_decisions(folder: Path) -> tuple[Decision, ...]:
    """Read the decisions of a folder of results, in their order; none where there is no file."""
    return read_log(folder / DECISIONS_FILE).decisions


def read_log(path: Path) -> Log:
    """Read a file of decisions; empty where there is none. Raise UnreadableFile where it is odd."""
    lines, half = _lines(_bytes(path))
    found: dict[str, tuple[int, Decision]] = {}
    again = 0
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            decision = decision_from_dict(json.loads(line.decode("utf-8")))
        except UnicodeDecodeError as error:
            said = f"{path} is not in UTF-8 (line {number})."
            raise UnreadableFile(said, what_to_do=_ADVICE) from error
        except (KeyError, TypeError, AttributeError, ValueError, RecursionError) as error:
            raise UnreadableFile(
                f"{path}, line {number} is no decision: {error}.", what_to_do=_ADVICE
            ) from error
        first, known = found.setdefault(decision.id, (number, decision))
        if not same_said(known, decision):
            said = f"{path}, lines {first} and {number} have one id and say different things."
            raise UnreadableFile(said, what_to_do=_ADVICE)
        again += first != number
    decisions = tuple(decision for _, decision in found.values())
    of_rows = Counter((each.notice, each.disclosure) for each in decisions if each.disclosure)
    for (notice, _), number in of_rows.most_common(1):
        if number > MOST_OF_A_ROW:
            said = f"{path} holds {number} decisions on one row of {notice}."
            raise UnreadableFile(said, what_to_do=_ADVICE)
    odd = [f"{path}: {many(again, 'line')} repeated; each decision counts once."] if again else []
    if half:
        odd.append(
            f"{path}: the last line is half-written, and its decision is not known; "
            f"{many(len(decisions), 'other decision')} of it counted."
        )
    return Log(decisions, tuple(odd))


def same_said(one: Decision, other: Decision) -> bool:
    """Do two decisions of one id say the same of the same value?"""
    names = ("notice", "disclosure", "field", "before", "after")
    return all(getattr(one, name) == getattr(other, name) for name in names)


def _lines(data: bytes) -> tuple[list[bytes], bytes]:
    """The lines of a file, and what begins as one and was never ended."""
    *lines, last = data.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    begun = last.startswith(_BEGINS) or (bool(last) and _BEGINS.startswith(last))
    if begun:
        try:
            json.loads(last)
        except (ValueError, RecursionError):
            return lines, last
    return [*lines, last], b""


def _bytes(path: Path) -> bytes:
    try:
        return read_bytes(path, follow=False)
    except (FileNotFoundError, NotADirectoryError):
        return b""
    except OSError as error:
        raise UnreadableFile(f"{path} cannot be read: {error.strerror}.") from error


def append_decisions(folder: Path, decisions: Iterable[Decision]) -> Path:
    """Add decisions to the file of a folder of results; all of them or, where that fails, none."""
    return append_log(folder / DECISIONS_FILE, decisions)


def append_log(path: Path, decisions: Iterable[Decision]) -> Path:
    """Add the decisions to a file that it does not have; all of them or, where that fails, none."""
    with _alone(path):
        known = {each.id for each in read_log(path).decisions}
        before = _bytes(path)
        half = _lines(before)[1]
        if half:
            _keep_half(path, half)
        whole = before[: len(before) - len(half)]
        gap = b"" if not whole or whole.endswith(b"\n") else b"\n"
        new = (each for each in decisions if each.id not in known)
        lines = "".join(decision_to_json(decision) + "\n" for decision in new)
        with AtomicFile(path, durable=True) as file:
            file.write(whole + gap + storable(lines))
            if _bytes(path) != before:  # leaves the block: what was written is discarded
                raise OutputError(
                    f"{path} was changed by another `noticeparse apply` just now.",
                    what_to_do="Apply the workbook again.",
                )
    return path


def _keep_half(path: Path, half: bytes) -> None:
    """Put a half-written line into a file of its own: a person may know what it was."""
    aside = path.with_name(f"{path.stem}.half-written.jsonl")
    before = _bytes(aside)
    if half not in before.split(b"\n"):
        with AtomicFile(aside, durable=True) as file:
            file.write(before + half + b"\n")


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Hold a file of decisions against all others who add to it; wait for one that does."""
    place = path.with_name(f".{path.name}.lock")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{path.parent} cannot be made: {error.strerror}.") from error
    for wait in (*_WAITS, None):
        try:
            lock = Lock(place)
            break
        except Locked as error:
            if wait is None:
                raise OutputError(
                    f"Somebody else is adding decisions to {path}; nothing was written.",
                    what_to_do="Apply the workbook again in a minute: nothing in it is lost.",
                ) from error
            time.sleep(wait)
        except OutputError as error:  # no right to write there, or a drive that keeps no locks
            advice = "Name a file in another folder with --decisions."
            raise OutputError(error.message, what_to_do=advice) from error
    with lock:
        yield
