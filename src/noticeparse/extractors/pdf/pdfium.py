"""pdfium's C functions → Python functions that cost a fifth of a microsecond a call.

pypdfium2 binds pdfium through ctypes, and each of its calls lets go of the interpreter's lock and
takes it again: most of the time of reading a page. Bound with PYFUNCTYPE the lock is kept, and
arguments are plain addresses, so that `each` can drive a function over thousands of letters with
`map` alone, results going straight into a numpy array.

Where ctypes knows the types of the arguments, it makes an object of each: half the time of what is
called for every letter. These functions are bound without types, and may be given nothing but open
pages, pointers and numbers below 2^31.

Known limit: pdfium is not thread-safe; a process reads one file at a time.
"""

import ctypes
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import repeat
from typing import Any, TypeVar

import numpy as np
import pypdfium2
import pypdfium2.raw
from numpy.typing import NDArray

Handle = int  # the address of a document, an object, a font ...
Opened = ctypes.c_void_p  # a page, or its text
Floats = NDArray[np.float32]

_INT, _HANDLE = ctypes.c_int, ctypes.c_void_p

PATH_OBJECT, FORM_OBJECT = 2, 5
CURVE_SEGMENT, MOVE_SEGMENT = 1, 2
_ROOM = 1024  # letters whose rows of numbers are written at a time


def _bound(name: str, result: Any, *arguments: Any) -> Callable[..., Any]:
    address = ctypes.cast(getattr(pypdfium2.raw, name), ctypes.c_void_p).value or 0
    return ctypes.PYFUNCTYPE(result, *arguments)(address)


_Result = TypeVar("_Result")
_OfLetter = Callable[[Opened, int], _Result]
_ToRow = Callable[[Opened, int, ctypes.c_void_p], int]

load_page = _bound("FPDF_LoadPage", _HANDLE, _HANDLE, _INT)
close_page = _bound("FPDF_ClosePage", None, _HANDLE)
page_box = _bound("FPDF_GetPageBoundingBox", _INT, _HANDLE, _HANDLE)
page_rotation = _bound("FPDFPage_GetRotation", _INT, _HANDLE)

load_text = _bound("FPDFText_LoadPage", _HANDLE, _HANDLE)
close_text = _bound("FPDFText_ClosePage", None, _HANDLE)
count_letters = _bound("FPDFText_CountChars", _INT, _HANDLE)
text_codes = _bound("FPDFText_GetText", _INT, _HANDLE, _INT, _INT, _HANDLE)
letter_code = _bound("FPDFText_GetUnicode", ctypes.c_uint, _HANDLE, _INT)
letter_box: _ToRow = _bound("FPDFText_GetLooseCharBox", _INT)
letter_size: _OfLetter[float] = _bound("FPDFText_GetFontSize", ctypes.c_double)
letter_matrix: _ToRow = _bound("FPDFText_GetMatrix", _INT)
letter_object: _OfLetter[Handle] = _bound("FPDFText_GetTextObject", ctypes.c_size_t)
letter_is_unmapped = _bound("FPDFText_HasUnicodeMapError", _INT, _HANDLE, _INT)

text_font = _bound("FPDFTextObj_GetFont", _HANDLE, _HANDLE)
font_weight = _bound("FPDFFont_GetWeight", _INT, _HANDLE)
font_name = _bound("FPDFFont_GetBaseFontName", ctypes.c_size_t, _HANDLE, _HANDLE, ctypes.c_size_t)

count_objects = _bound("FPDFPage_CountObjects", _INT, _HANDLE)
page_object: _OfLetter[Handle] = _bound("FPDFPage_GetObject", ctypes.c_size_t)
object_type = _bound("FPDFPageObj_GetType", _INT, _HANDLE)
object_matrix = _bound("FPDFPageObj_GetMatrix", _INT, _HANDLE, _HANDLE)
object_bounds = _bound("FPDFPageObj_GetBounds", _INT, *[_HANDLE] * 5)
count_form_objects = _bound("FPDFFormObj_CountObjects", _INT, _HANDLE)
form_object = _bound("FPDFFormObj_GetObject", _HANDLE, _HANDLE, ctypes.c_ulong)
path_mode = _bound("FPDFPath_GetDrawMode", _INT, _HANDLE, _HANDLE, _HANDLE)
count_segments = _bound("FPDFPath_CountSegments", _INT, _HANDLE)
path_segment = _bound("FPDFPath_GetPathSegment", _HANDLE, _HANDLE, _INT)
segment_point = _bound("FPDFPathSegment_GetPoint", _INT, _HANDLE, _HANDLE, _HANDLE)
segment_type = _bound("FPDFPathSegment_GetType", _INT, _HANDLE)
segment_closes = _bound("FPDFPathSegment_GetClose", _INT, _HANDLE)

next_link = _bound("FPDFLink_Enumerate", _INT, _HANDLE, _HANDLE, _HANDLE)
link_box = _bound("FPDFLink_GetAnnotRect", _INT, _HANDLE, _HANDLE)
link_action = _bound("FPDFLink_GetAction", _HANDLE, _HANDLE)
action_address = _bound(
    "FPDFAction_GetURIPath", ctypes.c_ulong, _HANDLE, _HANDLE, _HANDLE, ctypes.c_ulong
)


def each(function: Callable[..., Any], *arguments: Iterable[Any]) -> None:
    """Call a function over arguments side by side, for what it writes into memory."""
    deque(map(function, *arguments), maxlen=0)


def addresses(array: NDArray[Any], *, column: int = 0) -> range:
    """Return the address of each row of an array, or of a column's number in each row."""
    start: int = array.ctypes.data + column * array.itemsize
    step = array.strides[0]
    return range(start, start + step * len(array), step)


class _Rows:
    """Has a function write a row of numbers for each of a text's letters.

    Memory for some rows is used over and over, with a pointer to each: a pointer takes longer to
    make than a call of pdfium.
    """

    def __init__(self, function: _ToRow, columns: int) -> None:
        self._function = function
        self._numbers = np.zeros((_ROOM, columns), np.float32)
        self._pointers = list(map(ctypes.c_void_p, addresses(self._numbers)))

    def __call__(self, text: Opened, letters: list[int]) -> Floats:
        rows = np.zeros((len(letters), self._numbers.shape[1]), np.float32)
        for start in range(0, len(letters), _ROOM):
            own = letters[start : start + _ROOM]
            self._numbers[:] = 0  # where a function fails, it writes nothing
            each(self._function, repeat(text), own, self._pointers)
            rows[start : start + _ROOM] = self._numbers[: len(own)]
        return rows


boxes_of_letters = _Rows(letter_box, 4)
"""Returns (left, top, right, bottom) of letters in the page's own space, y counting up."""

matrices_of_letters = _Rows(letter_matrix, 6)
"""Returns the six numbers of each letter's matrix."""


@contextmanager
def opened_page(document: Handle, index: int) -> Iterator[tuple[Opened, Opened]]:
    """Hold a page and its text open; both are false where pdfium cannot load the page."""
    page = Opened(load_page(document, index))
    text = Opened(load_text(page) if page else None)
    try:
        yield page, text
    finally:
        if text:
            close_text(text)
        if page:
            close_page(page)
