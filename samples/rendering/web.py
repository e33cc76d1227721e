"""A Sample → an HTML page as a school's website serves it, with all that stands around the notice.

Two builds of page: "modern" (nav, main, footer elements; th in thead) and "classic" (nested divs;
cells pasted from Word, bold text instead of th).
"""

from __future__ import annotations

from html import escape
from typing import Any

from .source import Grid, GridCell, Sample, lay_out, split_links
from .web_pages import classic_page, modern_page


def to_html(sample: Sample) -> str:
    """Write a notice as a web page."""
    classic = sample.style.get("page") == "classic"
    body = "\n".join(_block_html(block, classic=classic) for block in sample.blocks)
    page = classic_page if classic else modern_page
    return page(sample, body)


def _block_html(block: dict[str, Any], *, classic: bool) -> str:
    if "heading" in block:
        level = block.get("level", 1)
        return f"<h{level}>{escape(block['heading'], quote=False)}</h{level}>"
    if "paragraph" in block:
        mark = ("<strong>", "</strong>") if block.get("bold") else ("", "")
        lines = str(block["paragraph"]).strip("\n").split("\n")
        return "\n".join(f"<p>{mark[0]}{_inline(line)}{mark[1]}</p>" for line in lines)
    if "bullets" in block:
        items = "\n".join(f"<li>{_inline(item)}</li>" for item in block["bullets"])
        return f"<ul>\n{items}\n</ul>"
    return _table_html(lay_out(block["table"]), classic=classic)


def _table_html(grid: Grid, *, classic: bool) -> str:
    rows = [
        "<tr>" + "".join(_cell_html(cell, classic=classic) for cell in row) + "</tr>"
        for row in grid.by_row()
    ]
    if classic:
        inner = "<tbody>\n" + "\n".join(rows) + "\n</tbody>"
        return f'<table border="1" cellpadding="6" style="width: 100%;">\n{inner}\n</table>'
    head = [row for row, cells in zip(rows, grid.by_row(), strict=True) if _is_head(cells)]
    rest = rows[len(head) :]
    columns = "".join(f'<col style="width: {width:.0f}%">' for width in grid.widths)
    parts = [f"<colgroup>{columns}</colgroup>"]
    if head:
        parts.append("<thead>\n" + "\n".join(head) + "\n</thead>")
    parts.append("<tbody>\n" + "\n".join(rest) + "\n</tbody>")
    return (
        '<div class="table-responsive">\n<table class="table">\n'
        + "\n".join(parts)
        + "\n</table>\n</div>"
    )


def _is_head(cells: list[GridCell]) -> bool:
    return bool(cells) and all(cell.header for cell in cells)


def _cell_html(cell: GridCell, *, classic: bool) -> str:
    spans = f' rowspan="{cell.row_span}"' if cell.row_span > 1 else ""
    spans += f' colspan="{cell.column_span}"' if cell.column_span > 1 else ""
    inner = _cell_lines(cell.text)
    if classic:
        bold = cell.header or cell.section
        inner = f"<p>{f'<strong>{inner}</strong>' if bold else inner}</p>"
        return f"<td{spans}>{inner}</td>"
    tag = "th" if cell.header else "td"
    scope = ' scope="col"' if cell.header else ""
    section = ' class="section"' if cell.section else ""
    return f"<{tag}{scope}{section}{spans}>{inner}</{tag}>"


def _cell_lines(text: str) -> str:
    lines = text.split("\n")
    if len(lines) == 1:
        return _inline(text)
    if all(line.startswith("• ") for line in lines):
        return "<ul>" + "".join(f"<li>{_inline(line[2:])}</li>" for line in lines) + "</ul>"
    return "<br>".join(_inline(line) for line in lines)


def _inline(text: str) -> str:
    return "".join(
        f'<a href="{escape(address)}" target="_blank" rel="noopener">{escape(words)}</a>'
        if address
        else escape(words, quote=False)
        for words, address in split_links(text)
    )
