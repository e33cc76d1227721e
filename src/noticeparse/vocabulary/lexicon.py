"""lexicon/*.yaml → entries: the ways of saying each term, checked.

    date_of_birth:
      - phrases: [date of birth, dob]
        unless: [reading age]
        examples: ["Name and DOB of each child"]

`together` lists groups of phrases that are looked for near one another:

      - together: [[~create, ~set up, $make], [account, login]]
        examples: ["Logins are created for them"]

"~verb" stands for all forms of a verb (see `inflection`), "$name" for a group of `groups.yaml`.

A user's file adds entries to an id. `ID: {replace: true, entries: […]}` puts them in place of the
shipped ones, `ID: {retire: true}` takes the shipped ones away. The keys are those of `Entry`.

Patterns come from users' files and run over every notice, so they must not be able to run away:
they are short, repeat nothing that itself repeats or has alternatives, do not refer back, repeat
only with a bound where any character would do, and not many things in a row. This refuses some
harmless patterns; they can be written otherwise.

Known limits: it goes by how a pattern looks, not by what fits it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from noticeparse.vocabulary.entries import ROLES, STRENGTHS, Cue, Entry
from noticeparse.vocabulary.inflection import forms_of
from noticeparse.vocabulary.yaml_lines import YamlFile

_LISTS = (
    *("phrases", "exact", "patterns", "unless", "needs", "needs_row", "unless_row", "roles"),
    *("implied_by", "examples", "counter_examples"),
)
_FLAGS = ("coexist", "part", "plural", "any_order", "alone")
_KEYS = (*_LISTS, *_FLAGS, "strength", "together", "within")
_SPEAKS = ("phrases", "exact", "patterns", "together", "implied_by")
_AIMS = ("purpose", "both", "company", "section")  # where words that say an aim only together count
_INFLECTED = ("phrases", "unless", "needs", "needs_row", "unless_row")
MOST_WITHIN = 6

Entries = dict[tuple[str, str], tuple[Entry, ...]]
Groups = Mapping[str, tuple[str, ...]]
KeyPath = tuple[str | int, ...]
MAX_LENGTH = 1000
MAX_REPEATS = 8
_CLASSES = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]")
_REPEAT = re.compile(r"[*+]|\{\d*,?\d*\}")
_IN_A_ROW = re.compile(r"(?:\w(?:[*+?]|\{\d*,\d*\})){4}|(?:\w[*+]){3}")
_GROUP = re.compile(r"\((\?<?[:=!])?([^()]*)\)([*+]|\{\d*,?\d*\})?")


@dataclass(frozen=True, slots=True)
class LexiconFile:
    """A file of entries: of which kind, of which terms it may speak, and the named groups.

    The patterns of a `trusted` file are not checked (the tests do that).
    """

    file: YamlFile
    kind: str
    ids: frozenset[str]
    groups: Groups
    trusted: bool = False


def add_entries(entries: Entries, source: LexiconFile) -> None:
    """Read a lexicon file into `entries`. Raises VocabularyError."""
    file, kind = source.file, source.kind
    if not isinstance(file.value, dict):
        raise file.error((), "has to be a mapping of term ids to lists of entries.")
    for id, value in file.value.items():
        if id not in source.ids:
            raise file.error((id,), f"is no {kind} of the taxonomy; add it to taxonomy.yaml first.")
        items, keep = _items(file, id, value)
        old = entries.get((kind, id), ()) if keep else ()
        new = [
            replace(
                _entry(source, path, item),
                kind=kind,
                id=id,
                place=len(old) + n,
                own=not source.trusted,
            )
            for n, (path, item) in enumerate(items)
        ]
        if not source.trusted:
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


def _entry(source: LexiconFile, path: KeyPath, item: Any) -> Entry:
    file = source.file
    if not isinstance(item, dict):
        raise file.error(path, "an entry has to be a mapping with phrases and examples.")
    for key in item:
        if key not in _KEYS:
            raise file.error((*path, key), f"is unknown; known: {', '.join(_KEYS)}.")
    values: dict[str, Any] = {
        key: _texts(file, (*path, key), item[key]) for key in _LISTS if key in item
    }
    values |= {key: _inflected(values[key]) for key in _INFLECTED if key in values}
    values |= {key: _flag(file, (*path, key), item[key]) for key in _FLAGS if key in item}
    if "together" in item:
        at = (*path, "together")
        values["together"] = _together(file, at, item["together"], groups=source.groups)
        values["in_order"] = not values.pop("any_order", False)
        values.setdefault("coexist", True)
        if source.kind == "purpose":
            values.setdefault("roles", _AIMS)
    if "within" in item:
        values["within"] = _within(file, (*path, "within"), item["within"])
    entry = Entry(strength=item.get("strength", "strong"), **values)
    _check(source, path, entry)
    return entry


def _together(
    file: YamlFile, path: KeyPath, value: Any, *, groups: Groups
) -> tuple[tuple[str, ...], ...]:
    if not isinstance(value, list) or len(value) < 2:
        raise file.error(path, "has to be a list of two or more groups of phrases.")
    return tuple(_group(file, (*path, n), part, groups=groups) for n, part in enumerate(value))


def _group(file: YamlFile, path: KeyPath, value: Any, *, groups: Groups) -> tuple[str, ...]:
    """Read a group: a list of phrases, or the name of one."""
    found: list[str] = []
    for text in [value] if isinstance(value, str) else _texts(file, path, value):
        if not text.startswith("$"):
            found += _inflected([text])
        elif text[1:] in groups:
            found += groups[text[1:]]
        else:
            raise file.error(path, f"{text} is no group of groups.yaml.")
    return tuple(dict.fromkeys(found))


def _inflected(texts: Sequence[str]) -> tuple[str, ...]:
    forms = (forms_of(t[1:]) if t.startswith("~") else [t] for t in texts)
    return tuple(dict.fromkeys(form for own in forms for form in own))


def replaced_ids(file: YamlFile) -> set[str]:
    """The ids of a user's file whose shipped ways of saying them do not count."""
    found = file.value.items() if isinstance(file.value, dict) else ()
    return {id for id, value in found if isinstance(value, dict)}


def read_groups(file: YamlFile) -> dict[str, tuple[str, ...]]:
    """Read the file of named groups of phrases. Raises VocabularyError."""
    return {name: _inflected(texts) for name, texts in read_lists(file).items()}


def _within(file: YamlFile, path: KeyPath, value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= MOST_WITHIN:
        raise file.error(path, f"has to be a number of words from 0 to {MOST_WITHIN}.")
    return value


def _check(source: LexiconFile, path: KeyPath, entry: Entry) -> None:
    file = source.file
    if not any(getattr(entry, key) for key in _SPEAKS):
        raise file.error(path, f"needs one of {', '.join(_SPEAKS)}.")
    # What is shipped is weighed with the words around it: not every phrase earns a tag alone.
    if not entry.examples and not source.trusted:
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


def read_cues(file: YamlFile, name: str, *, groups: Groups) -> list[Cue]:
    """Read the cues of a file: lists by name of phrases, or of combinations of them.

    Raises VocabularyError.
    """
    if not isinstance(file.value, dict):
        raise file.error((), "has to be a mapping of names to lists.")
    return [
        cue
        for group, items in file.value.items()
        for cue in _cues(file, group, items, name=f"{name}.{group}", groups=groups)
    ]


def _cues(file: YamlFile, group: str, items: Any, *, name: str, groups: Groups) -> Iterator[Cue]:
    if not isinstance(items, list):
        raise file.error((group,), "has to be a list.")
    for number, item in enumerate(items):
        path = (group, number)
        if isinstance(item, dict):
            if not set(item) <= {"together", "within", "in_order"} or "together" not in item:
                raise file.error(path, "has to have together, and may have within and in_order.")
            together = _together(file, (*path, "together"), item["together"], groups=groups)
            within = _within(file, (*path, "within"), item.get("within", 0))
            in_order = _flag(file, (*path, "in_order"), item.get("in_order", True))
            yield Cue(name, "", together, within, in_order)
        else:
            for phrase in _inflected(_texts(file, path[:1], [item])):
                yield Cue(name, phrase)


def why_unsafe(pattern: str) -> str | None:
    r"""Say why a pattern is refused, or None.

    >>> why_unsafe(r"year \d{1,2}"), why_unsafe(r"(a+)+b")
    (None, 'repeats something that repeats, which can take for ever.')
    """
    if len(pattern) > MAX_LENGTH:
        return f"is longer than {MAX_LENGTH} characters."
    try:
        re.compile(f"(?:{pattern})")  # as it is used: without flags of its own at the start
    except re.error as error:
        return f"is no regular expression: {error}."
    if re.search(r"\\[1-9]|\(\?P[=<]|\(\?\(", pattern):
        return "refers back to a group, which is not allowed."
    if re.search(r"(?<!\\)\.(?:[*+]|\{\d+,\})", pattern):
        return "repeats any character without a bound; write {0,40} in place of *."
    plain = _CLASSES.sub("x", pattern)
    if _IN_A_ROW.search(re.sub(r"\(\?:|[()]", "", plain)):
        return "repeats too many things in a row, which can take for ever."
    return _nested(plain)


def _nested(plain: str) -> str | None:
    # From the innermost group outwards; a group that repeats leaves a mark that says so.
    while (group := _GROUP.search(plain)) is not None:
        kind, inner, repeat = group.groups()
        # A look ahead or back takes no text, so it cannot multiply.
        looks = kind not in (None, "?:")
        inside = bool(_REPEAT.search(inner)) or "\0" in inner
        either = inside or "|" in inner or "?" in inner
        # A small bound keeps the time polynomial: "(\\S+ ){0,4}" is fine, "(\\S+ )*" is not.
        bound = re.fullmatch(r"\{(?:\d*,)?(\d+)\}", repeat or "")
        if either and repeat and not (bound and int(bound[1]) <= MAX_REPEATS):
            return "repeats something that repeats, which can take for ever."
        mark = "\0" if (inside or repeat) and not looks else "x"
        plain = plain[: group.start()] + mark + plain[group.end() :]
    return None
