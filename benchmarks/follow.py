"""Follow the notice of docs/parser.md through the parser, and write what comes out into the page.

usage: python benchmarks/follow.py

Each block of the page that stands below a comment with a name ("<!-- readings -->") is made anew;
the notice itself is the block below "<!-- notice -->".
"""

from __future__ import annotations

import re
import tempfile
import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path

from noticeparse.extractors import read
from noticeparse.model import Disclosure, Document
from noticeparse.parser import context_of, find_readings, judge, propose
from noticeparse.parser.context import Context, wording_of
from noticeparse.pipeline import finder, read_notice
from noticeparse.receipt import lay_out
from noticeparse.vocabulary import load_vocabulary

PAGE = Path(__file__).parents[1] / "docs" / "parser.md"
_BLOCK = r"(?<=<!-- {} -->\n\n```text\n).*?(?=```)"
_WIDTH = 96
ROW = "Brightmeal"  # the row whose evidence is shown


def made(page: str) -> str:
    """The page with all its blocks made anew."""
    found = re.search(_BLOCK.format("notice"), page, re.DOTALL)
    if found is None:
        raise ValueError("the page has no notice")
    vocabulary = load_vocabulary()
    document = _read(found.group())
    context = context_of(document, wording_of(vocabulary), finder(vocabulary), vocabulary.weights)
    parts = {
        "blocks": _blocks(document),
        "readings": _readings(context),
        "evidence": _evidence(context),
        "sentences": _sentences(context),
        "rows": _rows(read_notice(document, vocabulary).notice.disclosures),
    }
    for name, lines in parts.items():
        text = "".join(f"{_cut(line)}\n" for line in lines)
        pattern = re.compile(_BLOCK.format(name), re.DOTALL)
        page = pattern.sub(lambda _, text=text: text, page, count=1)
    return page


def _read(text: str) -> Document:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "notice.txt"
        path.write_text(text, encoding="utf-8")
        return lay_out(read(path))


def _cut(line: str) -> str:
    return line.rstrip() if len(line) <= _WIDTH else f"{line[: _WIDTH - 1].rstrip()}…"


def _blocks(document: Document) -> Iterator[str]:
    for number, block in enumerate(document.blocks):
        yield f"{number:2}  {type(block).__name__:10} {block.text.string}"


def _readings(context: Context) -> Iterator[str]:
    chosen = {(each.proposer, each.blocks) for each in find_readings(context).standing}
    for reading in propose(context):
        weighed = judge.weigh(reading, context)
        kept = (reading.proposer, weighed.blocks) in chosen
        yield f"{reading.proposer}, {_numbers(reading.blocks)}: " + (
            f"stands, worth {weighed.worth:.2f}" if kept else "does not stand"
        )
        evidence = judge.evidence_of(reading, context)
        scores = [context.weights.score(own) for own in evidence]
        for at, draft in enumerate(reading.drafts):
            others = [*scores[:at], *scores[at + 1 :]]
            probability = context.weights.settled(scores[at], others)
            said = " ".join(draft.description.string.split())
            yield f"    {probability:.2f}  {draft.company.string:30} {said}"


def _numbers(blocks: Sequence[int]) -> str:
    return f"blocks {blocks[0]} to {blocks[-1]}" if len(blocks) > 1 else f"block {blocks[0]}"


def _evidence(context: Context) -> Iterator[str]:
    rows = [row for reading in find_readings(context).standing for row in reading.drafts]
    row = next(row for row in rows if row.company.string.startswith(ROW))
    weights = context.weights
    for evidence, weight in weights.strongest(row.evidence):
        yield f"{weight:+.2f}  {evidence}"
    rest = weights.score(row.evidence) - weights.intercept
    rest -= sum(weight for _, weight in weights.strongest(row.evidence))
    yield f"{rest:+.2f}  all {len(row.evidence) - 10} others"
    yield f"{weights.intercept:+.2f}  the same for every row"
    alone = weights.likelihood(row.evidence)
    yield f"{weights.score(row.evidence):+.2f}  together, on a scale from 0 to 1: {alone:.2f}"
    standing = find_readings(context).standing
    beside = next(len(each.drafts) for each in standing if row in each.drafts) - 1
    yield f"{row.fit:6.2f} with {weights.shared(beside):.2f} of the sum from the rows beside it"


def _sentences(context: Context) -> Iterator[str]:
    for reading in find_readings(context).standing:
        if reading.proposer == "prose":
            for row in reading.drafts:
                yield f"{row.fit:.2f}  {row.company.string}"
                for evidence, weight in context.weights.strongest(row.evidence, 5):
                    yield f"    {weight:+.2f}  {evidence}"


def _rows(rows: Sequence[Disclosure]) -> Iterator[str]:
    for row in rows:
        yield f"{row.company}: {row.description}"
        said = f"{row.grade}: {'; '.join(row.grade_reasons)}"
        yield from textwrap.wrap(said, _WIDTH, initial_indent=" " * 4, subsequent_indent=" " * 8)


def main() -> None:
    page = made(PAGE.read_text("utf-8"))
    PAGE.write_text(page, encoding="utf-8", newline="\n")
    print(f"written anew: {PAGE}")


if __name__ == "__main__":
    main()
