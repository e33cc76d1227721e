"""Time that reading takes: no small text keeps it busy."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tests.parser.building import CONTEXT

from noticeparse.extractors.bare import BARE
from noticeparse.extractors.sniff import sniff
from noticeparse.model import Heading, Text
from noticeparse.parser.drafts import Draft
from noticeparse.parser.merging import merge
from noticeparse.parser.sections import find_sections
from noticeparse.pipeline import parse

COMMENT = b"<!-- menu -->\n"


def seconds(call: Callable[[], object]) -> float:
    start = time.process_time()
    call()
    return time.process_time() - start


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (COMMENT * 24 + b"<form>Larkhill School shares names</form>", "text"),
        (COMMENT * 5_000 + b"<html><body>names", "html"),
        (b"<!--" + b"-" * 60_000 + b"--><html><body>names", "html"),
        (b"<!-- " * 9_000 + b"names", "text"),
    ],
)
def test_comments_before_a_page_are_passed_over_at_once(data: bytes, kind: str) -> None:
    assert seconds(lambda: sniff(data, "page.html")) < 1
    assert sniff(data, "page.html") == kind


HEAD = "Larkhill School\n\nWe share data with these companies:\n\n"
LINES = (
    "– ",
    "Arbor and Wonde and ",
    "Arbor (formerly ",
    "such as names, ",
    "a: ",
    "St. ",
    "Arbor, ",
)


@pytest.mark.parametrize("unit", [*LINES, "the Aa, Aa and Aa of "])
def test_a_line_takes_time_by_its_length(unit: str, tmp_path: Path) -> None:
    path = tmp_path / "notice.txt"
    path.write_text(HEAD + unit * (12_000 // len(unit)), "utf-8")
    assert seconds(lambda: parse(path)) < 4


def test_many_names_in_one_passage_take_time_by_their_number(tmp_path: Path) -> None:
    path = tmp_path / "notice.txt"
    path.write_text(HEAD + ", ".join(f"Lark{n} Ltd" for n in range(1_000)), "utf-8")
    assert seconds(lambda: parse(path)) < 8


def test_rows_and_headings_are_not_each_held_against_all() -> None:
    names = [Text(f"Lark{number} Ltd") for number in range(6_000)]
    drafts = [Draft(name, Text(""), layout="prose") for name in names]
    assert seconds(lambda: merge(drafts, CONTEXT)) < 2
    blocks = tuple(Heading(name) for name in names)
    assert seconds(lambda: find_sections(replace(CONTEXT, blocks=blocks))) < 2


@pytest.mark.parametrize("kind", ["text", "html"])
def test_a_text_beyond_all_measure_is_read_in_pieces_and_none_is_lost(
    kind: str, tmp_path: Path
) -> None:
    said = " ".join(f"We share names of year {n} with ParentPay." for n in range(400))
    table = f"<table><tr><th>Company<th>Data<tr><td>CPOMS<td>notes<tr><td>Arbor<td>{said}</table>"
    path = tmp_path / "notice"
    path.write_text(f"{HEAD}{said}" if kind == "text" else f"<h1>Larkhill School</h1>{table}")
    notice = parse(path)
    assert [issue.code for issue in notice.issues][:1] == ["long_text"]
    companies = [str(row.company) for row in notice.disclosures]
    assert companies == (["ParentPay"] if kind == "text" else ["CPOMS", "Arbor", "ParentPay"])
    assert notice.receipt is not None
    assert notice.receipt.unaccounted == 0
    assert notice.receipt.words == len(BARE[kind](path.read_bytes(), "notice").split())
