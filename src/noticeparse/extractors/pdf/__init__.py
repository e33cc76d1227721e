"""PDF bytes → Document: `read` is the extractor for PDF files.

engine (pages of words, rules, fills) → layout (drawn tables, free lines) → furniture → flow (tables
without rules, reading order) → blocks. Only `second` knows pdfplumber.
"""

from noticeparse.extractors.pdf.reader import read

__all__ = ["read"]
