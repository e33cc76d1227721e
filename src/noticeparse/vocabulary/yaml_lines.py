"""YAML file → plain values, with the line of every key.

A safe loader: only text, numbers, true, false, null, lists and mappings. A key that stands twice in
one mapping is an error, since YAML would silently keep the last. So is a list or mapping that is
used twice ("*name"): ten lines of these may be a million words.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from noticeparse.errors import VocabularyError

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TEXT = "tag:yaml.org,2002:str"


@dataclass(frozen=True, slots=True)
class Node:
    """A value of a YAML file, the path of keys to it, and the line (from 1) of each path there."""

    value: Any
    name: str
    lines: dict[tuple[str | int, ...], int]
    path: tuple[str | int, ...] = ()

    def error(self, problem: str) -> VocabularyError:
        """Say what is wrong here."""
        above = (self.path[:n] for n in range(len(self.path), -1, -1))
        line = next((self.lines[path] for path in above if path in self.lines), 1)
        key = ".".join(str(part) for part in self.path)
        return VocabularyError(f"{self.name}, line {line}, {key or 'file'}: {problem}")

    def at(self, key: str | int) -> Node:
        """What stands at a key or a place; None is the value of what does not."""
        inside: Any = {} if self.value is None else self.value
        value = inside.get(key) if isinstance(inside, dict) else inside[key]
        return Node(value, self.name, self.lines, (*self.path, key))

    def items(self, problem: str) -> list[tuple[str, Node]]:
        """The keys of a mapping with what stands there; raise the problem if it is none."""
        if not isinstance(self.value, dict):
            raise self.error(problem)
        return [(key, self.at(key)) for key in self.value]

    def each(self, problem: str = "has to be a list.") -> list[Node]:
        """What a list lists; raise the problem if it is none."""
        if not isinstance(self.value, list):
            raise self.error(problem)
        return [self.at(place) for place in range(len(self.value))]

    def texts(self, problem: str = "has to be a list.") -> tuple[str, ...]:
        """The texts of a list of text."""
        if not isinstance(self.value, list):
            raise self.error(problem)
        for text in self.value:
            if not isinstance(text, str) or not text.strip():
                raise self.error(f"{text!r} is not text; put it in quotes.")
        return tuple(self.value)

    def flag(self) -> bool:
        """Read true or false."""
        if not isinstance(self.value, bool):
            raise self.error("has to be true or false.")
        return self.value


def _convert(node: Any, here: Node) -> Any:
    here.lines.setdefault(here.path, node.start_mark.line + 1)
    if hasattr(node, "met"):
        raise here.error("stands for what stands elsewhere (*); write it out.")
    node.met = True
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, here)
    if isinstance(node, yaml.SequenceNode):
        return [
            item.value
            if item.tag == _TEXT and isinstance(item, yaml.ScalarNode)
            else _convert(item, here.at(place))
            for place, item in enumerate(node.value)
        ]
    if node.tag == _TEXT:
        return node.value
    try:
        return yaml.SafeLoader("").construct_object(node)
    except yaml.YAMLError as error:
        raise here.error(f"is not plain text, a number or a list ({node.tag}).") from error


def _mapping(node: Any, here: Node) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = key_node.value
        if not isinstance(key, str):
            raise here.error("a key has to be a word.")
        there = here.at(key)
        here.lines[there.path] = key_node.start_mark.line + 1
        if key in result:
            raise there.error("stands twice; put the two together.")
        result[key] = _convert(value_node, there)
    return result


def read_yaml(path: Path) -> Node:
    """Read a YAML file; None is the value of an empty one. Raises VocabularyError."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
        node = yaml.compose(text, Loader=_Loader)
    except OSError as error:
        raise VocabularyError(f"{path}: cannot be read ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise VocabularyError(f"{path}: is not UTF-8 text (byte {error.start}).") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        problem = getattr(error, "problem", None) or "is not YAML"
        raise VocabularyError(f"{path}{line}: {problem}.") from error
    file = Node(None, str(path), {})
    return file if node is None else replace(file, value=_convert(node, file))
