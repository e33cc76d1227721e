"""`noticeparse explain`: a notice → a page that shows what became of every word of it."""

from __future__ import annotations

from pathlib import Path

from noticeparse.cli.console import on_stdout
from noticeparse.errors import OutputError
from noticeparse.pipeline import parse_in_full
from noticeparse.reports.explain import explain_html
from noticeparse.reports.files import AtomicFile, storable
from noticeparse.vocabulary import load_vocabulary


def explain(file: Path, output: Path, vocabulary: Path | None) -> None:
    """Read a notice in this process and write the page."""
    if output.suffix.casefold() not in (".html", ".htm"):
        raise OutputError(
            f"The explanation is a web page, not {output.name}.",
            what_to_do="Give --output a name that ends in .html.",
        )
    reading = parse_in_full(file, vocabulary=load_vocabulary(vocabulary))
    page = explain_html(reading.document, reading.notice, reading.words)
    with AtomicFile(output) as made:
        made.write(storable(page))
    receipt = reading.notice.receipt
    if receipt is not None:
        on_stdout().print(
            f"{receipt.words:,} words: {receipt.rows:,} in rows, {receipt.doubtful:,} doubtful, "
            f"{receipt.unaccounted:,} lost."
        )
    on_stdout().print(f"Written to {output}", soft_wrap=True)
