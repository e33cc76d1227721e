"""Bytes of a file → its format, or an error that says what to do."""

from __future__ import annotations

import io
import zipfile

import pytest
from tests.extractors.word_file import p, r, word_file

from noticeparse.errors import EncryptedFile, NeedsOcr, ReadError, UnreadableFile, UnsupportedFormat
from noticeparse.extractors.sniff import is_folder_of_files, sniff, suffix_mismatch

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


def zipped(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__DOT__", ".").replace("__", "/"), data)
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
        (b"Company,Data\nArbor,names\nWonde,ages", "csv"),
        (b"List of 2025\n\nCompany;Data\nArbor;names\nWonde;ages\nTapestry;photos", "csv"),
        (b'Company,Data\n"Arbor, MIS","names, ages"\nWonde,"all, each night"', "csv"),
        (b"sep=;\r\nCompany;Data\r\nArbor;names", "csv"),
        (b"Arbor, names\nWonde, ages\nTapestry, photos", "text"),
        (b"Company\tData\nArbor\tnames\nWonde\tages", "text"),
        (b'Company\tData\nArbor\t"names\nand ages"\nWonde\tages', "csv"),
        (b"We use Arbor, a system,\nto hold names, ages\nand photos, too.", "text"),
        (zipped(xl__workbook__DOT__xml=b"x"), "xlsx"),
        (zipped(mimetype=b"application/vnd.oasis.opendocument.text"), "odt"),
        (b"<3 names", "text"),
        (b"\x89PNG\r\n\x1a\n", "png"),
        (b"\xff\xd8\xff\xe0", "jpeg"),
        (b"II*\0", "tiff"),
        (b"MM\0*", "tiff"),
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
        (ole("WordDocument"), UnsupportedFormat, "old Word", "Save As in the menu File"),
        (ole("Workbook"), UnsupportedFormat, "old Excel", "save it as .xlsx"),
        (ole("EncryptedPackage"), EncryptedFile, "password", "password"),
        (OLE, UnsupportedFormat, "old Office", "Save"),
        (b"{\\rtf1", UnsupportedFormat, "Rich Text", "choose Word Document (.docx) as the type"),
        (b"RIFF\x24\0\0\0WAVEfmt ", UnsupportedFormat, "recording", "notices"),
        (b"\0\0\0\x18ftypmp42", UnsupportedFormat, "film", "notices"),
        (zipped(xl__workbook__DOT__bin=b"x"), UnsupportedFormat, "xlsb", ".xlsx"),
        (zipped(ppt__presentation=b"x"), UnsupportedFormat, "PowerPoint", ".docx"),
        (zipped(Index__Tables__a=b"x"), UnsupportedFormat, "Numbers", "save it as .xlsx"),
        (zipped(Index__Document=b"x"), UnsupportedFormat, "Pages", "save it as .docx"),
        (
            zipped(mimetype=b"application/vnd.oasis.opendocument.presentation"),
            UnsupportedFormat,
            ".odp",
            "save it as .docx",
        ),
        (
            zipped(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"),
            UnsupportedFormat,
            ".ods",
            "save it as .xlsx",
        ),
        (zipped(folder__=b""), UnreadableFile, "empty", "again"),
        (zipped(notes=b"x"), UnsupportedFormat, "zip file", "Unpack"),
        (word_file(p(r("names")))[:-40], UnreadableFile, "cut off", "again"),
        (bytes(range(256)) * 20, UnreadableFile, "neither", "anew"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related", UnsupportedFormat, ".mht", "web"),
        (b"From: <Saved>\r\nMIME-Version: 1.0\r\nX: y\r\n\r\nx", UnsupportedFormat, ".mht", "web"),
        (
            b"From: office@larkhill.example\nTo: a@b.example\nSubject: our list\n of companies\n"
            b"MIME-Version: 1.0\n\nArbor: names",
            UnsupportedFormat,
            "an e-mail",
            "copy its text into Word",
        ),
    ],
)
def test_refusals(data: bytes, error: type[ReadError], found: str, advice: str) -> None:
    with pytest.raises(error) as caught:
        sniff(data, "trust/notice.doc")
    assert caught.value.message.startswith("trust/notice.doc: ")
    assert found in caught.value.message
    assert advice in caught.value.what_to_do


@pytest.mark.parametrize(
    "data",
    [
        b"GIF89a",
        b"RIFF\x24\0\0\0WEBPVP8 ",
        b"\0\0\0\x18ftypheic",
        b"\0\0\0\x1cftypmif1",
    ],
)
def test_pictures_name_the_extra_that_reads_them(data: bytes) -> None:
    with pytest.raises(NeedsOcr, match="picture") as caught:
        sniff(data, "scan.pdf")
    assert "`ocr`" in caught.value.what_to_do
    assert "document itself" in caught.value.what_to_do


@pytest.mark.parametrize(
    ("suffix", "kind", "is_said"),
    [
        (".doc", "docx", True),
        (".PDF", "html", True),
        (".pdf", "pdf", False),
        (".xyz", "pdf", False),
        (".txt", "csv", False),
        (".csv", "text", False),
        (".csv", "xlsx", True),
    ],
)
def test_a_wrong_suffix_is_said(suffix: str, kind: str, is_said: bool) -> None:
    assert (suffix_mismatch(suffix, kind) is not None) == is_said


def test_a_folder_with_an_index_of_its_notices_is_a_folder() -> None:
    names = ["Index of notices.docx", "north/privacy.pdf"]
    assert is_folder_of_files(b"PK\3\4", names)
    assert not is_folder_of_files(b"PK\3\4", ["Index/Document.iwa", "preview.jpg"])
    assert not is_folder_of_files(b"PK\3\4", ["Index.zip", "preview.jpg"])
