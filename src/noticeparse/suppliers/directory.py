"""Catalogue → what is looked up in it: suppliers by name, by domain, and the names nobody decides.

Made once for a catalogue and kept; the catalogue itself is the key, so that the functions that use
it stay functions of their arguments.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from noticeparse.vocabulary.suppliers import Supplier, name_key

Catalogue = tuple[Supplier, ...]


@dataclass(frozen=True, slots=True)
class Directory:
    """Suppliers by the key of a name or alias; `unsure` holds (note, candidates) by key."""

    by_name: dict[str, Supplier] = field(default_factory=dict)
    by_domain: dict[str, Supplier] = field(default_factory=dict)
    unsure: dict[str, tuple[str, tuple[Supplier, ...]]] = field(default_factory=dict)


class Kept:
    """A catalogue compared by identity: to hash a thousand suppliers a call would be slow."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue

    def __hash__(self) -> int:
        return id(self.catalogue)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Kept) and other.catalogue is self.catalogue


def directory(catalogue: Catalogue) -> Directory:
    """Make the directory of a catalogue, or take the one that was made before."""
    return _directory(Kept(catalogue))


@lru_cache(maxsize=8)
def _directory(kept: Kept) -> Directory:
    made = Directory()
    domains: dict[str, list[Supplier]] = {}
    for supplier in kept.catalogue:
        for name in supplier.names:
            made.by_name.setdefault(name_key(name), supplier)
        for name, note in supplier.unsure:
            _, others = made.unsure.get(name_key(name), (note, ()))
            made.unsure[name_key(name)] = (note, (*others, supplier))
        if supplier.domain:
            domains.setdefault(supplier.domain.casefold(), []).append(supplier)
    # A domain that several share (gov.uk, nhs.uk) tells nothing.
    made.by_domain.update({key: found[0] for key, found in domains.items() if len(found) == 1})
    for key in made.unsure:
        made.by_name.pop(key, None)
    return made
