"""A .docx or .html file → the PDF that a school prints from it, through LibreOffice or Chromium.

Both programs stamp the clock into what they write: the committed files are the truth, and are
rendered anew only on purpose.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path


def print_word(source: bytes) -> bytes:
    """Print a Word document to PDF through LibreOffice."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "notice.docx"
        path.write_bytes(source)
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        options = ["--headless", "--convert-to", "pdf", "--outdir", folder, str(path)]
        _run([_program("soffice"), profile, *options])
        return path.with_suffix(".pdf").read_bytes()


def print_page(source: str) -> bytes:
    """Print a web page to PDF through Chromium."""
    with tempfile.TemporaryDirectory() as folder:
        page, target = Path(folder) / "notice.html", Path(folder) / "notice.pdf"
        page.write_text(source, encoding="utf-8")
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
        profile = f"--user-data-dir={Path(folder) / 'profile'}"
        _run(
            [
                _program("chromium"),
                *options,
                profile,
                f"--print-to-pdf={target}",
                page.as_uri(),
            ]
        )
        return target.read_bytes()


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise SystemExit(f"{name} is not installed; it is needed to print PDF samples.")
    return found


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, capture_output=True, timeout=180)
