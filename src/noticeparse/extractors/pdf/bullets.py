"""A line's start → the marker of a list item, if it has one.

Bullets stand alone or touch their text; numbers and letters need a full stop or a bracket; a dash
or star needs a space after it.
"""

from __future__ import annotations

import re

_BULLET = r"[•·▪▫●○◦‣⁃∙■□◆◇➢➤►▶✓✔✗☑☒☐❖]"
_MARKER = re.compile(
    rf"(?:{_BULLET}+(?=\s|\w)|[-–—*](?=\s)|o(?=\s+[A-Z(])|\(?(?:\d{{1,2}}|[a-z]|[ivx]{{2,5}})[.)](?=\s+\S))"
)


def marker_of(string: str) -> str:
    """Return the marker at a line's start, or an empty string.

    >>> marker_of("• names"), marker_of("2. Class lists"), marker_of("2.5 hours")
    ('•', '2.', '')
    """
    found = _MARKER.match(string)
    return found.group() if found else ""
