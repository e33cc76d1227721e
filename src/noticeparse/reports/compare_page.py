"""Comparison → a page for the browser: what to look at first, the matrix, and every school's words.

Complete and readable without JavaScript; with it, suppliers can be filtered and tables sorted. Each
cell of the matrix leads to the school's line below, with the words of the notice and their place.
One file that loads nothing; persons are held back.

Limits: a matrix of more schools than fit on paper is left out of print, where the tables of the
suppliers hold the same.
"""

from __future__ import annotations

from noticeparse.comparison import Comparison, Names
from noticeparse.comparison.differences import TERMS
from noticeparse.reports.comparison_changes import Versions, shown, what_changed
from noticeparse.reports.comparison_frame import many
from noticeparse.reports.comparison_view import View, differs_in_words, sign_of
from noticeparse.reports.pages import asset, render
from noticeparse.reports.said_view import DATA_STATEMENTS, UNSTATED
from noticeparse.reports.words import words_about


def compare_html(comparison: Comparison, names: Names, *, since: Versions | None = None) -> str:
    """Lay the page out. `since` is what changed since earlier notices; None: none were given."""
    return render(
        "compare.html",
        title=f"Suppliers of {many(len(comparison.schools), 'school')}, side by side",
        style=asset("compare.css"),
        script=asset("compare.js"),
        comparison=comparison,
        view=View(comparison, names),
        since=since,
        titles=words_about("difference"),
        terms=TERMS,
        data_statements=DATA_STATEMENTS,
        not_stated=UNSTATED,
        differs_in_words=differs_in_words,
        sign_of=sign_of,
        what_changed=what_changed,
        shown=shown,
        many=many,
    )
