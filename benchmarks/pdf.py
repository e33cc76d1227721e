"""Hold PDF readers side by side, in one run: how right their tables are, and how long a page takes.

usage: python benchmarks/pdf.py [FOLDER...] [--repeat N] [--readers NAME...]

A folder of the ICDAR 2013 competition holds NAME.pdf and NAME-str.xml: right are relations between
neighbouring cells (F1, all documents pooled: micro; averaged over documents: macro). A folder of
notices holds NAME.pdf, and beside the folder lies gold/NAME.json: right are whole rows, company and
text. Without a folder, ../shared/pdf is measured. Readers that are not installed are left out.
Times depend on the machine: what is worth comparing are the ratios within one run.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import re
import time
import unicodedata
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import noticeparse

SHARED = Path(__file__).parents[2] / "shared" / "pdf"
FOLDERS = [SHARED / "icdar-us", SHARED / "notices"]

Rows = list[list[str]]
Tables = list[tuple[int, Rows]]  # page, rows
Relations = Counter[tuple[int, str, str, str]]


def read_noticeparse(path: Path) -> Tables:
    return [(table.page or 0, table.texts()) for table in noticeparse.read(path).tables]


def read_pdfplumber(path: Path) -> Tables:
    import pdfplumber  # noqa: PLC0415 - each reader is imported where it is measured

    with pdfplumber.open(path) as pdf:
        return [
            (page.page_number, [[cell or "" for cell in row] for row in table])
            for page in pdf.pages
            for table in page.extract_tables()
        ]


def read_camelot(path: Path) -> Tables:
    import camelot  # noqa: PLC0415 - as above

    found = camelot.read_pdf(str(path), pages="all", flavor="hybrid")
    return [(int(table.page), table.df.astype(str).to_numpy().tolist()) for table in found]


def read_liteparse(path: Path) -> Tables:
    import liteparse  # noqa: PLC0415 - as above

    result = liteparse.LiteParse().parse(str(path))
    return [
        (page.page_num, _markdown_rows(page.markdown or ""))
        for page in result.pages
        if "|" in (page.markdown or "")
    ]


def _markdown_rows(text: str) -> Rows:
    lines = [line.strip().strip("|") for line in text.splitlines() if line.strip().startswith("|")]
    rows = [[cell.strip() for cell in line.split("|")] for line in lines]
    return [row for row in rows if not all(re.fullmatch(r":?-*:?", cell) for cell in row)]


def read_bare_text(path: Path) -> Tables:
    import pypdfium2  # noqa: PLC0415 - as above

    for page in pypdfium2.PdfDocument(path):
        page.get_textpage().get_text_range()
    return []


READERS: dict[str, tuple[str, Callable[[Path], Tables]]] = {
    "noticeparse": ("noticeparse", read_noticeparse),
    "pdfplumber": ("pdfplumber", read_pdfplumber),
    "camelot": ("camelot", read_camelot),
    "liteparse": ("liteparse", read_liteparse),
    "bare text": ("pypdfium2", read_bare_text),
}


def squeezed(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).replace("\u00ad", "").casefold()
    return re.sub(r"[^\w]", "_", re.sub(r"\s+", "", text))


@dataclass
class Score:
    """Right, found and wanted, pooled and by document."""

    right: int = 0
    found: int = 0
    wanted: int = 0
    by_document: list[float] = field(default_factory=list)
    seconds: float = 0.0
    pages: int = 0
    failed: int = 0

    def add(self, found: Counter, wanted: Counter) -> None:
        right = (found & wanted).total()
        self.right += right
        self.found += found.total()
        self.wanted += wanted.total()
        self.by_document.append(f1(right, found.total(), wanted.total()))

    @property
    def micro(self) -> float:
        return f1(self.right, self.found, self.wanted)

    @property
    def macro(self) -> float:
        return sum(self.by_document) / max(1, len(self.by_document))

    @property
    def milliseconds(self) -> float:
        return 1000 * self.seconds / max(1, self.pages)


def f1(right: int, found: int, wanted: int) -> float:
    return 2 * right / (found + wanted) if found + wanted else 0.0


def relations(page: int, grid: dict[tuple[int, int], tuple[int, str]]) -> Relations:
    """Relate each cell to the next filled one to the right and below, each pair of cells once."""
    pairs = set()
    for axis, way in ((0, "right"), (1, "down")):
        lanes: dict[int, list[tuple[int, tuple[int, str]]]] = {}
        for place, cell in grid.items():
            lanes.setdefault(place[axis], []).append((place[1 - axis], cell))
        for lane in lanes.values():
            lane.sort()
            for (_, one), (_, other) in pairwise(lane):
                if one[0] != other[0]:
                    pairs.add((way, one, other))
    return Counter((page, way, one[1], other[1]) for way, one, other in pairs)


def relations_of_rows(page: int, rows: Rows) -> Relations:
    grid = {}
    for y, row in enumerate(rows):
        for x, text in enumerate(row):
            if squeezed(text):
                grid[y, x] = (len(grid), squeezed(text))
    return relations(page, grid)


def relations_of_truth(path: Path) -> Relations:
    total: Relations = Counter()
    for region in ET.parse(path).getroot().iter("region"):
        grid: dict[tuple[int, int], tuple[int, str]] = {}
        for number, cell in enumerate(region.iter("cell")):
            text = squeezed("".join(part.text or "" for part in cell.iter("content")))
            top, left = int(cell.get("start-row", 0)), int(cell.get("start-col", 0))
            bottom, right = int(cell.get("end-row", top)), int(cell.get("end-col", left))
            for y in range(top, bottom + 1):
                for x in range(left, right + 1):
                    if text:
                        grid.setdefault((y, x), (number, text))
        total += relations(int(region.get("page", 0)), grid)
    return total


def truth_of(path: Path) -> tuple[str, Counter] | None:
    """Return what is right for a file, and as what it is counted; None where that is not known."""
    xml, gold = (
        path.with_name(f"{path.stem}-str.xml"),
        path.parents[1] / "gold" / f"{path.stem}.json",
    )
    if xml.exists():
        return "relations", relations_of_truth(xml)
    if gold.exists():
        rows = json.loads(gold.read_text(encoding="utf-8"))["rows"]
        return "rows", Counter((squeezed(r["company"]), squeezed(r["description"])) for r in rows)
    return None


def found_in(kind: str, tables: Tables) -> Counter:
    if kind == "relations":
        return sum((relations_of_rows(page, rows) for page, rows in tables), Counter())
    rows = [row for _, table in tables for row in table]
    pairs = [(squeezed(row[0]), squeezed(" ".join(row[1:]))) for row in rows if len(row) > 1]
    heads = {pairs[0]} if pairs else set()
    return Counter(pair for pair in pairs if all(pair) and pair not in heads)


def measure(paths: list[Path], read: Callable[[Path], Tables], *, repeat: int) -> Score:
    import pypdfium2  # noqa: PLC0415 - as above

    score = Score()
    for path in paths:
        truth = truth_of(path)
        if truth is None:
            continue
        score.pages += len(pypdfium2.PdfDocument(path))
        times, tables = [], []
        for _ in range(repeat):
            start = time.perf_counter()
            try:
                tables = read(path)
            except Exception as error:  # a peer may raise anything: it is counted as having failed
                score.failed += 1
                print(f"  {path.name}: {type(error).__name__}: {error}"[:100])
            times.append(time.perf_counter() - start)
        score.seconds += min(times)
        score.add(found_in(truth[0], tables), truth[1])
    return score


def main() -> None:
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("folders", nargs="*", type=Path, default=FOLDERS)
    options.add_argument("--repeat", type=int, default=3)
    options.add_argument("--readers", nargs="*", choices=list(READERS), default=list(READERS))
    arguments = options.parse_args()
    for folder in arguments.folders:
        paths = sorted(folder.glob("*.pdf"))
        scores = {
            name: measure(paths, READERS[name][1], repeat=arguments.repeat)
            for name in arguments.readers
            if importlib.util.find_spec(READERS[name][0])
        }
        own = scores.get("noticeparse")
        print(f"\n{folder.name}: {len(paths)} documents")
        print(f"{'':14}{'macro':>8}{'micro':>8}{'failed':>8}{'ms a page':>12}{'x our time':>12}")
        for name, score in scores.items():
            ratio = score.seconds / own.seconds if own else float("nan")
            accuracy = f"{score.macro:8.3f}{score.micro:8.3f}{score.failed:8}"
            print(f"{name:14}{accuracy}{score.milliseconds:12.2f}{ratio:12.2f}")


if __name__ == "__main__":
    main()
