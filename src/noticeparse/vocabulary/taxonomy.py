"""taxonomy.yaml and lawful_bases.yaml → terms, and the bases of Articles 6 and 9, checked.

    categories | purposes | data_subjects:
      - {id, label, definition, group, dpv: {iri, match}, fides: {key, match}, art9, art10,
         treat_as_special}

A user's taxonomy.yaml may add terms, change one (same id, `replace: true`) or take one away
(`retire: true`).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from noticeparse.vocabulary.yaml_lines import YamlFile

KINDS = {"categories": "category", "purposes": "purpose", "data_subjects": "data_subject"}
MATCHES = ("exact", "close", "broad", "related")
_KEYS = frozenset(
    {"id", "label", "definition", "group", "dpv", "fides", "art9", "art10", "treat_as_special"}
    | {"replace", "retire"}
)
_ID = re.compile(r"[a-z][a-z0-9_]{1,60}")
_ANSWERS = ("yes", "no", "sometimes", None)
_KEYS_OF_BASIS = {"label", "article", "iri", "patterns", "unless"}
_NEEDED = {"label", "article", "iri", "patterns"}


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the taxonomy.

    `art9` and `art10` are "yes", "no" or "sometimes" (it depends on the content) for categories
    and None for the rest; `dpv` and `fides` are (iri or key, how well it fits), None where
    nothing does.
    """

    kind: str
    id: str
    label: str
    definition: str
    group: str | None = None
    dpv: tuple[str, str] | None = None
    fides: tuple[str, str] | None = None
    art9: str | None = None
    art10: str | None = None
    treat_as_special: bool = False


Terms = dict[tuple[str, str], Term]


def add_terms(terms: Terms, file: YamlFile) -> None:
    """Read a taxonomy file into `terms`, on top of what is there. Raises VocabularyError."""
    if not isinstance(file.value, dict):
        raise file.error((), "has to be a mapping of categories, purposes and data_subjects.")
    for section, items in file.value.items():
        kind = KINDS.get(section)
        if kind is None:
            raise file.error((section,), f"is unknown; known: {', '.join(KINDS)}.")
        if not isinstance(items, list):
            raise file.error((section,), "has to be a list of terms.")
        for place, item in enumerate(items):
            _add_term(terms, file, path=(section, place), kind=kind, item=item)


def _add_term(
    terms: Terms, file: YamlFile, *, path: tuple[str | int, ...], kind: str, item: Any
) -> None:
    if not isinstance(item, dict) or not _ID.fullmatch(str(item.get("id"))):
        raise file.error(path, "needs an id of small letters, digits and underscores.")
    unknown = sorted(item.keys() - _KEYS)
    if unknown:
        raise file.error((*path, unknown[0]), f"is unknown; known: {', '.join(sorted(_KEYS))}.")
    key = (kind, item["id"])
    if item.get("retire"):
        if terms.pop(key, None) is None:
            raise file.error(path, f"{item['id']} cannot be retired: no such term.")
        return
    if key in terms and not item.get("replace"):
        raise file.error(path, f"{item['id']} is there already; say replace: true to change it.")
    terms[key] = _term(file, path, kind=kind, item=item)


def _term(file: YamlFile, path: tuple[str | int, ...], *, kind: str, item: dict[str, Any]) -> Term:
    for name in ("label", "definition"):
        if not isinstance(item.get(name), str) or not item[name].strip():
            raise file.error((*path, name), f"{item['id']} needs a {name}.")
    for name in ("art9", "art10"):
        if item.get(name) not in _ANSWERS:
            raise file.error((*path, name), "has to be 'yes', 'no' or 'sometimes', in quotes.")
    return Term(
        kind=kind,
        id=item["id"],
        label=item["label"],
        definition=item["definition"],
        group=item.get("group"),
        dpv=_link(file, (*path, "dpv"), value=item.get("dpv"), name="iri"),
        fides=_link(file, (*path, "fides"), value=item.get("fides"), name="key"),
        art9=item.get("art9"),
        art10=item.get("art10"),
        treat_as_special=bool(item.get("treat_as_special", False)),
    )


def _link(
    file: YamlFile, path: tuple[str | int, ...], *, value: Any, name: str
) -> tuple[str, str] | None:
    if value is None:
        return None
    if not isinstance(value, dict) or set(value) != {name, "match"}:
        raise file.error(path, f"has to be {{{name}: …, match: …}}.")
    if value["match"] not in MATCHES or not isinstance(value[name], str):
        raise file.error(path, f"match has to be one of {', '.join(MATCHES)}.")
    return value[name], value["match"]


@dataclass(frozen=True, slots=True)
class LawfulBasis:
    """A basis: its id ("A6-1-e"), name, article, DPV term, and the patterns that name it."""

    id: str
    label: str
    article: str
    iri: str
    patterns: tuple[re.Pattern[str], ...]
    unless: tuple[re.Pattern[str], ...] = ()


def read_lawful_bases(files: Iterable[YamlFile]) -> tuple[LawfulBasis, ...]:
    """Read the files in order; a later one replaces what an earlier one says of an id."""
    bases: dict[str, LawfulBasis] = {}
    for file in files:
        if not isinstance(file.value, dict):
            raise file.error((), "has to be a mapping of ids to their entries.")
        for id, entry in file.value.items():
            bases[id] = _basis(file, str(id), entry)
    return tuple(bases.values())


def _basis(file: YamlFile, id: str, entry: Any) -> LawfulBasis:
    if not isinstance(entry, dict) or not set(entry) >= _NEEDED:
        raise file.error((id,), f"has to have the keys {', '.join(sorted(_NEEDED))}.")
    for key in entry:
        if key not in _KEYS_OF_BASIS:
            raise file.error((id, key), "is no key of a lawful basis.")
    return LawfulBasis(
        id=id,
        label=str(entry["label"]),
        article=str(entry["article"]),
        iri=str(entry["iri"]),
        patterns=_patterns(file, id, "patterns", entry),
        unless=_patterns(file, id, "unless", entry),
    )


def _patterns(file: YamlFile, id: str, key: str, entry: Any) -> tuple[re.Pattern[str], ...]:
    compiled = []
    for place, pattern in enumerate(entry.get(key, [])):
        try:
            compiled.append(re.compile(str(pattern)))
        except re.error as error:
            raise file.error((id, key, place), f"is no regular expression: {error}.") from error
    return tuple(compiled)
