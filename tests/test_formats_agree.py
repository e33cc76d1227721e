"""The same notice in Word, web page, OpenDocument, PDF and text gives the same rows and tags."""

import re
from collections import defaultdict
from functools import lru_cache
from pathlib import Path

import pytest
from tests.parser.building import SHARED

from noticeparse import parse
from noticeparse.errors import ReadError
from noticeparse.model import Disclosure

SAMPLES = Path(__file__).parents[1] / "samples" / "source"
CORPUS = SHARED / "corpus" / "docs"
MOST_DIFFERENT = 0.02  # of all rows that are compared
Row = tuple[str, str, tuple[str, ...]]


def _sets() -> list[list[Path]]:
    """Lists of files that hold one notice in several formats."""
    from tests.test_samples import FILES

    by_source: dict[str, list[Path]] = defaultdict(list)
    notices = SAMPLES.parent / "notices"
    for path, truth in FILES.items():
        by_source[str(truth.get("source", truth["notice"]["title"]))].append(notices / path)
    by_stem: dict[str, list[Path]] = defaultdict(list)
    if CORPUS.is_dir():
        for path in sorted(CORPUS.iterdir()):
            if "scan" not in path.name:
                by_stem[path.name.split(".")[0]].append(path)
    return [files for files in (*by_source.values(), *by_stem.values()) if len(files) > 1]


@lru_cache(maxsize=256)
def _rows(path: Path) -> tuple[Row, ...]:
    return tuple(_row(row) for row in parse(path).disclosures)


def _row(row: Disclosure) -> Row:
    tags = sorted(f"{tag.kind} {tag.id} {tag.polarity or ''}".strip() for tag in row.tags)
    return _plain(str(row.company)), _plain(str(row.description)), tuple(tags)


def _plain(text: str) -> str:
    """White space, bullet marks and typographic quotes aside: what a format may change."""
    text = re.sub(r"[\u2018\u2019\u201c\u201d\"'`]", "'", text)
    text = re.sub(r"[\u2010-\u2015\u2212]", "-", text)
    return re.sub(r"[\s\u2022\u00b7\u25aa\u25cf]+", "", text)


def test_rows_are_the_same_in_every_format() -> None:
    different: list[str] = []
    compared = 0
    for files in _sets():
        first, *others = files
        for other in others:
            try:
                mine, theirs = _rows(first), _rows(other)
            except ReadError:
                pytest.fail(f"{first.name} or {other.name} was not read")
            compared += max(len(mine), len(theirs))
            different += [f"{first.name} only: {row}" for row in mine if row not in theirs]
            different += [f"{other.name} only: {row}" for row in theirs if row not in mine]
    assert compared
    # A row that differs is listed once for each of the two files.
    assert len(different) <= 2 * MOST_DIFFERENT * compared, "\n".join(different)
