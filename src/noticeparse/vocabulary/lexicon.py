"""lexicon/*.yaml → entries: the ways of saying each term, checked.

docs/vocabulary.md has the keys of an entry. "~verb" stands for all forms of a verb (see
`inflection`), "$name" for a group of `groups.yaml`; in the files of patterns that are read here too
it stands for one of `alternatives.yaml`. A user's file adds entries to an id, puts them in place of
the shipped ones (`replace`) or takes the shipped ones away (`retire`).

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

from noticeparse.vocabulary.entries import ROLES, STRENGTHS, Entry
from noticeparse.vocabulary.inflection import forms_of
from noticeparse.vocabulary.yaml_lines import Node

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
MAX_LENGTH = 1000
MAX_REPEATS = 8
_CLASSES = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]")
_NAMED = re.compile(rf"(?:{_CLASSES.pattern})|\$(?P<group>[a-z_]+)")
_REPEAT = re.compile(r"[*+]|\{\d*,?\d*\}")
_IN_A_ROW = re.compile(r"(?:\w(?:[*+?]|\{\d*,\d*\})){4}|(?:\w[*+]){3}")
_GROUP = re.compile(r"\((\?<?[:=!])?([^()]*)\)([*+]|\{\d*,?\d*\})?")


@dataclass(frozen=True, slots=True)
class LexiconFile:
    """A file of entries: of which kind, of which terms it may speak, and the named groups.

    The patterns of a `trusted` file are not checked (the tests do that).
    """

    file: Node
    kind: str
    ids: frozenset[str]
    groups: Groups
    trusted: bool = False


def add_entries(entries: Entries, source: LexiconFile) -> None:
    """Read a lexicon file into `entries`. Raises VocabularyError."""
    kind = source.kind
    for id, node in source.file.items("has to be a mapping of term ids to lists of entries."):
        if id not in source.ids:
            raise node.error(f"is no {kind} of the taxonomy; add it to taxonomy.yaml first.")
        items, keep = _items(node)
        old = entries.get((kind, id), ()) if keep else ()
        new = (
            replace(_entry(source, item), kind=kind, id=id, place=place, own=not source.trusted)
            for place, item in enumerate(items, len(old))
        )
        entries[(kind, id)] = (*old, *new)


def _items(node: Node) -> tuple[list[Node], bool]:
    """List the entries of an id, and say whether those that are there stay."""
    value = node.value
    if isinstance(value, list):
        return node.each(), True
    if not isinstance(value, dict) or not set(value) <= {"replace", "retire", "entries"}:
        raise node.error("has to be a list of entries, or {replace: true, entries: […]}.")
    if value.get("retire"):
        return [], False
    return node.at("entries").each("has to be a list of entries."), not value.get("replace")


def _entry(source: LexiconFile, node: Node) -> Entry:
    given = dict(node.items("an entry has to be a mapping with phrases and examples."))
    for key, each in given.items():
        if key not in _KEYS:
            raise each.error(f"is unknown; known: {', '.join(_KEYS)}.")
    values: dict[str, Any] = {key: given[key].texts() for key in _LISTS if key in given}
    values |= {key: _inflected(values[key]) for key in _INFLECTED if key in values}
    values |= {key: given[key].flag() for key in _FLAGS if key in given}
    if "together" in given:
        values["together"] = _together(given["together"], source.groups)
        values["in_order"] = not values.pop("any_order", False)
        values.setdefault("coexist", True)
        if source.kind == "purpose":
            values.setdefault("roles", _AIMS)
    if "within" in given:
        values["within"] = _within(given["within"])
    usual = "weak" if values.get("alone") else "strong"
    values["strength"] = given["strength"].value if "strength" in given else usual
    entry = Entry(**values)
    _check(source, node, entry)
    return entry


def _together(node: Node, groups: Groups) -> tuple[tuple[str, ...], ...]:
    problem = "has to be a list of two or more groups of phrases."
    parts = node.each(problem)
    if len(parts) < 2:
        raise node.error(problem)
    return tuple(_group(part, groups) for part in parts)


def _group(node: Node, groups: Groups) -> tuple[str, ...]:
    """Read a group: a list of phrases, or the name of one."""
    found: list[str] = []
    for text in [node.value] if isinstance(node.value, str) else node.texts():
        if not text.startswith("$"):
            found += _inflected([text])
        elif text[1:] in groups:
            found += groups[text[1:]]
        else:
            raise node.error(f"{text} is no group of groups.yaml.")
    return tuple(dict.fromkeys(found))


def _inflected(texts: Sequence[str]) -> tuple[str, ...]:
    forms = (forms_of(t[1:]) if t.startswith("~") else [t] for t in texts)
    return tuple(dict.fromkeys(form for own in forms for form in own))


def read_groups(file: Node) -> dict[str, tuple[str, ...]]:
    """Read the file of named groups of phrases. Raises VocabularyError."""
    return {name: _inflected(texts) for name, texts in read_lists(file).items()}


def _within(node: Node) -> int:
    value = node.value
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= MOST_WITHIN:
        raise node.error(f"has to be a number of words from 0 to {MOST_WITHIN}.")
    return value


def _check(source: LexiconFile, node: Node, entry: Entry) -> None:
    if not any(getattr(entry, key) for key in _SPEAKS):
        raise node.error(f"needs one of {', '.join(_SPEAKS)}.")
    # What is shipped is weighed with the words around it: not every phrase earns a tag alone.
    if not entry.examples and not source.trusted:
        raise node.error("needs at least one example that earns the tag.")
    if entry.strength not in STRENGTHS:
        raise node.at("strength").error(f"has to be one of {', '.join(STRENGTHS)}.")
    for role in entry.roles:
        if role not in ROLES:
            raise node.at("roles").error(f"{role} is none of {', '.join(ROLES)}.")
    for pattern in () if source.trusted else entry.patterns:
        if problem := why_unsafe(pattern):
            raise node.at("patterns").error(f"{pattern!r} {problem}")


def read_lists(file: Node) -> dict[str, tuple[str, ...]]:
    """Read a file of plain lists by name (cues, headings, statements). Raises VocabularyError."""
    found = file.items("has to be a mapping of names to lists of text.")
    return {name: node.texts() for name, node in found}


def read_patterns(file: Node, groups: Groups) -> dict[str, tuple[str, ...]]:
    """Read a file of lists of patterns by name, groups written out. Raises VocabularyError."""
    found = file.items("has to be a mapping of names to lists of text.")
    return {
        name: tuple(_written_out(node.at(place), groups) for place, _ in enumerate(node.texts()))
        for name, node in found
    }


def _written_out(node: Node, groups: Groups) -> str:
    """A pattern with its groups written out; a "$" in a class of characters is a dollar sign."""

    def named(found: re.Match[str]) -> str:
        name = found["group"]
        if name is None:
            return found[0]
        if name not in groups:
            raise node.error(f"${name} is no group of alternatives.yaml.")
        return f"(?:{'|'.join(groups[name])})"

    return _NAMED.sub(named, node.value)


def read_cues(file: Node, name: str, *, groups: Groups) -> Iterator[Entry]:
    """Read the cues of a file: lists by name of phrases, or of combinations of them.

    Raises VocabularyError.
    """
    for group, items in file.items("has to be a mapping of names to lists."):
        for node in items.each():
            yield _cue(node, Entry("cue", f"{name}.{group}"), groups)


def _cue(node: Node, cue: Entry, groups: Groups) -> Entry:
    item = node.value
    if not isinstance(item, dict):
        return replace(cue, phrases=_inflected(replace(node, value=[item]).texts()))
    if not set(item) <= {"together", "within", "in_order"} or "together" not in item:
        raise node.error("has to have together, and may have within and in_order.")
    within = _within(node.at("within")) if "within" in item else 0
    in_order = node.at("in_order").flag() if "in_order" in item else True
    together = _together(node.at("together"), groups)
    return replace(cue, together=together, within=within, in_order=in_order)


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
