"""Bytes of a file → its format, or an error that says what to do."""

from __future__ import annotations

import io
import zipfile

import pytest
from tests.extractors.word_file import p, r, word_file

from noticeparse.errors import EncryptedFile, ReadError, UnreadableFile, UnsupportedFormat
from noticeparse.extractors.sniff import sniff, suffix_mismatch

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


def zipped(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/"), data)
    return buffer.getvalue()


def ole(stream: str) -> bytes:
    return OLE + stream.encode("utf-16-le")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n", "pdf"),
        (b"\r\n\r\njunk %PDF-1.4\n", "pdf"),
        (word_file(p(r("names"))), "docx"),
        (b"<!DOCTYPE html><p>names", "html"),
        (b"\xef\xbb\xbf\n <!-- saved --> <HTML><body>names", "html"),
        (b"<?xml version='1.0'?><html>", "html"),
        (b"<div class='x'>names</div>", "html"),
        ("<html>names</html>".encode("utf-16"), "html"),
        (b"We share names.", "text"),
        (b"Company,Data\nArbor,names", "text"),
        (b"<3 names", "text"),
        ("Pupils’ names".encode("utf-16"), "text"),
        (b"Pupils\x92 names", "text"),
    ],
)
def test_formats(data: bytes, kind: str) -> None:
    assert sniff(data, "notice") == kind


@pytest.mark.parametrize(
    ("data", "error", "found", "advice"),
    [
        (b"", UnreadableFile, "empty", "again"),
        (b"\r\n \n", UnreadableFile, "empty", "again"),
        (ole("WordDocument"), UnsupportedFormat, "old Word", "save it as .docx"),
        (ole("Workbook"), UnsupportedFormat, "old Excel", "table"),
        (ole("EncryptedPackage"), EncryptedFile, "password", "password"),
        (OLE, UnsupportedFormat, "old Office", "Save"),
        (b"{\\rtf1", UnsupportedFormat, "Rich Text", "Word"),
        (b"\x89PNG\r\n\x1a\n", UnsupportedFormat, "PNG", "document"),
        (b"\xff\xd8\xff\xe0", UnsupportedFormat, "JPEG", "document"),
        (b"GIF89a", UnsupportedFormat, "GIF", "document"),
        (b"\0\0\0\x1cftypheic", UnsupportedFormat, "picture", "document"),
        (b"II*\0", UnsupportedFormat, "TIFF", "document"),
        (zipped(xl__workbook=b"x"), UnsupportedFormat, "Excel", "table"),
        (zipped(Index__Document=b"x"), UnsupportedFormat, "Pages", "Export"),
        (
            zipped(mimetype=b"application/vnd.oasis.opendocument.text"),
            UnsupportedFormat,
            "OpenDocument text",
            ".docx",
        ),
        (zipped(notes=b"x"), UnsupportedFormat, "zip file", "Unpack"),
        (word_file(p(r("names")))[:-40], UnreadableFile, "cut off", "again"),
        (bytes(range(256)) * 20, UnreadableFile, "neither", "anew"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related", UnsupportedFormat, ".mht", "web"),
    ],
)
def test_refusals(data: bytes, error: type[ReadError], found: str, advice: str) -> None:
    with pytest.raises(error) as caught:
        sniff(data, "trust/notice.doc")
    assert caught.value.message.startswith("trust/notice.doc: ")
    assert found in caught.value.message
    assert advice in caught.value.what_to_do


@pytest.mark.parametrize(
    ("suffix", "kind", "is_said"),
    [
        (".doc", "docx", True),
        (".PDF", "html", True),
        (".pdf", "pdf", False),
        (".xyz", "pdf", False),
    ],
)
def test_a_wrong_suffix_is_said(suffix: str, kind: str, is_said: bool) -> None:
    assert (suffix_mismatch(suffix, kind) is not None) == is_said
