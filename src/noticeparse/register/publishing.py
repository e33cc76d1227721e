"""The register as it counts → a site of files: pages for people, tables for programs.

Every school and every supplier has a page; the first one finds them. The pages load nothing and
need no server. A recipient that may be a person is left out of all of it, until a person releases
it (`register release`); its name is taken out of every other text, as are mail addresses and
telephone numbers, and each page says how many were left out. Whoever publishes into the same folder
again replaces what was published there, and nothing else: not what a link in it leads to.

Limits: who names a supplier is kept in memory until its page is written (some 100 MB at 24,000
schools).
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from importlib.util import find_spec
from itertools import count
from pathlib import Path

from sqlalchemy import Connection, select

from noticeparse.comparison import Names, compare
from noticeparse.comparison.compare import natural
from noticeparse.comparison.values import Compared, Hiding, Said, as_published
from noticeparse.decisions import effective, effective_rows
from noticeparse.errors import InputError, TooLarge
from noticeparse.given import numbered, read_bytes
from noticeparse.model import Disclosure, Notice, School
from noticeparse.model.disclosure import UNLISTED
from noticeparse.paths import below
from noticeparse.register import tables as t
from noticeparse.register.content import Knowledge, counting_by_school
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
from noticeparse.reports.rows import Row, prose_columns
from noticeparse.reports.tables import CsvFiles, ParquetFiles, SqliteFile, Tables
from noticeparse.reports.words import many, words_about
from noticeparse.settings import MAX_LIST_BYTES

LIST = "published.txt"  # names the files of a publication, so that the next one can replace them
NOBODY = "(no school named)"
_TITLES = words_about("site")
_OF_SUPPLIER = ("School", *RECIPIENT_HEADS[1:-1])
_LONGEST = 60  # characters of a name in the address of a page


@dataclass(slots=True)
class Site:
    """A publication; `named` has the title and lines of each supplier's page, by its address."""

    folder: Path
    names: Names
    made: date
    options: Options = field(default_factory=Options)  # of the tables
    files: list[str] = field(default_factory=list)
    schools: list[parts.Entry] = field(default_factory=list)
    named: dict[str, tuple[str, list[parts.Entry]]] = field(default_factory=dict)
    cells: dict[Cells, Cells] = field(default_factory=dict)  # most schools say the same
    left_out: int = 0  # rows whose recipients may be persons

    def publish(self, connection: Connection, knowledge: Knowledge) -> None:
        """Write pages and tables; raise InputError where the folder holds other files."""
        before = self._published_before()
        known = {row.id: row for row in connection.execute(select(t.school))}
        self._write(LIST, "".join(f"{each}\n" for each in sorted(before)))  # the folder is ours
        with self._tables() as tables:
            for counts in counting_by_school(connection, knowledge):
                row = known[counts.school]
                school = School(row.name or NOBODY, row.urn or None, row.trust)
                found = [*map(as_published, counts.notices.values())]
                shown = [row for each in found for row in effective_rows(each)]
                schools = [school, *(each for notice in found for each in notice.for_schools())]
                hide = Hiding.of(shown, shown=False, public=True, schools=schools)
                notices = _without_names(found, hide)
                for each in notices:
                    _add_to(tables, each, hide)
                left_out = sum(map(hide.hides, shown))
                self.left_out += left_out
                self._write_school(school, notices, left_out, hide)
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
        formats = [CsvFiles, SqliteFile, *((ParquetFiles,) if find_spec("pyarrow") else ())]
        with ExitStack() as begun:
            sinks = []
            for start in formats:
                sinks.append(start(self.folder, self.options))
                begun.callback(sinks[-1].discard)
            yield Tables(sinks, self.options)
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

    def _write_school(
        self, school: School, notices: Sequence[Notice], left_out: int, hide: Hiding
    ) -> None:
        school = replace(school, name=hide.school(school.name))
        address = _address("schools", school.name, school.urn or "")
        link = f"../{address}"
        found = compare(notices, public=True)
        in_use, apart = (
            [each for each in group if not each.held] for group in (found.suppliers, found.apart)
        )
        for each in (*in_use, *apart):
            _, entries = self.named.setdefault(_page_of(each), (each.title, []))
            entries += (
                parts.Entry(school.name, tuple(status_lines(said)), self._cells(said), link=link)
                for said in each.said
            )
        sections = (
            self._section("recipients", in_use),
            self._section("not_in_use", apart),
            for_all_section(found),
            parts.Section(*_TITLES["notices"], (), tuple(map(_notice, notices))),
        )
        number = many(len(in_use), "recipient")
        self._write_page(
            address,
            school.name,
            f"{many(len(notices), 'notice')} of this school: {number}.",
            [each for each in sections if each.entries],
            left_out,
        )
        trust = school.trust and hide.text(school.trust)
        facts = filter(None, (school.urn and f"URN {school.urn}", trust, number))
        self.schools.append(parts.Entry(school.name, (parts.Line(", ".join(facts)),), link=address))

    def _section(self, kind: str, suppliers: Iterable[Compared]) -> parts.Section:
        entries = tuple(
            parts.Entry(
                each.title,
                facts=tuple(status_lines(said)),
                cells=self._cells(said),
                words=tuple(map(told_words, said.quotes)),
                link=f"../{_page_of(each)}",
            )
            for each in suppliers
            for said in each.said
        )
        title, why = _TITLES[kind]
        return parts.Section(f"{title} ({len(entries)})", why, RECIPIENT_HEADS, entries)

    def _cells(self, said: Said) -> Cells:
        cells = cells_of(said, self.names)
        return self.cells.setdefault(cells, cells)

    def _write_supplier(self, address: str, title: str, entries: list[parts.Entry]) -> None:
        heading, why = _TITLES["schools"]
        section = parts.Section(f"{heading} ({len(entries)})", why, _OF_SUPPLIER, tuple(entries))
        schools = len({each.link for each in entries})
        said = f"Named by {many(schools, 'school')}."
        self._write_page(address, title, said, [section], self.left_out)

    def _write_first(self) -> None:
        suppliers = tuple(
            parts.Entry(
                title,
                (parts.Line(many(len({each.link for each in entries}), "school")),),
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
            f"{many(len(self.schools), 'school')}, {many(len(suppliers), 'recipient')}.",
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
        page = parts.Page(
            title=title,
            made=parts.made_on(self.made),
            headline=headline,
            counts=(),
            sections=tuple(sections),
            limits=f"{where.format(rows=many(left_out, 'recipient'))} {_TITLES['limits'][1]}",
            home="../index.html" if "/" in address else "",
            search="/" not in address,
        )
        self._write(address, parts.page_html(page))

    def _write(self, name: str, text: str) -> None:
        with AtomicFile(self.folder / name, within=self.folder) as file:
            file.write(storable(text))
        self.files += [name] * (name != LIST)


def _without_names(notices: Iterable[Notice], hide: Hiding) -> list[Notice]:
    """The notices with no person's name in their paths; two that read the same then are told apart.

    Keys are made of the paths.
    """
    paths = {each.source.path: hide.text(each.source.path) for each in notices}
    taken = {path for path, told in paths.items() if path == told}
    for path, told in paths.items():
        if path != told:
            free = (numbered(told, number) if number > 1 else told for number in count(1))
            paths[path] = next(each for each in free if each not in taken)
            taken.add(paths[path])
    return [
        replace(
            each,
            source=replace(each.source, path=paths[each.source.path]),
            same_notice_as=paths.get(each.same_notice_as or "", each.same_notice_as),
        )
        for each in notices
    ]


def _add_to(tables: Tables, notice: Notice, hide: Hiding) -> None:
    """Add the rows of a notice but those of persons, with no person's name in the others."""
    told = tuple(row for row in notice.disclosures if not hide.hides(row))
    altered = {row.id for row in told if _is_altered(row, hide)}

    def shown(row: Row) -> Row:
        said = {
            column: hide.text(text) if column in prose_columns() else text
            for column, text in row.items()
        }
        if "school" in row:
            said["school"] = hide.school(row["school"])
        if said.get("supplier") != row.get("supplier"):  # the id is made of the name
            id = hashlib.sha256(row["supplier_id"].encode("utf-8", "replace")).hexdigest()[:12]
            said["supplier_id"] = f"{UNLISTED}{id}"
        # Offsets no longer fit where a name is gone: from the row, or from what it points to.
        if "evidence_row" in row and (
            row["disclosure_id"] in altered or row["evidence_row"] or said["text"] != row["text"]
        ):
            said |= {"start": "", "end": ""}
        return said

    tables.add(replace(notice, disclosures=told), shown)


def _is_altered(row: Disclosure, hide: Hiding) -> bool:
    """Does a person's name or address go from the words of a row?"""
    counts = effective(row) or row
    fields = (text.string for _, text in counts.fields.named())
    texts = (counts.company.string, counts.description.string, str(counts.section or ""), *fields)
    corrected = (each.after or "" for each in counts.decided)
    return any(hide.text(text) != text for text in (*texts, *corrected))


def _notice(notice: Notice) -> parts.Entry:
    path = notice.source.path
    facts = (parts.Line(f"of {notice.dated}"),) if notice.dated else ()
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
