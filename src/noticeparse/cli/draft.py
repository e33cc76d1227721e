"""`noticeparse draft`: notices → Word files to edit; letters that ask what they leave open."""

from collections.abc import Iterator
from datetime import date
from itertools import count
from pathlib import Path

from noticeparse import findings
from noticeparse.cli.console import on_stderr, on_stdout, print_lines, status_of
from noticeparse.cli.options import Asked
from noticeparse.cli.reading import prepare
from noticeparse.cli.summary import print_failures
from noticeparse.comparison import Names
from noticeparse.errors import InputError
from noticeparse.given import numbered
from noticeparse.model import Notice
from noticeparse.paths import real, safe_path
from noticeparse.reports.draft import draft_docx, letter_docx, questions
from noticeparse.reports.files import AtomicFile, check_folder
from noticeparse.reports.words import many
from noticeparse.vocabulary import load_vocabulary


def draft(asked: Asked, output: Path, *, letter: bool = False) -> int:
    """Read all inputs; write a draft a notice and school, and a letter a school.

    What stands there already is left: it may have been edited. Return the exit status.
    """
    inside = any(real(Path(each)) in (real(output), *real(output).parents) for each in asked.inputs)
    if str(output) == "-" or inside:
        raise InputError(
            f"Drafts are not written to {output}: they would be read as notices there.",
            what_to_do="Give --output a folder of its own.",
        )
    check_folder(output)
    reading = prepare(asked, output=output)
    results, notices, failures = reading.read(on_stderr())
    vocabulary = load_vocabulary(asked.vocabulary)
    beside: list[Path] = []
    drafts = list(_drafts(notices, output, Names.of(vocabulary), beside))
    letters = []
    if letter:
        today = date.today()
        found = findings.check(results, vocabulary=vocabulary, today=today)
        for school, asks in questions(found).items():
            name = f"{school.replace('/', '-')} (letter).docx"
            letters.append(_put(output / safe_path(name), letter_docx(school, asks, today), beside))
    print_failures(failures, on_stderr())
    if beside:
        first = f"{beside[0]}{' …' if len(beside) > 1 else ''}"
        print_lines([f"Beside what stood there, which is left as it is: {first}"], on_stderr())
    if not asked.quiet:
        more = f" and {many(len(letters), 'letter')}" if letter else ""
        print_lines([f"{many(len(drafts), 'draft')}{more} written to {output}."], on_stdout())
    return status_of(len(notices), len(failures))


def _drafts(
    notices: list[Notice], output: Path, names: Names, beside: list[Path]
) -> Iterator[Path]:
    """Write a draft a notice; of one for several schools, a draft each."""
    for notice in notices:
        schools = notice.for_schools()
        for school in schools:
            of = f" ({school.name.replace('/', '-')})" if school and len(schools) > 1 else ""
            name = safe_path(f"{notice.source.path}{of}.draft.docx")
            yield _put(output / name, draft_docx(notice, names, school), beside)


def _put(path: Path, data: bytes, beside: list[Path]) -> Path:
    """Write a file where nothing else stands; note where another name was needed."""
    places = (path if n == 1 else Path(numbered(str(path), n)) for n in count(1))
    free = next(each for each in places if not each.exists() or each.read_bytes() == data)
    if not free.exists():
        with AtomicFile(free) as file:
            file.write(data)
    beside += [free] * (free != path)
    return free
