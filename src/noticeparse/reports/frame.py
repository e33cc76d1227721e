"""Notices → a pandas frame, a row a disclosure, with the columns of disclosures.csv.

pandas is imported only when a frame is asked for: it costs half a second.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import TYPE_CHECKING

from noticeparse.model import Failure, Notice
from noticeparse.reports.rows import DISCLOSURE_COLUMNS, disclosure_rows

if TYPE_CHECKING:
    from pandas import DataFrame


def to_frame(notices: Iterable[Notice | Failure] | Notice) -> DataFrame:
    """Put notices into a frame of text; failures among them are left out, having no rows."""
    results = [notices] if isinstance(notices, Notice) else notices
    rows = [row for each in results if isinstance(each, Notice) for row in disclosure_rows(each)]
    columns = list(DISCLOSURE_COLUMNS)
    frame: DataFrame = import_module("pandas").DataFrame(rows, columns=columns, dtype=str)
    return frame
