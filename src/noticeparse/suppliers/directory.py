"""Catalogue → what is looked up in it: suppliers by name, by domain, and the names nobody decides.

Made once for a catalogue and kept; the catalogue itself is the key, so that the functions that use
it stay functions of their arguments.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from noticeparse.suppliers.names import domain_of
from noticeparse.vocabulary.suppliers import Catalogue, Supplier, name_key


@dataclass(frozen=True, slots=True)
class Directory:
    """Suppliers by the key of a name or alias; `unsure` holds (note, candidates) by key.

    `by_loose` has the names under a key to which "&" is "and"; `makers` are the keys of
    whose product a supplier is, by its id; `by_first` has the keys by their first letter.
    """

    by_id: dict[str, Supplier] = field(default_factory=dict)
    by_name: dict[str, Supplier] = field(default_factory=dict)
    by_loose: dict[str, Supplier] = field(default_factory=dict)
    by_first: dict[str, list[tuple[str, Supplier]]] = field(default_factory=dict)
    makers: dict[str, frozenset[str]] = field(default_factory=dict)
    by_domain: dict[str, Supplier] = field(default_factory=dict)
    unsure: dict[str, tuple[str, tuple[Supplier, ...]]] = field(default_factory=dict)


def loose_key(name: str) -> str:
    """Fold a name further than name_key does.

    >>> loose_key("Edwards & Ward") == loose_key("Edwards and Ward")
    True
    """
    return name_key(name).replace("&", "and")


@lru_cache(maxsize=8)
def directory(catalogue: Catalogue) -> Directory:
    """Make the directory of a catalogue, or take the one that was made before."""
    made = Directory()
    domains: dict[str, list[Supplier]] = {}
    for supplier in catalogue:
        made.by_id[supplier.id] = supplier
        for name in supplier.names:
            made.by_name.setdefault(name_key(name), supplier)
        for name, note in supplier.unsure:
            _, others = made.unsure.get(name_key(name), (note, ()))
            made.unsure[name_key(name)] = (note, (*others, supplier))
        for domain in _domains(supplier):
            domains.setdefault(domain, []).append(supplier)
    # A domain that several share (gov.uk, nhs.uk) tells nothing.
    made.by_domain.update({key: found[0] for key, found in domains.items() if len(found) == 1})
    for key in made.unsure:
        made.by_name.pop(key, None)
    for key, supplier in made.by_name.items():
        made.by_first.setdefault(key[:1], []).append((key, supplier))
    made.by_loose.update(_loosely(made))
    made.makers.update({each.id: _makers(each, made) for each in catalogue if each.product_of})
    return made


def _domains(supplier: Supplier) -> list[str]:
    """The domain of a supplier, and those among its aliases."""
    own = [supplier.domain.casefold()] if supplier.domain else []
    return list(dict.fromkeys([*own, *filter(None, map(domain_of, supplier.names))]))


def _loosely(book: Directory) -> dict[str, Supplier]:
    """The names by loose key, without those that are then another supplier's too."""
    found: dict[str, list[Supplier]] = {}
    for name, supplier in book.by_name.items():
        found.setdefault(loose_key(name), []).append(supplier)
    unsure = {loose_key(name) for name in book.unsure}
    return {
        key: each[0]
        for key, each in found.items()
        if key not in unsure and len({supplier.id for supplier in each}) == 1
    }


def _makers(supplier: Supplier, book: Directory) -> frozenset[str]:
    """The keys of every name of the makers of a product."""
    keys: set[str] = set()
    for maker in supplier.product_of:
        known = book.by_name.get(name_key(maker))
        keys.update(name_key(name) for name in (known.names if known else (maker,)))
        keys.add(name_key(maker))
    return frozenset(keys)
