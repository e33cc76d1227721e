"""How an input is changed so that more than its first lines of defence is reached.

Each change takes the input, a source of chance, and what changes bytes (that of the fuzzer, which
knows what led somewhere); it gives a new input. A zip stays a zip, XML mostly stays XML, and JSON
stays JSON.
"""

from __future__ import annotations

import copy
import io
import json
import random
import re
import zipfile
from collections.abc import Callable
from typing import Any

Bytes = Callable[[bytes], bytes]
Change = Callable[[bytes, random.Random, Bytes], bytes]

_PIECE = re.compile(rb'<[^<>]*>|"[^"]*"|[^<>"]+')
_ODD = (
    *(b"", b"0", b"-1", b"1e309", b"65536", b"2147483648", b"99999999999999999999", b"NaN", b"A1:"),
    *(
        b"XFD1048576",
        b"\x00",
        b"\xff\xfe",
        b"&#0;",
        b"&amp;",
        b"true",
        b"2025-13-45",
        b"\xe2\x80\xae",
    ),
)
_VALUES: tuple[Any, ...] = (
    *(None, True, 0, -1, 0.5, 1e308, 2**70, "", "x", "0", "\x00", "\ud800", "shared", "Arbor" * 50),
    *([], [None], [1, 2, 3, 4], [[]], {}, {"": ""}, {"id": 1}, [{}], "2025-01-01", "d" * 16),
)


def some_bytes(data: bytes, chance: random.Random, change: Bytes) -> bytes:
    """Change it anywhere."""
    return change(data)


def scattered(chance: random.Random) -> Bytes:
    """What changes bytes where there is no fuzzer: some are overwritten, put in or cut out."""

    def change(data: bytes) -> bytes:
        changed = bytearray(data)
        for _ in range(1 + chance.randrange(6)):
            at = chance.randrange(len(changed) + 1)
            way = chance.randrange(4)
            new = chance.choice((chance.randbytes(1 + chance.randrange(4)), chance.choice(_ODD)))
            if way == 0:
                changed[at : at + len(new)] = new
            elif way == 1:
                changed[at:at] = new
            elif way == 2:
                changed[at:at] = changed[at : at + chance.randrange(60)]
            else:
                del changed[at : at + chance.randrange(30)]
        return bytes(changed)

    return change


def markup(data: bytes, chance: random.Random, change: Bytes) -> bytes:
    """Change, double, move or take out a tag, a value or a text of XML or HTML."""
    pieces = _PIECE.findall(data)
    if not pieces:
        return change(data)
    for _ in range(1 + chance.randrange(4)):
        at, other = chance.randrange(len(pieces)), chance.randrange(len(pieces))
        piece = pieces[at]
        quoted = piece[:1] == b'"'
        new = chance.choice((chance.choice(_ODD), change(piece.strip(b'<>"')), pieces[other]))
        pieces[at] = chance.choice(
            (piece * 2, b"", pieces[other], b'"%s"' % new if quoted else new)
        )
    return b"".join(pieces)


def in_zip(data: bytes, chance: random.Random, change: Bytes) -> bytes:
    """Change one file in a zip, as markup or as bytes; seldom the zip itself."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            files = {each.filename: archive.read(each) for each in archive.infolist()[:40]}
    except Exception:  # what a damaged zip raises is the whole of it
        return change(data)
    if not files or chance.random() < 0.05:
        return change(data)
    name = max(files, key=lambda each: chance.random() * (1 + len(files[each])) ** 0.3)
    how = markup if chance.random() < 0.8 else some_bytes
    files[name] = how(files[name], chance, change)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for each, content in files.items():
            archive.writestr(each, content)
    return packed.getvalue()


def in_json(data: bytes, chance: random.Random, change: Bytes) -> bytes:
    """Put another value at some place of a JSON, or take it out."""
    try:
        root = {"": json.loads(data)}
    except (ValueError, RecursionError):
        return change(data)
    for _ in range(1 + chance.randrange(3)):
        holder, key = chance.choice(list(_places(root)))
        other, its = chance.choice(list(_places(root)))
        way = chance.randrange(5)
        if way == 0 and key != "":
            del holder[key]
        elif way == 1:
            holder[key] = json.loads(json.dumps(other[its]))
        elif way == 2 and isinstance(holder[key], str):
            text = change(holder[key].encode("utf-8", "surrogatepass"))
            holder[key] = text.decode("utf-8", "replace")
        else:
            holder[key] = copy.deepcopy(chance.choice(_VALUES))
    return json.dumps(root[""]).encode()


def _places(value: Any) -> Any:
    """Each place in a JSON: the list or object, and the key in it."""
    keys: Any = value if isinstance(value, dict) else range(len(value))
    for key in list(keys):
        yield value, key
        if isinstance(value[key], dict | list):
            yield from _places(value[key])


def in_lines(data: bytes, chance: random.Random, change: Bytes) -> bytes:
    """Change one line of JSON Lines, double it or take it out."""
    lines = data.split(b"\n")
    at = chance.randrange(len(lines))
    if chance.random() < 0.2:
        lines[at : at + 1] = chance.choice(([], [lines[at]] * 2))
    else:
        lines[at] = in_json(lines[at], chance, change)
    return b"\n".join(lines)
