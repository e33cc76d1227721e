"""Programs and packages that some tests need: where one is missing they skip, but not in CI."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from noticeparse.extractors.scans.engines import has_rapidocr, has_tesseract


def needs(found: bool, what: str) -> None:
    """Skip the test where what it needs is missing; where CI is set it has to be installed."""
    if found:
        return
    if os.environ.get("CI"):
        pytest.fail(f"There is no {what}: .ci/run has to install it.")
    pytest.skip(f"There is no {what} on this machine.")


def needs_tesseract() -> None:
    """Skip the test where the program tesseract is missing."""
    needs(has_tesseract(), "tesseract")


def needs_rapidocr() -> None:
    """Skip the test where the extra `ocr` is missing."""
    needs(has_rapidocr(), "rapidocr (the extra `ocr`)")


def needs_ocr() -> None:
    """Skip the test where nothing reads words in pictures."""
    needs(reads_pictures(), "OCR (tesseract or rapidocr)")


def reads_pictures() -> bool:
    """Is there anything that reads words in pictures?"""
    return has_tesseract() or has_rapidocr()


def is_scan(path: Path | str) -> bool:
    """Is a sample one that only OCR reads?"""
    return str(path).endswith(".scan.pdf")
