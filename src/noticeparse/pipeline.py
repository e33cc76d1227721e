"""A path → a Notice: extractors → parser → classifier → suppliers.

This is the only file that knows the order. Everything here is a function of the file and the
vocabulary: the same bytes give the same notice.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import takewhile

from noticeparse.classifier import classify, lawful_bases
from noticeparse.collecting import not_collecting
from noticeparse.extractors import Given, load, read_bare, read_file
from noticeparse.grading import with_grades
from noticeparse.model import Disclosure, Issue, Notice, ReadWord, School, with_schools
from noticeparse.model.document import Document, Heading, Table, Text
from noticeparse.parser import FindNames, Parsed, parse_document
from noticeparse.parser.context import wording_of
from noticeparse.parser.refusals import Refusal, kept
from noticeparse.persons import may_be_person
from noticeparse.receipt import count, count_read, lay_out, list_markers, read_words, texts_of
from noticeparse.stages import stage
from noticeparse.suppliers import find_names, supplier_of, with_short_forms
from noticeparse.text import first_match
from noticeparse.vocabulary import Vocabulary, load_vocabulary
from noticeparse.workbooks import Part, begins, in_sheets, parts_of, told_apart


def parse(
    given: Given,
    *,
    source_path: str | None = None,
    schools: Sequence[School] = (),
    vocabulary: Vocabulary | None = None,
    pdf_engine: str | None = None,
) -> Notice:
    """Read a notice: its school, its statements, and a disclosure a company, with tags.

    `given` is a path, the bytes of a file, or a file open for them; `source_path` and `pdf_engine`
    are as for `read`. With `schools` it counts for these instead of the one that it names. Raises
    ReadError where the file yields nothing; what is lost or doubtful is in `issues`.
    """
    reading = parse_in_full(
        given, source_path=source_path, vocabulary=vocabulary, pdf_engine=pdf_engine
    )
    return with_schools(reading.notice, schools)


@dataclass(frozen=True, slots=True)
class Reading:
    """A notice with the laid-out document that it was read from, and what each word became.

    `refusals` are all names that were weighed and are no rows; the notice keeps the likeliest.
    """

    document: Document
    notice: Notice
    words: tuple[ReadWord, ...]
    refusals: tuple[Refusal, ...] = ()


@not_collecting()
def parse_in_full(
    given: Given,
    *,
    source_path: str | None = None,
    vocabulary: Vocabulary | None = None,
    pdf_engine: str | None = None,
) -> Reading:
    """Read a notice that its results call `source_path` (None: the file's name).

    Keeps what `explain` needs to show how it was read.
    """
    file = load(given, source_path)
    document, bare = read_file(file, pdf_engine=pdf_engine), read_bare(file)
    with stage("parsing"):
        vocabulary = vocabulary or load_vocabulary()
        reading = read_notice(document, vocabulary)
        receipt = count(bare, reading.words, list_markers(document))
        notice = _with_sheets(reading, replace(reading.notice, receipt=receipt), vocabulary)
    return replace(reading, notice=notice)


def read_notice(document: Document, vocabulary: Vocabulary) -> Reading:
    """Run a document that was read through the stages; the receipt is left out."""
    return _read_laid_out(lay_out(document), vocabulary)


def _read_laid_out(document: Document, vocabulary: Vocabulary) -> Reading:
    parsed = parse_blocks(document, vocabulary)
    tagged = classify(tuple(in_sheets(parsed.disclosures, document)), vocabulary)
    finished = [_finished(row, vocabulary) for row in tagged]
    named = [(str(row.company), row.supplier) for row in finished if row.supplier]
    same = zip(finished, with_short_forms(named), strict=True)
    finished = [replace(row, supplier=match) for row, match in same]
    matched = with_grades(finished, vocabulary.evidence)
    school, known_by, issues = _school(document, parsed.masthead.school)
    notice = Notice(
        source=document.source,
        vocabulary_version=vocabulary.version,
        title=parsed.masthead.title,
        school=school,
        school_known_by=known_by,
        trust=parsed.masthead.trust,
        dated=parsed.masthead.dated,
        statements=parsed.statements,
        disclosures=matched,
        issues=(*document.issues, *parsed.issues, *issues),
        refused=kept(parsed.refused, vocabulary.weights),
        text=tuple(dict.fromkeys(text.string for text in texts_of(document) if text)),
    )
    words = tuple(read_words(document, matched, parsed.claimed))
    return Reading(document, notice, words, parsed.refused)


def parse_blocks(document: Document, vocabulary: Vocabulary) -> Parsed:
    """Run a laid-out document through the parser alone: rows without tags."""
    return parse_document(document, wording_of(vocabulary), finder(vocabulary), vocabulary.weights)


def finder(vocabulary: Vocabulary) -> FindNames:
    """What finds the catalogue's names in a text."""
    return partial(find_names, catalogue=vocabulary.suppliers)


def _finished(row: Disclosure, vocabulary: Vocabulary) -> Disclosure:
    columns = (f"{text}." for _, text in row.fields.other if text)
    context = " ".join((str(row.section or ""), str(row.description), *columns))
    row = replace(
        row,
        supplier=supplier_of(str(row.company), vocabulary, context=context),
        lawful_bases=lawful_bases(row, vocabulary.lawful_bases),
    )
    return replace(row, may_be_person=may_be_person(row))


def _school(document: Document, school: str | None) -> tuple[str | None, str | None, list[Issue]]:
    """The school as the notice names it, else its folder's name, with an Issue that says so."""
    if school is not None:
        return school, "named", []
    folder = document.source.path.rpartition("/")[0].rpartition("/")[2]
    said = f"The folder's name, {folder!r}, is taken." if folder else "Name it with --schools."
    message = f"The notice does not name its school. {said}"
    issue = Issue("parse", "school_not_stated", "warning", message)
    return folder or None, "folder" if folder else None, [issue]


def _with_sheets(reading: Reading, whole: Notice, vocabulary: Vocabulary) -> Notice:
    """Read the parts of a workbook too, and say where it cannot be told whose they are."""
    parts = parts_of(reading.document)
    if not parts:
        return whole
    sheets: list[Notice] = []
    for part in parts:
        read = _read_laid_out(part.document, vocabulary)
        lost = whole.receipt.unaccounted if whole.receipt and not sheets else 0
        receipt = count_read(read.words, unaccounted=lost)
        sheets.append(replace(_of_its_school(read.notice, part, vocabulary), receipt=receipt))
    columns = sum(part.by_column for part in parts)
    how = f"Name a school a sheet with --schools ({sheets[0].source.path})."
    issues = [
        replace(each, message=f"{each.message} {how}") if each.code == "school_not_stated" else each
        for each in whole.issues
    ]
    named = told_apart({sheet.school for sheet in sheets if sheet.school})
    if len(named) > 1 or columns or any(begins(whole.school or "", part.name) for part in parts):
        what = f"{columns} schools in a column" if columns else f"{len(parts)} sheets"
        message = f"{what}; all rows are counted for {whole.school or 'no school'}. {how}"
        issues.append(Issue("parse", "sheets_not_told_apart", "warning", message))
    return replace(whole, sheets=tuple(sheets), issues=tuple(issues))


def _of_its_school(notice: Notice, part: Part, vocabulary: Vocabulary) -> Notice:
    """A part with the school that its name names, else for a sheet a line above its table."""
    above = tuple(takewhile(lambda block: not isinstance(block, Table), part.document.blocks))
    patterns = wording_of(vocabulary).masthead
    school = None
    for blocks in ((Heading(Text(part.name)),), () if part.by_column else above):
        alone = replace(part.document, blocks=blocks, issues=())
        found = school or parse_blocks(alone, vocabulary).masthead.school or ""
        schools = (*patterns["school_word"], *patterns["school_like"])  # not a trust, no council
        school = found if first_match(schools, found) else None
    issues = tuple(each for each in notice.issues if each.code != "school_not_stated")
    if school is None:
        message = f"“{part.name}” names no school. Name it with --schools ({notice.source.path})."
        issues += (Issue("parse", "school_not_stated", "warning", message),)
    return replace(notice, school=school, school_known_by=school and "named", issues=issues)
