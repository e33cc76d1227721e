"""Limits of the reader of scans, by name and with their reasons.

They bound time and memory on hostile files; no notice that was seen comes near them.
"""

from __future__ import annotations

from typing import Final

RESOLUTION: Final = 300.0
"""Dots an inch that pages are rendered at: small print has its full shape there."""

MAX_RENDERED_PIXELS: Final = 12_000_000
"""An A4 page at 300 dots an inch has 8.7 million; larger pages are rendered coarser."""

MAX_PICTURE_PIXELS: Final = 120_000_000
"""Beyond this a picture is not decoded: A3 at 600 dots an inch has 70 million."""

MAX_FRAMES: Final = 60
"""Pages of one TIFF; a scanned notice has a few."""

MAX_SCANNED_PAGES: Final = 60
"""Pages of one PDF that are read by OCR: each takes seconds."""

OCR_TIMEOUT: Final = 120.0
"""Seconds that reading one page may take."""
