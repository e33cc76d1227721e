"""The layouts in which schools list recipients, one module each.

A layout is a module with one function `find(context: Context) -> list[Region]`. It looks at the
blocks of a notice and returns the regions that it explains, each with how well it fits (0..1). It
reads nothing else, keeps nothing, and leaves alone what another layout may read better.
"""

from dataclasses import replace

from noticeparse.model import Table
from noticeparse.parser.layouts import (
    bullets,
    cards,
    category_lines,
    consent_items,
    flat_rows,
    headings,
    in_brackets,
    inline,
    lead_ins,
    leaders,
    name_grids,
    one_service,
    outlines,
    prose,
    questions,
    stacked_columns,
    tables,
)
from noticeparse.parser.layouts.region import Context, Region, choose, numbers
from noticeparse.parser.layouts.unfolding import arranges_prose, unfold

LAYOUTS = {
    "tables": tables,
    "cards": cards,
    "stacked_columns": stacked_columns,
    "flat_rows": flat_rows,
    "outlines": outlines,
    "headings": headings,
    "in_brackets": in_brackets,
    "bullets": bullets,
    "inline": inline,
    "leaders": leaders,
    "consent_items": consent_items,
    "category_lines": category_lines,
    "lead_ins": lead_ins,
    "name_grids": name_grids,
    "questions": questions,
    "one_service": one_service,
    "prose": prose,
}

# Asked first: where they list recipients, sentences only introduce them.
STRUCTURED = ("tables", "cards")

__all__ = ["LAYOUTS", "Context", "Region", "choose", "find_regions", "numbers"]


def find_regions(context: Context) -> list[Region]:
    """Ask every layout, and choose the regions that fit best."""
    unfolded = None
    if any(isinstance(b, Table) and arranges_prose(b, context) for b in context.blocks):
        read = [region for layout in (tables, cards, questions) for region in layout.find(context)]
        unfolded = unfold(context, read)
        context = unfolded.context
    structured = [region for name in STRUCTURED for region in LAYOUTS[name].find(context)]
    context = replace(context, structured=tuple(structured))
    others = [layout for name, layout in LAYOUTS.items() if name not in STRUCTURED]
    chosen = choose(
        [*structured, *(region for layout in others for region in layout.find(context))]
    )
    return [unfolded.folded(region) for region in chosen] if unfolded else chosen
