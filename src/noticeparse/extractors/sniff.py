"""Bytes of a file → the name of its format.

The bytes decide, never the name: notices are saved as .doc and are web pages, or as .pdf and are
the error page of a server. What is recognised but not read is refused with advice that fits.

Known limits: a text is told from rubbish by its control characters alone.
"""

from __future__ import annotations

import re
from typing import Final

from noticeparse.errors import EncryptedFile, UnreadableFile, UnsupportedFormat
from noticeparse.extractors.archive import open_archive
from noticeparse.extractors.decoding import decode

MEDIA_TYPES: Final = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html",
    "text": "text/plain",
}

_SUFFIXES: Final = {
    ".pdf": "pdf",
    ".docx": "docx",
    ".docm": "docx",
    ".dotx": "docx",
    ".doc": "doc",
    ".htm": "html",
    ".html": "html",
    ".xhtml": "html",
    ".txt": "text",
    ".text": "text",
    ".md": "text",
    ".csv": "text",
    ".tsv": "text",
}

_IN_WORD: Final = "Open it in Word and save it as .docx."
_AS_PDF: Final = "Save it as .docx or .pdf in the program that made it and try again."
_AS_CSV: Final = "Copy the table into a Word document, or save the sheet as .pdf, and try again."
_PICTURE: Final = "Ask the school for the document itself; words in pictures are not read."

# (first bytes, what it is, what to do)
_MAGIC: Final = (
    (b"{\\rtf", "a Rich Text (.rtf) document", _IN_WORD),
    (b"\x89PNG\r\n", "a PNG picture", _PICTURE),
    (b"\xff\xd8\xff", "a JPEG picture", _PICTURE),
    (b"GIF8", "a GIF picture", _PICTURE),
    (b"II*\x00", "a TIFF picture", _PICTURE),
    (b"MM\x00*", "a TIFF picture", _PICTURE),
    (b"RIFF", "a picture or a recording", _PICTURE),
    (b"\xdb\xa5-\x00", "a document of a very old Word", _IN_WORD),
    (b"\x1f\x8b", "a packed (gzip) file", "Unpack it and try again."),
    (b"Rar!", "a packed (.rar) file", "Unpack it and try again."),
    (b"7z\xbc\xaf", "a packed (.7z) file", "Unpack it and try again."),
    (b"%!PS", "a PostScript file", "Save it as .pdf and try again."),
    (b"SQLite format 3\x00", "a database", "Give the notices themselves."),
)

# (a member's name or its beginning, what it is, what to do)
_ZIPS: Final = (
    ("xl/", "an Excel workbook", _AS_CSV),
    ("ppt/", "a PowerPoint presentation", "Save it as .pdf and try again."),
    ("Index/", "an Apple Pages or Numbers document", "Export it as Word or PDF and try again."),
    ("index.xml", "an Apple Pages document", "Export it as Word or PDF and try again."),
    ("META-INF/container.xml", "an e-book", _AS_PDF),
)

_ODF: Final = (
    (b"opendocument.text", "an OpenDocument text (.odt)"),
    (b"opendocument.spreadsheet", "an OpenDocument sheet (.ods)"),
    (b"opendocument", "an OpenDocument file"),
    (b"epub", "an e-book"),
)

# (name of a stream in an OLE file, what it is, what to do)
_OLE: Final = (
    ("WordDocument", "a document of old Word (.doc)", _IN_WORD),
    ("Workbook", "a workbook of old Excel (.xls)", _AS_CSV),
    ("Book", "a workbook of old Excel (.xls)", _AS_CSV),
    ("PowerPoint Document", "an old PowerPoint presentation", "Save it as .pdf and try again."),
    ("__substg1.0_", "an Outlook message (.msg)", "Save the attached notice on its own."),
)

_TAG = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,20000}?-->\s*)*<(?:!doctype\s+html|(?:html|head|body|title|"
    r"meta|link|style|script|div|section|article|main|header|nav|p|h[1-6]|table|ul|ol|dl|span|"
    r"font|center|b|strong)\b[^<>]*>)",
    re.IGNORECASE | re.DOTALL,
)
_OTHER_XML = re.compile(
    r"\s*<\?xml[^>]*>.{0,2000}?<(w:wordDocument|pkg:package|office:document)", re.S
)
_HEAD: Final = 40_000


def sniff(data: bytes, path: str) -> str:
    """Name the format of a file's bytes: "pdf", "docx", "html" or "text".

    `path` names the file in errors. Raises UnsupportedFormat for what is recognised but not
    read, EncryptedFile, and UnreadableFile for an empty file or rubbish.
    """
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        raise UnreadableFile(f"{path}: the file is empty.", what_to_do="Copy or download it again.")
    if data.startswith(b"PK\x03\x04") or data.startswith(b"PK\x05\x06"):
        return _sniff_zip(data, path)
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        raise _ole_error(data, path)
    for magic, kind, advice in _MAGIC:
        if data.startswith(magic):
            raise UnsupportedFormat(f"{path}: this is {kind}.", what_to_do=advice)
    if data[4:8] == b"ftyp":
        raise UnsupportedFormat(f"{path}: this is a picture or a film.", what_to_do=_PICTURE)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    return _sniff_text(data, path)


def suffix_mismatch(suffix: str, kind: str) -> str | None:
    """Say in a sentence that a file's suffix does not fit its bytes; None where it does."""
    expected = _SUFFIXES.get(suffix.lower())
    if expected is None or expected == kind:
        return None
    return f"The name ends in {suffix}, but the file is {_ARTICLES[kind]}; it was read as such."


_ARTICLES: Final = {
    "pdf": "a PDF",
    "docx": "a Word (.docx) document",
    "html": "a web page (HTML)",
    "text": "plain text",
}


def _sniff_zip(data: bytes, path: str) -> str:
    archive = open_archive(data, path)
    names = archive.names
    if any(name.startswith("word/") for name in names):
        return "docx"
    for start, kind, advice in _ZIPS:
        if any(name.startswith(start) for name in names):
            raise UnsupportedFormat(f"{path}: this is {kind}.", what_to_do=advice)
    mimetype = archive.read("mimetype") or b""
    for word, kind in _ODF:
        if word in mimetype:
            raise UnsupportedFormat(f"{path}: this is {kind}.", what_to_do=_AS_PDF)
    if "[Content_Types].xml" in names:
        # A Word file may keep its text under another folder; its reader looks for it.
        return "docx"
    message = f"{path}: this is a zip file of other files, not a Word document."
    raise UnsupportedFormat(message, what_to_do="Unpack it and give the folder.")


def _ole_error(data: bytes, path: str) -> UnsupportedFormat | EncryptedFile:
    # Names of streams stand in the directory as UTF-16; reading the whole structure would not
    # tell more.
    if any(_wide(name) in data for name in ("EncryptedPackage", "EncryptionInfo")):
        return EncryptedFile(f"{path}: the document is locked with a password.")
    for name, kind, advice in _OLE:
        if _wide(name) in data:
            return UnsupportedFormat(f"{path}: this is {kind}.", what_to_do=advice)
    return UnsupportedFormat(f"{path}: this is a file of an old Office program.")


def _wide(name: str) -> bytes:
    return name.encode("utf-16-le")


def _sniff_text(data: bytes, path: str) -> str:
    head, _ = decode(data[:_HEAD])
    controls = sum(ord(c) < 32 and c not in "\t\n\r\f\v\x1a\x1b" for c in head)
    broken = head.count("\ufffd")
    if controls > 0.01 * len(head) or broken > 0.1 * len(head):
        message = f"{path}: this is neither a document nor text that can be read."
        raise UnreadableFile(message)
    if re.match(r"\s*MIME-Version:", head) and "multipart/related" in head[:2000]:
        advice = "Open it in the browser and save it as a web page, or print it to PDF."
        raise UnsupportedFormat(f"{path}: this is a web archive (.mht).", what_to_do=advice)
    if _OTHER_XML.match(head):
        raise UnsupportedFormat(f"{path}: this is an XML form of a document.", what_to_do=_IN_WORD)
    return "html" if _TAG.match(head) else "text"
