"""`noticeparse draft`: notices → Word files to edit; letters that ask what they leave open."""

from datetime import date
from pathlib import Path

from noticeparse import findings
from noticeparse.cli.console import on_stderr, on_stdout, print_lines, status_of
from noticeparse.cli.options import Asked
from noticeparse.cli.reading import prepare
from noticeparse.cli.summary import print_failures
from noticeparse.comparison import Names
from noticeparse.reports.draft import draft_docx, letter_docx, questions
from noticeparse.reports.files import AtomicFile, check_folder, safe_path
from noticeparse.reports.words import many
from noticeparse.vocabulary import load_vocabulary


def draft(asked: Asked, output: Path, *, letter: bool = False) -> int:
    """Read all inputs and write a draft a notice, and a letter a school; return the exit status."""
    check_folder(output)
    reading = prepare(asked, output=output)
    results, notices, failures = reading.read(on_stderr())
    vocabulary = load_vocabulary(asked.vocabulary)
    names = Names.of(vocabulary)
    made = {f"{each.source.path}.draft.docx": draft_docx(each, names) for each in notices}
    today = date.today()
    if letter:
        found = findings.check(results, vocabulary=vocabulary, today=today)
        for school, asks in questions(found).items():
            name = school.replace("/", "-")
            made[f"{name} (letter).docx"] = letter_docx(school, asks, today)
    for name, data in made.items():
        with AtomicFile(output / safe_path(name)) as file:
            file.write(data)
    print_failures(failures, on_stderr())
    if not asked.quiet:
        letters = f" and {many(len(made) - len(notices), 'letter')}" if letter else ""
        said = f"{many(len(notices), 'draft')}{letters} written to {output}."
        print_lines([said], on_stdout())
    return status_of(len(notices), len(failures))
