"""`noticeparse incident`: a supplier's name and inputs → one page: who shares what with it."""

from __future__ import annotations

from pathlib import Path

from noticeparse.cli.console import on_stderr, on_stdout
from noticeparse.cli.reading import Asked, prepare
from noticeparse.cli.summary import print_failures
from noticeparse.comparison import Names
from noticeparse.errors import InputError, OutputError
from noticeparse.incident import Incident
from noticeparse.incident import incident as find_incident
from noticeparse.model import Failure, Notice
from noticeparse.reports.files import AtomicFile, storable
from noticeparse.reports.printable import printable
from noticeparse.vocabulary import load_vocabulary

_WORD = ".docx"
_FORMATS = (".html", ".htm", _WORD)


def incident(supplier: str, asked: Asked, output: Path) -> int:
    """Read all inputs and write the page; return the exit status."""
    if not supplier.strip():
        raise InputError("The supplier has no name.", what_to_do="Name it as the notices do.")
    reading = prepare(asked)
    if output.suffix.casefold() not in _FORMATS:
        raise OutputError(
            f"The page is written as .html or .docx, not as {output.name}.",
            what_to_do="Give --output a name that ends in one of these.",
        )
    AtomicFile(output).discard()
    results = list(reading.results(on_stderr()))
    notices = [result for result in results if isinstance(result, Notice)]
    vocabulary = load_vocabulary(asked.vocabulary)
    no_notice = reading.unread(s for notice in notices for s in notice.for_schools())
    found = find_incident(supplier, results, vocabulary=vocabulary, no_notice=no_notice)
    _write(found, Names.of(vocabulary), output)
    if not asked.quiet:
        _tell(found, output)
    failures = [result for result in results if isinstance(result, Failure)]
    print_failures(failures, on_stderr())
    return 1 if failures else 0


def _write(found: Incident, names: Names, output: Path) -> None:
    if output.suffix.casefold() == _WORD:
        from noticeparse.reports.incident_docx import incident_docx

        data = incident_docx(found, names)
    else:
        from noticeparse.reports.incident_page import incident_html

        data = storable(incident_html(found, names))
    with AtomicFile(output) as file:
        file.write(data)


def _tell(found: Incident, output: Path) -> None:
    console = on_stdout()
    name = found.match.name if found.match.judgement == "certain" else found.asked
    said = f"{name}: {found.match.judgement} ({'; '.join(found.match.reasons)})."
    console.print(printable(said), soft_wrap=True)
    console.print(
        f"{len(found.sharing)} of {len(found.schools)} schools share data with it, "
        f"{sum(bool(each.special) for each in found.sharing)} of them special-category data; "
        f"{len(found.possible)} perhaps, {sum(len(v) for _, v in found.apart)} not in use, "
        f"{len(found.nothing)} nothing personal, {len(found.silent)} silent, "
        f"{len(found.no_notice)} without a notice read.",
        soft_wrap=True,
    )
    console.print(f"Written to {output}", soft_wrap=True)
