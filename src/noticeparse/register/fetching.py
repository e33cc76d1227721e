"""An address → what is published there, asked for politely.

One request at a time, under the name of noticeparse, as the host's robots.txt allows, and a while
after the last one to that host. Redirects are followed here, each looked at as the first address
was (`guard`).
"""

import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

import httpcore
from protego import Protego

from noticeparse import settings
from noticeparse.errors import InputError, NotFetched, TooLarge
from noticeparse.register.guard import REFUSED, Guard, Place, refusal
from noticeparse.version import __version__

_NAME = "noticeparse"  # for robots.txt
_CONTACT = re.compile(r"[ -~]*")
_REDIRECTS = (301, 302, 303, 307, 308)
_UNCHANGED = 304


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered: by which address at last, its status, headers in small letters, and bytes.

    There are bytes where the status is 200.
    """

    url: str
    status: int
    headers: Mapping[str, str]
    data: bytes

    @property
    def unchanged(self) -> bool:
        """Is it what it was when it was asked for last?"""
        return self.status == _UNCHANGED


class Client:
    """Asks for addresses, one after the other; `contact` says to hosts whose program it is."""

    def __init__(self, *, contact: str = "", allowed: Iterable[str] = ()) -> None:
        if not _CONTACT.fullmatch(contact):
            said = "The contact is told to every host, in plain letters alone."
            raise InputError(said, what_to_do="Give an e-mail or web address.")
        self._agent = f"{_NAME}/{__version__}" + (f" ({contact})" if contact else "")
        self._guard = Guard(allowed)
        # A connection a request: what is kept open may be closed just when it is used again.
        self._pool = httpcore.ConnectionPool(
            network_backend=self._guard, max_keepalive_connections=0
        )
        # By origin, and whether what is allowed by name held when they were asked for.
        self._rules: dict[tuple[str, bool], Protego | NotFetched] = {}
        self._asked: dict[str, float] = {}
        self._spent: defaultdict[str, float] = defaultdict(float)  # seconds, by host

    def get(self, url: str, etag: str = "", last_modified: str = "") -> Answer:
        """Fetch an address, unless it is as it was when it answered with these two.

        Raise NotFetched or TooLarge, with what to do.
        """
        self._guard.listed = True
        known = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        known = {name: value for name, value in known.items() if value}
        answer = self._follow(url, known, settings.MAX_FILE_BYTES, self._check_rules)
        if answer.status == 200 or (answer.unchanged and known):
            return answer
        why = "gone" if answer.status in (404, 410) else "status"
        raise refusal(why, host=self._guard.place_of(answer.url).host, status=answer.status)

    def _follow(
        self, url: str, known: Mapping[str, str], most: int, check: Callable[[Place], None]
    ) -> Answer:
        """Ask for an address, and for what it leads to.

        What a public site leads to has to be public, and what was asked for in secret stays so.
        """
        secret = False
        for _ in range(settings.MAX_REDIRECTS + 1):
            place = self._guard.place_of(url)
            if secret and place.scheme != "https":
                raise refusal("not_secret", host=place.host)
            secret = place.scheme == "https"
            self._guard.listed = self._guard.allows(place.host, place.port)
            check(place)
            if self._spent[place.host] > settings.MAX_HOST_SECONDS:
                raise refusal("host_slow", host=place.host, seconds=settings.MAX_HOST_SECONDS)
            self._wait(place)
            answer = self._ask(url, place, known, most)
            if answer.status not in _REDIRECTS:
                return answer
            to = answer.headers.get("location", "").encode("latin-1").decode("utf-8", "replace")
            try:
                url = urljoin(url, to)
            except ValueError as error:
                raise refusal("no_web_address") from error
        raise refusal("redirects", host=place.host, most=settings.MAX_REDIRECTS)

    def _ask(self, url: str, place: Place, known: Mapping[str, str], most: int) -> Answer:
        own = {"Host": place.origin.partition("://")[2], "User-Agent": self._agent}
        told_back = {name: value.encode("latin-1") for name, value in known.items()}
        headers: dict[Any, Any] = own | {"Accept-Encoding": "identity"} | told_back
        asked = httpcore.URL(
            scheme=place.scheme, host=place.host, port=place.port, target=place.target
        )
        started = time.monotonic()
        self._guard.until = started + settings.MAX_ANSWER_SECONDS
        try:
            with self._pool.stream("GET", asked, headers=headers) as response:
                pairs = (tuple(each.decode("latin-1") for each in p) for p in response.headers)
                told = {name.lower(): value for name, value in pairs}
                data = _body(response, told, most) if response.status == 200 else b""
                return Answer(url, response.status, told, data)
        except httpcore.TimeoutException as error:
            seconds = settings.MAX_ANSWER_SECONDS
            raise refusal("slow", host=place.host, seconds=seconds) from error
        except (httpcore.NetworkError, httpcore.ProtocolError) as error:
            said = str(error) or type(error).__name__
            raise refusal("silent", host=place.host, said=said) from error
        finally:
            self._asked[place.host] = time.monotonic()
            self._spent[place.host] += self._asked[place.host] - started

    def _wait(self, place: Place) -> None:
        """Let a host rest since it was asked last."""
        rules = self._rules.get((place.origin, self._guard.listed))
        wanted = rules.crawl_delay(_NAME) if isinstance(rules, Protego) else None
        pause = max(settings.PAUSE, min(wanted or 0, settings.MAX_CRAWL_DELAY))
        rested = time.monotonic() - self._asked.get(place.host, float("-inf"))
        time.sleep(max(pause - rested, 0))

    def _check_rules(self, place: Place) -> None:
        """Raise NotFetched where a host's robots.txt forbids an address, or is not to be had.

        Where there is none (4xx), everything is allowed. It is asked for once.
        """
        key = (place.origin, self._guard.listed)
        if key not in self._rules:
            self._rules[key] = self._rules_of(place)
        rules = self._rules[key]
        if isinstance(rules, NotFetched):
            raise rules
        if not rules.can_fetch(place.origin + place.target, _NAME):
            raise refusal("robots", host=place.host)

    def _rules_of(self, place: Place) -> Protego | NotFetched:
        url = f"{place.origin}/robots.txt"
        listed = self._guard.listed
        try:
            answer = self._follow(url, {}, settings.MAX_ROBOTS_BYTES, lambda _: None)
        except (NotFetched, TooLarge) as error:
            if isinstance(error, NotFetched) and error.code == REFUSED:
                return error
            return refusal("robots_unknown", host=place.host, said=error.message)
        finally:
            self._guard.listed = listed  # what it led to is no matter of the address
        lines = answer.data.decode("utf-8-sig", "replace").splitlines()
        work = len(lines) * sum("agent" in line.casefold() for line in lines)
        if answer.status >= 500 or work > settings.MAX_ROBOTS_RULES:
            said = f"Status {answer.status}." if answer.status >= 500 else "It is too long."
            return refusal("robots_unknown", host=place.host, said=said)
        return Protego.parse("\n".join(lines))


def _body(response: httpcore.Response, headers: Mapping[str, str], most: int) -> bytes:
    """The bytes of an answer; raise TooLarge where they are more, or are said to be."""
    said = headers.get("content-length", "")
    size = int(said[:20]) if said.isdecimal() else 0
    data = bytearray()
    for chunk in response.iter_stream() if size <= most else ():
        data += chunk
        size = max(size, len(data))
        if size > most:
            break
    if size > most:
        raise TooLarge(f"The document has more than {most // 1_000_000} MB.")
    return bytes(data)
