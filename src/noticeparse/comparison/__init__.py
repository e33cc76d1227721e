"""Notices → schools side by side, and what they differ in; values → values, no file is read."""

from noticeparse.comparison.compare import compare
from noticeparse.comparison.differences import Difference, Names, differences
from noticeparse.comparison.quotes import Quote, Where, quotes_of
from noticeparse.comparison.values import COMPARED, Compared, Comparison, Said

__all__ = [
    "COMPARED",
    "Compared",
    "Comparison",
    "Difference",
    "Names",
    "Quote",
    "Said",
    "Where",
    "compare",
    "differences",
    "quotes_of",
]
