"""A relative path that may come from others → a file below a folder, or none.

Members of zip folders, keys at addresses, run.json, lists of what was published and lists of
addresses name files by relative paths, and whoever made them may mean another file of this
computer. `below` is the one gate for all of them: no other module looks for ".." or a link.
`safe_path` gives results a name that every system can hold; what it gave passes the gate.

Limits: a folder that becomes a link between the look and the use is followed.
"""

import hashlib
import os
import re
from pathlib import Path, PurePosixPath, PureWindowsPath

from noticeparse.errors import InputError

_FORBIDDEN = re.compile(r'[<>:"|?*\\\x00-\x1f\x7f]')
_DEVICES = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])$", re.IGNORECASE)
_SURROGATES = re.compile("[\ud800-\udfff]")
_LONGEST = 200  # bytes of a name: leaves room for what is put after it


def whole(text: str) -> str:
    """Replace each lone surrogate (half a character, from a damaged file) by U+FFFD."""
    return _SURROGATES.sub("\ufffd", text)


def path_of(text: str) -> Path:
    """A path that a person wrote; "~" is their home. Raise InputError where it can be none."""
    if "\0" in text:
        raise InputError(f"{text!r} is no path.")
    return Path(os.path.expanduser(text))  # noqa: PTH111 -- Path's raises for a user that is none


def real(path: Path) -> Path:
    """Where a path leads; unlike Path.resolve, this does not fail on links that go in a circle."""
    return Path(os.path.realpath(path))


def below(folder: Path, name: object, *, follow: bool = False) -> Path | None:
    """The file that a relative path names below a folder; None where it may be another one.

    It may be where the name is absolute, of a drive or of a device on any system, holds ".." or a
    NUL, or where a folder on the way is a link that leads out. A link in the last place is the
    file itself, to be replaced or deleted; with `follow`, which is for reading, it must not lead
    out either.
    """
    if not _is_relative(name):
        return None
    path = folder / str(name)
    home, place = real(folder), real(path if follow else path.parent)
    return path if place == home or place.is_relative_to(home) else None


def _is_relative(name: object) -> bool:
    """Is it the relative path of a file, on every system?"""
    if not isinstance(name, str) or not name.strip("/\\. ") or "\0" in name:
        return False
    path = PureWindowsPath(name)
    return not path.anchor and not any(
        not part.strip(" .") or _is_device(part)  # Windows takes ".. " for ".."
        for part in path.parts
    )


def _is_device(name: str) -> bool:
    return _DEVICES.match(name.split(".", maxsplit=1)[0].rstrip(" ")) is not None


def safe_path(path: str) -> str:
    r"""Make a relative path that every system can hold, and that stays below where it is put.

    >>> safe_path("trust/../con.pdf")
    'trust/_../_con.pdf'
    """
    parts = [part for part in whole(path).replace("\\", "/").split("/") if part not in ("", ".")]
    return str(PurePosixPath(*map(_safe_name, parts))) if parts else "_"


def _safe_name(name: str) -> str:
    name = _FORBIDDEN.sub("_", name)
    if name == ".." or _is_device(name):
        name = "_" + name
    if name != "_.." and name.endswith((".", " ")):
        name = name[:-1] + "_"
    raw = name.encode("utf-8")
    if len(raw) > _LONGEST:
        digest = hashlib.sha256(raw).hexdigest()[:8]
        name = raw[: _LONGEST - 9].decode("utf-8", "ignore") + "~" + digest
    return name
