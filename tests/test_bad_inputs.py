"""Forty bad files in one folder with ten good ones → ten results and forty lines that help."""

from __future__ import annotations

import io
import json
import os
import random
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest
from tests.extractors.odt_file import odt_file
from tests.extractors.odt_file import p as odt_p
from tests.extractors.word_file import p, r, word_file
from tests.programs import needs_ocr

from noticeparse.reports.csv import read_rows

GOOD_LINES = "{name}\n\nWe share data with these companies:\n\n- Arbor – names and classes\n- Wonde – moves data each night\n"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
NOISE = random.Random(7).randbytes(3000)
ENTITIES = (
    '<!DOCTYPE lolz [<!ENTITY a "ha">'
    + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>"
)


def zipped(members: dict[str, bytes | str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def ole(stream: str) -> bytes:
    return OLE + stream.encode("utf-16-le")


def word(*paragraphs: str, rows: int = 0) -> bytes:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    for _ in range(rows):
        document.add_table(rows=2, cols=2)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def table_without_rows() -> bytes:
    return word_file("<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid></w:tbl>")


def workbook(*rows: tuple[object, ...]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def spread_out() -> bytes:
    book = openpyxl.Workbook()
    book.active["A1"] = book.active["XFD1048576"] = "Arbor"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def replaced(data: bytes, name: str, new: bytes | str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        members: dict[str, bytes | str] = {each: old.read(each) for each in old.namelist()}
    return zipped({**members, name: new})


def locked(data: bytes) -> bytes:
    """Mark the members of a zip as encrypted."""
    result = bytearray(data)
    for at in range(len(result) - 4):
        if result[at : at + 4] == b"PK\1\2":
            result[at + 8] |= 1
    return bytes(result)


def pdf(trailer: str = "", content: str = "") -> bytes:
    """A PDF of one page, of which nothing is to be read."""
    return (
        f"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>"
        f"endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>endobj\n"
        f"4 0 obj<</Length {len(content)}>>stream\n{content}\nendstream endobj\ntrailer<</Root 1 0 R{trailer}>>\n"
    ).encode()


ENCRYPTED_PDF = "/Encrypt<</Filter/Standard/V 1/R 2/P -4/O({o})/U({o})>>/ID[(a)(a)]".format(
    o="x" * 32
)
DEEP = "<w:p><w:r><w:t>" + "<w:smartTag>" * 20_000

# name: (bytes, code, a word of the message, a word of what to do)
BAD: dict[str, tuple[bytes, str, str, str]] = {
    "locked.docx": (ole("EncryptedPackage"), "encrypted", "password", "password"),
    "locked.xlsx": (ole("EncryptionInfo"), "encrypted", "password", "password"),
    "locked.odt": (odt_file(odt_p("x"), manifest="<encryption-data/>"), "encrypted", "password", "without one"),
    "locked.zip": (locked(zipped({"a.txt": "x", "b.txt": "y"})), "encrypted", "password", "password"),
    "locked parts.docx": (locked(word("We share names.")), "encrypted", "password", "password"),
    "locked.pdf": (pdf(ENCRYPTED_PDF), "encrypted", "password", "password"),
    "old word.doc": (ole("WordDocument"), "unsupported", "old Word", ".docx"),
    "old excel.xls": (ole("Workbook"), "unsupported", "old Excel", ".xlsx"),
    "old slides.ppt": (ole("PowerPoint Document"), "unsupported", "old PowerPoint", ".docx"),
    "letter.rtf": (b"{\\rtf1\\ansi We share names.}", "unsupported", "Rich Text", ".docx"),
    "mac.pages": (zipped({"Index/Document.iwa": "x"}), "unsupported", "Pages", ".docx"),
    "mac.numbers": (zipped({"Index/Tables/Tile.iwa": "x"}), "unsupported", "Numbers", ".xlsx"),
    "slides.pptx": (zipped({"[Content_Types].xml": "x", "ppt/presentation.xml": "x"}), "unsupported", "PowerPoint", ".docx"),
    "slides.odp": (zipped({"mimetype": "application/vnd.oasis.opendocument.presentation"}), "unsupported", ".odp", ".docx"),
    "sheet.ods": (zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "unsupported", ".ods", ".xlsx"),
    "book.epub": (zipped({"mimetype": "application/epub+zip"}), "unsupported", "e-book", ".docx"),
    "mail.msg": (ole("__substg1.0_0037001F"), "unsupported", "Outlook", "attached"),
    "page.mht": (b"MIME-Version: 1.0\nContent-Type: multipart/related\n\nx", "unsupported", "web archive", "web page"),
    "flat.xml": (b'<?xml version="1.0"?><w:wordDocument/>', "unsupported", "XML", ".docx"),
    "packed.gz": (b"\x1f\x8b\x08\0" + NOISE, "unsupported", "gzip", "Unpack"),
    "scan.png": (b"\x89PNG\r\n\x1a\n" + NOISE, "unreadable", "damaged", "anew"),
    "photo.jpg": (b"\xff\xd8\xff\xe0" + NOISE, "unreadable", "damaged", "anew"),
    "fax.tif": (b"II*\0" + NOISE, "unreadable", "damaged", "anew"),
    "phone.heic": (b"\0\0\0\x18ftypheic" + NOISE, "needs_ocr", "HEIC", "`ocr`"),
    "picture.webp": (b"RIFF\x24\0\0\0WEBPVP8 " + NOISE, "needs_ocr", "WEBP", "`ocr`"),
    "empty.txt": (b"", "unreadable", "empty", "again"),
    "blank.docx": (word(), "unreadable", "empty", "right file"),
    "no rows.docx": (table_without_rows(), "unreadable", "empty", "right file"),
    "blank.xlsx": (workbook(), "unreadable", "empty", "right file"),
    "noise.txt": (bytes(range(256)) * 20, "unreadable", "neither", "anew"),
    "noise.pdf": (b"%PDF-1.7\n" + NOISE, "unreadable", "noise.pdf", "anew"),
    "cut off.docx": (word("We share names.")[:-500], "unreadable", "cut off", "again"),
    "cut off.zip": (zipped({"a.txt": "x" * 500})[:-30], "unreadable", "cut off", "again"),
    "damaged.xlsx": (replaced(workbook(("a", "b")), "xl/worksheets/sheet1.xml", "<worksheet"), "unreadable", "damaged", "anew"),
    "damaged.odt": (odt_file("<text:p>"), "unreadable", "damaged", "anew"),
    "bomb.docx": (zipped({"word/document.xml": b" " * 30_000_000}), "unreadable", "inflates", "where it comes from"),
    "entities.docx": (zipped({"word/document.xml": ENTITIES + "<x>&i;</x>"}), "unreadable", "document type", "where it comes from"),
    "deep.docx": (word_file(DEEP), "unreadable", "damaged", "anew"),
    "huge.txt": (b"We share names with Arbor, and more of the like.\n" * 1_050_000, "too_large", "51 MB", "alone"),
    "spread.xlsx": (spread_out(), "too_large", "spread", "new workbook"),
}  # fmt: skip


def good() -> dict[str, bytes]:
    lines = GOOD_LINES.format(name="Larkhill School")
    rows = (("Company", "Data"), ("Arbor", "names"), ("Wonde", "classes"))
    mixed = lines.encode() + "- Café Pay - photos\n".encode("cp1252")
    return {
        "north/notice.txt": lines.encode(),
        "north/notice.docx": word(*lines.split("\n")),
        "south/notice.txt": lines.encode("utf-16"),
        "south/list.csv": b"Company,Data\nArbor,names\nWonde,classes\n",
        "south/list.xlsx": workbook(*rows),
        "south/list.odt": odt_file("".join(map(odt_p, lines.split("\n")))),
        "south/page.html": b"<html><body><h1>Larkhill School</h1><p>We use Arbor for names.</p></body></html>",
        "mixed encodings.txt": mixed,
        "not a word file.doc": b"<html><body><p>Larkhill School uses Arbor for names.</p></body></html>",
        "nearly empty.docx": word_file(p(r("We share nothing."))),
    }


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, float]:
    folder = tmp_path_factory.mktemp("bad")
    for name, data in {**good(), **{f"bad/{name}": case[0] for name, case in BAD.items()}}.items():
        path = folder / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    started = time.monotonic()
    command = [sys.executable, "-m", "noticeparse", "convert", "in", "--jobs", "2"]
    done = subprocess.run(
        command,
        cwd=folder,
        capture_output=True,
        check=False,
        env={**os.environ, "COLUMNS": "200", "PYTHONIOENCODING": "utf-8"},
        encoding="utf-8",
    )
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr + done.stdout
    return folder, done.stdout + done.stderr, time.monotonic() - started


def failures(folder: Path) -> dict[str, dict[str, str]]:
    columns, rows = read_rows(folder / "output" / "failures.csv")
    listed = [dict(zip(columns, row, strict=True)) for row in rows]
    return {row["source"]: row for row in listed}


def test_ten_are_read_and_forty_are_listed(converted: tuple[Path, str, float]) -> None:
    folder, _, seconds = converted
    assert len(BAD) == 40
    read = {
        path.relative_to(folder / "output").as_posix()
        for path in (folder / "output").rglob("*.json")
    }
    assert read - {"run.json", "datapackage.json"} == {f"{name}.json" for name in good()}
    assert set(failures(folder)) == {f"bad/{name}" for name in BAD}
    run = json.loads((folder / "output" / "run.json").read_text("utf-8"))
    assert (run["counts"]["notices"], run["counts"]["failures"]) == (10, 40)
    assert seconds < 120  # the huge text is not parsed


@pytest.mark.parametrize("name", BAD)
def test_each_line_has_the_code_and_advice_that_fit(
    name: str, converted: tuple[Path, str, float]
) -> None:
    if name in ("scan.png", "photo.jpg", "fax.tif"):
        needs_ocr()  # without it, no picture is opened
    row = failures(converted[0])[f"bad/{name}"]
    _, code, found, advice = BAD[name]
    assert row["code"] == code, row
    assert found in row["message"], row
    assert name in row["message"], row
    assert advice in row["what_to_do"], row


def test_mixed_encodings_are_read_and_told(converted: tuple[Path, str, float]) -> None:
    path = converted[0] / "output" / "mixed encodings.txt.json"
    data = json.loads(path.read_text("utf-8"))
    assert [row["company"] for row in data["disclosures"]][-1] == "Café Pay"
    assert "mixed_encoding" in [issue["code"] for issue in data["issues"]]


def test_two_of_one_name_stay_apart(tmp_path: Path) -> None:
    for name in ("a/in/notice.txt", "b/in/Notice.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True)
        path.write_text(GOOD_LINES.format(name="Larkhill School"), encoding="utf-8")
    command = [sys.executable, "-m", "noticeparse", "convert", "a/in", "b/in", "--quiet"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    found = {
        p.relative_to(tmp_path / "output").as_posix()
        for p in (tmp_path / "output").rglob("*.txt.json")
    }
    assert found == {"a/in/notice.txt.json", "b/in/Notice.txt.json"}


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such links without rights")
def test_what_cannot_be_opened_is_listed(tmp_path: Path) -> None:
    inside = tmp_path / "in"
    inside.mkdir()
    (inside / "good.txt").write_text(GOOD_LINES.format(name="Larkhill School"), encoding="utf-8")
    (inside / "gone.txt").symlink_to(tmp_path / "nowhere")
    (inside / "circle.txt").symlink_to(inside / "circle.txt")
    secret = inside / "secret"
    secret.mkdir()
    secret.chmod(0)
    try:
        command = [sys.executable, "-m", "noticeparse", "convert", "in"]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    finally:
        secret.chmod(0o700)
    assert done.returncode == 1, (done.stdout, done.stderr)
    rows = failures(tmp_path)
    assert {row["code"] for row in rows.values()} == {"unreadable"}
    assert {"gone.txt", "circle.txt"} <= set(rows)
    assert "Check" in rows["gone.txt"]["what_to_do"]
