"""What is handed to people on Windows: the batch file, and all wheels that it needs."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

WINDOWS = Path(__file__).parents[2] / "packaging" / "windows"


def wheelhouse() -> ModuleType:
    spec = importlib.util.spec_from_file_location("wheelhouse", WINDOWS / "wheelhouse.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("requires", "expected"),
    [
        ("Requires-Dist: lxml>=5", []),
        ("Requires-Dist: Pdfminer.Six", []),
        ('Requires-Dist: colorama>=0.4; platform_system == "Windows"', ["colorama>=0.4"]),
        ('Requires-Dist: uvloop; sys_platform != "win32"', []),
        ('Requires-Dist: pytest; extra == "dev"', []),
        ('Requires-Dist: tomli; python_version < "3.11"', []),
        ("Requires-Dist: numpy", ["numpy"]),
    ],
)
def test_what_windows_needs_beside_what_was_downloaded(requires: str, expected: list[str]) -> None:
    metadata = f"Metadata-Version: 2.1\nName: a\nVersion: 1\n{requires}\n\ntext\n".encode()
    names = ["lxml-6.0-cp312-cp312-win_amd64.whl", "pdfminer_six-1-py3-none-any.whl"]
    assert wheelhouse().missing(names, [metadata]) == expected


def test_the_batch_file_can_be_read_by_windows() -> None:
    data = (WINDOWS / "convert.bat").read_bytes()
    assert data.count(b"\n") == data.count(b"\r\n")
    data.decode("ascii")  # the console's code page is not known before it is set
    text = data.decode("ascii")
    assert text.startswith("@echo off")
    assert text.count("(") == text.count(")")


def test_the_batch_file_converts_what_is_dropped_and_opens_the_workbook() -> None:
    text = (WINDOWS / "convert.bat").read_text("ascii")
    command = next(line for line in text.splitlines() if " convert " in line)
    assert "convert %* --output" in command
    assert re.search(r'--output "%OUTPUT%" --format [a-z,]*xlsx', command)
    assert r'start "" "%OUTPUT%\disclosures.xlsx"' in text
    # A folder's name may hold spaces: every path stands in quotes.
    for line in text.splitlines():
        for use in re.finditer(r"%(?:OUTPUT|PROGRAM)%", line):
            assert line[: use.start()].count('"') % 2 == 1, line


def test_the_batch_file_stops_where_people_can_read_why() -> None:
    text = (WINDOWS / "convert.bat").read_text("ascii")
    assert "if not %STATUS%==0 pause" in text
    assert text.rstrip().endswith("exit /b %STATUS%")
