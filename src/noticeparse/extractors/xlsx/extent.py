"""Zip of a workbook → an error, where a filled cell lies so far out that memory would not hold it.

What reads the values lays out all cells up to the last one; a blank that someone typed into the
last row of a sheet is enough. So the places of the cells are looked at before.
"""

from __future__ import annotations

from typing import Any, Final

from noticeparse.errors import TooLarge, UnreadableFile
from noticeparse.extractors.archive import Archive
from noticeparse.extractors.xlsx.package import R, S, position

_SHEET: Final = (1_048_576, 16_384)  # rows and columns
_MOST_CELLS: Final = 4_000_000  # from the first one of the sheet to the last that is filled


class _Cells:
    """Takes the elements of a sheet as they are read: where its last filled cells are."""

    def __init__(self) -> None:
        self.size = [0, 0]  # rows and columns
        self.last = ["", ""]
        self._cell = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition("}")[2]
        if name == "c":
            self._cell = attributes.get("r", "")
        elif name in ("v", "is") and (at := position(self._cell)):
            for axis, number in enumerate(at):
                if number >= self.size[axis]:
                    self.size[axis], self.last[axis] = number + 1, self._cell

    def close(self) -> _Cells:
        return self


def check_extents(archive: Archive) -> None:
    """Raise TooLarge, naming sheet and cell, UnreadableFile where the workbook is damaged."""
    from lxml import etree  # noqa: PLC0415 - heavy, and only needed for some formats

    book = archive.tree("xl/workbook.xml")
    if book is None:
        raise UnreadableFile(f"{archive.path}: it is no .xlsx workbook.")
    parts = archive.relations("xl/workbook.xml")
    names = {each.get(R + "id"): each.get("name") for each in book.iterfind(f"{S}sheets/{S}sheet")}
    for id, part in parts.items():
        data = archive.read(part.target) if id in names else None
        if data is None:
            continue
        path = f"{archive.path}, sheet {names[id]}"
        if b"<!DOCTYPE" in data:
            raise UnreadableFile(f"{path}: it declares a document type, which Excel never does.")
        target: Any = _Cells()
        try:
            parser = etree.XMLParser(target=target, resolve_entities=False, no_network=True)
            cells: Any = etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            raise UnreadableFile(f"{path}: it is damaged.") from error
        if cells.size[0] * cells.size[1] > _MOST_CELLS:
            down, across = (size / most for size, most in zip(cells.size, _SHEET, strict=True))
            raise TooLarge(
                f"{path}: something stands far out, in {cells.last[down < across]}.",
                what_to_do="Delete the rows below and the columns beside the list, save it, and "
                "try again.",
            )
