"""Limits of what is read, by name and with their reasons.

A notice is a few pages. The limits are far above any real one; they exist so that a damaged or
hostile file costs an error, not the machine's memory.

Known limits: they are constants; a run can change the first two alone.
"""

from typing import Final

# Seconds of the processor, children included, for reading a document: a notice takes a twentieth,
# each page of a scan three to five. By the clock it may take five times as long.
TIMEOUT: Final = 90.0
MEMORY: Final = 2000  # MB that a worker may hold: one that reads scans holds 800
MAX_FILE_BYTES: Final = 100_000_000  # of a file that is opened: scanned policies stay below 50 MB
MAX_TEXT_BYTES: Final = 2_000_000  # of a plain text or CSV that is decoded; see MAX_CHARACTERS
# A document with more text (400 pages) is not parsed: it would take minutes, and is no notice.
MAX_CHARACTERS: Final = 1_000_000
MAX_BLOCKS: Final = 50_000  # nor one with more paragraphs and lines
MAX_CELLS: Final = 100_000  # nor one whose tables have more cells: 8,000 rows of twelve
# A notice file made before: MAX_CHARACTERS, several times over, and what was made of them.
MAX_NOTICE_FILE_BYTES: Final = 50_000_000
MAX_LIST_BYTES: Final = 20_000_000  # of schools or suppliers: all of the country's schools have ten
# Longer lines and cells are read in pieces: real ones stay below 3 000, and what searching them
# takes grows with the square of their length.
MAX_TEXT_CHARACTERS: Final = 5_000
# Longer sentences are cut between two words, for the same reason; real ones stay below 700.
MAX_SENTENCE_CHARACTERS: Final = 2_000

MAX_ZIP_MEMBERS: Final = 5_000  # a Word file with hundreds of pictures has a few hundred
# What says which members there are is read in one piece: more bytes than so many names need.
MAX_ZIP_DIRECTORY_BYTES: Final = 1_000 * MAX_ZIP_MEMBERS
# Most bytes of a zip folder, and most that all its files together may say that they inflate to.
MAX_ZIP_FOLDER_BYTES: Final = 1_000_000_000
# Most bytes that one member may inflate to, counted while inflating: headers can lie.
MAX_ZIP_MEMBER_BYTES: Final = 64_000_000
MAX_ZIP_TOTAL_BYTES: Final = 150_000_000  # likewise, of all members that are read from one file
MAX_ZIP_RATIO: Final = 250  # Word's XML packs 10 to 60 times; a bomb packs a thousand times
ZIP_RATIO_FLOOR_BYTES: Final = 4_000_000  # below, a high ratio is only a very regular small file

# A column span beyond this is a slip or an attack; real tables have up to a dozen columns.
MAX_TABLE_COLUMNS: Final = 200
MAX_TABLE_ROWS: Final = 50_000  # that are placed in a grid
MAX_TABLE_NESTING: Final = 12  # tables nested deeper become lines of the cell that holds them
# Elements nested deeper become plain words: page builders nest to 60, Python stops near 300.
MAX_HTML_DEPTH: Final = 120

MAX_PDF_PAGES: Final = 2_000  # more are no notice; a trust's longest policy has some hundred
MAX_PDF_LETTERS: Final = 100_000  # of a page that are read; a page of fine print has ten thousand
# Objects of a page that are looked at for rules: beyond this it is a drawing, not a table.
MAX_PDF_OBJECTS: Final = 60_000
MAX_PDF_SEGMENTS: Final = 60_000  # likewise for the straight pieces of the shapes of a page
MAX_PDF_FORM_DEPTH: Final = 6  # forms inside forms that are opened; programs nest two or three
MAX_PDF_FORMS: Final = 20_000  # that a page draws, those in forms too: each takes kilobytes
MAX_PDF_FORM_BYTES: Final = 32_000_000  # of all of them, each as often as it is drawn
MAX_PDF_LINKS: Final = 2_000  # of one page
MAX_PDF_POINTS: Final = 20_000.0  # width or height of a page (seven metres); PDF allows 14 400
MAX_PDF_GRID_CELLS: Final = 250_000  # crossings of rules on one page
MAX_PDF_SECOND_OPINION_PAGES: Final = 40  # of one file that are read again by the slower engine
# A larger file is not given to the slower engine: it inflates whole streams in memory.
MAX_PDF_SECOND_OPINION_BYTES: Final = 20_000_000
# Time for all of them: a damaged map of letters would keep it busy for hours.
MAX_PDF_SECOND_OPINION_SECONDS: Final = 10.0
# That one stream of a PDF may inflate to: a page scanned in colour has a hundred million.
MAX_PDF_STREAM_BYTES: Final = 256_000_000
# Text packs 3 to 20 times, drawings up to 100; a bomb packs a thousand times.
MAX_PDF_STREAM_RATIO: Final = 250
MAX_PDF_FILTERS: Final = 8  # times that a stream may be packed over; programs pack once or twice

PAUSE: Final = 1.0  # seconds between two requests to a host: a school's may be a small computer
# Seconds between two that a host's robots.txt can ask for: a night has to be enough.
MAX_CRAWL_DELAY: Final = 30.0
# Seconds that one address of a host has to take a call, before its next one is tried.
MAX_CONNECT_SECONDS: Final = 10.0
MAX_ANSWER_SECONDS: Final = 60.0  # of a whole answer, however it comes; a notice takes one
# Seconds that one host may keep a run waiting for answers: a council with 500 schools takes 250.
MAX_HOST_SECONDS: Final = 900.0
# Times that an answer may lead on: to https, to www, to a new site; browsers allow twenty.
MAX_REDIRECTS: Final = 5
# Documents of a page that are fetched: notices have a page, old policies may have hundreds.
MAX_LINKS: Final = 20
MAX_ROBOTS_BYTES: Final = 500_000  # as RFC 9309 has it; schools' have a few hundred
# Its lines times its programs, which is what reading it takes: long ones have thirty thousand.
MAX_ROBOTS_RULES: Final = 1_000_000
