"""A page's link annotations in pdfium → areas that lead to an address."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator

import numpy as np

from noticeparse.extractors.pdf import pdfium
from noticeparse.extractors.pdf.page import Link
from noticeparse.extractors.pdf.pdfium import Handle, Opened
from noticeparse.extractors.pdf.view import View
from noticeparse.settings import MAX_PDF_LINKS

_SCHEMES = ("http://", "https://", "mailto:")
_ADDRESS_BYTES = 2048


def links_of(document: Handle, page: Opened, view: View) -> Iterator[Link]:
    """Yield the links of a page to web and mail addresses."""
    position, link = ctypes.c_int(0), ctypes.c_void_p()
    box = np.zeros((1, 4), np.float32)
    arguments = (page, ctypes.addressof(position), ctypes.addressof(link))
    for _ in range(MAX_PDF_LINKS):
        if not pdfium.next_link(*arguments):
            return
        action = pdfium.link_action(link.value) if link.value else None
        if action and pdfium.link_box(link.value, box.ctypes.data):
            address = _address(document, action)
            if address.startswith(_SCHEMES):
                x0, top, x1, bottom = view.boxes(box)[0].tolist()
                yield Link((x0, top, x1, bottom), address)


def _address(document: Handle, action: Handle) -> str:
    address = ctypes.create_string_buffer(_ADDRESS_BYTES)
    length = pdfium.action_address(document, action, ctypes.addressof(address), _ADDRESS_BYTES)
    return address.value.decode("utf-8", "replace") if 0 < length <= _ADDRESS_BYTES else ""
