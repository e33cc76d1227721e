"""An address → a connection to what is public, and to nothing else.

An address, a redirect or a name server may try to have this computer ask for what it alone can
reach. So an address is looked at as it is written; its host is resolved once, and all that it
resolves to has to be public; and what was looked at is what is connected to, so that no other
answer of the name server can come between.

Limits: proxies are not used, since one would resolve names itself. A name server that takes its
time is waited for as long as the system does.
"""

import re
import socket
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any
from urllib.parse import quote, urlsplit

import httpcore

from noticeparse.errors import InputError, NotFetched
from noticeparse.given import table
from noticeparse.settings import MAX_CONNECT_SECONDS

REFUSED = "refused_address"  # the code of what is never asked
_SAID = {row["why"]: row for row in table(__file__, "refusals.csv")}
_PORTS = {"http": 80, "https": 443}
_AMBIGUOUS = re.compile(r"[\x00-\x1f\x7f\\]")  # what programs read differently
_HOST = re.compile(r"[a-z0-9_][a-z0-9._-]*|[0-9a-f:.]*:[0-9a-f:.]*")
_NUMBER = re.compile(r"(?:.*\.)?(?:\d+|0x[0-9a-f]*)|.*:.*")  # "0x7f.1" is one to some systems
_KEPT = "%/:@!$&'()*+,;=~?"  # of an address, besides letters, digits and "_.-"
_GLOBAL = ip_network("2000::/3")  # without what stands for an address of IPv4 (mapped, NAT64)
_OWN = tuple(  # of relays and of clouds' own services, though Python calls them global
    map(ip_network, ("192.0.0.0/24", "192.88.99.0/24", "168.63.129.16/32"))
)


def refusal(why: str, **said: object) -> NotFetched:
    """What is said of an address that gave nothing, and why: an id of refusals.csv."""
    row = _SAID[why]
    error = NotFetched(
        row["message"].format(**said), what_to_do=row["what_to_do"].format(**said) or None
    )
    error.code = row["code"]
    return error


@dataclass(frozen=True, slots=True)
class Place:
    """An address, taken apart: whom to ask, by which protocol and port, and what for."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def origin(self) -> str:
        """The address without what is asked for; its port where it is not the usual one."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        own = "" if self.port == _PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{host}{own}"


def is_public(address: str) -> bool:
    """Can everybody reach an IP address, and does it stand for itself alone?

    >>> is_public("93.184.216.34"), is_public("10.0.0.1"), is_public("64:ff9b::a00:1")
    (True, False, False)
    """
    found = ip_address(address)
    if not found.is_global or found.is_multicast:
        return False
    if isinstance(found, IPv6Address):
        return found in _GLOBAL and found.sixtofour is None
    return not any(found in each for each in _OWN)


class Guard(httpcore.NetworkBackend):
    """Connects to public hosts, and to those that are allowed by name, until a moment.

    `allowed` are names or addresses, each with a port ("127.0.0.1:8000") or for the usual ones.
    They hold for addresses that are `listed`, and not for what a public site leads on to.
    """

    def __init__(self, allowed: Iterable[str]) -> None:
        self.until = 0.0  # of the clock time.monotonic
        self.listed = True
        self._backend = httpcore.SyncBackend()
        self._allowed: set[tuple[str, int]] = set()
        for each in allowed:
            try:
                parts = urlsplit(f"//{each}")
                ports = (parts.port,) if parts.port else _PORTS.values()
                self._allowed |= {((parts.hostname or "").rstrip("."), port) for port in ports}
            except ValueError as error:
                said = f"{each} is no host."
                raise InputError(said, what_to_do="Give a name, or a name:port.") from error

    def place_of(self, url: str) -> Place:
        """Take an address apart; raise NotFetched where it is none that is fetched."""
        try:
            parts = urlsplit(url)
            host = (parts.hostname or "").encode("idna").decode("ascii").rstrip(".")
            port = parts.port or _PORTS[parts.scheme]
            asked = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
            if _AMBIGUOUS.search(url) or "@" in parts.netloc or not _HOST.fullmatch(host):
                raise ValueError(url)
            if _NUMBER.fullmatch(host):
                ip_address(host)  # else octal, hexadecimal or cut short
        except (ValueError, KeyError) as error:
            raise refusal("no_web_address") from error
        place = Place(parts.scheme, host, port, quote(asked, safe=_KEPT))
        if place.port not in _PORTS.values() and not self.allows(place.host, place.port):
            raise refusal("port", host=place.host, port=place.port)
        return place

    def allows(self, host: str, port: int) -> bool:
        """Was this host allowed by name, and does it hold for what is asked now?"""
        return self.listed and (host, port) in self._allowed

    def connect_tcp(self, host: str, port: int, *_: Any, **__: Any) -> httpcore.NetworkStream:
        """Connect to the first address of a host that takes the call."""
        failed: Exception = httpcore.ConnectError(f"{host} has no address")
        for address in self._addresses(host, port):
            wait = min(MAX_CONNECT_SECONDS, self._left())
            try:
                return _Stream(self._backend.connect_tcp(address, port, wait), self._left)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
        raise failed

    def _addresses(self, host: str, port: int) -> list[str]:
        """The IP addresses of a host; raise NotFetched where one of them may not be asked."""
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, ValueError) as error:
            raise refusal("no_host", host=host) from error
        addresses = list(dict.fromkeys(str(each[4][0]) for each in found))
        shut = [each for each in addresses if not is_public(each)]
        if shut and not self.allows(host, port):
            allow = host if port in _PORTS.values() else f"{host}:{port}"
            raise refusal("not_public", host=host, found=shut[0], allow=allow)
        return addresses

    def _left(self) -> float:
        """Seconds that are left; raise ReadTimeout where none are."""
        left = self.until - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout
        return left


class _Stream(httpcore.NetworkStream):
    """A connection on which nothing takes longer than what is `left`, however slowly it drips."""

    def __init__(self, stream: httpcore.NetworkStream, left: Callable[[], float]) -> None:
        self._stream, self._left = stream, left

    def close(self) -> None:
        self._stream.close()

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._left())

    def start_tls(self, *given: Any, **more: Any) -> httpcore.NetworkStream:
        inside = self._stream.start_tls(*given, **(more | {"timeout": self._left()}))
        return _Stream(inside, self._left)
