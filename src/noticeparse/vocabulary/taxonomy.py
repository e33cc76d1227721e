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

from noticeparse.vocabulary.yaml_lines import Node

KINDS = {"categories": "category", "purposes": "purpose", "data_subjects": "data_subject"}
MATCHES = ("exact", "close", "broad", "related")
_KEYS = frozenset(
    {"id", "label", "definition", "group", "dpv", "fides", "art9", "art10", "treat_as_special"}
    | {"replace", "retire"}
)
_ID = re.compile(r"[a-z][a-z0-9_]{1,60}")
_ANSWERS = ("yes", "no", "sometimes", None)
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


def add_terms(terms: Terms, file: Node) -> None:
    """Read a taxonomy file into `terms`, on top of what is there. Raises VocabularyError."""
    sections = file.items("has to be a mapping of categories, purposes and data_subjects.")
    for section, items in sections:
        if section not in KINDS:
            raise items.error(f"is unknown; known: {', '.join(KINDS)}.")
        for item in items.each("has to be a list of terms."):
            _add_term(terms, item, KINDS[section])


def _add_term(terms: Terms, node: Node, kind: str) -> None:
    item = node.value
    if not isinstance(item, dict) or not _ID.fullmatch(str(item.get("id"))):
        raise node.error("needs an id of small letters, digits and underscores.")
    for key in sorted(item.keys() - _KEYS):
        raise node.at(key).error(f"is unknown; known: {', '.join(sorted(_KEYS))}.")
    id = item["id"]
    if item.get("retire"):
        if terms.pop((kind, id), None) is None:
            raise node.error(f"{id} cannot be retired: no such term.")
        return
    if (kind, id) in terms and not item.get("replace"):
        raise node.error(f"{id} is there already; say replace: true to change it.")
    for name in ("label", "definition"):
        if not isinstance(item.get(name), str) or not item[name].strip():
            raise node.at(name).error(f"{id} needs a {name}.")
    for name in ("art9", "art10"):
        if item.get(name) not in _ANSWERS:
            raise node.at(name).error("has to be 'yes', 'no' or 'sometimes', in quotes.")
    terms[kind, id] = Term(
        kind,
        id,
        item["label"],
        item["definition"],
        group=item.get("group"),
        dpv=_link(node.at("dpv"), "iri"),
        fides=_link(node.at("fides"), "key"),
        art9=item.get("art9"),
        art10=item.get("art10"),
        treat_as_special=bool(item.get("treat_as_special", False)),
    )


def _link(node: Node, name: str) -> tuple[str, str] | None:
    value = node.value
    if value is None:
        return None
    if not isinstance(value, dict) or set(value) != {name, "match"}:
        raise node.error(f"has to be {{{name}: …, match: …}}.")
    if value["match"] not in MATCHES or not isinstance(value[name], str):
        raise node.error(f"match has to be one of {', '.join(MATCHES)}.")
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


def read_lawful_bases(files: Iterable[Node]) -> tuple[LawfulBasis, ...]:
    """Read the files in order; a later one replaces what an earlier one says of an id."""
    bases: dict[str, LawfulBasis] = {}
    for file in files:
        for id, node in file.items("has to be a mapping of ids to their entries."):
            bases[id] = _basis(id, node)
    return tuple(bases.values())


def _basis(id: str, node: Node) -> LawfulBasis:
    entry = node.value
    if not isinstance(entry, dict) or not set(entry) >= _NEEDED:
        raise node.error(f"has to have the keys {', '.join(sorted(_NEEDED))}.")
    for key in entry:
        if key not in (*_NEEDED, "unless"):
            raise node.at(key).error("is no key of a lawful basis.")
    label, article, iri = (str(entry[key]) for key in ("label", "article", "iri"))
    patterns = (_patterns(node.at(key)) for key in ("patterns", "unless") if key in entry)
    return LawfulBasis(id, label, article, iri, *patterns)


def _patterns(node: Node) -> tuple[re.Pattern[str], ...]:
    compiled = []
    for pattern in node.each():
        try:
            compiled.append(re.compile(str(pattern.value)))
        except re.error as error:
            raise pattern.error(f"is no regular expression: {error}.") from error
    return tuple(compiled)
