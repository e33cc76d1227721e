"""What schools publish is fetched and added where it changed; a wrong answer changes nothing."""

import csv
import re
import subprocess
import sys
import time

import openpyxl
import pytest
from alembic import command
from sqlalchemy import select
from tests.correcting import COMPANIES, read_in_process
from tests.register.site import as_page, as_pdf, as_text, as_word
from tests.register.test_register_cli import run
from typer.testing import CliRunner

from noticeparse import batch, parse, settings
from noticeparse.batch.pool import Limits
from noticeparse.cli import app
from noticeparse.model import School
from noticeparse.register import asking, fetching, guard, store
from noticeparse.register import database as opened
from noticeparse.register import sync as syncing
from noticeparse.register import tables as t
from noticeparse.register.database import open_database
from noticeparse.register.schema import config_of
from noticeparse.reports.csv import read_csv

ALDER, BECK, CRAG = "Alderbrook Primary School", "Beckside School", "Cragfoot Infant School"
FEWER = COMPANIES[:6]


@pytest.fixture(autouse=True)
def _in_process(monkeypatch):
    read_in_process(monkeypatch)
    monkeypatch.setattr(syncing, "read_ready", batch.read_ready)


@pytest.fixture
def sync(site, address, tmp_path):
    """Run the command on lines of a list: sync((school, address), …, status=1)."""

    def run_it(*lines, status=0, more=()):
        file = tmp_path / "sources.csv"
        with file.open("w", encoding="utf-8", newline="") as out:
            rows = [(*line, "", "")[:4] for line in lines]
            csv.writer(out).writerows([("School", "Address", "URN", "Trust"), *rows])
        given = ["sync", str(file), "--allow", site.host, "--jobs", "1", *more]
        return run(*given, address=address, status=status)

    return run_it


@pytest.fixture
def content(address):
    """All lines of a table."""

    def read(table):
        register = open_database(address, create=False)
        with register.reading() as connection:
            found = connection.execute(select(table).order_by(*table.primary_key)).all()
        register.close()
        return found

    return read


def listed(address, tmp_path):
    run("list", "-o", tmp_path / "list.csv", address=address)
    return list(read_csv(tmp_path / "list.csv").itertuples())


def counted(said):
    """What the last line of the command counts."""
    return {*said.rpartition(": ")[2].removesuffix(".").split(", ")}


def test_what_is_published_is_added_for_the_school_that_is_given(
    sync, site, address, content, tmp_path
) -> None:
    text = site.put("/alder.txt", as_text("Quite Another School"))
    pdf, word = site.put("/beck.pdf", as_pdf(BECK)), site.put("/get?id=7", as_word(CRAG))
    lines = [(ALDER, text, "900101", "Larkmoor Trust"), (BECK, pdf), (CRAG, word)]
    assert re.search(r": 3 new\.$", sync(*lines))
    found = {each.name: each for each in listed(address, tmp_path)}
    assert {*found} == {ALDER, BECK, CRAG}
    alder = found[ALDER]
    assert (alder.urn, alder.trust, alder.rows) == ("900101", "Larkmoor Trust", "10")
    assert alder.address == text
    assert alder.last_asked == alder.last_seen
    assert alder.next_review == f"{int(alder.last_seen[:4]) + 1}{alder.last_seen[4:10]}"
    assert [each.path for each in content(t.notice)] == [text, pdf, word]
    assert [each.kind for each in content(t.address)] == ["text", "pdf", "docx"]
    assert len(content(t.source)) == 3
    assert run("check", address=address).endswith("is sound.")


@pytest.mark.parametrize("tags", [{"ETag": '"1"'}, {}], ids=["304", "the same bytes"])
def test_what_did_not_change_is_seen_again_and_not_read(
    tags, sync, site, content, monkeypatch
) -> None:
    url = site.put("/a.txt", as_text(ALDER), **tags)
    sync((ALDER, url))
    (before,) = content(t.version)
    monkeypatch.setattr(syncing, "read_ready", lambda tasks, *_: {(): ()}[tuple(tasks)])
    assert re.search(r": 1 seen again\.$", sync((ALDER, url)))
    (after,) = content(t.version)
    assert after.last_seen > before.last_seen
    assert after.content == before.content
    (noted,) = content(t.address)
    assert noted.asked == noted.answered == after.last_seen
    conditions = [headers.get("If-None-Match") for path, headers in site.asked if path == "/a.txt"]
    assert conditions == [None, tags.get("ETag")]


def test_what_changed_is_a_new_version(sync, site, content, address) -> None:
    url = site.put("/a.pdf", as_pdf(ALDER), ETag='"1"')
    sync((ALDER, url))
    site.put("/a.pdf", as_pdf(ALDER, FEWER), ETag='"2"')
    assert re.search(r": 1 changed\.$", sync((ALDER, url)))
    assert len(content(t.disclosure)) == 6
    site.put("/a.pdf", as_pdf(ALDER), ETag='"1"')
    assert re.search(r": 1 back again\.$", sync((ALDER, url)))
    assert len(content(t.version)) == 2
    assert len(content(t.disclosure)) == 10
    assert "until" in run("history", ALDER, address=address).casefold()


def test_the_notice_of_a_trust_is_one_of_each_school_and_fetched_once(sync, site, content) -> None:
    url = site.put("/trust.txt", as_text("Larkmoor Trust"), ETag='"1"')
    lines = [(ALDER, url, "900101"), (BECK, f"{url}#suppliers", "900102")]
    assert "2 new" in sync(*lines)
    assert site.paths() == ["/trust.txt"]
    assert "2 seen again" in sync(*lines)
    assert {"1 new", "2 seen again"} == counted(sync(*lines, (CRAG, url, "900103")))
    assert "3 seen again" in sync(*lines, (CRAG, url, "900103"))
    assert {each.school_id for each in content(t.notice)} == {1, 2, 3}


def test_a_page_leads_to_its_documents(sync, site, content) -> None:
    links = [
        ("files/pupils%20privacy.pdf", "For pupils"),
        ("/files/staff.docx#page=2", "How we use staff information: a <b>privacy</b> notice"),
        ("files/menu.pdf", "Lunch"),
        ("files/privacy.html", "Cookies"),
        ("mailto:office@school.example", "Privacy"),
        ("http://[privacy/notice.pdf", "Privacy"),
        ("files/gone.odt", "Suppliers"),
    ]
    page = site.put("/policies/", as_page(ALDER, (), links), ETag='"1"')
    pupils = site.put("/policies/files/pupils%20privacy.pdf", as_pdf(ALDER), ETag='"2"')
    staff = site.put("/files/staff.docx", as_word(ALDER, FEWER))
    said = sync((ALDER, page), status=1)
    assert "2 new, 1 failed" in said
    assert "/policies/files/gone.odt: 127.0.0.1 has nothing there (404)" in said
    asked = ["/policies/", "/policies/files/pupils%20privacy.pdf", "/files/staff.docx"]
    assert site.paths() == [*asked, "/policies/files/gone.odt"]
    assert [each.path for each in content(t.notice)] == [pupils, staff]
    assert "2 seen again, 1 failed" in sync((ALDER, page), status=1)
    assert site.paths() == [*asked, "/policies/files/gone.odt"]
    site.put("/policies/files/pupils%20privacy.pdf", as_pdf(ALDER, FEWER), ETag='"3"')
    site.put("/policies/files/gone.odt", as_word(ALDER, COMPANIES[:3]))
    assert {"1 new", "1 seen again", "1 changed"} == counted(sync((ALDER, page)))
    assert [each.kind for each in content(t.address)] == ["html", "pdf", "docx", "docx"]


def test_a_page_that_names_recipients_is_a_notice_too(sync, site, content) -> None:
    links = [("privacy.pdf", "Privacy notice for staff")]
    page = site.put("/privacy", as_page(ALDER, COMPANIES, links))
    site.put("/privacy.pdf", as_pdf(ALDER, FEWER))
    assert "2 new" in sync((ALDER, page))
    site.put("/privacy", as_page(ALDER, (), links))  # all of it is in the document now
    assert "1 changed" in sync((ALDER, page))
    assert len(content(t.disclosure)) == len(FEWER)


def test_a_page_is_asked_for_twenty_documents(sync, site, monkeypatch) -> None:
    monkeypatch.setattr(syncing, "MAX_LINKS", 3)
    links = [(f"{number}.pdf", "Privacy") for number in range(5)]
    page = site.put("/", as_page(ALDER, (), links))
    for number in range(5):
        site.put(f"/{number}.pdf", as_pdf(ALDER, COMPANIES[: number + 2]))
    said = sync((ALDER, page), status=1)
    assert "The page leads to 5 documents; the first 3 were fetched." in said
    others = [(ALDER, site.url("/0.pdf")), (ALDER, site.url("/4.pdf"))]
    assert "failed" not in sync((ALDER, page), *others)


def test_a_workbook_has_a_notice_a_sheet(sync, site, content, tmp_path) -> None:
    book = openpyxl.Workbook()
    for school in (ALDER, BECK):
        sheet = book.create_sheet(school[:10])
        for row in ((school,), ("Company", "Data shared", "Purpose"), *FEWER):
            sheet.append(row)
    book.remove(book["Sheet"])
    book.save(tmp_path / "r.xlsx")
    url = site.put("/r.xlsx", (tmp_path / "r.xlsx").read_bytes(), ETag='"1"')
    lines = [(ALDER, url), (BECK, url)]
    assert "2 new" in sync(*lines)
    assert {each.path for each in content(t.notice)} == {
        f"{url}#{ALDER[:10]}",
        f"{url}#{BECK[:10]}",
    }
    assert "2 seen again" in sync(*lines)
    assert len(content(t.disclosure)) == 12


def test_a_path_is_read_from_the_folder_of_the_list(sync, site, content, tmp_path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_bytes(as_text("Somebody else"))
    url = site.put("/b.txt", as_text(BECK))
    lines = [(ALDER, "in/a.txt"), (BECK, url)]
    assert "2 new" in sync(*lines)
    assert {each.path for each in content(t.notice)} == {"in/a.txt", url}
    assert {each.name for each in content(t.school)} == {ALDER, BECK}
    said = sync(*lines, (ALDER, str(tmp_path / "none.pdf")), status=1)
    assert "2 seen again, 1 failed" in said
    assert "none.pdf cannot be opened: No such file" in said
    (tmp_path / "in" / "a.txt").write_bytes(as_text("Somebody else", FEWER))
    assert "1 seen again, 1 changed" in sync(*lines)


def slow(stream):
    stream.write(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        stream.write(b"x")
        stream.flush()
        time.sleep(0.02)


def endless(stream):
    stream.write(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        stream.write(b"%PDF-" * 10_000)


SORRY = b"<html><body><h1>Page not found</h1><p>Sorry. We share pupils' data.</p></body></html>"
WRONG = {  # what comes in the place of a notice, and what is said
    "a page for a PDF": (
        {"data": SORRY},
        "A web page or plain text came where a document was expected",
    ),
    "a text for a PDF": ({"data": b"Not found"}, "plain text came where a document"),
    "gone": ({"status": 404, "data": SORRY}, "has nothing there (404)"),
    "gone for good": ({"status": 410}, "has nothing there (410)"),
    "broken": ({"status": 500}, "answered with an error (500)"),
    "slow": ({"write": slow}, "took longer than"),
    "endless": ({"write": endless}, "more than 1 MB"),
    "too large": ({"data": b"%PDF-" * 300_000}, "more than 1 MB"),
    "loopback": ({"status": 302, "Location": "http://localhost/"}, "is no public address"),
    "clouds": ({"status": 301, "Location": "http://169.254.169.254/"}, "is no public address"),
    "a file": ({"status": 302, "Location": "file:///etc/passwd"}, "is no web address"),
    "in a circle": ({"status": 302, "Location": "/notice.pdf"}, "leads on more than 5 times"),
    "nothing": ({"data": b""}, "the file is empty"),
    "cut off": ({"data": b"%PDF-1.7 nothing"}, "Not read"),
    "a picture": ({"data": b"GIF89a"}, "this is a GIF picture"),
    "packed": ({"data": b"\x1f\x8b\x08packed"}, "Not read"),
}


@pytest.mark.parametrize("case", WRONG.values(), ids=WRONG)
def test_a_wrong_answer_changes_nothing(case, sync, site, content, monkeypatch) -> None:
    wrong, said = case
    monkeypatch.setattr(settings, "MAX_ANSWER_SECONDS", 0.5)
    monkeypatch.setattr(settings, "MAX_FILE_BYTES", 1_000_000)
    url, other = (
        site.put("/notice.pdf", as_pdf(ALDER), ETag='"1"'),
        site.put("/b.txt", as_text(BECK)),
    )
    sync((ALDER, url))
    tables = (t.school, t.notice, t.version, t.standing, t.source, t.disclosure)
    before = [content(table) for table in tables]
    (noted,) = content(t.address)
    site.put("/notice.pdf", **wrong)
    told = sync((ALDER, url), (BECK, other), status=1)
    assert "1 new, 1 failed" in told
    assert f"Not read: {url}" in told
    assert said in told
    assert len([each for each in content(t.notice) if each.path == other]) == 1
    for table, lines in zip(tables, before, strict=True):
        assert content(table)[: len(lines)] == lines, table.name
    now = content(t.address)[0]
    assert now[3:-2] == noted[3:-2]
    assert now.answered == noted.answered < now.asked
    site.put("/notice.pdf", as_pdf(ALDER), ETag='"1"')
    assert "2 seen again" in sync((ALDER, url), (BECK, other))


def test_a_page_where_a_word_file_was(sync, site) -> None:
    url = site.put("/get?id=7", as_word(ALDER))
    sync((ALDER, url))
    site.put("/get?id=7", as_page(ALDER))
    assert "A web page or plain text came where a document was expected" in sync(
        (ALDER, url), status=3
    )


def test_a_page_that_says_nothing_is_no_notice(sync, site, content) -> None:
    url = site.put("/", SORRY)
    assert "The page names nobody who receives data" in sync((ALDER, url), status=3)
    assert content(t.school) == []
    site.put("/", as_page(ALDER))
    sync((ALDER, url))
    site.put("/", SORRY)  # with status 200
    sync((ALDER, url), status=3)
    assert len(content(t.disclosure)) == len(COMPANIES)


def test_what_robots_forbid_is_a_failure(sync, site, content) -> None:
    site.put("/robots.txt", b"User-agent: *\nDisallow: /a")
    a, b = site.put("/a.txt", as_text(ALDER)), site.put("/b.txt", as_text(BECK))
    said = sync((ALDER, a), (BECK, b), status=1)
    assert "asks programs not to fetch this (robots.txt)" in said
    assert site.paths() == ["/b.txt"]
    assert [each.path for each in content(t.notice)] == [b]


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1/", "ftp://school.example/a", "www.school.example"]
)
def test_nothing_is_private_unless_it_is_allowed(url, network, sync, site) -> None:
    assert "1 failed" in sync((ALDER, url), status=3)
    assert network.connected == site.asked == []


def test_an_answer_that_breaks_something_is_the_failure_of_that_address(
    sync, site, monkeypatch
) -> None:
    a, b = site.put("/a.txt", as_text(ALDER)), site.put("/b.txt", as_text(BECK))
    ask = guard.Guard.place_of

    def broken(self, url):
        return ask(self, url) if url != a else {}["surprise"]

    monkeypatch.setattr(guard.Guard, "place_of", broken)
    said = sync((ALDER, a), (BECK, b), status=1)
    assert "1 new, 1 failed" in said
    assert "unexpected KeyError" in said


class Killed(BaseException):
    """As a process ends that is killed."""


MOMENTS = {
    "while it fetches": (fetching.Client, "get"),
    "while it adds": (store.Adding, "add"),
    "before it is noted": (syncing, "find"),
}


@pytest.mark.parametrize("moment", MOMENTS.values(), ids=MOMENTS)
def test_a_run_that_is_killed_goes_on(moment, sync, site, content, monkeypatch) -> None:
    names = [f"School {number}" for number in range(5)]
    lines = [(name, site.put(f"/{name[-1]}.txt", as_text(name), ETag='"1"')) for name in names]
    monkeypatch.setattr(syncing, "_AT_ONCE", 2)
    real, calls = getattr(*moment), []

    def dies(*given, **more):
        calls.append(given)
        if len(calls) == 4:
            raise Killed
        return real(*given, **more)

    with monkeypatch.context() as patched, pytest.raises(Killed):
        patched.setattr(*moment, dies)
        sync(*lines)
    assert 2 <= len(content(t.notice)) < 5
    sync(*lines)
    assert len(content(t.notice)) == len(content(t.version)) == len(content(t.address)) == 5
    assert len(content(t.disclosure)) == 50
    assert counted(sync(*lines)) == {"5 seen again"}


@pytest.fixture
def own_words(tmp_path):
    """A vocabulary that is another one."""
    folder = tmp_path / "own" / "lexicon"
    folder.mkdir(parents=True)
    entry = "catering:\n  - phrases: [tuck shop]\n    examples: ['Runs the tuck shop']\n"
    (folder / "purposes.yaml").write_text(entry, "utf-8")
    return ("--vocabulary", str(folder.parent))


def test_another_vocabulary_reads_what_is_kept(sync, site, content, own_words) -> None:
    url = site.put("/a.pdf", as_pdf(ALDER), ETag='"1"')
    sync((ALDER, url))
    site.pages["/a.pdf"].data = b"never sent"
    assert "1 changed" in sync((ALDER, url), more=own_words)
    assert site.asked[-1][1]["If-None-Match"] == '"1"'
    first, second = content(t.version)
    assert first.sha256 == second.sha256
    assert first.vocabulary_version != second.vocabulary_version
    assert "1 seen again" in sync((ALDER, url), more=own_words)


def test_another_vocabulary_fetches_what_is_not_kept(sync, site, content, own_words) -> None:
    links = [("privacy.pdf", "Privacy")]
    page = site.put("/", as_page(ALDER, (), links), ETag='"1"')  # is no notice, and not kept
    site.put("/privacy.pdf", as_pdf(ALDER), ETag='"2"')
    sync((ALDER, page))
    site.asked.clear()
    assert "1 changed" in sync((ALDER, page), more=own_words)
    tags = [headers.get("If-None-Match") for path, headers in site.asked if path != "/robots.txt"]
    assert tags == [None, '"2"']


def test_what_was_read_before_a_version_counts_again(sync, site, own_words, content) -> None:
    url = site.put("/a.txt", as_text(ALDER), ETag='"1"')
    sync((ALDER, url))
    sync((ALDER, url), more=own_words)
    assert "1 back again" in sync((ALDER, url))
    assert len(content(t.version)) == 2


@pytest.mark.parametrize(
    "given", ["../secret.txt", "/etc/hostname", "in/../../secret.txt", "link.txt"]
)
def test_a_path_that_leads_out_of_the_folder_of_the_list_is_not_read(
    sync, content, tmp_path, given
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path.parent / "secret.txt").write_bytes(as_text(ALDER))
    (tmp_path / "link.txt").symlink_to(tmp_path.parent / "secret.txt")
    said = sync((ALDER, given), status=3)
    assert "leads out of the folder of the list" in said
    assert content(t.source) == []
    if given != "/etc/hostname":
        assert "1 new" in sync((ALDER, given), more=("--any-path",))


def test_a_path_below_it_may_be_written_in_full(sync, tmp_path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_bytes(as_text(ALDER))
    assert "1 new" in sync((ALDER, str(tmp_path / "in" / "a.txt")))
    assert "1 seen again" in sync((ALDER, str(tmp_path / "in" / "a.txt")))


def test_what_is_erased_is_erased_of_addresses_too(sync, site, address, content) -> None:
    page = site.put("/ada.okafor/", as_page(ALDER, (), [("ada-okafor-privacy.pdf", "Privacy")]))
    site.put("/ada.okafor/ada-okafor-privacy.pdf", as_pdf(ALDER))
    sync((ALDER, page))
    run("erase", "Ada Okafor", "--who", "Bo", "--why", "asked", "--yes", address=address)
    assert "okafor" not in str([content(t.address), content(t.notice), content(t.known_path)])


def test_a_vocabulary_that_is_wrong_is_said_before_anything_is_asked(sync, site, tmp_path) -> None:
    (tmp_path / "taxonomy.yaml").write_text("categories: [\n", "utf-8")
    said = sync((ALDER, site.url("/a.txt")), more=("--vocabulary", str(tmp_path)), status=2)
    assert "taxonomy.yaml" in said
    assert site.asked == []


def test_a_list_that_is_wrong_is_said_by_its_line(sync) -> None:
    assert "line 3: school or address is empty" in sync((ALDER, "a"), (BECK, ""), status=2)


def test_a_list_goes_by_other_names_and_semicolons(site, address, tmp_path) -> None:
    url = site.put("/a.txt", as_text(ALDER))
    file = tmp_path / "s.csv"
    file.write_text(
        f"Establishment name;Web address;School URN\n{ALDER};{url};900101\n;;\n", "cp1252"
    )
    assert "1 new" in run("sync", file, "--allow", site.host, address=address)


def test_a_register_of_before_gets_the_table(address, site, sync, content) -> None:
    register = opened._connect(address)
    with register.writing() as connection:
        command.upgrade(config_of(connection), "r001")
        assert "address" not in connection.dialect.get_table_names(connection)
    register.close()
    assert "1 new" in sync((ALDER, site.put("/a.txt", as_text(ALDER))))
    assert len(content(t.address)) == 1


def test_a_backup_has_the_addresses(sync, site, address, tmp_path) -> None:
    url = site.put("/a.txt", as_text(ALDER), ETag='"1"')
    sync((ALDER, url))
    run("backup", tmp_path / "b.db", address=address)
    run("restore", tmp_path / "b.db", address=str(tmp_path / "new.db"))
    assert listed(str(tmp_path / "new.db"), tmp_path)[0].address == url


def test_it_is_read_by_workers(site, tmp_path, monkeypatch) -> None:
    monkeypatch.undo()
    monkeypatch.setattr(settings, "PAUSE", 0)
    a, b = site.put("/a.txt", as_text(ALDER)), site.put("/", as_page(BECK, (), [("b.pdf", "GDPR")]))
    site.put("/b.pdf", as_pdf(BECK))
    file, limits = tmp_path / "s.csv", []
    file.write_text(f"school,address\n{ALDER},{a}\n{BECK},{b}\n", "utf-8")
    read = syncing.read_ready

    def reads(tasks, how, limit):
        limits.append(limit)
        return read(tasks, how, limit)

    monkeypatch.setattr(syncing, "read_ready", reads)
    how = ("--timeout", "50", "--memory", "1500", "--jobs", "2")
    given = ["register", "sync", str(file), "--allow", site.host, *how, "--database"]
    done = CliRunner().invoke(app, [*given, str(tmp_path / "r.db"), "--quiet"])
    assert (done.exit_code, done.output) == (0, "")
    assert limits == [Limits(2, 50.0, 1500)] * 2
    assert [each.notices for each in listed(str(tmp_path / "r.db"), tmp_path)] == ["1", "1"]


@pytest.mark.parametrize(
    ("seen", "review"),
    [("2026-11-29T06:00:00.000000Z", "2027-11-29"), ("2028-02-29T06:00", "2029-02-28"), ("", "")],
)
def test_the_next_review_is_a_year_later(seen, review) -> None:
    assert asking._a_year_after(seen) == review


def test_the_next_review_is_that_of_the_notice_that_was_not_seen_for_longest(at, register) -> None:
    for day, name in (("2025-09-01", "a.txt"), ("2026-01-10", "b.txt")):
        at(day).add(parse(as_text(ALDER), source_path=name, schools=[School(ALDER)]))
    with register.reading() as connection:
        (row,) = asking.schools(connection)
    assert (row["last_seen"][:10], row["next_review"]) == ("2026-01-10", "2026-09-01")
    at("2026-03-01").add(parse(as_text(ALDER), source_path="a.txt", schools=[School(ALDER)]))
    with register.reading() as connection:
        assert asking.schools(connection)[0]["next_review"] == "2027-01-10"


def test_without_what_fetches_it_is_named(tmp_path) -> None:
    code = (
        "import sys; sys.modules['httpcore'] = None\n"
        f"sys.argv = ['noticeparse', 'register', 'sync', {str(tmp_path / 's.csv')!r}]\n"
        "from noticeparse.cli import main; main()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert 'pip install ".[register]"' in done.stderr


def test_what_list_writes_is_a_list(sync, site, address, tmp_path) -> None:
    sync((ALDER, site.put("/a.txt", as_text(ALDER)), "900101"))
    run("list", "-o", tmp_path / "l.csv", address=address)
    said = run("sync", tmp_path / "l.csv", "--allow", site.host, address=address)
    assert counted(said) == {"1 seen again"}
