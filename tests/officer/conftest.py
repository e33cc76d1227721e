from __future__ import annotations

from pathlib import Path

import pytest

from .desk import Desk, at_desk


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    return at_desk(tmp_path, monkeypatch)
