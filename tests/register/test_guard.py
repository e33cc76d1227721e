"""Addresses that would have this computer ask for what it alone can reach are never asked for."""

import socket

import pytest

from noticeparse.errors import InputError, NotFetched
from noticeparse.register import guard
from noticeparse.register.fetching import Client

PUBLIC = "93.184.216.34"
NAMES = {  # what name servers say
    "inside.example": ["10.1.2.3"],
    "router.example": ["192.168.0.1"],
    "clouds.example": ["169.254.169.254"],
    "loop6.example": ["::1"],
    "mapped.example": ["::ffff:169.254.169.254"],
    "nat64.example": ["64:ff9b::a9fe:a9fe"],
    "6to4.example": ["2002:7f00:1::1"],
    "teredo.example": ["2001:0:7f00:1::1"],
    "mixed.example": [PUBLIC, "127.0.0.1"],
    "mixed6.example": [PUBLIC, "fd00::1"],
    "xn--fiq228c.example": ["127.0.0.1"],
}
RESOLVED = {  # what has to be resolved to be seen through
    "private": "http://10.0.0.1/notice.pdf",
    "private, for networks": "http://172.16.0.1/",
    "loopback": "http://127.0.0.1/",
    "loopback, another one": "http://127.8.8.8/",
    "nowhere": "http://0.0.0.0/",
    "of carriers (CGN)": "http://100.64.0.1/",
    "of clouds": "http://169.254.169.254/latest/meta-data/",
    "of one cloud": "http://192.0.0.192/",
    "of another one": "http://168.63.129.16/",
    "multicast": "http://224.0.0.1/",
    "broadcast": "http://255.255.255.255/",
    "localhost": "http://localhost/",
    "localhost in capitals, with a dot": "http://LOCALHOST./",
    "loopback with a dot": "http://127.0.0.1./",
    "IPv6 loopback": "http://[::1]/",
    "IPv6 nowhere": "http://[::]/",
    "IPv6 link-local": "http://[fe80::1]/",
    "IPv6 unique local": "http://[fd12:3456::1]/",
    "IPv6 site-local": "http://[fec0::1]/",
    "IPv6 multicast": "http://[ff02::1]/",
    "IPv4 mapped": "http://[::ffff:127.0.0.1]/",
    "IPv4 mapped, in hexadecimal": "http://[::ffff:7f00:1]/",
    "IPv4 compatible": "http://[::127.0.0.1]/",
    "6to4": "http://[2002:7f00:1::]/",
    "NAT64": "http://[64:ff9b::7f00:1]/",
    "NAT64 of one's own": "http://[64:ff9b:1::7f00:1]/",
    "teredo": "http://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/",
    "dots of other scripts": "http://127。0。0。1/",
    "digits of other scripts": "http://①②⑦.0.0.1/",
    "a name of other letters": "http://中文.example/",
    **{f"name: {name}": f"http://{name}/" for name in NAMES if name[0] != "x"},
}
WRITTEN = {  # what is seen as it is written
    "octal": "http://0177.0.0.1/",
    "octal, of a public one": "http://010.8.8.8/",
    "decimal": "http://2130706433/",
    "hexadecimal": "http://0x7f000001/",
    "hexadecimal in parts": "http://0x7f.0.0.0x1/",
    "cut short": "http://127.1/",
    "before @": "http://school.example@127.0.0.1/",
    "user and password": "http://ada:secret@school.example/",
    "@ behind a slash of the other sort": "http://127.0.0.1\\@school.example/",
    "a slash of the other sort": "http:\\\\127.0.0.1\\",
    "a new line": "http://school.example/\r\nHost: 127.0.0.1",
    "a new line in the name": "http://127.0.0\n.1/",
    "a space in the name": "http://127.0.0.1 .school.example/",
    "an encoded name": "http://127.0.0.1%2f.school.example/",
    "an IPv6 zone": "http://[fe80::1%25eth0]/",
    "file": "file:///etc/passwd",
    "ftp": "ftp://school.example/notice.pdf",
    "gopher": "gopher://127.0.0.1:70/_",
    "data": "data:text/html,hello",
    "no scheme": "www.school.example/privacy",
    "no host": "http:///etc/passwd",
    "SSH": "http://school.example:22/",
    "a database": "http://school.example:5432/",
    "beyond ports": "http://school.example:99999/",
}
HOSTILE = RESOLVED | WRITTEN


@pytest.fixture
def hostile(network):
    network.names = {name: list(found) for name, found in NAMES.items()}
    network.names["school.example"] = [PUBLIC]
    return network


@pytest.mark.parametrize("url", HOSTILE.values(), ids=HOSTILE)
def test_it_is_not_asked_for(url, hostile, site) -> None:
    with pytest.raises(NotFetched) as refused:
        Client().get(url)
    assert refused.value.code == guard.REFUSED
    assert hostile.connected == []
    assert site.asked == []


@pytest.mark.parametrize("url", RESOLVED.values(), ids=RESOLVED)
def test_without_the_guard_it_would_be(url, hostile, site, monkeypatch) -> None:
    monkeypatch.setattr(guard, "is_public", lambda address: True)
    site.put("/", b"secret")
    try:
        Client().get(url)
    except NotFetched as error:
        assert error.code in ("no_answer", "not_there")
    assert hostile.connected


# A redirect to these stays on the host, or cannot be sent.
ELSEWHERE = {
    name: url
    for name, url in HOSTILE.items()
    if name not in ("no scheme", "no host", "a new line", "a new line in the name")
}


@pytest.mark.parametrize("url", ELSEWHERE.values(), ids=ELSEWHERE)
def test_what_leads_there_is_not_followed(url, hostile, site) -> None:
    site.put("/", status=302, Location=url.encode().decode("latin-1"))
    with pytest.raises(NotFetched) as refused:
        Client(allowed=[site.host]).get(site.url("/"))
    assert refused.value.code == guard.REFUSED
    assert hostile.connected == []
    assert [path for path, _ in site.asked] == ["/robots.txt", "/"]


def test_a_name_that_changes_between_two_requests(hostile, site) -> None:
    hostile.names["rebind.example"] = [[PUBLIC], ["127.0.0.1"]]
    with pytest.raises(NotFetched, match=r"127\.0\.0\.1, which is no public address"):
        Client().get("http://rebind.example/")
    assert hostile.resolved == ["rebind.example"] * 2
    assert hostile.connected == [(PUBLIC, 80)]  # for robots.txt
    assert [path for path, _ in site.asked] == ["/robots.txt"]


def test_what_was_looked_at_is_what_is_connected_to(hostile, site) -> None:
    hostile.names["rebind.example"] = [[PUBLIC], [PUBLIC], ["127.0.0.1"]]
    site.put("/", b"notice")
    assert Client().get("http://rebind.example/").data == b"notice"
    assert hostile.connected == [(PUBLIC, 80)] * 2


@pytest.mark.parametrize(
    "allowed", ["127.0.0.1:{port}", "localhost:{port}"], ids=["address", "name"]
)
def test_a_host_that_is_allowed_is_asked(allowed, site) -> None:
    allowed = allowed.format(port=site.port)
    site.put("/", b"notice")
    assert Client(allowed=[allowed]).get(f"http://{allowed}/").data == b"notice"


def test_it_is_allowed_by_the_name_that_is_asked(hostile, site) -> None:
    client = Client(allowed=["intranet.example"])
    hostile.names["intranet.example"] = hostile.names["other.example"] = ["10.0.0.5"]
    site.put("/", b"notice")
    assert client.get("http://intranet.example/").data == b"notice"
    for other in ("http://other.example/", "http://10.0.0.5/", "http://intranet.example:8000/"):
        with pytest.raises(NotFetched) as refused:
            client.get(other)
        assert refused.value.code == guard.REFUSED
    assert {*hostile.connected} == {("10.0.0.5", 80)}


@pytest.mark.parametrize("to", ["http://intranet.example/a", "http://intranet.example:8000/a"])
def test_what_is_allowed_is_not_what_a_public_site_leads_to(hostile, site, to) -> None:
    client = Client(allowed=["intranet.example", "intranet.example:8000"])
    hostile.names["intranet.example"] = ["10.0.0.5"]
    site.put("/", status=302, Location=to)
    with pytest.raises(NotFetched) as refused:
        client.get("http://school.example/")
    assert refused.value.code == guard.REFUSED
    assert {host for host, _ in hostile.connected} == {PUBLIC}
    site.put("/a", b"notice")
    assert client.get(to).data == b"notice"  # where it is listed itself
    site.put("/b", status=302, Location=to)
    assert client.get("http://intranet.example/b").data == b"notice"  # it may lead on to itself


def test_robots_of_a_public_site_do_not_lead_inside(hostile, site) -> None:
    client = Client(allowed=["intranet.example"])
    hostile.names["intranet.example"] = ["10.0.0.5"]
    site.put("/robots.txt", status=302, Location="http://intranet.example/secret")
    with pytest.raises(NotFetched):
        client.get("http://school.example/")
    assert {host for host, _ in hostile.connected} == {PUBLIC}


@pytest.mark.parametrize("allowed", ["intranet:port", "[::1", "intranet:99999"])
def test_what_is_no_host_is_not_allowed(allowed) -> None:
    with pytest.raises(InputError, match="is no host"):
        Client(allowed=[allowed])


def test_the_next_address_of_a_host_is_tried(hostile, site) -> None:
    hostile.names["school.example"] = ["2606:2800:220:1::1", PUBLIC]
    site.put("/", b"notice")
    assert Client().get("http://school.example/").data == b"notice"
    assert hostile.connected[:2] == [("2606:2800:220:1::1", 80), (PUBLIC, 80)]


@pytest.mark.parametrize("address", [PUBLIC, "8.8.8.8", "2606:4700::1111", "2a00:1450:4009::200e"])
def test_what_everybody_can_reach_is_public(address) -> None:
    assert guard.is_public(address)


def test_a_name_that_is_nobodys(monkeypatch) -> None:
    def unknown(*_, **__):
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(NotFetched, match=r"There is no nobody\.example") as error:
        Client().get("https://nobody.example/")
    assert error.value.code == "no_answer"
