"""The recipes of the pages in docs/, run: each block of code with what it gives below it.

usage: python -m tests.recipes    (writes what they give into the pages, and their pictures)
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = (DOCS / "recipes.md", DOCS / "analysis.md")
# A block, and what it gave when the page was written.
BLOCK = re.compile(r"```(sql|python)\n(.*?)```\n(?:\n```text\n.*?```\n)?", re.DOTALL)


def convert(folder: Path) -> None:
    """Write the results that the recipes read into a folder `output`."""
    asked = ["convert", "samples/notices", "--schools", "samples/schools.csv", "-q"]
    asked += ["--output", str(folder / "output"), "--format", "csv,sqlite"]
    subprocess.run([sys.executable, "-m", "noticeparse", *asked], cwd=ROOT, check=True)


def made(page: str, folder: Path) -> str:
    """The page with what its recipes give, run in a folder that `convert` filled."""
    names: dict[str, Any] = {"SAMPLES": ROOT / "samples" / "notices"}
    before = Path.cwd()
    os.chdir(folder)
    try:
        with sqlite3.connect("output/notices.db") as database:
            return BLOCK.sub(lambda block: _run(block, database, names), page)
    finally:
        os.chdir(before)


def _run(block: re.Match[str], database: sqlite3.Connection, names: dict[str, Any]) -> str:
    kind, code = block.groups()
    if kind == "sql":
        found = database.execute(code)
        lines = [" | ".join(head[0] for head in found.description)]
        lines += [" | ".join("" if v is None else str(v) for v in row) for row in found]
        said = "\n".join(lines) + "\n"
    else:
        told = io.StringIO()
        with contextlib.redirect_stdout(told):
            exec(compile(code, "a recipe", "exec"), names)
        said = told.getvalue()
    shown = "\n".join(line.rstrip() for line in said.splitlines())
    return f"```{kind}\n{code}```\n" + (f"\n```text\n{shown}\n```\n" if shown else "")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        convert(Path(name))
        for page in PAGES:
            page.write_text(made(page.read_text("utf-8"), Path(name)), "utf-8")
        for picture in Path(name).glob("*.png"):
            shutil.copy(picture, DOCS / "pictures" / picture.name)
