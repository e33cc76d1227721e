"""The officer's own list (supplier, schools) + notices → what is only on one of the two.

Suppliers are the same where the catalogue says so for certain, else where their names are; schools
by their name or URN. A line without schools is for all of them. Limits: what a notice names as no
longer used counts as not in it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from noticeparse.comparison import Hiding, Row, rows_by_school
from noticeparse.findings.check import Finding, merged, sentence
from noticeparse.model import Failure, Match, Notice, Where, where
from noticeparse.suppliers import match_supplier
from noticeparse.text import fold_key
from noticeparse.vocabulary import Vocabulary
from noticeparse.vocabulary.suppliers import name_key


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of the list; no schools means all. `line` is its number in the file `source`."""

    supplier: str
    schools: tuple[str, ...]
    source: str
    line: int


def against(
    listed: Sequence[Listed],
    results: Iterable[Notice | Failure],
    *,
    vocabulary: Vocabulary,
    persons: bool = False,
) -> tuple[Finding, ...]:
    """List what is listed and in no notice, and what is in a notice and not listed."""
    notices = [each for each in results if isinstance(each, Notice)]
    rows = rows_by_school(notices)
    hide = Hiding.of((row for *_, row in rows), shown=persons)
    in_use = [row for row in rows if row[2].status == "in_use"]
    schools = list(dict.fromkeys(school for school, *_ in rows))
    named = _known_as(notices)
    wanted = _wanted(listed, schools, named, vocabulary)
    there = {(school, _key(row.supplier, row.company.string, vocabulary))
             for school, _, row in in_use}  # fmt: skip
    found = []
    for (school, key), line in wanted.items():
        if (school, key) not in there:
            said = sentence("list", "listed_not_in_notice", company=line.supplier)
            place = Where(line.source, row=line.line - 1, shown_row=line.line)
            code = "listed_not_in_notice"
            found.append(Finding(code, school, said, company=line.supplier, places=(place,)))
    found += _unlisted(in_use, wanted, vocabulary)
    for school in dict.fromkeys(school for line in listed for school in line.schools):
        if fold_key(school) not in named:
            found.append(Finding("no_notice_read", school, sentence("list", "no_notice_read")))
    return merged(found, hide)


def _known_as(notices: Sequence[Notice]) -> dict[str, str]:
    """Every way to write a school's name, or its URN → what it is called."""
    labels = {}
    for school, notice, _ in rows_by_school(notices):
        labels[fold_key(school)] = school
        for each in notice.for_schools():
            if each is not None and fold_key(each.name) == fold_key(school) and each.urn:
                labels[fold_key(each.urn)] = school
    return labels


def _key(match: Match | None, company: str, vocabulary: Vocabulary) -> str:
    if match is None or match.judgement != "certain":
        match = match_supplier(company, vocabulary.suppliers)
    return f"id:{match.id}" if match.judgement == "certain" else f"name:{name_key(company)}"


def _wanted(
    listed: Sequence[Listed], schools: Sequence[str], named: dict[str, str], vocabulary: Vocabulary
) -> dict[tuple[str, str], Listed]:
    """(school, supplier) → the line that lists it."""
    found: dict[tuple[str, str], Listed] = {}
    for line in listed:
        key = _key(None, line.supplier, vocabulary)
        own = [named[name] for each in line.schools if (name := fold_key(each)) in named]
        for school in own if line.schools else schools:
            found.setdefault((school, key), line)
    return found


def _unlisted(
    in_use: Sequence[Row], wanted: dict[tuple[str, str], Listed], vocabulary: Vocabulary
) -> Iterator[Finding]:
    by_supplier: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in in_use:
        key = _key(row[2].supplier, row[2].company.string, vocabulary)
        if (row[0], key) not in wanted:
            by_supplier[row[0], key].append(row)
    for (school, _), rows in by_supplier.items():
        company = rows[0][2].company.string
        yield Finding(
            "in_notice_not_listed",
            school,
            sentence("list", "in_notice_not_listed", company=company),
            company=company,
            places=tuple(where(notice, row.place) for _, notice, row in rows),
        )
