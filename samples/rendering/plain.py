"""A Sample → plain text, as a page copied into a text file.

Cells stand between tabs; the lines of a cell are joined by a space, as a copied table has them.
"""

from __future__ import annotations

import textwrap
from typing import Any

from .source import LEFT, LINK, UP, Sample


def to_text(sample: Sample) -> str:
    """Write a notice as plain text."""
    width = sample.style.get("wrap")
    return "\n\n".join(_block_text(block, width=width) for block in sample.blocks) + "\n"


def _block_text(block: dict[str, Any], *, width: int | None) -> str:
    if "heading" in block:
        heading = str(block["heading"])
        return heading.upper() if block.get("level", 1) == 1 else heading
    if "paragraph" in block:
        return _wrapped(_flat(block["paragraph"].strip("\n")), width=width)
    if "bullets" in block:
        marker = block.get("typed", "-")
        items = (f"{marker} {_flat(item)}" for item in block["bullets"])
        return "\n".join(_wrapped(item, width=width, indent="  ") for item in items)
    return _table_text(block["table"])


def _wrapped(text: str, *, width: int | None, indent: str = "") -> str:
    if not width:
        return text
    lines = text.split("\n")
    return "\n".join(
        textwrap.fill(line, width, subsequent_indent=indent, break_on_hyphens=False)
        for line in lines
    )


def _table_text(table: dict[str, Any]) -> str:
    rows = [table["header"]] if table.get("header") else []
    rows += [row if isinstance(row, list) else [row["section"]] for row in table["rows"]]
    return "\n".join("\t".join(_cell_text(str(cell)) for cell in row).rstrip() for row in rows)


def _cell_text(cell: str) -> str:
    return "" if cell in (UP, LEFT) else _flat(cell).replace("\n", " ")


def _flat(text: str) -> str:
    return LINK.sub(r"\1", text)
