"""Company as printed → Match, never guessed; running text → the names of suppliers in it."""

from noticeparse.suppliers.find import NameSpan, find_names
from noticeparse.suppliers.judge import match_supplier

__all__ = ["NameSpan", "find_names", "match_supplier"]
