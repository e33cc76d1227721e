"""The pages in a real browser: by keyboard, without JavaScript, checked with axe, under attack."""

from __future__ import annotations

import base64
import time
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from importlib.metadata import distribution
from itertools import cycle
from pathlib import Path

import docx
import pypdfium2
import pytest
from tests.browser.attacks import SCRIPTS, attacked
from tests.browser.trust import trust

from noticeparse import parse
from noticeparse.changed import Change
from noticeparse.cli.before import Knowledge
from noticeparse.comparison import Names, compare
from noticeparse.findings import check
from noticeparse.incident import Listed, incident, resolve
from noticeparse.model import Failure, Match, School
from noticeparse.pipeline import parse_in_full
from noticeparse.register.changes import SEVERITIES, Graded, write_changes
from noticeparse.register.database import open_database
from noticeparse.register.publishing import Site
from noticeparse.register.store import Adding
from noticeparse.reports.check_page import check_page
from noticeparse.reports.compare_page import compare_html
from noticeparse.reports.comparison_changes import versions
from noticeparse.reports.explain import explain_html
from noticeparse.reports.incident_view import page_of
from noticeparse.reports.page import page_html
from noticeparse.reports.report import report_page
from noticeparse.reports.words import cleaned
from noticeparse.vocabulary import load_vocabulary

# axe comes inside the wheel of a package for another driver; only its script is used.
_AXE = distribution("axe-playwright-python").locate_file("axe_playwright_python/axe.min.js")
AXE = Path(str(_AXE)).read_text("utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
VOCABULARY = load_vocabulary()
NAMES = Names.of(VOCABULARY)
PAGES = ["small", "forty", "breached", "checked", "explained", "news", "reported"]
PUBLISHED = ["index", "school", "supplier"]
SAMPLES = Path(__file__).parents[2] / "samples" / "notices"
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


@pytest.fixture(scope="session")
def forty(tmp_path_factory):
    """As many schools as one officer has, some kinds of body among the suppliers."""
    notices = [with_bodies(each) for each in trust(40, 40)]
    page = tmp_path_factory.mktemp("pages") / "forty.html"
    found = compared(notices, no_notice=[School("Far Hill School")])
    page.write_text(compare_html(found, NAMES), "utf-8")
    return page


def with_bodies(notice):
    """A notice that names its local authority, too."""
    first = notice.disclosures[0]
    body = Match("local-authority", "Local authority", "certain", 1.0, (), "local-authority")
    return replace(
        notice, disclosures=(*notice.disclosures, replace(first, id="dbody", supplier=body))
    )


@pytest.fixture(scope="session")
def checked(tmp_path_factory):
    found = check(trust(20, 12), vocabulary=VOCABULARY, today=date(2026, 3, 1))
    page = tmp_path_factory.mktemp("pages") / "check.html"
    page.write_text(page_html(check_page(found, made=date(2026, 3, 1))), "utf-8")
    return page


@pytest.fixture(scope="session")
def explained(tmp_path_factory):
    reading = parse_in_full(SAMPLES / "alderbrook-primary" / "privacy-notice.docx")
    page = tmp_path_factory.mktemp("pages") / "explained.html"
    page.write_text(
        explain_html(
            reading.document, reading.notice, reading.words, NAMES, load_vocabulary().evidence
        ),
        "utf-8",
    )
    return page


@pytest.fixture(scope="session")
def reported(tmp_path_factory):
    notice = parse(SAMPLES / "withymoor-primary" / "Who we work with.docx")
    page = tmp_path_factory.mktemp("pages") / "report.html"
    page.write_text(page_html(report_page(notice, NAMES)), "utf-8")
    return page


def graded(found):
    """Changes, as grave as there are severities, in turn."""
    return [
        Graded(severity, each) for severity, each in zip(cycle(SEVERITIES), found, strict=False)
    ]


@pytest.fixture(scope="session")
def news(tmp_path_factory):
    page = tmp_path_factory.mktemp("pages") / "changes.html"
    found = graded(versions(trust(9, 11), trust(9, 12)).changes)
    assert len(found) >= len(SEVERITIES)
    found.sort(key=lambda each: list(SEVERITIES).index(each.severity))
    write_changes(found, page, NAMES, since="1 September", now="2026-03-01T08:00:00.000000Z")
    return page


def publish(notices, folder):
    """Publish a register of these notices; its folder."""
    register = open_database(str(folder / "register.db"))
    adding = Adding(register, Knowledge(load_vocabulary), "2026-03-01T08:00:00.000000Z")
    for number, notice in enumerate(notices):
        adding.add(replace(notice, urn=f"{100001 + number}"), None)
    site = Site(folder / "site", NAMES, date(2026, 3, 1))
    with register.reading() as connection:
        site.publish(connection, adding.knowledge)
    register.close()
    return site.folder


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The first page of a site, one of a school, and one of a supplier."""
    folder = publish(trust(9, 12), tmp_path_factory.mktemp("pages"))
    first = [next(iter(sorted(folder.glob(f"{each}/*.html")))) for each in ("schools", "suppliers")]
    return dict(zip(PUBLISHED, (folder / "index.html", *first), strict=True))


def attacks_since(notices):
    """Every notice with its words changed, one that is new, and one that is gone."""
    old = [replace(each, disclosures=each.disclosures[:1]) for each in notices[1:]]
    return versions(old, notices[:-1])


def violations(browser):
    browser.load_script(AXE)
    found = browser.run(
        "axe.run(document, {runOnly: tags, resultTypes: ['violations'], reporter: 'v2'})"
        ".then(r => r.violations.map(v => [v.id, v.nodes.length, v.nodes[0].html.slice(0, 200),"
        " v.nodes[0].failureSummary]))",
        tags=TAGS,
    )
    return found


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(browser, request, name) -> None:
    browser.open(request.getfixturevalue(name))
    assert violations(browser) == []


@pytest.mark.parametrize("name", ["small", "breached", "explained", "reported"])
def test_axe_finds_nothing_in_what_is_folded_nor_on_a_phone(browser, request, name) -> None:
    browser.open(request.getfixturevalue(name))
    browser.run("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    with on_phone(browser, 390):
        assert violations(browser) == []


def test_the_filter_works_by_keyboard(browser, small) -> None:
    browser.open(small)
    everything = browser.run(SHOWN)
    browser.tab_to("#search")
    browser.type("maker 11")
    assert browser.run(SHOWN) == ["Maker 11"]
    assert browser.run("document.getElementById('found').textContent") == "1 of 12 shown"
    cards = (
        "Array.from(document.querySelectorAll('#cards ~ details')).filter(c => !c.hidden).length"
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
    assert len(browser.run(SHOWN)) == 12
    # What is folded opens by itself, by mouse and keyboard.
    browser.tab_to("#d-special_category summary")
    browser.press("Enter")
    assert browser.run("document.getElementById('d-special_category').open")
    assert browser.run("document.querySelector('main').textContent.length") >= text - 40


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_published_page_is_for_everybody(browser, site, name) -> None:
    browser.open(site[name])
    assert violations(browser) == []
    with on_phone(browser, 390):
        assert violations(browser) == []
        assert browser.run("document.documentElement.scrollWidth") <= 391


def test_the_site_is_searched_by_keyboard_and_complete_without_a_script(browser, site) -> None:
    shown = "Array.from(document.querySelectorAll('main li')).filter(e => e.offsetParent).length"
    browser.open(site["index"])
    everything = browser.run(shown)
    browser.tab_to("#search")
    browser.type("hill 3 primary")
    assert browser.run(shown) == 1
    assert browser.run("document.getElementById('found').textContent").startswith("1 of ")
    browser.open(site["index"], scripts=False)
    assert browser.run(shown) == everything
    assert browser.run("document.getElementById('find').offsetParent") is None


def test_the_pages_load_nothing(browser, request, site) -> None:
    for page in [*map(request.getfixturevalue, PAGES), *site.values()]:
        browser.open(page)
        asked = browser.happened("Network.requestWillBeSent")
        assert [each["params"]["request"]["url"] for each in asked] == [page.as_uri()]
        assert browser.happened("Log.entryAdded") == []


@contextmanager
def on_phone(browser, width):
    """The page as wide as a telephone."""
    browser._ask(
        "Emulation.setDeviceMetricsOverride",
        width=width, height=640, deviceScaleFactor=1, mobile=False,
    )  # fmt: skip
    try:
        yield
    finally:
        browser._ask("Emulation.clearDeviceMetricsOverride")


@pytest.mark.parametrize("name", PAGES)
def test_the_page_does_not_scroll_sideways_on_a_phone(browser, request, name) -> None:
    browser.open(request.getfixturevalue(name))
    with on_phone(browser, 320):
        browser.run("document.querySelectorAll('details').forEach((d, i) => { d.open = i < 20; })")
        assert browser.run("document.documentElement.scrollWidth") <= 321


def test_the_matrix_of_forty_schools_is_in_one_screen(browser, forty) -> None:
    browser.open(forty)
    top, wide, room = browser.run(
        "(() => { const g = document.querySelector('.grid');"
        " return [g.getBoundingClientRect().top, g.scrollWidth, g.clientWidth]; })()"
    )
    assert top < 700  # of 1000: the first rows are seen without scrolling
    assert wide <= room  # all schools beside one another
    assert browser.run("document.querySelectorAll('details[open]').length") == 0
    head, first = "#suppliers thead th:nth-child(9)", "#suppliers tbody tr:nth-child(20) th"
    place = "(e => { const r = document.querySelector(e).getBoundingClientRect(); return [Math.round(r.x / 4), Math.round(r.y / 4)]; })"
    browser.run("document.getElementById('matrix').scrollIntoView()")
    before = browser.run(f"{place}(head)", head=head)
    browser.run("document.querySelector('.grid').scrollTo(0, 300)")
    assert browser.run(f"{place}(head)", head=head) == before
    with on_phone(browser, 390):
        browser.run("document.querySelector('.grid').scrollTo(0, 0)")
        before = browser.run(f"{place}(first)", first=first)
        browser.run("document.querySelector('.grid').scrollTo(300, 0)")
        assert browser.run(f"{place}(first)", first=first) == before
        seen = browser.run("document.querySelector('.grid').clientWidth")
        assert browser.run("document.querySelector(first).offsetWidth", first=first) < seen / 2


def test_forty_schools_print_on_few_pages(browser, forty) -> None:
    browser.open(forty)
    data = browser._ask("Page.printToPDF", preferCSSPageSize=True)["data"]
    pages = pypdfium2.PdfDocument(base64.b64decode(data))
    assert len(pages) <= 8
    text = " ".join(page.get_textpage().get_text_bounded() for page in pages)
    assert "Who shares with whom" in text
    assert "Maker 39" in text


def test_the_filter_by_school_keeps_what_the_school_names(browser, forty) -> None:
    browser.open(forty)
    named = browser.run(f"{ROWS}.filter(r => r.cells[7] && r.cells[7].querySelector('a')).length")
    browser.run(
        "(() => { const s = document.getElementById('school'); s.value = '5';"
        " s.dispatchEvent(new Event('change')); })()"
    )
    shown = browser.run(f"{ROWS}.filter(r => r.offsetParent && r.cells.length > 1).length")
    assert 0 < shown == named < 41


def test_a_link_opens_what_is_folded(browser, forty) -> None:
    browser.open(forty)
    browser.run("document.querySelector('#suppliers tbody tr:nth-child(3) td a').click()")
    assert browser.run("document.querySelectorAll('details[open]').length") == 1
    shown = "document.querySelector(location.hash).offsetParent !== null"
    assert browser.run(shown)
    browser.run("document.getElementById('open').click()")
    assert browser.run("document.querySelectorAll('details:not([open])').length") == 0
    browser.run("document.getElementById('open').click()")
    assert browser.run("document.querySelectorAll('details[open]').length") == 0


def test_kinds_of_body_have_their_own_part_of_the_matrix(browser, forty) -> None:
    browser.open(forty)
    kinds = "document.querySelector('.kinds')"
    assert browser.run(f"{kinds}.nextElementSibling.cells[0].textContent") == "Local authority"
    browser.tab_to("#search")
    browser.type("maker 11")
    assert browser.run(f"{kinds}.hidden")


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
        document.add_paragraph(cleaned(script))
        cells = table.add_row().cells
        cells[0].text = cells[1].text = cleaned(script)
    document.save(tmp_path / "notice.docx")
    reading = parse_in_full(tmp_path / "notice.docx")
    page = tmp_path / "explained.html"
    page.write_text(
        explain_html(
            reading.document, reading.notice, reading.words, NAMES, load_vocabulary().evidence
        ),
        "utf-8",
    )
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
    changes = graded(Change(*[script] * 9) for script in scripts)
    write_changes(changes, tmp_path / "news.html", NAMES, since=scripts[0], now="2026-03-01T08")
    pages["report"] = page_html(report_page(notices[0], NAMES))
    pages["news"] = (tmp_path / "news.html").read_text("utf-8")
    for name, text in pages.items():
        page = tmp_path / f"{name}.html"
        page.write_text(text, "utf-8")
        shows_only_itself(browser, page)
        assert browser.run("document.querySelectorAll('script').length") == (name == "compare")


def test_nothing_that_is_published_is_run(browser, tmp_path) -> None:
    folder = publish([attacked(script, n) for n, script in enumerate(SCRIPTS)], tmp_path)
    pages = sorted(folder.rglob("*.html"))
    assert len(pages) >= 2 * len(SCRIPTS)  # a page a school and a supplier; some look like a person
    hits = 0
    for page in pages:
        browser.open(page)
        browser.run(
            "document.querySelectorAll('a, th, td, li').forEach(e => {"
            " e.dispatchEvent(new MouseEvent('mouseover', {bubbles: true})); e.focus(); })"
        )
        assert browser.run("window.hit === undefined"), page.name
        asked = browser.happened("Network.requestWillBeSent")
        assert [each["params"]["request"]["url"] for each in asked] == [page.as_uri()], page.name
        kinds = "Array.from(document.querySelectorAll('a[href]')).map(a => a.protocol)"
        assert set(browser.run(kinds)) <= {"file:"}, page.name
        scripts = browser.run("document.querySelectorAll('script').length")
        assert scripts == (page.name == "index.html"), page.name
        hits += "window.hit=1" in browser.run("document.body.textContent")
    assert hits
