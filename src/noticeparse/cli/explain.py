"""`noticeparse explain`: a notice → a page or a picture that shows how it was read."""

from pathlib import Path

from noticeparse.cli.console import on_stdout
from noticeparse.comparison import Names
from noticeparse.errors import InputError
from noticeparse.pipeline import parse_in_full
from noticeparse.reports.explain import explain_html, explain_page
from noticeparse.reports.files import AtomicFile, check_file, storable
from noticeparse.vocabulary import load_vocabulary


def explain(file: Path, output: Path, vocabulary: Path | None, *, page: int = 1) -> None:
    """Read a notice in this process; write the page (.html), or the picture of a page (.png)."""
    check_file(output, (".html", ".htm", ".png"))
    known = load_vocabulary(vocabulary)
    reading = parse_in_full(file, vocabulary=known)
    if output.suffix.casefold() == ".png":
        if reading.document.source.media_type != "application/pdf":
            raise InputError(
                f"{file.name} is no PDF: only PDF pages can be drawn.",
                what_to_do="Give --output a name that ends in .html instead.",
            )
        made = explain_page(
            file.read_bytes(), reading.document, reading.notice, reading.words, page
        )
    else:
        names = Names.of(known)
        made = storable(explain_html(reading.document, reading.notice, reading.words, names))
    with AtomicFile(output) as written:
        written.write(made)
    receipt = reading.notice.receipt
    if receipt is not None:
        on_stdout().print(
            f"{receipt.words:,} words: {receipt.rows:,} in rows, {receipt.doubtful:,} doubtful, "
            f"{receipt.unaccounted:,} lost."
        )
    on_stdout().print(f"Written to {output}", soft_wrap=True)
