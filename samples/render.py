"""samples/source/*.yaml → samples/notices/<school>/<file> and samples/schools.csv.

    python samples/render.py                   Word, web and text files (the same bytes each time)
    python samples/render.py --only-missing    also PDF, but only files that are not there yet
    python samples/render.py --pdf             also every PDF anew

A file's ending says its format; "name.web.pdf" is printed from the web page, "name.scan.pdf" is a
scan (drawn with reportlab and Pillow), other PDFs are printed from Word.
PDFs carry the time of printing: the committed file is the truth, so they are left alone by default.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterator
from pathlib import Path

from rendering.plain import to_text
from rendering.printed import print_page, print_word
from rendering.scanned import to_scan
from rendering.source import Sample, read_sample
from rendering.web import to_html
from rendering.word import to_docx

HERE = Path(__file__).parent
SCHOOLS_COLUMNS = ("path", "school", "urn", "trust")


def main() -> None:
    """Render all samples."""
    parser = argparse.ArgumentParser(description="Render the sample notices.")
    parser.add_argument("--only-missing", action="store_true", help="leave existing files alone")
    parser.add_argument("--pdf", action="store_true", help="print every PDF anew")
    options = parser.parse_args()
    samples = [read_sample(path) for path in sorted((HERE / "source").glob("*.yaml"))]
    for sample, path in _wanted(samples, only_missing=options.only_missing, pdf=options.pdf):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(render(sample, path.name))
        print(path.relative_to(HERE).as_posix())
    write_schools(samples, HERE / "schools.csv")


def _wanted(
    samples: list[Sample], *, only_missing: bool, pdf: bool
) -> Iterator[tuple[Sample, Path]]:
    for sample in samples:
        for name in sample.files:
            path = HERE / "notices" / sample.folder / name
            missing = not path.exists()
            if missing or (not only_missing and (pdf or path.suffix != ".pdf")):
                yield sample, path


def render(sample: Sample, name: str) -> bytes:
    """Render a notice in the format that the file's name says."""
    if name.endswith(".docx"):
        return to_docx(sample)
    if name.endswith(".html"):
        return to_html(sample).encode()
    if name.endswith(".scan.pdf"):
        return to_scan(sample)
    if name.endswith(".web.pdf"):
        return print_page(to_html(sample))
    if name.endswith(".pdf"):
        return print_word(to_docx(sample))
    return to_text(sample).encode()


def write_schools(samples: list[Sample], path: Path) -> None:
    """Write which school each folder belongs to."""
    rows = {
        sample.folder: (sample.school, sample.urn or "", sample.trust or "") for sample in samples
    }
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(SCHOOLS_COLUMNS)
        writer.writerows((folder, *rows[folder]) for folder in sorted(rows))


if __name__ == "__main__":
    main()
