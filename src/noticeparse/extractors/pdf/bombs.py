"""PDF bytes → TooLarge, where a stream would inflate, or forms be drawn, beyond all measure.

pdfium inflates a page's stream as a whole, and a few kilobytes can hold gigabytes. So what is
packed far tighter than text or pictures ever are is counted first, piece by piece, and never kept.

It draws forms within forms while it opens a page, and a kilobyte can call for billions of them. So
the calls are counted, without drawing, where a file has forms at all.

Known limits: only Flate is looked into, which is what bombs are made of, and no encrypted stream;
forms in patterns and in letters are not counted; what pdfminer cannot read is left to pdfium.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from itertools import islice
from typing import Any

from noticeparse.errors import TooLarge
from noticeparse.settings import (
    MAX_PDF_FILTERS,
    MAX_PDF_FORM_BYTES,
    MAX_PDF_FORMS,
    MAX_PDF_PAGES,
    MAX_PDF_STREAM_BYTES,
    MAX_PDF_STREAM_RATIO,
)

_STREAM = re.compile(rb"stream\r?\n")
_DICTIONARY = 400  # bytes before a stream in which its filters are named
_PIECE = 65_536
_TIGHTEST = 1032  # Flate cannot pack tighter
# Letters of a name may be written as "#46", and the kind of a form elsewhere in the file.
_HINT = re.compile(rb"/Form|/Subtype[\s%]+\d|/[FormSubtype]{0,6}#[4-7][0-9A-Fa-f]")
_CALL = re.compile(rb"(?:/([^\s\0/%()<>\[\]{}]*)(?:[\s\0]|%[^\r\n]*[\r\n])+)?(?<!\w)Do(?!\w)")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_DEEPEST = 40  # levels to which pdfium goes


def refuse_bombs(data: bytes, path: str) -> None:
    """Raise TooLarge where a stream inflates to more than is read."""
    for start, end, filters in _flate_streams(data):
        if filters > MAX_PDF_FILTERS:
            raise TooLarge(f"{path} packs a part of itself {filters} times over.")
        if (end - start) * _TIGHTEST**filters <= MAX_PDF_STREAM_BYTES:
            continue
        if _is_bomb(memoryview(data)[start:end], filters):
            megabytes = MAX_PDF_STREAM_BYTES // 1_000_000
            raise TooLarge(f"{path} has a part that unpacks to more than {megabytes} MB.")


def _flate_streams(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield where each packed stream starts and ends, and how many times it is packed."""
    for found in _STREAM.finditer(data):
        start = found.end()
        before = data[max(0, found.start() - _DICTIONARY) : found.start()]
        if before.endswith(b"end"):
            continue
        before = before[before.rfind(b" obj") + 1 :]
        filters = before.count(b"/FlateDecode") + before.count(b"/Fl ") + before.count(b"/Fl]")
        if filters:
            end = data.find(b"endstream", start)
            yield start, len(data) if end < 0 else end, filters


def _is_bomb(packed: memoryview, filters: int) -> bool:
    """Count what comes out, until it is too much or is plainly no bomb."""
    steps = [zlib.decompressobj() for _ in range(filters)]
    read = written = 0
    try:
        for at in range(0, len(packed), _PIECE):
            piece = packed[at : at + _PIECE]
            read += len(piece)
            for out in _inflated(piece, steps):
                written += out
                if written > MAX_PDF_STREAM_BYTES:
                    return True
            if written < MAX_PDF_STREAM_RATIO * read:
                return False
    except zlib.error:
        return False  # damaged, or encrypted: the engine says so
    return False


def _inflated(piece: bytes | memoryview, steps: list[zlib._Decompress]) -> Iterator[int]:
    """Yield the lengths of what a piece inflates to, a stretch at a time."""
    first, rest = steps[0], steps[1:]
    waiting: bytes | memoryview = piece
    while waiting:
        out = first.decompress(waiting, _PIECE * 16)
        waiting = first.unconsumed_tail
        if not out:
            return
        if rest:
            yield from _inflated(out, rest)
        yield len(out)


def refuse_many_forms(data: bytes, path: str) -> None:
    """Raise TooLarge where a page draws more forms than is read."""
    if _HINT.search(data) is None:
        return
    from pdfminer.pdfpage import PDFPage  # noqa: PLC0415 -- seldom needed

    forms = _Forms()
    try:
        document = _opened(data)
        for page in islice(PDFPage.create_pages(document), MAX_PDF_PAGES):
            calls, size = forms.of_page(page)
            if calls > MAX_PDF_FORMS or size > MAX_PDF_FORM_BYTES:
                raise TooLarge(f"{path} has a page whose forms are drawn thousands of times.")
    except TooLarge:
        raise
    except Exception:  # pdfminer raises anything; pdfium may read the file all the same
        return


def _opened(data: bytes) -> Any:
    """A document for pdfminer, which follows objects that are nothing but one another for ever."""
    from pdfminer.pdfdocument import PDFDocument  # noqa: PLC0415 -- seldom needed
    from pdfminer.pdfparser import PDFParser  # noqa: PLC0415 -- as above
    from pdfminer.pdftypes import PDFObjRef  # noqa: PLC0415 -- as above

    class Document(PDFDocument):
        def getobj(self, objid: int) -> object:
            found, met = super().getobj(objid), {objid}
            while isinstance(found, PDFObjRef):
                if found.objid in met:
                    raise ValueError(f"object {objid} leads to itself")
                met.add(found.objid)
                found = super().getobj(found.objid)
            return found

    return Document(PDFParser(BytesIO(data)))


class _Forms:
    """Counts, for streams of a file, the forms drawn by them and the bytes that these read anew."""

    def __init__(self) -> None:
        self._named: dict[int, tuple[Counter[str], int]] = {}
        self._known: dict[tuple[int, int, int], tuple[int, int]] = {}

    def of_page(self, page: Any) -> tuple[int, int]:
        """Count (calls, bytes) of a page."""
        every = [self._below(each, page.resources, 0) for each in page.contents]
        return sum(calls for calls, _ in every), sum(size for _, size in every)

    def _below(self, stream: Any, resources: Any, depth: int) -> tuple[int, int]:
        from pdfminer.pdftypes import resolve1  # noqa: PLC0415

        stream = resolve1(stream)
        key = (stream.objid, depth, id(resources))
        if depth > _DEEPEST or key in self._known:
            return self._known.get(key, (0, 0))
        names = self._calls(stream)[0]
        weights = {"?": (0, 0)}
        for name, each in _dict(resources, "XObject").items():
            form = resolve1(each) if names[name] or names["?"] else None
            if getattr(resolve1(_dict(form).get("Subtype")), "name", "") == "Form":
                inner = _dict(form, "Resources") or resources
                calls, size = self._below(form, inner, depth + 1)
                weights[name] = calls + 1, size + self._calls(form)[1]
        weights["?"] = max(weights.values())
        found = [(times, *weights.get(name, (0, 0))) for name, times in names.items()]
        calls = sum(times * weight for times, weight, _ in found)
        self._known[key] = calls, sum(times * size for times, _, size in found)
        return self._known[key]

    def _calls(self, stream: Any) -> tuple[Counter[str], int]:
        """The names that a stream calls, "?" where that is not plain, and its length."""
        if stream.objid not in self._named:
            content = stream.get_data()
            called = (each[1] or b"?" for each in _CALL.finditer(content))
            found = (_ESCAPED.sub(lambda hex: bytes([int(hex[1], 16)]), each) for each in called)
            names = Counter(name.decode("utf-8", "replace") for name in found)
            self._named[stream.objid] = names, len(content)
        return self._named[stream.objid]


def _dict(holder: Any, key: str | None = None) -> dict[str, Any]:
    """What a file gives for a dictionary, or for an entry of it; empty where it is none."""
    from pdfminer.pdftypes import resolve1  # noqa: PLC0415

    found = resolve1(holder)
    found = getattr(found, "attrs", found)
    found = found if isinstance(found, dict) else {}
    return found if key is None else _dict(found.get(key))
