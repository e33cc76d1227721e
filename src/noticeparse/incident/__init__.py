"""A supplier's name and notices → which schools share what with it; values → values."""

from noticeparse.incident.find import Near, incident, is_nobodys, nearest
from noticeparse.incident.target import Target, resolve
from noticeparse.incident.values import (
    BY_COLUMN,
    BY_NAME,
    BY_PRODUCT,
    CERTAIN,
    POSSIBLE,
    SAME_NAME,
    Incident,
    Involved,
    Listed,
)

__all__ = [
    "BY_COLUMN", "BY_NAME", "BY_PRODUCT", "CERTAIN", "POSSIBLE", "SAME_NAME", "Incident",
    "Involved", "Listed", "Near", "Target", "incident", "is_nobodys", "nearest", "resolve",
]  # fmt: skip
