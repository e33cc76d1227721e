"""lexicon/*.yaml → entries: the ways of saying each term, checked.

    date_of_birth:
      - phrases: [date of birth, dob]
        unless: [reading age]
        examples: ["Name and DOB of each child"]

A user's file adds entries to an id. `ID: {replace: true, entries: […]}` puts them in place of the
shipped ones, `ID: {retire: true}` takes the shipped ones away. The keys are those of `Entry`.
"""

from __future__ import annotations

from typing import Any

from noticeparse.vocabulary.entries import ROLES, STRENGTHS, Entry
from noticeparse.vocabulary.patterns import why_unsafe
from noticeparse.vocabulary.yaml_lines import YamlFile

_LISTS = (
    "phrases",
    "exact",
    "patterns",
    "unless",
    "needs",
    "needs_row",
    "unless_row",
    "roles",
    "implied_by",
    "examples",
    "counter_examples",
)
_FLAGS = ("coexist", "part", "plural")
_KEYS = (*_LISTS, *_FLAGS, "strength")
_SPEAKS = ("phrases", "exact", "patterns", "implied_by")

Entries = dict[tuple[str, str], tuple[Entry, ...]]
KeyPath = tuple[str | int, ...]


def add_entries(
    entries: Entries, file: YamlFile, *, kind: str, ids: frozenset[str], trusted: bool = False
) -> None:
    """Read a lexicon file into `entries`; `ids` are the terms it may speak of.

    The patterns of a `trusted` file are not checked (the tests do that). Raises VocabularyError.
    """
    if not isinstance(file.value, dict):
        raise file.error((), "has to be a mapping of term ids to lists of entries.")
    for id, value in file.value.items():
        if id not in ids:
            raise file.error((id,), f"is no {kind} of the taxonomy; add it to taxonomy.yaml first.")
        items, keep = _items(file, id, value)
        old = entries.get((kind, id), ()) if keep else ()
        new = [
            _entry(file, path, item=item, term=(kind, id), place=len(old) + n)
            for n, (path, item) in enumerate(items)
        ]
        if not trusted:
            for entry, (path, _) in zip(new, items, strict=True):
                _check_patterns(file, path, entry)
        entries[(kind, id)] = (*old, *new)


def _items(file: YamlFile, id: str, value: Any) -> tuple[list[tuple[KeyPath, Any]], bool]:
    """List (path, entry) of an id, and say whether the entries that are there stay."""
    if isinstance(value, list):
        return [((id, n), item) for n, item in enumerate(value)], True
    if not isinstance(value, dict) or not set(value) <= {"replace", "retire", "entries"}:
        raise file.error((id,), "has to be a list of entries, or {replace: true, entries: […]}.")
    if value.get("retire"):
        return [], False
    items = value.get("entries")
    if not isinstance(items, list):
        raise file.error((id, "entries"), "has to be a list of entries.")
    return [((id, "entries", n), item) for n, item in enumerate(items)], not value.get("replace")


def _entry(file: YamlFile, path: KeyPath, *, item: Any, term: tuple[str, str], place: int) -> Entry:
    if not isinstance(item, dict):
        raise file.error(path, "an entry has to be a mapping with phrases and examples.")
    for key in item:
        if key not in _KEYS:
            raise file.error((*path, key), f"is unknown; known: {', '.join(_KEYS)}.")
    values: dict[str, Any] = {
        key: _texts(file, (*path, key), item[key]) for key in _LISTS if key in item
    }
    values |= {key: _flag(file, (*path, key), item[key]) for key in _FLAGS if key in item}
    kind, id = term
    entry = Entry(kind=kind, id=id, place=place, strength=item.get("strength", "strong"), **values)
    _check(file, path, entry)
    return entry


def _check(file: YamlFile, path: KeyPath, entry: Entry) -> None:
    if not any(getattr(entry, key) for key in _SPEAKS):
        raise file.error(path, f"needs one of {', '.join(_SPEAKS)}.")
    if not entry.examples:
        raise file.error(path, "needs at least one example that earns the tag.")
    if entry.strength not in STRENGTHS:
        raise file.error((*path, "strength"), f"has to be one of {', '.join(STRENGTHS)}.")
    for role in entry.roles:
        if role not in ROLES:
            raise file.error((*path, "roles"), f"{role} is none of {', '.join(ROLES)}.")


def _check_patterns(file: YamlFile, path: KeyPath, entry: Entry) -> None:
    for pattern in entry.patterns:
        problem = why_unsafe(pattern)
        if problem:
            raise file.error((*path, "patterns"), f"{pattern!r} {problem}")


def _texts(file: YamlFile, path: KeyPath, value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise file.error(path, "has to be a list.")
    for text in value:
        if not isinstance(text, str) or not text.strip():
            raise file.error(path, f"{text!r} is not text; put it in quotes.")
    return tuple(value)


def _flag(file: YamlFile, path: KeyPath, value: Any) -> bool:
    if not isinstance(value, bool):
        raise file.error(path, "has to be true or false.")
    return value


def read_lists(file: YamlFile) -> dict[str, tuple[str, ...]]:
    """Read a file of plain lists by name (cues, headings, statements). Raises VocabularyError."""
    if file.value is None:
        return {}
    if not isinstance(file.value, dict):
        raise file.error((), "has to be a mapping of names to lists of text.")
    return {name: _texts(file, (name,), value) for name, value in file.value.items()}
