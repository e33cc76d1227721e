"""Regular expression of a vocabulary file → None, or why it is refused.

Patterns come from users' files and run over every notice, so they must not be able to run away:
they are short, repeat nothing that itself repeats or has alternatives, do not refer back, repeat
only with a bound where any character would do, and not many things in a row. This refuses some
harmless patterns; they can be written otherwise.

Known limits: it goes by how a pattern looks, not by what fits it.
"""

from __future__ import annotations

import re

MAX_LENGTH = 1000
MAX_REPEATS = 8
_CLASSES = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]")
_REPEAT = re.compile(r"[*+]|\{\d*,?\d*\}")
_IN_A_ROW = re.compile(r"(?:\w(?:[*+?]|\{\d*,\d*\})){4}|(?:\w[*+]){3}")
_GROUP = re.compile(r"\((\?<?[:=!])?([^()]*)\)([*+]|\{\d*,?\d*\})?")


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


def _few(repeat: str) -> bool:
    # A small bound keeps the time polynomial: "(\\S+ ){0,4}" is fine, "(\\S+ )*" is not.
    bound = re.fullmatch(r"\{(?:\d*,)?(\d+)\}", repeat)
    return bound is not None and int(bound.group(1)) <= MAX_REPEATS


def _nested(plain: str) -> str | None:
    # From the innermost group outwards; a group that repeats leaves a mark that says so.
    while (group := _GROUP.search(plain)) is not None:
        kind, inner, repeat = group.groups()
        # A look ahead or back takes no text, so it cannot multiply.
        looks = kind not in (None, "?:")
        inside = bool(_REPEAT.search(inner)) or "\0" in inner
        either = inside or "|" in inner or "?" in inner
        if either and repeat and not _few(repeat):
            return "repeats something that repeats, which can take for ever."
        mark = "\0" if (inside or repeat) and not looks else "x"
        plain = plain[: group.start()] + mark + plain[group.end() :]
    return None
