"""Regular expression of a vocabulary file → None, or why it is refused.

Patterns come from users' files and run over every notice, so they must not be able to run away:
they are short, repeat nothing that itself repeats, do not refer back, and repeat only with a
bound where any character would do. This refuses some harmless patterns; they can be written
otherwise.
"""

from __future__ import annotations

import re

MAX_LENGTH = 1000
MAX_REPEATS = 8
_CLASSES = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]")
_REPEAT = re.compile(r"[*+]|\{\d*,?\d*\}")
_GROUP = re.compile(r"\((\?<?[:=!])?([^()]*)\)([*+]|\{\d*,?\d*\})?")


def why_unsafe(pattern: str) -> str | None:
    r"""Say why a pattern is refused, or None.

    >>> why_unsafe(r"year \d{1,2}"), why_unsafe(r"(a+)+b")
    (None, 'repeats something that repeats, which can take for ever.')
    """
    if len(pattern) > MAX_LENGTH:
        return f"is longer than {MAX_LENGTH} characters."
    try:
        re.compile(pattern)
    except re.error as error:
        return f"is no regular expression: {error}."
    if re.search(r"\\[1-9]|\(\?P[=<]|\(\?\(", pattern):
        return "refers back to a group, which is not allowed."
    if re.search(r"(?<!\\)\.(?:[*+]|\{\d+,\})", pattern):
        return "repeats any character without a bound; write {0,40} in place of *."
    return _nested(_CLASSES.sub("x", pattern))


def _few(repeat: str) -> bool:
    # A small bound keeps the time polynomial: "(\\S+ ){0,4}" is fine, "(\\S+ )*" is not.
    bound = re.fullmatch(r"\{\d*,?(\d+)\}", repeat)
    return bound is not None and int(bound.group(1)) <= MAX_REPEATS


def _nested(plain: str) -> str | None:
    # From the innermost group outwards; a group that repeats leaves a mark that says so.
    while (group := _GROUP.search(plain)) is not None:
        kind, inner, repeat = group.groups()
        looks = kind not in (
            None,
            "?:",
        )  # a look ahead or back takes no text, so it cannot multiply
        inside = bool(_REPEAT.search(inner)) or "\0" in inner
        if inside and repeat and not _few(repeat):
            return "repeats something that repeats, which can take for ever."
        mark = "\0" if (inside or repeat) and not looks else "x"
        plain = plain[: group.start()] + mark + plain[group.end() :]
    return None
