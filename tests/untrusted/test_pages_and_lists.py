"""Web pages and lists that were made to be slow, or to crash what reads them."""

from __future__ import annotations

import pytest

import noticeparse
from noticeparse.comparison.values import Hiding
from noticeparse.model import Disclosure, Text
from noticeparse.reports.page import render

NESTED = {
    "tables": "<table>{}</table>", "groups": "<tbody>{}</tbody>", "forms": "<table><form>{}</form></table>",
    "rows": "<table><tr>{}</tr></table>", "captions": "<table><caption>{}</caption></table>",
    "cells": "<table><tr><td>a</td><td>{}</td></tr><tr><td>b</td><td>c</td></tr></table>",
    "roles": "<div role=table><div role=row><div role=cell>{}</div></div></div>",
    "groups by role": "<div role=table><div role=rowgroup>{}</div></div>", "lists": "<ul><li>{}</li></ul>",
    "terms": "<dl><dt>{}</dt></dl>", "panels": "<details><summary>{}</summary></details>",
}  # fmt: skip


@pytest.mark.parametrize("depth", [60, 121, 300])
@pytest.mark.parametrize("around", NESTED.values(), ids=NESTED)
def test_what_is_nested_deeply_is_read_or_refused(around, depth) -> None:
    inside = "We share names with Arbor."
    for _ in range(depth):
        inside = around.replace("{}", inside)
    page = f"<html><body><p>Beck School shares names with Wonde.</p>{inside}</body></html>"
    try:
        notice = noticeparse.parse(page.encode(), source_path="page.html")
    except noticeparse.errors.ReadError as refused:
        assert "nested" in refused.message
        return
    assert "Wonde" in {str(row.company) for row in notice.disclosures}


def test_a_long_name_with_a_title_is_looked_at_once() -> None:
    """The pattern for a title and a surname looked at each of its words again and again."""
    for name in (f"Mr {'a' * 60_000}", f"Mrs {'a ' * 30_000}!", f"Dr {'x-' * 30_000}"):
        row = Disclosure("d1", Text(name), Text(""), held=True)
        hide = Hiding.of([row], shown=False)
        assert name not in hide.text(f"ask {name}, please")


def test_pages_send_nothing_and_turn_nothing_round() -> None:
    page = noticeparse.reports.page.Page(
        title="Beck\u202eloohcS\u2066", made="", headline="", counts=(), sections=(), limits=""
    )
    shown = render("page.html", title=page.title, page=page, script="")
    assert "form-action &#39;none&#39;" in shown
    assert not set(shown) & {*"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"}
