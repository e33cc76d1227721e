"""Results → notices.jsonl: a line each, for programs that read streams.

The line of a notice is its notice file; that of a document that gave nothing has the key "failure".
"""

from __future__ import annotations

from pathlib import Path
from typing import IO

from noticeparse.reports.files import AtomicFile, storable
from noticeparse.reports.json import result_to_line
from noticeparse.reports.words import harmless_json
from noticeparse.reports.writer import Options, Outcome, Result


class JsonLines:
    """Writes notices.jsonl into a folder."""

    def __init__(self, folder: Path, options: Options) -> None:
        self._file = AtomicFile(folder / "notices.jsonl", standing=options.standing)

    def add(self, result: Result) -> None:
        """Write the line of a result."""
        self._file.write(storable(result_to_line(result)))

    def finish(self) -> Outcome:
        """Put the file in its place."""
        self._file.commit()
        return Outcome((self._file.path,))

    def discard(self) -> None:
        """Remove what is half written."""
        self._file.discard()


class JsonLinesStream:
    """Writes the same lines to a stream of bytes that is open already, such as stdout.

    It may be a terminal: characters that would do something there are written as "\\u009b".
    """

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def add(self, result: Result) -> None:
        """Write the line of a result, and pass it on at once."""
        self._stream.write(storable(harmless_json(result_to_line(result))))
        self._stream.flush()

    def finish(self) -> Outcome:
        """Say that no file was written."""
        return Outcome()

    def discard(self) -> None:
        """Leave what was passed on already."""


open_writer = JsonLines
