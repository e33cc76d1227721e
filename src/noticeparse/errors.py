"""Everything that noticeparse raises on purpose.

    NoticeparseError
    ├── ReadError                  a file gave nothing
    │   ├── UnsupportedFormat      (also ValueError) a kind of file that is not read
    │   ├── UnreadableFile         missing, damaged, empty, or not what it says it is
    │   ├── EncryptedFile          a password is needed
    │   ├── NeedsOcr               pictures of pages, without any text that can be read
    │   ├── TooLarge               more than a notice can hold
    │   └── MissingExtra           (also ImportError) an optional package is not installed
    ├── InputError                 what was asked for cannot be done: no such path, no notices
    ├── OutputError                a result cannot be written
    │   └── NothingMore            nor can any other: the disk is full
    └── VocabularyError            a vocabulary file is wrong: file, line, key

A message is made of what was found and, after it, what to do (`what_to_do`). Both are for the
person who ran the command, so they name the file and avoid jargon. docs/errors.md is made from the
table at the end of this module.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


class NoticeparseError(Exception):
    """Base of all errors of noticeparse: a `code` for programs, a message, and what to do."""

    code = "error"
    advice = ""

    def __init__(self, message: str, *, what_to_do: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.what_to_do = self.advice if what_to_do is None else what_to_do

    def __str__(self) -> str:
        return f"{self.message} {self.what_to_do}".strip()

    def __reduce__(self) -> tuple[object, ...]:
        # The default would call the class with the arguments of Exception and lose the advice:
        # errors travel between processes.
        return _revive, (type(self), self.message, self.what_to_do)


def _revive(kind: type[NoticeparseError], message: str, what_to_do: str) -> NoticeparseError:
    return kind(message, what_to_do=what_to_do)


class ReadError(NoticeparseError):
    """A file gave nothing."""

    code = "unreadable"


SAVE_AS_DOCX: Final = (
    "Open it in Word or LibreOffice Writer, choose Save As in the menu File, choose Word Document "
    "(.docx) as the type, save it, and give the new file instead."
)
"""How an old .doc, Rich Text and the like become a file that is read."""


class UnsupportedFormat(ReadError, ValueError):
    """The bytes are of a kind of file that is not read."""

    code = "unsupported"
    advice = "Save it as .docx or .pdf in the program that made it and try again."


class UnreadableFile(ReadError):
    """The file is missing, empty, damaged, or not what it says it is."""

    code = "unreadable"
    advice = "Open it in the program that made it, save it anew and try again."


class EncryptedFile(ReadError):
    """The file can only be opened with a password."""

    code = "encrypted"
    advice = "Open it with its password, save a copy without one and try again."


class NeedsOcr(ReadError):
    """The document consists of pictures of pages."""

    code = "needs_ocr"
    advice = (
        "Pictures are read from PDF, PNG, JPEG and TIFF files, with the extra `ocr` (in the folder "
        'of noticeparse: pip install ".[ocr]") or the program tesseract; else ask the school for '
        "the document itself."
    )


class TooLarge(ReadError):
    """The file holds more than a notice can."""

    code = "too_large"
    advice = "Give the notice alone, without the rest, or split it."


class MissingExtra(ReadError, ImportError):
    """An optional package is not installed; the message names the extra that brings it."""

    code = "missing_extra"


class InputError(NoticeparseError):
    """What was asked for cannot be done: no such path, no notices in the folder."""

    code = "input"


class OutputError(NoticeparseError):
    """A result cannot be written."""

    code = "output"
    advice = "Choose another folder with --output."


class NothingMore(OutputError):
    """No other result can be written either: the disk is full or broken, or may not be written."""


class VocabularyError(NoticeparseError):
    """A vocabulary file is wrong; the message names file, line and key."""

    code = "vocabulary"


@dataclass(frozen=True, slots=True)
class Kind:
    """A line of docs/errors.md: a code, when it is met, and what to do."""

    code: str
    sentence: str
    what_to_do: str


KINDS: Final = (
    Kind(
        "unsupported",
        "The file is of a kind that is not read: an old .doc, Pages, Rich Text, slides, a zip in a "
        "zip.",
        f"{UnsupportedFormat.advice} An old .doc or .rtf: {SAVE_AS_DOCX[0].lower()}"
        f"{SAVE_AS_DOCX[1:]} Many at once: type soffice --headless --convert-to docx *.doc where "
        "LibreOffice is installed.",
    ),
    Kind(
        "unreadable",
        "The file is missing, empty, damaged or cut off, or it may not be opened.",
        UnreadableFile.advice + " Check that it is there and that you may read it.",
    ),
    Kind("encrypted", "The file can only be opened with a password.", EncryptedFile.advice),
    Kind(
        "needs_ocr",
        "The document consists of pictures, and nothing that reads them is installed or has found "
        "words in them.",
        NeedsOcr.advice,
    ),
    Kind(
        "too_large",
        "The file holds more than a notice can.",
        TooLarge.advice,
    ),
    Kind(
        "missing_extra",
        "Something was asked for that an optional package brings, which is not installed.",
        "Install the extra that the message names.",
    ),
    Kind(
        "timeout",
        "Reading the file took longer than the time that a document has.",
        "Split it into smaller files, or give it more time with --timeout; if it is small, please "
        "report it.",
    ),
    Kind(
        "out_of_memory",
        "Reading the file takes more memory than a document may have, or than there is.",
        "Split it into smaller files, or give it more memory with --memory.",
    ),
    Kind(
        "crashed",
        "The processes that read the file, one after the other, crashed or were killed.",
        UnreadableFile.advice,
    ),
    Kind(
        "internal",
        "Something happened that noticeparse did not expect; other files are not touched by it.",
        "This is a fault of noticeparse: please report it, with the file if it may be shared.",
    ),
    Kind(
        "input",
        "What was asked for cannot be done: no such path, no notices, a wrong list of schools.",
        "Check the paths and options that the message names.",
    ),
    Kind(
        "output",
        "A result cannot be written: the folder is a file, the disk is full, a sheet is open.",
        "Close it in Excel, or choose another folder with --output.",
    ),
    Kind(
        "vocabulary",
        "A vocabulary file of your own is wrong.",
        "Mend the line and key that the message names.",
    ),
)
"""Every code there is, those of failures first. Messages of single cases may advise better."""

_HEAD: Final = """# Errors

Each file that gives nothing is a line in `failures.csv`, with one of these codes, a message and
what to do; the other files are read all the same. A command that cannot start says why and ends
with status 2. This page is made from `src/noticeparse/errors.py`; a test compares them.

| code | what it means | what to do |
| --- | --- | --- |
"""


def as_markdown() -> str:
    """Write docs/errors.md."""
    rows = (f"| `{kind.code}` | {kind.sentence} | {kind.what_to_do} |" for kind in KINDS)
    return _HEAD + "\n".join(rows) + "\n"
