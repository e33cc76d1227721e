"""Notice → the notice back out as a Word file to edit and publish; findings → a letter.

A clean table in the school's own words: corrected rows as they were corrected, sections as rows
that span it, statements before it, and a mark where the notice does not state what it has to:
"[school to state the purpose]", or, where a statement before it does for all rows, "[as stated
above]"; both are read back as not stated. A column of data and purpose
together stays one. Rows stand in the school's order, those without a section first; where a notice
has both kinds of columns, rows of each kind have a table. Two runs give the same bytes.

Limits: the look of the notice is lost; prose that says nothing of a recipient is left out. What a
person decided without words (a tag, a status) is named in words of the vocabulary; words that
earned a tag which a person took out stay.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from itertools import count, groupby
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from noticeparse.comparison import Names
from noticeparse.comparison.values import HELD_WORDS
from noticeparse.decisions import decided_fields, effective_rows
from noticeparse.decisions.effective import DECIDED
from noticeparse.findings import CODES, Finding
from noticeparse.model import Disclosure, Notice, School
from noticeparse.reports.check_page import places
from noticeparse.reports.page_docx import OURS, new_document, saved
from noticeparse.reports.words import cleaned, titles_of, words_about
from noticeparse.text.dates import date_in_words

_HEAD, _SECTION = "DCE6F1", "F2F2F2"
_WIDTH, _ROOM = 2.8, 26.7  # centimetres: of a column, and of all together
_WIDTHS = {"company": 3.6, "data": 6.0, "purpose": 5.0, "both": 9.0, "lawful_basis": 3.6}
_GAP, _SOFT = map(RGBColor.from_string, ("8A1C4A", "4B5666"))
_CAPTIONS, _GAPS = titles_of("draft column"), titles_of("draft gap")
_SAID = titles_of("draft status")
_ABOVE = titles_of("draft statement")["above"]
# The tags that stand in a column.
_KINDS = {
    "data": ("category",),
    "purpose": ("purpose",),
    "both": ("category", "purpose"),
    "subjects": ("data_subject",),
}
_ALWAYS = ("subjects", "lawful_basis", "location", "retention")  # what a notice has to state


def draft_docx(notice: Notice, names: Names, school: School | None) -> bytes:
    """Lay a notice out anew, for one of its schools."""
    document = new_document("")
    told = school.name if school else ""
    document.add_heading(cleaned(str(notice.title or _CAPTIONS["title"])), 1)
    if told and told not in str(notice.title or ""):
        document.add_paragraph(cleaned(told))
    for text in dict.fromkeys(text for _, text in notice.said_for_all()):
        document.add_paragraph(cleaned(text))
    above = frozenset(
        kind
        for kind, text in notice.said_for_all()
        if kind != "lawful_basis" or names.bases_in(text)
    )
    rows = sorted(effective_rows(notice), key=lambda row: bool(row.section))
    kinds = Counter(_is_apart(row) for row in rows if row.description)
    usual = kinds[True] >= kinds[False]  # a row without words goes with most others
    for apart in (True, False):
        of_kind = [row for row in rows if (_is_apart(row) if row.description else usual) is apart]
        if of_kind:
            _add_table(document, of_kind, names, above, apart=apart)
            document.add_paragraph()
    return saved(document)


def letter_docx(school: str, findings: Sequence[Finding], day: date) -> bytes:
    """Lay out a letter to a school: what its notices leave open, each with their own words."""
    words = words_about("letter")
    document = new_document(words["subject"][0], upright=True)
    document.core_properties.comments = OURS
    for text in (school, date_in_words(day.isoformat()), words["greeting"][0]):
        document.add_paragraph(cleaned(text))
    document.add_heading(words["subject"][0], 1)
    document.add_paragraph(words["opening"][1])
    for code, found in groupby(findings, key=lambda each: each.code):
        document.add_heading(CODES[code], 2)
        for each in found:
            paragraph = document.add_paragraph(style="List Number")
            paragraph.paragraph_format.space_after = Pt(6)
            paragraph.add_run(cleaned(each.sentence))
            quoted = " ".join(each.words.split())
            if quoted and each.words != HELD_WORDS:
                paragraph.add_run().add_break()
                paragraph.add_run(cleaned(f"“{quoted}”")).italic = True
            if told := "; ".join(places(each)):
                paragraph.add_run().add_break()
                paragraph.add_run(cleaned(told)).font.color.rgb = _SOFT
    for line in words["closing"][1].split("\n"):
        document.add_paragraph(line)
    return saved(document)


def questions(findings: Sequence[Finding]) -> dict[str, list[Finding]]:
    """The findings that a school is asked about, by its name; those of reading are not."""
    asked: dict[str, list[Finding]] = defaultdict(list)
    for each in findings:
        if each.school and each.code in words_about("asked"):
            asked[each.school].append(each)
    return asked


def _add_table(
    document: Any,
    rows: Sequence[Disclosure],
    names: Names,
    above: Collection[str],
    *,
    apart: bool,
) -> None:
    """Add a table; `above` are the kinds that are said for all its rows before it."""
    columns = _columns(rows, apart=apart)
    table = document.add_table(rows=1, cols=len(columns), style="Table Grid")
    table.autofit = False
    for cell, name in zip(table.rows[0].cells, columns, strict=True):
        _shade(cell, _HEAD)
        _fill(cell, _CAPTIONS.get(name, name.removeprefix("other.")), bold=True)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    section = ""
    for row in rows:
        if row.section and str(row.section) != section:
            cells = table.add_row().cells
            across = cells[0].merge(cells[-1])
            _shade(across, _SECTION)
            _fill(across, str(row.section), bold=True)
        section = str(row.section or "")
        cells = table.add_row().cells
        for cell, name in zip(cells, columns, strict=True):
            gap = _ABOVE if name in above else _GAPS.get(name, "")
            _fill(cell, _cell(row, name, names) or gap)
    shares = [_WIDTHS.get(name, _WIDTH) for name in columns]
    widths = [Cm(share * _ROOM / sum(shares)) for share in shares]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for line in table.rows:
        line._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, width in zip(line.cells, widths, strict=True):
            if cell.grid_span == 1:
                cell.width = width


def _shade(cell: Any, colour: str) -> None:
    shading = OxmlElement("w:shd")
    shading.set(qn("w:val"), "clear")
    shading.set(qn("w:fill"), colour)
    cell._tc.get_or_add_tcPr().append(shading)


def _columns(rows: Sequence[Disclosure], *, apart: bool) -> list[str]:
    """The columns of a table: those that a notice needs, and those that its rows fill."""
    filled = dict.fromkeys(name for row in rows for name in _cells(row))
    more = [name for name in filled if name.startswith("other.") or name in ("consent", "link")]
    middle = ["both"]
    if apart:
        both = [row for row in rows if row.fields.data and row.fields.purpose]
        begin = sum(row.description.string.startswith(str(row.fields.data)) for row in both)
        middle = ["data", "purpose"] if begin * 2 >= len(both) else ["purpose", "data"]
    return ["company", *middle, *_ALWAYS, *more]


def _is_apart(row: Disclosure) -> bool:
    """Is the description made of a cell of data and one of purposes, and no more?"""
    cells = (str(row.fields.data or ""), str(row.fields.purpose or ""))
    return sorted(" ".join(cells).split()) == sorted(row.description.string.split())


def _cells(row: Disclosure) -> dict[str, str]:
    """What the fields of a row say, by name; of two columns of one caption the second is told."""
    cells: dict[str, str] = {}
    for name, text in row.fields.named():
        free = (name if number == 1 else f"{name} ({number})" for number in count(1))
        cells[next(each for each in free if each not in cells)] = text.string
    return cells


def _cell(row: Disclosure, name: str, names: Names) -> str:
    if name == "company":
        return row.company.string
    cells = _cells(row)
    texts = [cells.get(name, "")]
    if name == "both":
        # The data may stand apart from the description, which then is of the purpose alone.
        data = [] if cells.get("data", "") in row.description.string else [cells["data"]]
        texts = [row.description.string, *data]
    return "; ".join(filter(None, [*texts, *_decided(row, name, names)]))


def _decided(row: Disclosure, column: str, names: Names) -> Iterator[str]:
    """What a person said goes there, which no words of the notice say."""
    for tag in row.tags:
        if tag.method == DECIDED and tag.kind in _KINDS.get(column, ()):
            denied = "not " if tag.polarity == "not_shared" else ""
            yield f"{denied}{names.label(tag.kind, tag.id)}"
    fields = decided_fields(row) if column in ("data", "both") else ()
    if "no_personal_data" in fields and row.no_personal_data:
        yield _SAID["nothing"]
    if "status" in fields:
        yield _SAID.get(row.status, row.status)


def _fill(cell: Any, text: str, *, bold: bool = False) -> None:
    """Fill a cell, a paragraph a line; what is for the school to state in colour."""
    for number, line in enumerate(cleaned(text).split("\n")):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        run = paragraph.add_run(line)
        run.bold = bold or None
        if line in _GAPS.values():
            run.font.color.rgb = _GAP
        elif line == _ABOVE:
            run.font.color.rgb = _SOFT
