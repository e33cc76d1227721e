"""What tests of several modules begin with."""

import signal
from pathlib import Path

import pytest
from tests.correcting import make_notices, read_in_process, run_convert

# Shells start what runs in the background with Ctrl-C ignored, and children inherit that: tests of
# Ctrl-C would wait for ever there.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of two schools' notices in `in`, and what was made of them in `out`."""
    read_in_process(monkeypatch)
    make_notices(tmp_path)
    assert run_convert(tmp_path) == 0
    return tmp_path
