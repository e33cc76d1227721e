"""Pictures of pages → words with boxes, rules and fills, so that scanned notices are read.

`read` is the extractor for pictures (PNG, JPEG, TIFF); the PDF extractor asks `scanned_pages` for
the pages that have no text layer. Both end in the values of `extractors/pdf/page.py`, and from
there a scan is read as any PDF is. See docs/scans.md.
"""

from noticeparse.extractors.scans.reader import (
    finished,
    no_words,
    picture_pages,
    read,
    scanned_pages,
)

__all__ = ["finished", "no_words", "picture_pages", "read", "scanned_pages"]
