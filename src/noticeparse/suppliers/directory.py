"""Catalogue → what is looked up in it, by name or domain, and where its names stand in a text.

Each index is made once for a catalogue and kept; the catalogue itself is the key, so that the
functions that use it stay functions of their arguments.

In running text names are whole words, the longest first. A name has to begin with a capital or
digit unless it is written small by habit (eyLog); abbreviations have to be in capitals throughout.
A name that is an ordinary word (Seesaw, Every) counts only beside another name in a list, or, where
the text is a cell, a line or a heading (`alone`), when it stands by itself; a name that several go
by does not count at all. Limits: a brand in small letters ("our tapestry") is not found in running
text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise, product

from noticeparse.suppliers.names import domain_of
from noticeparse.text import Hit, PhraseIndex, Tokens, tokenise, words
from noticeparse.vocabulary.suppliers import Catalogue, NameSpan, Supplier, name_key

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_BESIDE = re.compile(r"\s*(?:,|;|/|&|\band\b|\bor\b|,\s*and\b|,\s*or\b)\s*")
_OPENS = re.compile(r"(?:^|[\n(,;:/&]|\s-|\b(?:and|or|the))\s*+[*·•-]?+\s*+$")
_CLOSES = re.compile(r"\s*(?:$|[\n(),;:/&*.]|-\s|\s-|(?:and|or|by|app|website)\b)")
_SHORTEST_VARIANT = 7


@dataclass(frozen=True, slots=True)
class Directory:
    """Suppliers by the key of a name or alias; `unsure` holds (note, candidates) by key.

    `by_loose` has the names under a key to which "&" is "and"; `makers` are the keys of
    whose product a supplier is, by its id; `by_first` has the keys by first letter and length.
    """

    by_id: dict[str, Supplier] = field(default_factory=dict)
    by_name: dict[str, Supplier] = field(default_factory=dict)
    by_loose: dict[str, Supplier] = field(default_factory=dict)
    by_first: dict[tuple[str, int], list[tuple[str, Supplier]]] = field(default_factory=dict)
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
        own = [supplier.domain.casefold()] if supplier.domain else []
        for domain in dict.fromkeys([*own, *filter(None, map(domain_of, supplier.names))]):
            domains.setdefault(domain, []).append(supplier)
    # A domain that several share (gov.uk, nhs.uk) tells nothing.
    made.by_domain.update({key: found[0] for key, found in domains.items() if len(found) == 1})
    for key in made.unsure:
        made.by_name.pop(key, None)
    for key, supplier in made.by_name.items():
        made.by_first.setdefault((key[:1], len(key)), []).append((key, supplier))
    made.by_loose.update(_loosely(made))
    made.makers.update({each.id: _makers(each, made) for each in catalogue if each.product_of})
    return made


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


def makers_of(id: str, book: Directory) -> tuple[str, ...]:
    """The ids of a supplier's maker, of that one's, and so on; none where none is known."""
    found: list[str] = []
    supplier = book.by_id.get(id)
    while supplier is not None and supplier.maker is not None:
        found.append(supplier.maker)
        supplier = book.by_id.get(supplier.maker)
    return tuple(found)


def _makers(supplier: Supplier, book: Directory) -> frozenset[str]:
    """The keys of every name of the makers of a product."""
    keys: set[str] = set()
    for maker in supplier.product_of:
        known = book.by_name.get(name_key(maker))
        keys |= {name_key(name) for name in (maker, *(known.names if known else ()))}
    return frozenset(keys)


@dataclass(frozen=True, slots=True)
class _Name:
    supplier_id: str
    small: bool  # written small by habit
    capitals: bool  # an abbreviation
    every_word: bool  # made of ordinary words: each has to have its capital
    alone: bool  # counts without a neighbour
    words: int  # as it is written: "SchoolDay" is one, and "school day" no name


def find_names(text: str, catalogue: Catalogue, *, alone: bool = False) -> tuple[NameSpan, ...]:
    """Find the names of the catalogue in a text, in reading order, none inside another.

    `alone` says that the text is no running prose but a cell, a line or a heading.
    """
    tokens = tokenise(text)
    hits = sorted(
        (hit for hit in _index(catalogue).find(tokens) if _looks_right(tokens, hit, alone)),
        key=lambda hit: (hit.first, -hit.last),
    )
    chosen: list[Hit[_Name]] = []
    for hit in hits:
        if not chosen or hit.first > chosen[-1].last:
            chosen.append(hit)
    kept = _with_neighbours(tokens, chosen, alone=alone) if chosen else ()
    return tuple(_span(tokens, hit) for hit in kept)


def _looks_right(tokens: Tokens, hit: Hit[_Name], alone: bool) -> bool:
    name = hit.payload
    printed = [tokens.raw(place, place) for place in range(hit.first, hit.last + 1)]
    if name.capitals:
        bare = (word.removesuffix("'s").removesuffix("’s") for word in printed)
        return all(word == word.upper() for word in bare)
    if name.small:  # "iDEA" is no idea
        return not name.every_word or not all(word.islower() for word in printed)
    if alone and len(tokens.words) == len(printed) <= name.words and not name.every_word:
        return True  # nothing but the name, in a list written small
    asked = printed if name.every_word else printed[:1]
    return all(
        not word[0].islower() or word in ("and", "of", "for", "the", "to", "by") for word in asked
    )


def _with_neighbours(tokens: Tokens, hits: list[Hit[_Name]], *, alone: bool) -> list[Hit[_Name]]:
    """Drop the ordinary words that stand beside no other name."""
    kept = [hit.payload.alone or (alone and _by_itself(tokens, hit)) for hit in hits]
    string = tokens.folded.string
    parting = [string[tokens.ends[a.last] : tokens.starts[b.first]] for a, b in pairwise(hits)]
    beside = [_BESIDE.fullmatch(between) is not None for between in parting]
    for place in range(1, len(hits)):
        kept[place] |= kept[place - 1] and beside[place - 1]
    for place in range(len(hits) - 2, -1, -1):
        kept[place] |= kept[place + 1] and beside[place]
    return [hit for hit, keep in zip(hits, kept, strict=True) if keep]


def _by_itself(tokens: Tokens, hit: Hit[_Name]) -> bool:
    """Say whether no word but punctuation touches a name: "Tapestry (Nursery)", "Every: HR"."""
    string = tokens.folded.string
    before = string[: tokens.starts[hit.first]]
    return bool(_OPENS.search(before)) and bool(_CLOSES.match(string[tokens.ends[hit.last] :]))


def _span(tokens: Tokens, hit: Hit[_Name]) -> NameSpan:
    start, end = tokens.raw_span(hit.first, hit.last)
    name = re.sub(r"['’]s?$", "", tokens.folded.raw[start:end])
    return NameSpan(start, start + len(name), hit.payload.supplier_id)


@lru_cache(maxsize=8)
def _index(catalogue: Catalogue) -> PhraseIndex[_Name]:
    unsure = {name_key(name) for supplier in catalogue for name, _ in supplier.unsure}
    return PhraseIndex(
        (variant, _name(supplier, name))
        for supplier in catalogue
        for name in supplier.names
        if name_key(name) not in unsure and len(name_key(name)) > 1
        if name not in supplier.in_cells
        for variant in _variants(name)
    )


def _name(supplier: Supplier, name: str) -> _Name:
    parts = words(name)
    return _Name(
        supplier.id,
        small=name[0].islower(),
        capitals=name.isupper() and len(name_key(name)) <= 5,
        every_word=supplier.common_word or supplier.is_public,
        alone=not (supplier.common_word and len(parts) == 1) and len(name_key(name)) > 2,
        words=len(parts),
    )


def _variants(name: str) -> Iterator[str]:
    """Yield a name, and the name with its words run together, some or all, or apart."""
    yield name
    parts = words(name)
    joined, apart = "".join(parts), _CAMEL.sub(" ", name)
    for gaps in product((" ", ""), repeat=len(parts) - 1) if len(parts) in (3, 4) else ():
        yield "".join(map("".join, zip(parts, (*gaps, ""), strict=True)))
    if len(joined) >= _SHORTEST_VARIANT and "&" not in joined:
        if joined != name.casefold():
            yield joined
        if apart != name:
            yield apart
