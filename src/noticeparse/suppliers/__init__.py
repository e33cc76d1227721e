"""Company as printed → Match, never guessed, or a kind of body; text → the suppliers in it."""

from noticeparse.suppliers.bodies import kind_of_body, supplier_of
from noticeparse.suppliers.find import NameSpan, find_names
from noticeparse.suppliers.judge import match_supplier

__all__ = ["NameSpan", "find_names", "kind_of_body", "match_supplier", "supplier_of"]
