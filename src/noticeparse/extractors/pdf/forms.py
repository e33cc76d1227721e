"""PDF bytes → TooLarge, where the forms of a page call each other thousands of times.

pdfium draws forms within forms while it opens a page, and a kilobyte can call for billions of them.
So the calls are counted first, without drawing, where a file has forms at all.

Known limits: forms in patterns and in letters are not counted; what pdfminer cannot read is left to
pdfium.
"""

from __future__ import annotations

import re
from collections import Counter
from io import BytesIO
from itertools import islice
from typing import Any

from noticeparse.errors import TooLarge
from noticeparse.settings import MAX_PDF_FORM_BYTES, MAX_PDF_FORMS, MAX_PDF_PAGES

# Letters of a name may be written as "#46", and the kind of a form elsewhere in the file.
_HINT = re.compile(rb"/Form|/Subtype[\s%]+\d|/[FormSubtype]{0,6}#[4-7][0-9A-Fa-f]")
_CALL = re.compile(rb"(?:/([^\s\0/%()<>\[\]{}]*)(?:[\s\0]|%[^\r\n]*[\r\n])+)?(?<!\w)Do(?!\w)")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_DEEPEST = 40  # levels to which pdfium goes


def refuse_many_forms(data: bytes, path: str) -> None:
    """Raise TooLarge where a page draws more forms than is read."""
    if _HINT.search(data) is None:
        return
    from pdfminer.pdfdocument import PDFDocument  # noqa: PLC0415 -- seldom needed
    from pdfminer.pdfpage import PDFPage  # noqa: PLC0415
    from pdfminer.pdfparser import PDFParser  # noqa: PLC0415

    forms = _Forms()
    try:
        document = PDFDocument(PDFParser(BytesIO(data)))
        for page in islice(PDFPage.create_pages(document), MAX_PDF_PAGES):
            calls, size = forms.of_page(page)
            if calls > MAX_PDF_FORMS or size > MAX_PDF_FORM_BYTES:
                raise TooLarge(f"{path} has a page whose forms are drawn thousands of times.")
    except TooLarge:
        raise
    except Exception:  # pdfminer raises anything; pdfium may read the file all the same
        return


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
