"""What a file calls a letter → the sign that people read.

Ligatures are put apart, bullets of symbol fonts become bullets, and a soft hyphen stays only as the
mark of a break at a word's end.
"""

from __future__ import annotations

import re

SOFT_HYPHEN = "\u00ad"
_SIGNS = str.maketrans(
    {
        "\ufb00": "ff",
        "\ufb01": "fi",
        "\ufb02": "fl",
        "\ufb03": "ffi",
        "\ufb04": "ffl",
        "\ufb05": "st",
        "\ufb06": "st",
        "\u200b": None,
        "\ufeff": None,
        "\x00": None,
        "\uf0b7": "•",  # Symbol and Wingdings as Word writes them
        "\uf0a7": "▪",
        "\uf0a8": "▫",
        "\uf06f": "□",
        "\uf0d8": "➢",
        "\uf0e0": "→",
        "\uf0fc": "✓",
        "\uf0fb": "✗",
        "\uf0fd": "☒",
        "\uf0fe": "☑",
    }
)
KNOWN_PRIVATE = tuple(code for code in sorted(_SIGNS) if 0xE000 <= code < 0xF900)
# Codes that WinAnsi leaves open print as bullets; in Symbol 183 is one.
_BULLET_CODES = re.compile(r"\(cid:(?:127|129|141|143|144|157|183)\)")

# pdfium hands out a letter beyond the basic plane in two halves.
_HALVES = re.compile("[\ud800-\udfff]")


def clean(text: str) -> str:
    """Put signs into readable form; a soft hyphen stays only at the end.

    >>> clean("con\\ufb01rmed")
    'confirmed'
    """
    if text.isascii() and text.isprintable() and "(cid:" not in text:
        return text  # as nearly all are
    if _HALVES.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    text = _BULLET_CODES.sub("•", text).translate(_SIGNS)
    ends_soft = text.endswith(SOFT_HYPHEN)
    text = text.replace(SOFT_HYPHEN, "")
    return text + SOFT_HYPHEN if ends_soft and text else text
