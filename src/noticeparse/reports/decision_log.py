"""Decisions ↔ decisions.jsonl beside the results: a decision a line, added to and never changed.

New lines are written to a copy that is on the disk before it takes the place of the file, so that
whoever is stopped half-way has either the old file or the new one.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import msgspec

from noticeparse.errors import OutputError, UnreadableFile
from noticeparse.given import read_bytes
from noticeparse.model import Decision
from noticeparse.reports.files import AtomicFile, storable

DECISIONS_FILE = "decisions.jsonl"
MOST_OF_A_ROW = 1_000  # decisions: those that contradict one another are held side by side
_KEYS = (
    *("id", "school", "notice", "sha256", "disclosure", "field", "before", "after", "values"),
    *("who", "when", "why", "quoted", "supersedes", "sheet"),
)
_ADVICE = "Put the file back as it was, or take the line out; no decision is applied meanwhile."


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
    """Read the decisions of a folder, in their order; none where there is no such file."""
    path, found = folder / DECISIONS_FILE, []
    try:
        lines = _bytes(path).decode("utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise UnreadableFile(f"{path} is not in UTF-8.", what_to_do=_ADVICE) from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            found.append(decision_from_dict(json.loads(line)))
        except (KeyError, TypeError, AttributeError, ValueError, RecursionError) as error:
            raise UnreadableFile(
                f"{path}, line {number} is no decision: {error}.", what_to_do=_ADVICE
            ) from error
    of_rows = Counter((each.notice, each.disclosure) for each in found if each.disclosure)
    for (notice, _), number in of_rows.most_common(1):
        if number > MOST_OF_A_ROW:
            said = f"{path} holds {number} decisions on one row of {notice}."
            raise UnreadableFile(said, what_to_do=_ADVICE)
    return tuple(found)


def _bytes(path: Path) -> bytes:
    try:
        return read_bytes(path, follow=False)
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise UnreadableFile(f"{path} cannot be read: {error.strerror}.") from error


def append_decisions(folder: Path, decisions: Iterable[Decision]) -> Path:
    """Add decisions to the file of a folder; all of them or, where that fails, none."""
    path = folder / DECISIONS_FILE
    before = _bytes(path)
    gap = b"" if not before or before.endswith(b"\n") else b"\n"
    lines = "".join(decision_to_json(decision) + "\n" for decision in decisions)
    with AtomicFile(path, durable=True) as file:
        file.write(before + gap + storable(lines))
        if _bytes(path) != before:  # leaves the block: what was written is discarded
            raise OutputError(
                f"{path} was changed by another `noticeparse apply` just now.",
                what_to_do="Apply the workbook again.",
            )
    return path
