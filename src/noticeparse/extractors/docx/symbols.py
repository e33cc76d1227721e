"""Signs of Word's symbol fonts → the signs that they print.

Ticks and crosses of a matrix are often letters of Wingdings: "ü" prints a tick.

Known limits: only the signs that notices use are known; the others stay as they are.
"""

from __future__ import annotations

from typing import Final

_SYMBOL: Final = {0xB7: "•", 0xA7: "♣", 0x2D: "−", 0xB0: "°", 0xAE: "→", 0xD3: "©", 0xD2: "®"}
_WINGDINGS: Final = {
    **{0xFC: "✓", 0xFB: "✗", 0xFD: "☒", 0xFE: "☑", 0xA8: "☐", 0x6F: "☐", 0x78: "☒"},
    **{0xA7: "▪", 0x6E: "■", 0x6C: "●", 0xD8: "➢", 0x76: "❖", 0xE0: "→", 0xF0: "➔", 0x71: "❑"},
    **{0x2A: "✉", 0x28: "☎", 0x29: "☎", 0x4A: "☺", 0xDF: "←", 0xE8: "➔", 0x9F: "•"},
}
_WINGDINGS_2: Final = {0x50: "✓", 0x4F: "✗", 0x52: "☑", 0x51: "☒", 0xA3: "☐", 0x2A: "☐", 0x97: "●"}
_WEBDINGS: Final = {0x61: "✓", 0x72: "✗", 0x63: "☐"}
_FONTS: Final = {
    "symbol": _SYMBOL,
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
    "webdings": _WEBDINGS,
}


def printed(string: str, font: str | None) -> str:
    """Give what a string of a symbol font prints; strings of other fonts stay as they are.

    >>> printed("ü", "Wingdings")
    '✓'
    """
    table = _FONTS.get((font or "").lower())
    if table is None:
        return string
    return "".join(_sign(c, table) for c in string)


def _sign(char: str, table: dict[int, str]) -> str:
    code = ord(char)
    # Word moves the signs of symbol fonts to the private area, U+F000 to U+F0FF.
    if 0xF000 <= code <= 0xF0FF:
        return table.get(code - 0xF000, char)
    return table.get(code, char)
