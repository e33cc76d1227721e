"""Incident → one page for the browser: a file that loads nothing and runs nothing."""

from __future__ import annotations

from datetime import date

from noticeparse.comparison import Names
from noticeparse.incident import Incident
from noticeparse.reports.incident_view import page_of
from noticeparse.reports.pages import render


def incident_html(incident: Incident, names: Names, *, made: date | None = None) -> str:
    """Lay the page out; `made` is the day on which that is done."""
    page = page_of(incident, names, made=made)
    return render("incident.html", title=page.title, page=page)
