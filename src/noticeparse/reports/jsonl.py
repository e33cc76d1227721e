"""Notices → notices.jsonl: a notice file a line, for programs that read streams."""

from __future__ import annotations

from pathlib import Path
from typing import IO

from noticeparse.model import Notice
from noticeparse.reports.files import AtomicFile, storable
from noticeparse.reports.json import notice_to_json
from noticeparse.reports.writer import Options, Outcome, Result


class JsonLines:
    """Writes notices.jsonl into a folder."""

    def __init__(self, folder: Path, options: Options) -> None:
        self._file = AtomicFile(folder / "notices.jsonl", standing=options.standing)

    def add(self, result: Result) -> None:
        """Write the line of a notice."""
        if isinstance(result, Notice):
            self._file.write(storable(notice_to_json(result, compact=True)))

    def finish(self) -> Outcome:
        """Put the file in its place."""
        self._file.commit()
        return Outcome((self._file.path,))

    def discard(self) -> None:
        """Remove what is half written."""
        self._file.discard()


class JsonLinesStream:
    """Writes the same lines to a stream of bytes that is open already, such as stdout."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def add(self, result: Result) -> None:
        """Write the line of a notice, and pass it on at once."""
        if isinstance(result, Notice):
            self._stream.write(storable(notice_to_json(result, compact=True)))
            self._stream.flush()

    def finish(self) -> Outcome:
        """Say that no file was written."""
        return Outcome()

    def discard(self) -> None:
        """Leave what was passed on already."""


open_writer = JsonLines
