"""suppliers.csv and ambiguous_names.csv → the catalogue: the known suppliers and their names.

What stands here is knowledge of the field, never something that a notice states; docs/vocabulary.md
has the columns. A name that several suppliers go by stands in ambiguous_names.csv: with a default
it means that one, without it none. Limits: one home country and one usual purpose a supplier;
of owners, who change often, only the maker that a product is known for.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from noticeparse.errors import VocabularyError
from noticeparse.text import fold_key

SHIPPED = Path(__file__).parent
KINDS = ("company", "product", "charity", "public_body", "local_body", "other")
CERTAINTIES = ("sure", "likely", "unsure")
COLUMNS = (
    *("id", "canonical_name", "aliases", "kind", "domain", "home_country", "usual_purpose"),
    *("source", "certainty", "common_word", "old_names", "product_of"),
    *("likely_product", "succeeded_by", "maker", "in_cells"),
)
AMBIGUOUS_COLUMNS = ("name", "candidates", "default", "cues", "note")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_SPACING = re.compile(r"[^\w+&]|_")


@dataclass(frozen=True, slots=True)
class Supplier:
    """A known supplier.

    `aliases` are its other names, `old_names` those of them that were given up; `product_of` names
    the makers that its name is printed with, and `maker` is the id of the one that makes it now.
    `unsure` are (name, note) pairs that it shares with others and that nothing here decides;
    `cues` are, for such a name, what a row says when this supplier is meant. `common_word`: its
    name is ordinary English, so it is only taken for the supplier where a company is named; so are
    the names `in_cells`, which are some of `names`.
    """

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    kind: str = "company"
    domain: str | None = None
    home_country: str | None = None
    usual_purpose: str | None = None
    source: str | None = None
    certainty: str = "likely"
    common_word: bool = False
    unsure: tuple[tuple[str, str], ...] = ()
    cues: tuple[tuple[str, tuple[str, ...]], ...] = ()
    old_names: tuple[str, ...] = ()
    product_of: tuple[str, ...] = ()
    likely_product: str | None = None
    succeeded_by: tuple[str, str] | None = None
    maker: str | None = None
    in_cells: tuple[str, ...] = ()

    @property
    def is_generic(self) -> bool:
        """Is it a kind of body, of which every school has its own: "the local authority"?"""
        return self.kind == "local_body"

    @property
    def is_public(self) -> bool:
        """Is it a public body, or a kind of them?"""
        return self.kind in ("public_body", "local_body")

    @property
    def names(self) -> tuple[str, ...]:
        """The canonical name and every alias."""
        return (self.name, *self.aliases)


class Catalogue(tuple[Supplier, ...]):
    """Suppliers; equal to itself alone: to compare a thousand at every call would be slow."""

    __eq__, __hash__ = object.__eq__, object.__hash__


@dataclass(frozen=True, slots=True)
class NameSpan:
    """The raw span [start, end) of a supplier's name in a text."""

    start: int
    end: int
    supplier_id: str


@dataclass(frozen=True, slots=True)
class _Ambiguous:
    name: str
    candidates: tuple[str, ...]
    default: str | None
    note: str
    cues: Mapping[str, tuple[str, ...]]


@lru_cache(maxsize=32768)
def name_key(name: str) -> str:
    """Fold a name for comparison: case, spacing, hyphens, dots and apostrophes do not count.

    >>> name_key("Parent-Pay") == name_key("ParentPay"), name_key("Compass+") == name_key("Compass")
    (True, False)
    """
    return _SPACING.sub("", fold_key(name))


def load(path: Path | None = None) -> Catalogue:
    """Load the shipped catalogue; the files in the folder `path` add to it or override it by id.

    Raises VocabularyError, whose message names file, line and column.
    """
    folders = [SHIPPED] if path is None else [SHIPPED, path]
    found: dict[str, Supplier] = {}
    lines: dict[str, str] = {}
    ambiguous: dict[str, tuple[str, _Ambiguous]] = {}
    for folder in folders:
        for place, supplier in _read_suppliers(folder / "suppliers.csv"):
            found[supplier.id], lines[supplier.id] = supplier, place
        for place, name in _read_ambiguous(folder / "ambiguous_names.csv"):
            ambiguous[name_key(name.name)] = (place, name)
    for place, name in ambiguous.values():
        _check_candidates(name, found, place=place)
    for supplier in found.values():
        _check_links(supplier, found, place=lines[supplier.id])
    decided = {key: name for key, (_, name) in ambiguous.items()}
    _check_duplicates(found, lines, decided=decided)
    return Catalogue(_with_unsure(supplier, decided) for supplier in found.values())


def _rows(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield (place, row) of a CSV file; none where the file is not there."""
    if not path.is_file():
        return
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise VocabularyError(
            f"{path}: is not UTF-8.", what_to_do="Save it as CSV UTF-8."
        ) from error
    reader = csv.DictReader(text.splitlines())
    given = tuple(reader.fieldnames or ())
    for column in given:
        if column not in columns:
            raise _error(f"{path}, line 1", column, f"is unknown; known: {', '.join(columns)}.")
    if columns[0] not in given:
        raise _error(f"{path}, line 1", columns[0], "is missing.")
    for row in reader:
        place = f"{path}, line {reader.line_num}"
        if None in row:
            raise VocabularyError(
                f"{place}: more cells than columns.", what_to_do="Quote the commas."
            )
        yield place, {column: (row.get(column) or "").strip() for column in columns}


def _error(place: str, column: str, problem: str) -> VocabularyError:
    return VocabularyError(f"{place}, column {column}: {problem}", what_to_do="Correct that cell.")


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())


def _read_suppliers(path: Path) -> Iterator[tuple[str, Supplier]]:
    seen: set[str] = set()
    for place, row in _rows(path, COLUMNS):
        supplier = _supplier(place, row)
        if supplier.id in seen:
            raise _error(place, "id", f"{supplier.id!r} stands twice in this file.")
        seen.add(supplier.id)
        yield place, supplier


def _supplier(place: str, row: Mapping[str, str]) -> Supplier:
    for column, pattern in (("id", _ID), ("usual_purpose", re.compile(r"[a-z_]*"))):
        if not pattern.fullmatch(row[column]):
            raise _error(place, column, f"{row[column]!r} has to be small letters and digits.")
    if not row["canonical_name"]:
        raise _error(place, "canonical_name", "is empty.")
    kind, certainty = row["kind"] or "company", row["certainty"] or "likely"
    common = row["common_word"].casefold()
    for column, value, known in (
        ("kind", kind, KINDS),
        ("certainty", certainty, CERTAINTIES),
        ("common_word", common, ("", "true", "false")),
    ):
        if value not in known:
            raise _error(place, column, f"{value!r} is none of {', '.join(filter(None, known))}.")
    old_names, in_cells = _split(row["old_names"]), _split(row["in_cells"])
    other = (name for name in in_cells if name != row["canonical_name"])
    names = ("domain", "home_country", "usual_purpose", "source", "likely_product", "maker")
    as_written: dict[str, Any] = {name: row[name] or None for name in names}
    return Supplier(
        id=row["id"],
        name=row["canonical_name"],
        aliases=tuple(dict.fromkeys((*_split(row["aliases"]), *old_names, *other))),
        kind=kind,
        certainty=certainty,
        common_word=common == "true",
        old_names=old_names,
        product_of=_split(row["product_of"]),
        succeeded_by=_succession(row["succeeded_by"], place),
        in_cells=in_cells,
        **as_written,
    )


def _succession(cell: str, place: str) -> tuple[str, str] | None:
    id, _, since = cell.partition(" ")
    if cell and not re.fullmatch(r"\d{4}-\d\d-\d\d", since):
        raise _error(place, "succeeded_by", f"{cell!r} has to be an id and a date (2025-03-31).")
    return (id, since) if cell else None


def _read_ambiguous(path: Path) -> Iterator[tuple[str, _Ambiguous]]:
    for place, row in _rows(path, AMBIGUOUS_COLUMNS):
        if not name_key(row["name"]):
            raise _error(place, "name", "is empty.")
        candidates, cues = _split(row["candidates"]), _cues(row["cues"], place=place)
        yield place, _Ambiguous(row["name"], candidates, row["default"] or None, row["note"], cues)


def _cues(cell: str, *, place: str) -> dict[str, tuple[str, ...]]:
    """Read "iris-connect: video, film; parentmail: message"."""
    cues: dict[str, tuple[str, ...]] = {}
    for part in filter(None, (piece.strip() for piece in cell.split(";"))):
        id, colon, phrases = part.partition(":")
        if not colon:
            raise _error(place, "cues", f"{part!r} has no colon after the supplier's id.")
        cues[id.strip()] = tuple(p.strip() for p in phrases.split(",") if p.strip())
    return cues


def _check_candidates(name: _Ambiguous, found: Mapping[str, Supplier], *, place: str) -> None:
    for candidate in name.candidates:
        if candidate not in found:
            raise _error(place, "candidates", f"{candidate!r} is no id of suppliers.csv.")
    for id in name.cues:
        if id not in name.candidates:
            raise _error(place, "cues", f"{id!r} is none of the candidates.")
    if name.default is not None and name.default not in name.candidates:
        raise _error(place, "default", f"{name.default!r} is none of the candidates.")


def _check_links(supplier: Supplier, found: Mapping[str, Supplier], *, place: str) -> None:
    succeeded = supplier.succeeded_by[0] if supplier.succeeded_by else None
    links = (("likely_product", supplier.likely_product), ("succeeded_by", succeeded))
    for column, id in (*links, ("maker", supplier.maker)):
        if id is not None and id not in found:
            raise _error(place, column, f"{id!r} is no id of suppliers.csv.")
    makers, maker = [supplier.id], supplier.maker
    while maker is not None and maker in found:
        if maker in makers:
            raise _error(place, "maker", f"{maker!r} is made by itself: {' < '.join(makers)}.")
        makers.append(maker)
        maker = found[maker].maker


def _check_duplicates(
    found: Mapping[str, Supplier], lines: Mapping[str, str], *, decided: Mapping[str, _Ambiguous]
) -> None:
    owners: dict[str, str] = {}
    for supplier in found.values():
        for name in supplier.names:
            key = name_key(name)
            owner = owners.setdefault(key, supplier.id)
            if owner != supplier.id and key not in decided:
                column = "aliases" if name in supplier.aliases else "canonical_name"
                column = "old_names" if name in supplier.old_names else column
                problem = f"{name!r} is also a name of {owner}; list it in ambiguous_names.csv."
                raise _error(lines[supplier.id], column, problem)


def _with_unsure(supplier: Supplier, decided: Mapping[str, _Ambiguous]) -> Supplier:
    """Take away the names that mean another or nobody; give it those that mean it by default."""
    meant = ((alias, decided.get(name_key(alias))) for alias in supplier.aliases)
    keep = [alias for alias, name in meant if name is None or name.default == supplier.id]
    mine = [name for name in decided.values() if supplier.id in name.candidates]
    keep += [name.name for name in mine if name.default == supplier.id]
    shared = [name for name in mine if name.default is None]
    unique = {name.casefold(): name for name in reversed(keep) if name != supplier.name}
    return replace(
        supplier,
        aliases=tuple(reversed(unique.values())),
        old_names=tuple(name for name in supplier.old_names if name.casefold() in unique),
        unsure=tuple((name.name, name.note) for name in shared),
        cues=tuple((n.name, n.cues[supplier.id]) for n in shared if supplier.id in n.cues),
    )
