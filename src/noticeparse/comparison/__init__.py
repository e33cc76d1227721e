"""Notices → schools side by side, and what they differ in; values → values, no file is read."""

from noticeparse.comparison.compare import Row, compare, labeller, natural, rows_by_school
from noticeparse.comparison.differences import Difference, Names, differences
from noticeparse.comparison.values import Compared, Comparison, Hiding, Quote, Said, quotes_of

__all__ = [
    "Compared", "Comparison", "Difference", "Hiding", "Names", "Quote", "Row", "Said",
    "compare", "differences", "labeller", "natural", "quotes_of", "rows_by_school",
]  # fmt: skip
