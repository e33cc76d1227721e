"""Limits of the PDF reader, by name: what is more than this is refused or left out with a reason.

They are set far above any notice that was seen; they bound time and memory on hostile files.
"""

MAX_PAGES = 500
MAX_GRID_CELLS = 250_000  # crossings of rules on one page: a drawing, not a table
MAX_RULES = 20_000  # strokes on one page: a picture, not a table
