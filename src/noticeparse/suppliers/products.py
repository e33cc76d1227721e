"""Company as printed with its maker → the product that it is: "Tes Class Charts".

Only where the catalogue says that the product is that maker's: "Hilltop Class Charts" stays
unknown. Limits: nothing may stand between the two, so that "ParentPay / Cypad" stays two names;
a maker that is itself in the catalogue is taken first where its product stands in a parenthesis.
"""

from __future__ import annotations

from noticeparse.suppliers.directory import Directory
from noticeparse.suppliers.names import forms, in_parenthesis
from noticeparse.vocabulary.suppliers import Supplier, name_key


def by_maker(company: str, book: Directory) -> tuple[Supplier, str] | None:
    """Take "MAKER PRODUCT" and "MAKER (PRODUCT)" for the product, with the reason in words."""
    outside, inside = in_parenthesis(company)
    if inside and (found := _made(outside, inside, book)):
        return found
    for form in forms(company):
        parts = form.text.split()
        for place in range(1, len(parts)):
            if not (parts[place - 1][-1].isalnum() and parts[place][0].isalnum()):
                continue
            if found := _made(" ".join(parts[:place]), " ".join(parts[place:]), book):
                return found
    return None


def _made(maker: str, product: str, book: Directory) -> tuple[Supplier, str] | None:
    supplier = book.by_name.get(name_key(product))
    if supplier is None:
        return None
    makers = book.makers.get(supplier.id, frozenset())
    if not any(name_key(form.text) in makers for form in forms(maker) if not form.part):
        return None
    return supplier, f"{product} is a product of {maker}: {supplier.name}"
