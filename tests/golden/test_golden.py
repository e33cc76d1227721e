"""Every sample notice gives, to the letter, the notice file that was reviewed and committed.

`make golden` (python -m tests.golden.regenerate) writes the expected files anew; their diff is read
before it is committed.
"""

from __future__ import annotations

import json

import pytest
from tests.golden.regenerate import EXPECTED, expected_path, notice_file, sample_paths


@pytest.mark.parametrize("path", sample_paths())
def test_notice_file_is_the_expected_one(path: str) -> None:
    expected = expected_path(path)
    assert expected.exists(), f"no expected file for {path}: run `make golden`, read the diff"
    wanted = json.loads(expected.read_text(encoding="utf-8"))
    assert json.loads(notice_file(path)) == wanted, f"{path}: run `make golden`, read the diff"


def test_no_expected_file_without_its_notice() -> None:
    known = {expected_path(path) for path in sample_paths()}
    assert set(EXPECTED.rglob("*.json")) <= known
