"""The catalogue → whose product a supplier is, and what a firm makes.

Whose a product is, is knowledge of the field (the column `maker`), never something that a notice
states. Limits: what was sold with a firm is left out; firms change hands more often than names.
"""

from noticeparse.model import Match
from noticeparse.suppliers.directory import directory, makers_of
from noticeparse.vocabulary.suppliers import Catalogue, Supplier


def products_of(firm: Supplier, catalogue: Catalogue) -> dict[str, str]:
    """What a firm makes, and what the firms that it owns make: the names by their ids.

    A product that others are sold under the name of ("ParentPay") is no firm.
    """
    if firm.kind == "product":
        return {}
    book = directory(catalogue)
    return {each.id: each.name for each in catalogue if firm.id in makers_of(each.id, book)}


def firm_of(match: Match, catalogue: Catalogue) -> Match:
    """The firm that makes what a match is; the match itself where none is known.

    The bare name of an owner, which is proposed for want of a product, is the firm's for certain.
    """
    book = directory(catalogue)
    known = book.by_id.get(match.id)
    if known is None:
        return match
    if match.judgement == "proposed" and known.likely_product is not None:
        return Match(known.id, known.name, "certain", 1.0, (f"the name is one of {known.name}",))
    makers = makers_of(known.id, book)
    if match.judgement != "certain" or not makers:
        return match
    firm = book.by_id[makers[-1]]
    return Match(firm.id, firm.name, "certain", 1.0, (f"{known.name} is a product of {firm.name}",))
