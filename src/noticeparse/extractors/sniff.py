"""Bytes of a file → the name of its format.

The bytes decide, never the name: notices are saved as .doc and are web pages, or as .pdf and are
the error page of a server. What is recognised but not read is refused with advice that fits.

Known limits: a text is told from rubbish by its control characters alone.
"""

import re
from collections.abc import Callable, Collection
from typing import Final, NoReturn

from noticeparse.errors import EncryptedFile, NeedsOcr, UnreadableFile, UnsupportedFormat
from noticeparse.extractors.archive import CONTENT_TYPES, open_archive
from noticeparse.extractors.csv import find_dialect
from noticeparse.extractors.decoding import decode
from noticeparse.given import table

# What is read: its media type, the suffixes of its files, what it is called, how pictures begin.
_FORMATS: Final = {row["kind"]: row for row in table(__file__, "formats.csv")}
MEDIA_TYPES: Final = {kind: row["media_type"] for kind, row in _FORMATS.items()}
_KINDS: Final = {
    **{".doc": "doc", ".xls": "xls"},  # which what is read is often taken for
    **{suffix: kind for kind, row in _FORMATS.items() for suffix in row["suffixes"].split()},
}

# What is recognised and refused, and what to do: by how the file or its text begins, the beginning
# of a zip's member, a word of its mimetype, a line at the head of an e-mail or of a page that a
# browser saved in the same way, or the name of a stream in a file of old Office.
_REFUSED: Final = table(__file__, "refused.csv")
_ADVICE: Final = {row["sign"]: row["what"] for row in _REFUSED if row["where"] == "advice"}

_TAG = re.compile(
    r"\s*+(?:<\?xml[^>]*+>\s*+)?(?:<!--(?:(?!-->).)*+-->\s*+)*+<(?:!doctype\s+html|(?:html|head|"
    r"body|title|meta|link|style|script|div|section|article|main|header|nav|p|h[1-6]|table|ul|ol|"
    r"dl|span|font|center|b|strong)\b[^<>]*>)",
    re.IGNORECASE | re.DOTALL,
)
_MAIL = re.compile(r"\s*(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)+")
_HEAD: Final = 40_000
_LONGEST_TYPE: Final = 200  # bytes of what an OpenDocument file says that it is


def sniff(data: bytes, path: str) -> str:
    """Name the format of a file's bytes: a key of MEDIA_TYPES.

    `path` names the file in errors. Raises UnsupportedFormat for what is recognised but not
    read, NeedsOcr for a picture of such a kind, EncryptedFile, and UnreadableFile for an empty file
    or rubbish.
    """
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        raise UnreadableFile(f"{path}: the file is empty.", what_to_do="Copy or download it again.")
    if data.startswith(b"PK\x03\x04") or data.startswith(b"PK\x05\x06"):
        return _sniff_zip(data, path)
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        _refuse_ole(data, path)

    def begins(sign: str) -> bool:
        return re.match(sign.encode(), data, re.DOTALL) is not None

    for kind, row in _FORMATS.items():
        if row["beginning"] and begins(row["beginning"]):
            return kind
    _refuse("picture", begins, path)
    _refuse("beginning", begins, path)
    return "pdf" if b"%PDF-" in data[:1024] else _sniff_text(data, path)


def _refuse(where: str, has: Callable[[str], bool], path: str) -> None:
    """Raise NeedsOcr or UnsupportedFormat where a file has a sign of what is not read."""
    for row in _REFUSED:
        if row["where"] == where and has(row["sign"]):
            said = f"{path}: this is {row['what']}."
            if where == "picture":
                raise NeedsOcr(said)
            raise UnsupportedFormat(said, what_to_do=_ADVICE[row["advice"]])


def suffix_mismatch(suffix: str, kind: str) -> str | None:
    """Say in a sentence that a file's suffix does not fit its bytes; None where it does."""
    expected = _KINDS.get(suffix.lower())
    if expected is None or expected == kind or {expected, kind} == {"text", "csv"}:
        return None
    what = _FORMATS[kind]["what"]
    return f"The name ends in {suffix}, but the file is {what}; it was read as such."


def _sniff_zip(data: bytes, path: str) -> str:
    archive = open_archive(data, path)
    names = archive.names
    for start, kind in (("word/", "docx"), ("xl/workbook.xml", "xlsx")):
        if any(name.startswith(start) for name in names):
            return kind
    _refuse("member", lambda sign: any(name.startswith(sign) for name in names), path)
    mimetype = (archive.read("mimetype", _LONGEST_TYPE) or b"").strip()
    if mimetype.removesuffix(b"-template") == MEDIA_TYPES["odt"].encode():
        return "odt"
    _refuse("mimetype", lambda sign: sign.encode() in mimetype, path)
    if archive.is_package:
        # A Word file may keep its text under another folder; its reader looks for it.
        return "docx"
    if not any(is_file(name) for name in names):
        message = f"{path}: this zip file is empty."
        raise UnreadableFile(message, what_to_do="Make or download it again.")
    archive.check_as_folder(len(data))
    message = f"{path}: this is a zip file of other files, not a document."
    raise UnsupportedFormat(message, what_to_do="Unpack it and give the folder.")


def is_file(name: str) -> bool:
    """Say whether a member of a zip is a file, no folder and no leaving of a Mac."""
    return not name.endswith("/") and not name.startswith("__MACOSX/")


def is_folder_of_files(data: bytes, names: Collection[str]) -> bool:
    """Say whether a zip is a folder that someone packed, and not a document of an office program.

    `data` are its first bytes, `names` those of its members.
    """
    marks = ("word/", "xl/", "ppt/", "Index/", "Index.zip", "index.xml", "index.apxl", "mimetype")
    if not data.startswith(b"PK") or CONTENT_TYPES in names:
        return False
    told = any(name.startswith(("META-INF/", *marks)) for name in names)
    return any(map(is_file, names)) and not told


def _refuse_ole(data: bytes, path: str) -> NoReturn:
    # Reading the whole structure would not tell more than the names of streams in its directory.
    def has(name: str) -> bool:
        return name.encode("utf-16-le") in data

    if has("EncryptedPackage") or has("EncryptionInfo"):
        raise EncryptedFile(f"{path}: the document is locked with a password.")
    _refuse("stream", has, path)
    raise UnsupportedFormat(f"{path}: this is a file of an old Office program.")


def _sniff_text(data: bytes, path: str) -> str:
    head, _ = decode(data[:_HEAD])
    controls = sum(ord(c) < 32 and c not in "\t\n\r\f\v\x1a\x1b" for c in head)
    broken = head.count("\ufffd")
    if controls > 0.01 * len(head) or broken > 0.1 * len(head):
        message = f"{path}: this is neither a document nor text that can be read."
        raise UnreadableFile(message)
    mail = _MAIL.match(head)
    lines = mail[0].split("\n") if mail else []
    if any(line.startswith("MIME-Version:") for line in lines):
        _refuse("mail", lambda sign: any(line.startswith(sign) for line in lines), path)
    _refuse("text", lambda sign: re.match(sign, head, re.DOTALL) is not None, path)
    if _TAG.match(head):
        return "html"
    if head.lstrip().startswith("<!--") and _TAG.match(decode(data)[0]):
        return "html"  # its comments are longer than the head
    return "csv" if find_dialect(head, is_whole=len(data) <= _HEAD) else "text"
