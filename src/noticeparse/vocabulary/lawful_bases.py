"""lawful_bases.yaml → how notices name the bases of Article 6 and the conditions of Article 9."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from noticeparse.vocabulary.yaml_lines import YamlFile

_KEYS = {"label", "article", "iri", "patterns", "unless"}
_NEEDED = {"label", "article", "iri", "patterns"}


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
        if key not in _KEYS:
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
