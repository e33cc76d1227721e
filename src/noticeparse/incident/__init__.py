"""A supplier's name and notices → which schools share what with it; values → values."""

from noticeparse.incident.find import incident
from noticeparse.incident.values import CERTAIN, POSSIBLE, SAME_NAME, Incident, Involved, Mention

__all__ = ["CERTAIN", "POSSIBLE", "SAME_NAME", "Incident", "Involved", "Mention", "incident"]
