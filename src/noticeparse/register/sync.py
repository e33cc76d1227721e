"""Addresses of schools → what is published there, read and added where it changed.

A host is asked only for what changed since. What did not is noted as seen again and not read, but
where noticeparse or its vocabulary is another one: then the bytes that are kept are read anew.
A page counts as a notice where it names who receives data; the documents that it leads to are
fetched too. That an address answered is noted after what was read there: whoever is stopped between
asks once more.

Limits: one request at a time; a page's links are those of its last answer. What an address leads to
is told by its ending; a document behind "?download=7" is not found.
"""

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from sqlalchemy import Connection, Row, Select, or_, select

from noticeparse.batch import Parser, Task, failure_of, read_here
from noticeparse.batch.pool import Limits, read_ready
from noticeparse.elsewhere import is_address
from noticeparse.errors import InputError
from noticeparse.extractors.html.page import parse_page, words_of
from noticeparse.extractors.sniff import sniff
from noticeparse.given import read_bytes
from noticeparse.model import Failure, Notice, School
from noticeparse.paths import below, path_of, real
from noticeparse.register import tables as t
from noticeparse.register.fetching import Answer, Client
from noticeparse.register.guard import refusal
from noticeparse.register.lines import add_line, change, find
from noticeparse.register.store import AGAIN, Adding, known_school, school_id
from noticeparse.schools import COLUMNS, Entry, by_school, read_table, school_in
from noticeparse.scratch import temporary_folder
from noticeparse.settings import MAX_LINKS
from noticeparse.version import __version__
from noticeparse.vocabulary import load_vocabulary

_AT_ONCE = 20  # addresses that are fetched before what came is read
_ADVICE = (
    "It needs a header with the columns school, urn, trust and address, and a line an address."
)
_COLUMNS = {  # what `register list` writes is such a list, too
    **{name: COLUMNS[name] for name in ("urn", "number", "trust")},
    "school": COLUMNS["school"] + ", name",
    "address": "address, url, web address, link, page, " + COLUMNS["path"],
}
_PAGE = "html"
_FITTING = {  # what may have been, or may be expected, where a page or a text comes
    _PAGE: {_PAGE},
    "text": {_PAGE, "text", "csv"},
    "csv": {_PAGE, "text", "csv"},
}
_MOST = 1000  # documents of a page that are listed: far more than are fetched
_WORDS = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z])|[\W_]+")
_DOCUMENT = re.compile(r"/([^/]+)\.(?:pdf|docx?|docm|odt)$", re.IGNORECASE)
_DOCUMENTS = (".pdf", ".doc", ".docx", ".docm", ".odt", ".xlsx")

Sources = dict[str, dict[School, None]]  # addresses, or paths, and the schools whose they are


def read_sources(file: Path) -> Sources:
    """Read a list of sources: addresses on the web, and paths from the folder of the list.

    Raise InputError, naming the line, where it is wrong.
    """
    sources: Sources = {}
    needed = ("school", "address")
    for line, row in read_table(file, _COLUMNS, needed=needed, option="SOURCES", advice=_ADVICE):
        if any(row.values()):
            if not row["school"] or not row["address"]:
                said = f"{file}, line {line}: school or address is empty."
                raise InputError(said, what_to_do=_ADVICE)
            sources.setdefault(row["address"].partition("#")[0], {})[school_in(row)] = None
    return sources


@dataclass(frozen=True, slots=True)
class _Known:
    """What there is of an address for its schools: the lines of its table, and what counts of it.

    `kept` is what to read where the address did not change: nothing (no bytes) where these versions
    read it, the bytes that are kept where others did; None where it has to be fetched in any case.
    """

    lines: Sequence[Row[Any]]
    versions: Sequence[Row[Any]]
    kept: bytes | None

    def kind_of(self, data: bytes, url: str) -> str:
        """Name the format of what came; raise ReadError where it is none, or one that is wrong.

        An error page may come with status 200: it is no new version of a document.
        """
        kind = sniff(data, url)
        is_document = urlsplit(url).path.casefold().endswith(_DOCUMENTS)
        expected = {line.kind for line in self.lines} | ({"document"} if is_document else set())
        if expected - _FITTING.get(kind, expected):
            raise refusal("other_kind")
        return kind

    def note(self, connection: Connection, **values: str) -> None:
        """Note something of the address, for all the schools of which something is noted."""
        ids = [line.id for line in self.lines]
        change(connection, t.address, t.address.c.id.in_(ids), **values)


@dataclass(frozen=True, slots=True)
class _Got:
    """What came from an address: a file to read, for whom, and what is noted once it was read."""

    task: Task
    schools: Collection[School]
    known: _Known
    noted: dict[str, str]  # by the columns of the table of addresses


@dataclass(slots=True)
class Sync:
    """Fetches addresses and adds what they hold; `links` are the documents that pages lead to.

    `listed` are the addresses that pages need not lead to; paths are read from `folder`, and have
    to stay below it, unless `any_path`.
    """

    adding: Adding
    client: Client
    parser: Parser
    limits: Limits
    listed: Mapping[str, Collection[School]]
    folder: Path
    any_path: bool = False
    links: Sources = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)

    def fetch(self, sources: Mapping[str, Collection[School]]) -> Iterator[str]:
        """Fetch addresses, read what changed and add it; yield each once it was asked."""
        left = iter(sources.items())
        while some := list(islice(left, _AT_ONCE)):
            with temporary_folder() as folder:
                got: list[_Got] = []
                for url, schools in some:
                    got += self._fetched(url, schools, folder / str(len(got)))
                    yield url
                read: Any = partial(_read, parser=self.parser)
                tasks = [each.task for each in got]
                work = read_ready(tasks, partial(read_here, reader=read), self.limits)
                for number, _, found in work if got else ():
                    self._add(got[number], found)

    def _fetched(self, url: str, schools: Collection[School], file: Path) -> Iterator[_Got]:
        """Fetch an address, into a file where there is something to read."""
        reader = f"{__version__} {load_vocabulary(self.parser.vocabulary).version}"
        known = self._known(url, schools, reader)
        last = None if known.kept is None else known.lines[0]
        tags = (last.etag, last.last_modified) if last else ("", "")
        try:
            if is_address(url) or url.casefold().startswith("www."):
                answer = self.client.get(url, *tags)
            else:
                answer = Answer(url, 200, {}, read_bytes(real(self._file(url)), follow=False))
            data = known.kept or b"" if answer.unchanged else answer.data
            same = last and (answer.unchanged or _sha256(data) == last.sha256)
            seen = last if same and not known.kept else None
            kind = seen.kind if seen else known.kind_of(data, url)
        except Exception as error:  # whatever a host answers is the failure of that address alone
            self._failed(failure_of(Task(Path(url), url), error), known)
            return
        if seen:
            self._seen_again(known)
            self._lead(url, seen.links.splitlines(), schools)
            return
        if not answer.unchanged:
            tags = answer.headers.get("etag", ""), answer.headers.get("last-modified", "")
        noted = {"etag": tags[0], "last_modified": tags[1], "sha256": _sha256(data)}
        path = file.with_suffix(f".{kind}")
        path.write_bytes(data)
        task = Task(path, url, answer.url)
        yield _Got(task, schools, known, noted | {"kind": kind, "read_by": reader})

    def _file(self, given: str) -> Path:
        """The file of a path in the list; raise NotFetched where it is not below its folder."""
        path, home = self.folder / path_of(given), real(self.folder)
        place = real(path)
        inside = place.relative_to(home).as_posix() if place.is_relative_to(home) else ""
        if not self.any_path and below(home, inside, follow=True) is None:
            raise refusal("outside")
        return path

    def _known(self, url: str, schools: Collection[School], reader: str) -> _Known:
        with self.adding.database.reading() as connection:
            found = [known_school(connection, school) for school in schools]
            homes = {row.id for row in found if row}
            own = t.address.c.url == url, t.address.c.school_id.in_(homes)
            lines = connection.execute(select(t.address).where(*own)).all()
            versions = connection.execute(_counting(url, homes)).all()
            states = {(line.sha256, line.etag, line.last_modified, line.read_by) for line in lines}
            if None in found or len(lines) != len(homes) or len(states) != 1:
                return _Known(lines, versions, None)
            sha256 = lines[0].sha256
            if lines[0].read_by == reader and {each.sha256 for each in versions} <= {sha256}:
                return _Known(lines, versions, b"")
            kept = select(t.source.c.content).where(t.source.c.sha256 == sha256)
            return _Known(lines, versions, connection.scalar(kept))

    def _seen_again(self, known: _Known) -> None:
        now = self.adding.now
        ids = [each.id for each in known.versions]
        with self.adding.database.writing() as connection:
            change(connection, t.version, t.version.c.id.in_(ids), last_seen=now)
            known.note(connection, asked=now, answered=now)
        self.adding.counts[AGAIN] += len(ids)

    def _failed(self, failure: Failure, known: _Known) -> None:
        """Keep a failure, and note that the address was asked; nothing else changes."""
        self.failures.append(failure)
        with self.adding.database.writing() as connection:
            known.note(connection, asked=self.adding.now)

    def _add(self, got: _Got, found: Any) -> None:
        """Add what was read of an address, and note that it was; a page may only lead on."""
        if isinstance(found, Failure):
            return self._failed(found, got.known)
        url, (notice, links) = got.task.name, found
        names_nobody = got.noted["kind"] == _PAGE and not notice.disclosures
        if names_nobody and not links:
            return self._failed(failure_of(got.task, refusal("no_notice")), got.known)
        if got.known.versions or not names_nobody:
            document = read_bytes(got.task.path)
            # For the schools whose it is said to be, whatever it says itself.
            names = (PurePosixPath(notice.source.path).as_posix(),)
            entries = [Entry(names, school) for school in got.schools]
            for one in by_school(notice, got.task.path, entries):
                self.adding.add(one, document)
        now = {"asked": self.adding.now, "answered": self.adding.now, "links": "\n".join(links)}
        with self.adding.database.writing() as connection:
            for school in got.schools:
                key = {"school_id": school_id(connection, school), "url": url}
                if find(connection, t.address, key) is None:
                    add_line(connection, t.address, key | got.noted | now)
            got.known.note(connection, **got.noted, **now)
        return self._lead(url, links, got.schools)

    def _lead(self, url: str, links: Sequence[str], schools: Collection[School]) -> None:
        """Keep what a page leads to, but for what is listed by itself."""
        new = [each for each in links if not {*schools} <= {*self.listed.get(each, ())}]
        for each in new[:MAX_LINKS]:
            self.links.setdefault(each, {}).update(dict.fromkeys(schools))
        if len(new) > MAX_LINKS:
            said = refusal("many_links", count=len(new), most=MAX_LINKS)
            self.failures.append(failure_of(Task(Path(url), url), said))


def _read(task: Task, *, parser: Parser) -> tuple[Notice, tuple[str, ...]]:
    """Read what came from an address: a notice, and the documents that a page leads to."""
    notice = parser(task)
    if task.path.suffix != f".{_PAGE}":
        return notice, ()
    words = load_vocabulary(parser.vocabulary).links["document"]
    return notice, documents_of(task.path.read_bytes(), task.address or task.name, words)


def documents_of(data: bytes, address: str, words: Iterable[str]) -> tuple[str, ...]:
    """List what a page at an address leads to, each once; `words` are patterns for its name.

    Raise ReadError where it is no page.
    """
    spoken = re.compile("|".join(words), re.IGNORECASE)
    found = dict.fromkeys(url for url, name in _links(data, address) if spoken.search(name))
    return tuple(found)[:_MOST]


def _links(data: bytes, address: str) -> Iterator[tuple[str, str]]:
    """The address of each document, and all that it is called."""
    root = parse_page(data, address).body.getroottree().getroot()
    base = next((each.get("href", "") for each in root.iter("base")), "")
    for link in root.iter("a"):
        try:
            url = urldefrag(urljoin(urljoin(address, base), link.get("href", "").strip())).url
            parts = urlsplit(url)
        except ValueError:  # no address at all
            continue
        named = _DOCUMENT.search(unquote(parts.path))
        if named and parts.scheme in ("http", "https"):
            whole = "".join(map(str, link.itertext()))  # words may be cut by bold letters
            titles = (link.get("title", ""), link.get("aria-label", ""), named[1])
            yield url, _WORDS.sub(" ", " ".join((*words_of(link), whole, *titles)))


def _counting(url: str, schools: Collection[int]) -> Select[Any]:
    """The versions that count of what schools have at an address: a workbook has one a sheet."""
    path = t.known_path.c.path
    return (
        select(t.version.c.id, t.version.c.sha256)
        .join(t.standing, t.standing.c.version_id == t.version.c.id)
        .join(t.known_path, t.known_path.c.notice_id == t.standing.c.notice_id)
        .where(t.standing.c.until.is_(None), t.known_path.c.school_id.in_(schools))
        .where(or_(path == url, path.startswith(f"{url}#", autoescape=True)))
    )


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
