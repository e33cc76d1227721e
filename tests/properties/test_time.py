"""Time that reading takes: no small text keeps it busy."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from noticeparse.extractors.sniff import sniff
from noticeparse.parser.proposers import lists

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


def test_a_line_of_boxes_without_an_answer_is_told_at_once() -> None:
    assert seconds(lambda: lists._ANSWER.search("☐   " * 14 + "other")) < 1
