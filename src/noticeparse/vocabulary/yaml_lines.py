"""YAML file → plain values, with the line of every key.

A safe loader: only text, numbers, true, false, null, lists and mappings. A key that stands twice in
one mapping is an error, since YAML would silently keep the last. So is a list or mapping that is
used twice ("*name"): ten lines of these may be a million words.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from noticeparse.errors import VocabularyError

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TEXT = "tag:yaml.org,2002:str"
Path_ = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class YamlFile:
    """The value of a YAML file, and the line (from 1) of each key path in it."""

    name: str
    value: Any
    lines: dict[Path_, int] = field(default_factory=dict)

    def error(self, path: Path_, problem: str) -> VocabularyError:
        """Say what is wrong at a key path."""
        line = next(
            (self.lines[path[:n]] for n in range(len(path), -1, -1) if path[:n] in self.lines), 1
        )
        key = ".".join(str(part) for part in path)
        return VocabularyError(f"{self.name}, line {line}, {key or 'file'}: {problem}")


def _convert(node: Any, path: Path_, file: YamlFile) -> Any:
    file.lines[path] = node.start_mark.line + 1
    if hasattr(node, "met"):
        raise file.error(path, "stands for what stands elsewhere (*); write it out.")
    node.met = True
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, file)
    if isinstance(node, yaml.SequenceNode):
        return [
            item.value
            if item.tag == _TEXT and isinstance(item, yaml.ScalarNode)
            else _convert(item, (*path, place), file)
            for place, item in enumerate(node.value)
        ]
    if node.tag == _TEXT:
        return node.value
    try:
        return yaml.SafeLoader("").construct_object(node)
    except yaml.YAMLError as error:
        raise file.error(path, f"is not plain text, a number or a list ({node.tag}).") from error


def _mapping(node: Any, path: Path_, file: YamlFile) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = key_node.value
        if not isinstance(key, str):
            raise file.error(path, "a key has to be a word.")
        file.lines[(*path, key)] = key_node.start_mark.line + 1
        if key in result:
            raise file.error((*path, key), "stands twice; put the two together.")
        line = file.lines[(*path, key)]
        result[key] = _convert(value_node, (*path, key), file)
        file.lines[(*path, key)] = line
    return result


def read_yaml(path: Path) -> YamlFile:
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
    file = YamlFile(str(path), None)
    return YamlFile(str(path), None if node is None else _convert(node, (), file), file.lines)
