"""A finished run → run.json: what was read with what, what was written, what went wrong.

The only file that holds times; everything else is the same bytes for the same notices.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from noticeparse.build import build, libraries
from noticeparse.cli.tally import Tally
from noticeparse.model import School
from noticeparse.reports.files import AtomicFile, storable
from noticeparse.reports.standing import Standing, digest
from noticeparse.reports.writer import Outcome
from noticeparse.version import __version__


@dataclass(frozen=True, slots=True)
class Run:
    """What run.json tells of, besides the tally."""

    started: datetime
    settings: Mapping[str, Any]
    outcomes: tuple[Outcome, ...]
    unread: Sequence[School]
    skipped: Sequence[str]
    standing: Standing | None
    decisions: Mapping[str, Any]


def write_record(folder: Path, run: Run, tally: Tally) -> None:
    """Write run.json into the folder of the results."""
    ended = datetime.now(UTC)
    files = sorted(file for outcome in run.outcomes for file in outcome.files)
    record = {
        "noticeparse_version": __version__,
        "vocabulary_versions": sorted({each.vocabulary_version for each in tally.notices}),
        "build": build(),
        "libraries": libraries(),
        "started": run.started.isoformat(timespec="seconds"),
        "ended": ended.isoformat(timespec="seconds"),
        "seconds": round((ended - run.started).total_seconds(), 2),
        "settings": dict(run.settings),
        "counts": tally.counts,
        "escaped_cells": sum(outcome.escaped for outcome in run.outcomes),
        "shortened_cells": sum(outcome.shortened for outcome in run.outcomes),
        "notices": [
            {"source": each.source, "sha256": each.sha256,
             **{name: each.counts[name] for name in ("disclosures", "tags")},
             "warnings": [w["what"] for w in each.warnings],
             "unaccounted_words": each.counts["unaccounted_words"]}
            for each in tally.notices
        ],
        "failures": [asdict(failure) for failure in tally.failures],
        "no_notice_read": [asdict(school) for school in run.unread],
        "skipped": list(run.skipped),
        "decisions": dict(run.decisions),
        "files": _with_standing([_described(file, folder) for file in files], run.standing, folder),
    }  # fmt: skip
    with AtomicFile(folder / "run.json") as file:
        file.write(storable(json.dumps(record, ensure_ascii=False, indent=1) + "\n"))
    if run.standing is not None:
        run.standing.close()


def _with_standing(
    files: list[dict[str, Any]], standing: Standing | None, folder: Path
) -> list[dict[str, Any]]:
    """Say which files stand beside others that were left as they are, and what those were."""
    if standing is None:
        return files
    standing.tidy({each["path"] for each in files})
    beside = {aside.written: aside for aside in standing.asides}
    for each in files:
        aside = beside.get(folder / each["path"])
        if aside is not None:
            each["beside"] = aside.path.relative_to(folder).as_posix()
            each["because"] = aside.why
    return files + list(standing.kept({each["path"] for each in files}))


def _described(file: Path, folder: Path) -> dict[str, Any]:
    path = file.relative_to(folder).as_posix()
    return {"path": path, "sha256": digest(file), "bytes": file.stat().st_size}
