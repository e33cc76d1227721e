"""One polite client, and answers that are none."""

import re
import time
from pathlib import Path

import pytest

from noticeparse import settings
from noticeparse.errors import InputError, NoticeparseError
from noticeparse.register import fetching
from noticeparse.register.fetching import Client
from noticeparse.version import __version__


@pytest.fixture
def client(site):
    return Client(allowed=[site.host, f"localhost:{site.port}"])


def code_of(client, url):
    with pytest.raises(NoticeparseError) as error:
        client.get(url)
    assert error.value.what_to_do
    return error.value.code


def robots(site, *lines, **more):
    site.put("/robots.txt", "\n".join(lines).encode(), **more)


def test_it_says_who_asks(site) -> None:
    site.put("/", b"notice")
    Client(allowed=[site.host], contact="dpo@larkmoor.example").get(site.url("/"))
    for _, headers in site.asked:
        assert headers["User-Agent"] == f"noticeparse/{__version__} (dpo@larkmoor.example)"
        assert headers["Accept-Encoding"] == "identity"
        assert headers["Host"] == site.host


@pytest.mark.parametrize("contact", ["a\r\nX: y", "é@larkmoor.example", "a\0b"])
def test_a_contact_that_cannot_be_told(contact) -> None:
    with pytest.raises(InputError, match="plain letters"):
        Client(contact=contact)


def test_a_proxy_is_not_used(client, site, monkeypatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    site.put("/", b"notice")
    assert client.get(site.url("/")).data == b"notice"


def test_what_did_not_change_is_not_sent_again(client, site) -> None:
    url = site.put("/", b"notice", ETag='"1"', Last_Modified="Mon, 01 Sep 2025 08:00:00 GMT")
    assert not client.get(url).unchanged
    asked = client.get(url, '"1"', "Mon, 01 Sep 2025 08:00:00 GMT")
    assert asked.unchanged
    assert site.asked[-1][1]["If-Modified-Since"] == "Mon, 01 Sep 2025 08:00:00 GMT"
    assert client.get(url, '"2"').data == b"notice"


def test_a_tag_in_other_letters_is_told_back(client, site) -> None:
    url = site.put("/", b"notice", ETag='"é"')
    tag = client.get(url).headers["etag"]
    assert tag == '"é"'
    assert client.get(url, tag).unchanged


def test_robots_are_asked_for_once_and_heeded(client, site) -> None:
    robots(site, "User-agent: *", "Disallow: /", "User-agent: noticeparse", "Disallow: /staff")
    open_to_us, shut = site.put("/privacy.pdf", b"notice"), site.put("/staff/privacy.pdf", b"no")
    assert client.get(open_to_us).data == b"notice"
    assert code_of(client, shut) == "robots"
    assert [path for path, _ in site.asked] == ["/robots.txt", "/privacy.pdf"]


@pytest.mark.parametrize(
    ("status", "allowed"),
    [(200, True), (404, True), (401, True), (403, True), (500, False), (503, False)],
)
def test_robots_that_are_not_there(status, allowed, client, site) -> None:
    robots(site, status=status)
    url = site.put("/", b"notice")
    if allowed:
        assert client.get(url).data == b"notice"
        return
    assert code_of(client, url) == "no_answer"
    assert code_of(client, url) == "no_answer"
    assert [path for path, _ in site.asked] == ["/robots.txt"]


def test_robots_behind_a_redirect(client, site) -> None:
    robots(site, status=301, Location="/rules.txt")
    site.put("/rules.txt", b"User-agent: *\nDisallow: /")
    assert code_of(client, site.put("/", b"notice")) == "robots"


def test_a_redirect_is_followed_as_robots_allow(client, site) -> None:
    robots(site, "User-agent: *", "Disallow: /private")
    site.put("/old", status=301, Location="new%20one?a=b")
    site.put("/new%20one?a=b", b"notice")
    answer = client.get(site.url("/old"))
    assert (answer.data, answer.url) == (b"notice", site.url("/new%20one?a=b"))
    site.put("/leads", status=302, Location="/private/notice.pdf")
    assert code_of(client, site.url("/leads")) == "robots"
    assert "/private/notice.pdf" not in {path for path, _ in site.asked}


def test_an_address_in_other_letters_is_sent_as_web_addresses_are(client, site) -> None:
    site.put("/%C3%A9cole.pdf?q=%E2%82%AC", b"notice")
    assert client.get(site.url("/école.pdf?q=€")).data == b"notice"
    site.put("/old", status=302, Location="/école.pdf?q=€".encode().decode("latin-1"))
    assert client.get(site.url("/old")).data == b"notice"


@pytest.mark.parametrize("hops", [5, 6])
def test_five_redirects_are_followed(hops, client, site) -> None:
    for hop in range(hops):
        site.put(f"/{hop}", status=307, Location=f"/{hop + 1}")
    site.put(f"/{hops}", b"notice")
    if hops == 5:
        assert client.get(site.url("/0")).data == b"notice"
    else:
        assert code_of(client, site.url("/0")) == "no_answer"
        assert len(site.asked) == 1 + 6


@pytest.fixture
def rests(monkeypatch):
    """How long is waited, by a clock that nothing else moves."""
    slept = []
    monkeypatch.setattr(settings, "PAUSE", 1.0)
    monkeypatch.setattr(time, "sleep", slept.append)
    monkeypatch.setattr(time, "monotonic", lambda: 1000.0 + sum(slept))
    return slept


@pytest.mark.parametrize(
    ("asked", "rest"),
    [("", 1), ("Crawl-delay: 7", 7), ("Crawl-delay: 0.1", 1), ("Crawl-delay: 9999", 30)],
)
def test_a_host_rests_between_two_requests(asked, rest, client, site, rests) -> None:
    robots(site, "User-agent: *", asked)
    url = site.put("/", b"notice")
    client.get(url)
    client.get(url)
    assert [each for each in rests if each] == [rest, rest]
    client.get(f"http://localhost:{site.port}/")  # another host
    assert [each for each in rests if each] == [rest] * 3


@pytest.mark.parametrize(
    ("status", "code"),
    [(404, "not_there"), (410, "not_there"), (500, "no_answer"), (429, "no_answer"),
     (204, "no_answer"), (206, "no_answer"), (304, "no_answer"), (403, "no_answer")],
)  # fmt: skip
def test_a_status_that_is_no_answer(status, code, client, site) -> None:
    assert code_of(client, site.put("/", b"<html>Sorry", status=status)) == code


def dripping(stream, *, head=b"", drops=b"x"):
    """An answer that comes a byte at a time, for as long as anybody listens."""
    stream.write(head)
    while True:
        stream.write(drops)
        stream.flush()
        time.sleep(0.02)


def silent(_):
    time.sleep(3)


def endless(stream):
    stream.write(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        stream.write(b"x" * 65536)


WRITERS = {
    "nothing comes": (silent, "no_answer", "longer than 0.4 seconds"),
    "a body that drips": (
        lambda s: dripping(s, head=b"HTTP/1.1 200 OK\r\n\r\n"), "no_answer", "longer than"),
    "chunks that drip": (
        lambda s: dripping(s, head=b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
                           drops=b"1\r\nx\r\n"), "no_answer", "longer than"),
    "headers that drip": (
        lambda s: dripping(s, head=b"HTTP/1.1 200 OK\r\nX: "), "no_answer", "longer than"),
    "hints without end": (
        lambda s: dripping(s, drops=b"HTTP/1.1 103 Early Hints\r\n\r\n"), "no_answer", "longer"),
    "no end": (endless, "too_large", "more than 1 MB"),
    "more than it says": (
        lambda s: s.write(b"HTTP/1.1 200 OK\r\nContent-Length: 9999999\r\n\r\nx"),
        "too_large", "more than 1 MB"),
    "less than it says": (
        lambda s: s.write(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx"),
        "no_answer", "no answer that can be read"),
    "a length that is none": (
        lambda s: s.write(b"HTTP/1.1 200 OK\r\nContent-Length: " + b"9" * 5000 + b"\r\n\r\nx"),
        "", ""),
    "another protocol": (lambda s: s.write(b"SSH-2.0-x\r\n" * 9), "no_answer", "can be read"),
    "headers without end": (
        lambda s: s.write(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 100_000), "no_answer", "can be"),
    "nothing at all": (lambda s: None, "no_answer", "can be read"),
}  # fmt: skip


@pytest.mark.parametrize("case", WRITERS.values(), ids=WRITERS)
def test_an_answer_that_is_none(case, client, site, monkeypatch) -> None:
    write, code, said = case
    monkeypatch.setattr(settings, "MAX_ANSWER_SECONDS", 0.4)
    monkeypatch.setattr(settings, "MAX_FILE_BYTES", 1_000_000)
    url = site.put("/", write=write)
    begun = time.monotonic()
    with pytest.raises(NoticeparseError) as error:
        client.get(url)
    assert time.monotonic() - begun < 2
    assert error.value.code == (code or error.value.code)
    assert said in error.value.message
    assert client.get(site.put("/else", b"notice")).data == b"notice"


def test_a_long_answer_is_not_read_to_its_end(client, site, monkeypatch) -> None:
    monkeypatch.setattr(settings, "MAX_FILE_BYTES", 1_000_000)
    sent = []

    def write(stream):
        stream.write(b"HTTP/1.1 200 OK\r\n\r\n")
        for _ in range(10_000):
            sent.append(stream.write(b"x" * 65536))

    assert code_of(client, site.put("/", write=write)) == "too_large"
    assert sum(sent) < 20_000_000


@pytest.mark.parametrize("what", ["agents", "bytes", "wildcards", "nonsense"])
def test_robots_that_would_keep_it_busy(what, client, site) -> None:
    agents = [f"User-agent: a{number}" for number in range(15_000)]
    lines = {
        "agents": [*agents, *["Disallow: /x"] * 15_000],
        "bytes": ["#" * 600_000],
        "wildcards": ["User-agent: *", "Disallow: " + "/*a" * 100_000 + "b"],
        "nonsense": ["\0\x85\u2028\ufeff" * 20_000],
    }[what]
    robots(site, *lines)
    url = site.put("/" + "a" * 2000, b"notice")
    begun = time.monotonic()
    if what in ("agents", "bytes"):
        assert code_of(client, url) == "no_answer"
    else:
        assert client.get(url).data == b"notice"
    assert time.monotonic() - begun < 3


def test_what_was_asked_for_in_secret_is_not_asked_for_in_the_open(client, monkeypatch) -> None:
    def leads_on(url, place, known, most):
        return fetching.Answer(url, 302, {"location": "http://school.example/"}, b"")

    monkeypatch.setattr(client, "_ask", leads_on)
    monkeypatch.setattr(client, "_check_rules", lambda place: None)
    monkeypatch.setattr(settings, "PAUSE", 0)
    with pytest.raises(NoticeparseError, match="without encryption") as refused:
        client.get("https://school.example/")
    assert refused.value.code == "refused_address"


def test_a_host_that_keeps_a_run_waiting_is_left(client, site, monkeypatch) -> None:
    site.put("/", b"notice")
    client.get(site.url("/"))
    monkeypatch.setattr(settings, "MAX_HOST_SECONDS", 0)
    assert code_of(client, site.url("/")) == "no_answer"


def test_every_line_of_the_refusals_is_used() -> None:
    from noticeparse.register import guard, sync

    modules = (fetching, guard, sync)
    code = "".join(Path(module.__file__).read_text("utf-8") for module in modules)
    assert {why for why in guard._SAID if not re.search(rf'"{why}"', code)} == set()
