"""What is fuzzed: functions of bytes that raise nothing but errors of noticeparse, and their seeds.

What a target checks besides, it asserts. Seeds are small, and made of the samples and the tests.
"""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import io
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from tests.correcting import COMPANIES, notice_text
from tests.extractors.test_pdf_hostile import FONT, TEXT, bomb, form, one_page, page, stream
from tests.fuzz.changes import Change, in_json, in_lines, in_zip, markup, some_bytes
from tests.fuzz.structure import objects, parts
from tests.properties.test_extractors_mutated import LINES, PAGE, WORD
from tests.reports.made import notice

from noticeparse.decisions.decide import decide
from noticeparse.decisions.edits import find_edits
from noticeparse.decisions.making import Signature, new_decisions, withdrawals
from noticeparse.errors import NoticeparseError
from noticeparse.extractors import READERS, File, read_bare, read_file
from noticeparse.extractors.scans.raster import frames_of
from noticeparse.extractors.sniff import sniff
from noticeparse.model import Decision, Notice, Table, walk_tables
from noticeparse.pipeline import parse
from noticeparse.reports import Options, open_writer
from noticeparse.reports.decision_log import DECISIONS_FILE, decision_to_json, read_decisions
from noticeparse.reports.json import from_dict, notice_from_json, notice_to_json, to_dict
from noticeparse.reports.rows import disclosure_rows, tag_rows, warning_rows
from noticeparse.reports.sheet_reader import read_sheet
from noticeparse.vocabulary import load_vocabulary

SAMPLES = Path(__file__).parents[2] / "samples" / "notices"
_SHORT = 2_000  # bytes of a seed of what is read in full
_LONGEST = 60_000  # bytes of a sample that is a seed: changing more takes long and finds no more


@dataclass(frozen=True, slots=True)
class Target:
    """What is run, what it begins with, and how an input is changed."""

    run: Callable[[bytes], object]
    seeds: Callable[[], list[bytes]]
    change: Change = some_bytes


def reads(kind: str, data: bytes) -> None:
    """Read bytes as a file of this kind, whatever they are; also in the simplest way."""
    file = File(f"n.{kind}", f".{kind}", data, kind)
    document = read_file(file)
    for table in walk_tables(each for each in document.blocks if isinstance(each, Table)):
        for cell in table.cells:
            assert 0 <= cell.row < cell.row + cell.row_span <= table.rows
            assert 0 <= cell.column < cell.column + cell.column_span <= table.columns
    read_bare(file)


def sniffs(data: bytes) -> None:
    """Say what a file is."""
    assert sniff(data, "n") in READERS


def looks(data: bytes) -> None:
    """Decode a picture; recognising what is on it takes a second, and works on pixels alone."""
    for raster in frames_of(data, "n"):
        assert raster.width > 0
        assert raster.height > 0


def parses(data: bytes) -> None:
    """Read a notice in plain text or HTML from its bytes to its rows, and back from its JSON."""
    if sniff(data, "n") in ("text", "html", "csv"):
        found = parse(data, source_path="n")
        assert to_dict(from_dict(to_dict(found))) == to_dict(found)


def parses_in_full(data: bytes) -> None:
    """Read whatever it is from its bytes to its rows, as a worker does; also what is no notice."""
    found = parse(data, source_path="n")
    assert found.receipt is not None
    notice_to_json(found)


def takes_back(data: bytes) -> None:
    """Read a notice file; what is read can be written, and gives the same again."""
    found = notice_from_json(data.decode("utf-8", "replace"))
    told = notice_to_json(found)
    assert notice_to_json(notice_from_json(told)) == told
    for rows in (disclosure_rows, tag_rows, warning_rows):
        list(rows(found))


def applies(data: bytes) -> None:
    """Take corrections from a workbook into decisions, and apply them to its notice."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "disclosures.xlsx"
        path.write_bytes(data)
        book = read_sheet(path)
    signature = Signature("Ada", "2026-01-01T00:00:00+00:00", book.id, book.known)
    made = new_decisions(find_edits(book).edits, (), signature=signature)
    made += withdrawals(book.withdrawn, made, signature=signature)
    lines = "\n".join(map(decision_to_json, made))
    assert tuple(_decisions(lines.encode())) == tuple(made)
    _decided(tuple(made))


def decides(data: bytes) -> None:
    """Apply a file of decisions."""
    _decided(_decisions(data))


def _decisions(data: bytes) -> tuple[Decision, ...]:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / DECISIONS_FILE).write_bytes(data)
        return read_decisions(Path(folder))


def _decided(decisions: tuple[Decision, ...]) -> None:
    done = decide([_read()], decisions, match=lambda _: None, tag=lambda row: row)
    for each in done.notices:
        notice_to_json(each)
        list(disclosure_rows(each))


@functools.cache
def _read() -> Notice:
    text = notice_text("Moorland Edge Primary School", COMPANIES[:4])
    return parse(text.encode(), source_path="moorland/notice.txt")


def _workbook() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        all_of_it = load_vocabulary()
        little = dataclasses.replace(all_of_it, terms=all_of_it.terms[::9], suppliers=())
        writer = open_writer("xlsx", Path(folder), options=Options(vocabulary=little))
        writer.add(_read())
        (path,) = writer.finish().files
        return path.read_bytes()


def _corrected() -> bytes:
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(_workbook()))
    titles = [cell.value for cell in book["Disclosures"][1]]
    for row, (title, value) in enumerate((("Company", "Bromcom Ltd"), ("Status", "Historic")), 2):
        book["Disclosures"].cell(row, titles.index(title) + 1).value = value
    book["Disclosures"].delete_rows(4)
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def _decision_lines() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "disclosures.xlsx"
        path.write_bytes(_corrected())
        book = read_sheet(path)
    signature = Signature("Ada", "2026-01-01T00:00:00+00:00", book.id, book.known)
    made = new_decisions(find_edits(book).edits, (), signature=signature)
    later = [dataclasses.replace(each, id=each.id[::-1], supersedes=(each.id,)) for each in made]
    return "\n".join(map(decision_to_json, (*made, *later))).encode()


def _samples(suffix: str) -> list[bytes]:
    found = (path.read_bytes() for path in sorted(SAMPLES.rglob(f"*{suffix}")))
    return [data for data in found if len(data) <= _LONGEST]


def _pdfs() -> list[bytes]:
    forms = page(forms=b"/X 6 0 R"), FONT, form(TEXT, 6)
    return [
        *(one_page(stream(TEXT)), one_page(bomb(TEXT + b"\n", 1))),
        one_page(stream(b"/X Do"), *forms),
        *_samples(".pdf")[:1],
    ]


def _pictures() -> list[bytes]:
    found = []
    for kind, mode in (("PNG", "L"), ("JPEG", "RGB"), ("TIFF", "1"), ("PNG", "P")):
        packed = io.BytesIO()
        picture = Image.new(mode, (60, 80), 1)
        picture.paste(0, (10, 10, 50, 14))
        picture.save(packed, kind, dpi=(72, 72))
        found.append(packed.getvalue())
    return found


def _odt() -> list[bytes]:
    from tests.extractors.odt_file import odt_file

    body = (
        '<text:h text:outline-level="1">Larkhill</text:h><text:list><text:list-item><text:p>Arbor'
    )
    body += "<text:s/>names<text:note><text:p>why</text:p></text:note></text:p></text:list-item>"
    body += '</text:list><table:table><table:table-row table:number-rows-repeated="2">'
    body += '<table:table-cell table:number-columns-spanned="2"><text:p>Wonde</text:p>'
    return [odt_file(body + "</table:table-cell></table:table-row></table:table>")]


def _sheets() -> list[bytes]:
    import openpyxl

    book = openpyxl.Workbook()
    for row in (("Company", "Data"), ("Arbor", "names"), ("Wonde", 44_000), (True, "=1+1"), ("x",)):
        book.active.append(row)
    book.active.merge_cells("A4:B5")
    book.create_sheet("Larkhill").append(("Zoom", "calls"))
    packed = io.BytesIO()
    book.save(packed)
    return [packed.getvalue()]


def _pages() -> list[bytes]:
    return [PAGE.encode(), *_samples(".html")]


def _texts() -> list[bytes]:
    lines = [LINES.encode(), *_samples(".txt")]
    return [*lines, "Company,Data\nArbor,names\nWonde,classes\n".encode("utf-16")]


def _tables() -> list[bytes]:
    quoted = b'sep=;\nCompany;Data\nArbor;"names\nand ages"\nWonde;"a ""b"""\n'
    return [quoted, b"Company,Data\nArbor,names\nWonde,classes\nZoom,calls\n", *_texts()]


def _reading(kind: str) -> Callable[[bytes], None]:
    return functools.partial(reads, kind)


TARGETS = {
    "sniffer": Target(
        sniffs, lambda: [WORD, *_pages(), *_texts(), *_pdfs()[:1], *_pictures(), *_odt()]
    ),
    "text": Target(_reading("text"), _texts),
    "csv": Target(_reading("csv"), _tables),
    "html": Target(_reading("html"), _pages, markup),
    "docx": Target(_reading("docx"), lambda: [WORD, *_samples(".docx")], in_zip),
    "odt": Target(_reading("odt"), _odt, in_zip),
    "xlsx": Target(_reading("xlsx"), _sheets, in_zip),
    "pdf": Target(_reading("pdf"), _pdfs),
    "docx_parts": Target(parses_in_full, lambda: [WORD, *_samples(".docx")], parts),
    "odt_parts": Target(parses_in_full, lambda: [*_odt(), *_samples(".odt")], parts),
    "xlsx_parts": Target(parses_in_full, lambda: [*_sheets(), *_samples(".xlsx")], parts),
    "pdf_objects": Target(parses_in_full, lambda: [*_pdfs(), *_samples(".pdf")], objects),
    "apply_parts": Target(applies, lambda: [_workbook(), _corrected()], parts),
    "scans": Target(looks, _pictures),
    "parser": Target(
        parses,
        lambda: [each for each in (*_pages(), *_tables()) if len(each) < _SHORT],
        markup,
    ),
    "notice": Target(
        takes_back, lambda: [notice_to_json(each).encode() for each in (notice(), _read())], in_json
    ),
    "apply": Target(applies, lambda: [_workbook(), _corrected()], in_zip),
    "decisions": Target(decides, lambda: [_decision_lines()], in_lines),
}


def run(target: Target, data: bytes) -> None:
    """Run a target; what it refuses with a sentence of ours is well."""
    with contextlib.suppress(NoticeparseError):
        target.run(data)
