"""Limits of what is read, by name and with their reasons.

A notice is a few pages. The limits are far above any real one; they exist so that a damaged or
hostile file costs an error, not the machine's memory.

Known limits: they are constants; a run cannot change them.
"""

from __future__ import annotations

from typing import Final

MAX_FILE_BYTES: Final = 100_000_000
"""A larger file is not opened: scanned policies stay below 50 MB."""

MAX_TEXT_BYTES: Final = 4_000_000
"""Plain text and CSV beyond this (two thousand pages) are not read: it would take minutes."""

MAX_ZIP_MEMBERS: Final = 5_000
"""A Word file with hundreds of pictures has a few hundred members."""

MAX_ZIP_MEMBER_BYTES: Final = 64_000_000
"""Most bytes that one member may inflate to, counted while inflating: headers can lie."""

MAX_ZIP_TOTAL_BYTES: Final = 150_000_000
"""Most bytes that all the members together may inflate to that are read from one file."""

MAX_ZIP_RATIO: Final = 250
"""Word's XML packs 10 to 60 times; a bomb packs a thousand times."""

ZIP_RATIO_FLOOR_BYTES: Final = 4_000_000
"""Below this size a high ratio is only a very regular small file."""

MAX_TABLE_COLUMNS: Final = 200
"""A column span beyond this is a slip or an attack; real tables have up to a dozen columns."""

MAX_TABLE_ROWS: Final = 50_000
"""Rows beyond this are not placed in a grid."""

MAX_TABLE_NESTING: Final = 12
"""Tables nested deeper become lines of the cell that holds them."""

MAX_HTML_DEPTH: Final = 120
"""Elements nested deeper become plain words: page builders nest to 60, Python stops near 300."""
