"""The register as it counts → a site of files: pages for people, tables for programs.

Every school and every supplier has a page; the first one finds them. The pages load nothing and
need no server. A recipient that may be a person is left out of all of it, until a person releases
it (`register release`); its name is taken out of every other text, as are mail addresses and
telephone numbers, and each page says how many were left out. Of the other rows those are shown
that are sure or decided by a person (see `sure`); each page says how many are not. Whoever
publishes into the same folder again replaces what was published there, and nothing else: not what a
link in it leads to.

Limits: who names a supplier is kept in memory until its page is written (some 100 MB at 24,000
schools).
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from importlib.util import find_spec
from pathlib import Path

from sqlalchemy import Connection, select

from noticeparse.comparison import Names, compare
from noticeparse.comparison.compare import natural
from noticeparse.comparison.values import Compared, Hiding, Said, as_published
from noticeparse.decisions import effective_rows
from noticeparse.errors import InputError, TooLarge
from noticeparse.given import read_bytes
from noticeparse.model import Disclosure, Notice, School
from noticeparse.paths import below
from noticeparse.register import tables as t
from noticeparse.register.content import Knowledge, all_decisions, counting_by_school
from noticeparse.register.nameless import add_to, held_suppliers, without_names
from noticeparse.register.sure import and_more, count_unsure, counted, marks, parted
from noticeparse.reports import Options
from noticeparse.reports import page as parts
from noticeparse.reports.files import AtomicFile, storable
from noticeparse.reports.report import (
    RECIPIENT_HEADS,
    Cells,
    cells_of,
    for_all_section,
    status_lines,
    told_words,
)
from noticeparse.reports.tables import CsvFiles, ParquetFiles, SqliteFile, Tables
from noticeparse.reports.words import many, words_about
from noticeparse.settings import MAX_LIST_BYTES
from noticeparse.text.dates import date_in_words

LIST = "published.txt"  # names the files of a publication, so that the next one can replace them
NOBODY = "(no school named)"
_TITLES = words_about("site")
_OF_SUPPLIER = ("School", *RECIPIENT_HEADS[1:-1])
_LONGEST = 60  # characters of a name in the address of a page


@dataclass(slots=True)
class Site:
    """A publication; `named` has the title and lines of each supplier's page, by its address.

    With `everything`, rows that are not sure are shown, too, and marked.
    """

    folder: Path
    names: Names
    made: date
    options: Options = field(default_factory=Options)  # of the tables
    everything: bool = False
    files: list[str] = field(default_factory=list)
    schools: list[parts.Entry] = field(default_factory=list)
    named: dict[str, tuple[str, list[parts.Entry]]] = field(default_factory=dict)
    cells: dict[Cells, Cells] = field(default_factory=dict)  # most schools say the same
    left_out: int = 0  # rows whose recipients may be persons
    unsure: int = 0  # rows that are not sure
    unsure_of: Counter[str] = field(default_factory=Counter)  # by the address of their supplier

    def publish(self, connection: Connection, knowledge: Knowledge) -> None:
        """Write pages and tables; raise InputError where the folder holds other files."""
        before = self._published_before()
        known = {row.id: row for row in connection.execute(select(t.school))}
        held = held_suppliers(all_decisions(connection), knowledge.match)
        self._write(LIST, "".join(f"{each}\n" for each in sorted(before)))  # the folder is ours
        with self._tables() as tables:
            for counts in counting_by_school(connection, knowledge):
                row = known[counts.school]
                school = School(row.name or NOBODY, row.urn or None, row.trust)
                found = [as_published(each, held) for each in counts.notices.values()]
                shown = [row for each in found for row in effective_rows(each)]
                schools = [school, *(each for notice in found for each in notice.for_schools())]
                hide = Hiding.of(shown, shown=False, public=True, schools=schools)
                notices = without_names(found, hide)
                unsure = [parted(each)[1] for each in notices]
                if not self.everything:
                    notices = [parted(each)[0] for each in notices]
                for each in notices:
                    add_to(tables, each, hide)
                left_out = sum(map(hide.hides, shown))
                self.left_out += left_out
                self._count(unsure)
                self._write_school(school, notices, (left_out, count_unsure(unsure)), hide)
            self.files += (path.name for path in tables.finish().files)
        for address, (title, entries) in self.named.items():
            self._write_supplier(address, title, entries)
        self._write_first()
        self._write(LIST, "".join(f"{each}\n" for each in sorted(self.files)))
        for name in before.difference(self.files):
            if path := below(self.folder, name):
                path.unlink(missing_ok=True)

    @contextmanager
    def _tables(self) -> Iterator[Tables]:
        """Begin the tables in every format that can be written; leave nothing half written."""
        options = replace(self.options, about=_TITLES["sure"][self.everything])
        formats = [CsvFiles, SqliteFile, *((ParquetFiles,) if find_spec("pyarrow") else ())]
        with ExitStack() as begun:
            sinks = []
            for start in formats:
                sinks.append(start(self.folder, options))
                begun.callback(sinks[-1].discard)
            yield Tables(sinks, options)
            begun.pop_all()

    def _published_before(self) -> set[str]:
        listed = self.folder / LIST
        if listed.is_file() or listed.is_symlink():
            try:
                data = read_bytes(listed, MAX_LIST_BYTES, follow=False)
            except (OSError, TooLarge) as error:
                said = f"{listed} is no list of what was published."
                raise InputError(said, what_to_do="Give a new folder.") from error
            names = data.decode("utf-8", "replace").splitlines()
            return {each for each in names if below(self.folder, each)}
        if self.folder.is_dir() and any(self.folder.iterdir()):
            raise InputError(f"{self.folder} is not empty.", what_to_do="Give a new folder.")
        return set()

    def _count(self, unsure: Sequence[Notice]) -> None:
        """Count rows that are not sure, in all and of each supplier."""
        self.unsure += count_unsure(unsure)
        found = compare(unsure, public=True)
        for each in (*found.suppliers, *found.apart):
            if not each.held:
                self.unsure_of[_page_of(each)] += sum(len(said.rows) for said in each.said)

    def _write_school(
        self, school: School, notices: Sequence[Notice], missing: tuple[int, int], hide: Hiding
    ) -> None:
        """Write the page of a school; `missing` are its rows of persons and those not sure."""
        school = replace(school, name=hide.school(school.name))
        address = _address("schools", school.name, school.urn or "")
        link = f"../{address}"
        found = compare(notices, public=True)
        left_out, unsure = missing
        rows = {(n.source.path, row.id): row for n in notices for row in effective_rows(n)}
        in_use, apart = (
            [each for each in group if not each.held] for group in (found.suppliers, found.apart)
        )
        for each in (*in_use, *apart):
            _, entries = self.named.setdefault(_page_of(each), (each.title, []))
            entries += (
                parts.Entry(school.name, _facts(said, rows), self._cells(said), link=link)
                for said in each.said
            )
        sections = (
            self._section("recipients", in_use, rows),
            self._section("not_in_use", apart, rows),
            for_all_section(found),
            parts.Section(*_TITLES["notices"], (), tuple(map(_notice, notices))),
        )
        number = many(len(in_use), "recipient")
        read = sum(each.same_notice_as is None for each in notices)
        self._write_page(
            address,
            school.name,
            f"{many(read, 'notice')} of this school: {number}, {self._more(unsure)}.",
            [each for each in sections if each.entries],
            left_out,
        )
        trust = school.trust and hide.text(school.trust)
        number = counted(number, unsure, shown=self.everything)
        facts = filter(None, (school.urn and f"URN {school.urn}", trust, number))
        self.schools.append(parts.Entry(school.name, (parts.Line(", ".join(facts)),), link=address))

    def _section(
        self, kind: str, suppliers: Iterable[Compared], rows: Mapping[tuple[str, str], Disclosure]
    ) -> parts.Section:
        entries = tuple(
            parts.Entry(
                each.title,
                facts=_facts(said, rows),
                cells=self._cells(said),
                words=tuple(map(told_words, said.quotes)),
                link=f"../{_page_of(each)}",
            )
            for each in suppliers
            for said in each.said
        )
        return parts.Section(*_TITLES[kind], RECIPIENT_HEADS, entries)

    def _cells(self, said: Said) -> Cells:
        cells = cells_of(said, self.names)
        return self.cells.setdefault(cells, cells)

    def _write_supplier(self, address: str, title: str, entries: list[parts.Entry]) -> None:
        section = parts.Section(*_TITLES["schools"], _OF_SUPPLIER, tuple(entries))
        said = f"Named by {_schools(entries)}, {self._more(self.unsure_of[address])}."
        self._write_page(address, title, said, [section], self.left_out)

    def _more(self, unsure: int) -> str:
        return and_more(unsure, shown=self.everything)

    def _write_first(self) -> None:
        suppliers = tuple(
            parts.Entry(
                title,
                (
                    parts.Line(
                        counted(_schools(entries), self.unsure_of[address], shown=self.everything)
                    ),
                ),
                link=address,
            )
            for address, (title, entries) in sorted(
                self.named.items(), key=lambda each: (-len(each[1][1]), each[1][0].casefold())
            )
        )
        about = words_about("site file")
        tables = [each for each in sorted(self.files) if "/" not in each]
        said = {name: (about.get(name) or about[Path(name).stem])[1] for name in tables}
        files = tuple(
            parts.Entry(name, (parts.Line(text),), link=name) for name, text in said.items()
        )
        schools = tuple(sorted(self.schools, key=lambda each: natural(each.head)))
        groups = (("all_schools", schools), ("suppliers", suppliers), ("files", files))
        self._write_page(
            "index.html",
            _TITLES["first"][0],
            f"{many(len(self.schools), 'school')}, {many(len(suppliers), 'recipient')}, "
            f"{self._more(self.unsure)}.",
            [parts.Section(*_TITLES[kind], (), entries) for kind, entries in groups],
            self.left_out,
        )

    def _write_page(
        self,
        address: str,
        title: str,
        headline: str,
        sections: Iterable[parts.Section],
        left_out: int,
    ) -> None:
        whole, of_school = _TITLES["left_out"]
        where = of_school if address.startswith("schools/") else whole
        limits = (
            where.format(rows=many(left_out, "recipient")),
            _TITLES["sure"][self.everything],
            _TITLES["limits"][1],
        )
        page = parts.Page(
            title=title,
            made=parts.made_on(self.made),
            headline=headline,
            counts=(),
            sections=tuple(sections),
            limits=" ".join(limits),
            home="../index.html" if "/" in address else "",
            search="/" not in address,
        )
        self._write(address, parts.page_html(page))

    def _write(self, name: str, text: str) -> None:
        with AtomicFile(self.folder / name, within=self.folder) as file:
            file.write(storable(text))
        self.files += [name] * (name != LIST)


def _schools(entries: Iterable[parts.Entry]) -> str:
    """How many schools the lines of a supplier's page are of."""
    return many(len({each.link for each in entries}), "school")


def _facts(said: Said, rows: Mapping[tuple[str, str], Disclosure]) -> tuple[parts.Line, ...]:
    """What is said below a recipient: its status, and whether a person read its rows."""
    return (*status_lines(said), *marks(said, [rows[each] for each in said.rows]))


def _notice(notice: Notice) -> parts.Entry:
    path = notice.source.path
    facts = (parts.Line(f"of {date_in_words(notice.dated)}"),) if notice.dated else ()
    return parts.Entry(path, facts, link=path if path.startswith(("https://", "http://")) else "")


def _page_of(supplier: Compared) -> str:
    known = supplier.supplier_id or ""
    return _address("suppliers", known or supplier.title, "" if known else supplier.title)


def _address(folder: str, name: str, sure: str) -> str:
    """The address of a page: what people can read, and what makes it no other's."""
    plain = re.sub("[^a-z0-9]+", "-", name.casefold())[:_LONGEST].strip("-")
    if sure and not sure.isdigit():
        sure = hashlib.sha256(sure.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{folder}/{'-'.join(filter(None, (plain, sure)))}.html"
