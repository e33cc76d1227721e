"""Everything that noticeparse raises on purpose: NoticeparseError, and what derives from it.

A message is made of what was found and, after it, what to do (`what_to_do`). Both are for the
person who ran the command, so they name the file and avoid jargon. docs/errors.md has a line for
every code; a test compares the two.
"""

from functools import partial

STOPPED = "noticeparse: stopped. Sheets were not written; the same command goes on from here."


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
        return partial(type(self), what_to_do=self.what_to_do), (self.message,)


class ReadError(NoticeparseError):
    """A file gave nothing."""

    code = "unreadable"


class UnsupportedFormat(ReadError, ValueError):
    """The bytes are of a kind of file that is not read."""

    code = "unsupported"
    advice = "Save it as .docx or .pdf in the program that made it and try again."


class UnreadableFile(ReadError):
    """The file is missing, empty, damaged, or not what it says it is."""

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


class OutOfTime(ReadError):
    """Reading takes more time of the processor than it may."""

    code = "timeout"
    advice = "Split it into smaller files, or give it more time with --timeout."


class Stalled(ReadError):
    """Reading takes more time by the clock than it may, most of which it waits."""

    code = "stalled"
    advice = (
        "Copy it to a disk of this computer and try again while it has less to do, or give it more "
        "time with --timeout."
    )


class Unreachable(ReadError):
    """What keeps files or tables elsewhere (an address, a store, a database) does not answer."""

    code = "unreachable"
    advice = "Check the address, the network and whether you may use it, and try again."


class NotFetched(ReadError):
    """An address gave no document; register/refusals.csv has its codes and what is said of each."""

    code = "no_answer"
    advice = "Nothing was changed, and the next sync asks again. Open the address in a browser."


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
