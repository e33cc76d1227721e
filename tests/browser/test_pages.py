"""The pages in a real browser: by keyboard, without JavaScript, checked with axe, under attack."""

from __future__ import annotations

import time
from dataclasses import replace
from importlib.metadata import distribution
from pathlib import Path

import docx
import pytest
from tests.browser.attacks import SCRIPTS, attacked
from tests.browser.trust import trust

from noticeparse.comparison import Names, compare
from noticeparse.incident import Listed, incident, resolve
from noticeparse.model import Failure, School
from noticeparse.pipeline import parse_in_full
from noticeparse.reports.compare_page import compare_html
from noticeparse.reports.comparison_changes import versions
from noticeparse.reports.explain import explain_html
from noticeparse.reports.incident_view import page_of
from noticeparse.reports.page import page_html
from noticeparse.reports.web_page import printable
from noticeparse.vocabulary import load_vocabulary

# axe comes inside the wheel of a package for another driver; only its script is used.
_AXE = distribution("axe-playwright-python").locate_file("axe_playwright_python/axe.min.js")
AXE = Path(str(_AXE)).read_text("utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
VOCABULARY = load_vocabulary()
NAMES = Names.of(VOCABULARY)
ROWS = "Array.from(document.querySelectorAll('#suppliers tbody tr'))"
SHOWN = f"{ROWS}.filter(r => r.offsetParent !== null).map(r => r.cells[0].textContent)"


def compared(notices, **more):
    return compare([*notices, Failure("bad.pdf", "x", "Cannot be read.", "Do.")], **more)


@pytest.fixture(scope="session")
def small(tmp_path_factory):
    notices = trust(9, 12)
    page = tmp_path_factory.mktemp("pages") / "small.html"
    comparison = compared(notices, no_notice=[School("Far Hill School")])
    found = versions(trust(9, 11), notices)
    page.write_text(compare_html(comparison, NAMES, since=found), "utf-8")
    return page


@pytest.fixture(scope="session")
def large(tmp_path_factory):
    page = tmp_path_factory.mktemp("pages") / "large.html"
    notices = trust(80, 40)
    start = time.process_time()
    text = compare_html(compared(notices), NAMES)
    assert time.process_time() - start < 3
    assert len(text.encode()) < 3_000_000
    page.write_text(text, "utf-8")
    return page


@pytest.fixture(scope="session")
def breached(tmp_path_factory):
    page = tmp_path_factory.mktemp("pages") / "incident.html"
    found = incident(
        resolve("Maker 3", VOCABULARY), trust(20, 12), listed=Listed((School("Far Hill"),))
    )
    page.write_text(page_html(page_of(found, NAMES)), "utf-8")
    return page


def attacks_since(notices):
    """Every notice with its words changed, one that is new, and one that is gone."""
    old = [replace(each, disclosures=each.disclosures[:1]) for each in notices[1:]]
    return versions(old, notices[:-1])


def violations(browser, *, within="document"):
    browser.load_script(AXE)
    found = browser.run(
        f"axe.run({within}, {{runOnly: tags, resultTypes: ['violations'], reporter: 'v2'}})"
        ".then(r => r.violations.map(v => [v.id, v.nodes.length, v.nodes[0].html.slice(0, 200),"
        " v.nodes[0].failureSummary]))",
        tags=TAGS,
    )
    return found


@pytest.mark.parametrize("name", ["small", "breached"])
def test_axe_finds_nothing(browser, request, name) -> None:
    browser.open(request.getfixturevalue(name))
    assert violations(browser) == []


def test_axe_finds_nothing_in_a_page_of_eighty_schools(browser, large) -> None:
    browser.open(large)
    # Parts of it: on all of the page, axe takes the better part of a minute.
    assert violations(browser, within="{include: [['header'], ['#suppliers'], ['#s3']]}") == []


def test_the_filter_works_by_keyboard(browser, small) -> None:
    browser.open(small)
    everything = browser.run(SHOWN)
    browser.tab_to("#search")
    browser.type("maker 11")
    assert browser.run(SHOWN) == ["Maker 11"]
    assert browser.run("document.getElementById('found').textContent") == "1 of 12 suppliers shown"
    cards = (
        "Array.from(document.querySelectorAll('#cards ~ section')).filter(c => !c.hidden).length"
    )
    assert browser.run(cards) == 1
    browser.tab_to("#reset")
    browser.press("Enter")
    assert browser.run(SHOWN) == everything
    browser.tab_to("input[value=special]")
    browser.press(" ")
    assert 0 < len(browser.run(SHOWN)) <= len(everything)


def test_sorting_works_by_keyboard(browser, small) -> None:
    browser.open(small)
    browser.tab_to("#suppliers th:first-child .sort")
    browser.press("Enter")
    names = browser.run(SHOWN)
    assert names == [f"Maker {number}" for number in range(12)]
    assert browser.run("document.querySelector('[aria-sort]').getAttribute('aria-sort')") == (
        "ascending"
    )
    browser.press("Enter")
    assert browser.run(SHOWN) == names[::-1]


def test_every_cell_leads_to_its_quote_and_place(browser, large) -> None:
    browser.open(large)
    broken = browser.run(
        "Array.from(document.querySelectorAll('a[href^=\"#\"]')).filter(a => "
        "!document.getElementById(a.getAttribute('href').slice(1))).length"
    )
    assert broken == 0
    without = browser.run(
        "Array.from(document.querySelectorAll('#suppliers tbody td a')).filter(a => {"
        " const row = document.getElementById(a.getAttribute('href').slice(1));"
        " return !row.querySelector('q') || !row.querySelector('.where').textContent; }).length"
    )
    assert without == 0
    assert browser.run("document.querySelectorAll('#suppliers tbody td a').length") > 2000


def test_the_page_is_complete_without_javascript(browser, small) -> None:
    browser.open(small)
    text = browser.run("document.querySelector('main').textContent.length")
    browser.open(small, scripts=False)
    assert browser.run("document.getElementById('tools').offsetParent") is None
    assert browser.run("document.querySelectorAll('details:not([open])').length") == 0
    assert len(browser.run(SHOWN)) == 12
    assert browser.run("document.querySelector('main').textContent.length") >= text - 40


def test_the_pages_load_nothing(browser, small, breached) -> None:
    for page in (small, breached):
        browser.open(page)
        asked = browser.happened("Network.requestWillBeSent")
        assert [each["params"]["request"]["url"] for each in asked] == [page.as_uri()]
        assert browser.happened("Log.entryAdded") == []


def test_the_page_does_not_scroll_sideways_on_a_phone(browser, small, breached) -> None:
    for page in (small, breached):
        browser.open(page)
        browser._ask(
            "Emulation.setDeviceMetricsOverride",
            width=320, height=640, deviceScaleFactor=1, mobile=False,
        )  # fmt: skip
        try:
            wide = browser.run("document.documentElement.scrollWidth")
        finally:
            browser._ask("Emulation.clearDeviceMetricsOverride")
        assert wide <= 321, page


def test_what_has_the_focus_is_in_sight(browser, small) -> None:
    browser.open(small)
    browser.run("document.querySelector('.grid').scrollTo(0, 400)")
    browser.run("document.querySelector('#suppliers tbody tr:last-child td:last-child').focus()")
    browser.tab_to("#suppliers tbody tr:nth-child(3) td a")
    for _ in range(12):
        browser.press("Tab")
        seen = browser.run(
            "(() => { const e = document.activeElement, r = e.getBoundingClientRect();"
            " const top = document.elementFromPoint(r.x + r.width / 2, r.y + r.height / 2);"
            " return e === top || e.contains(top); })()"
        )
        assert seen, browser.run("document.activeElement.outerHTML")


def shows_only_itself(browser, page: Path) -> None:
    """Open a page, touch everything in it, and see that nothing ran and nothing was loaded."""
    browser.open(page)
    browser.run(
        "document.querySelectorAll('a, summary, td').forEach(e => {"
        " e.dispatchEvent(new MouseEvent('mouseover', {bubbles: true}));"
        " if (e.getAttribute('href')) { e.click(); } })"
    )
    browser.run("new Promise(done => setTimeout(done, 150))")
    assert browser.run("window.hit === undefined")
    assert browser.happened("Page.javascriptDialogOpening") == []
    asked = browser.happened("Network.requestWillBeSent")
    assert [each["params"]["request"]["url"] for each in asked] == [page.as_uri()], page.name
    assert browser.run("document.querySelectorAll('img,iframe,svg,object,embed,form').length") == 0


def test_the_explain_page_runs_nothing_either(browser, tmp_path) -> None:
    document = docx.Document()
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Company", "What we share"
    for script in SCRIPTS:
        document.add_paragraph(printable(script))
        cells = table.add_row().cells
        cells[0].text = cells[1].text = printable(script)
    document.save(tmp_path / "notice.docx")
    reading = parse_in_full(tmp_path / "notice.docx")
    page = tmp_path / "explained.html"
    page.write_text(explain_html(reading.document, reading.notice, reading.words, NAMES), "utf-8")
    shows_only_itself(browser, page)
    assert "window.hit=1" in browser.run("document.body.textContent")


@pytest.mark.parametrize("scripts", [SCRIPTS[:15], SCRIPTS[15:]], ids=["first", "second"])
def test_nothing_that_a_notice_says_is_run(browser, tmp_path, scripts) -> None:
    notices = [attacked(script, number) for number, script in enumerate(scripts)]
    broken = [Failure(script, script, script, script) for script in scripts]
    unread = tuple(School(script) for script in scripts)
    comparison = compare([*notices, *broken], no_notice=unread)
    pages = {"compare": compare_html(comparison, NAMES, since=attacks_since(notices))}
    for number in (0, 7):
        target = resolve(scripts[number], VOCABULARY)
        found = incident(target, [*notices, *broken], listed=Listed(unread))
        assert found.of("sharing")
        pages[f"incident{number}"] = page_html(page_of(found, NAMES))
    for name, text in pages.items():
        page = tmp_path / f"{name}.html"
        page.write_text(text, "utf-8")
        shows_only_itself(browser, page)
        assert browser.run("document.querySelectorAll('script').length") == (name == "compare")
