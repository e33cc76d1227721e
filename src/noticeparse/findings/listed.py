"""The officer's own list (supplier, schools) + notices → what is only on one of the two.

The list may also say when a contract ends, whether its impact assessment is done, and who looks
after it: a contract that has ended, or soon will, while a notice names its supplier as in use is a
finding, and so are special categories that go where no assessment is done.

Suppliers are the same where the catalogue says so for certain, else where their names are; schools
by their name or URN. A line without schools is for all of them. Limits: what a notice names as no
longer used counts as not in it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from noticeparse.comparison import Hiding, Names, Row, rows_by_school
from noticeparse.findings.check import Finding, merged, sentence
from noticeparse.model import Failure, Match, Notice, Where, where
from noticeparse.suppliers import match_supplier
from noticeparse.text import fold_key
from noticeparse.text.dates import date_in_words
from noticeparse.vocabulary import Vocabulary
from noticeparse.vocabulary.suppliers import name_key

_SOON = timedelta(days=90)
_Told = tuple[str, dict[str, str]]
_NOT_LISTED: tuple[_Told, ...] = (("in_notice_not_listed", {}),)


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of the list; no schools means all. `line` is its number in the file `source`.

    `assessed` is None where the list does not say whether the impact assessment is done.
    """

    supplier: str
    schools: tuple[str, ...]
    source: str
    line: int
    ends: date | None = None
    assessed: bool | None = None
    owner: str = ""


def against(
    listed: Sequence[Listed],
    results: Iterable[Notice | Failure],
    *,
    vocabulary: Vocabulary,
    today: date | None = None,
    persons: bool = False,
) -> tuple[Finding, ...]:
    """List what is listed and in no notice, and what is in a notice and not listed.

    The ends of contracts are compared with `today`; None: they are not.
    """
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
    by_supplier: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in in_use:
        by_supplier[row[0], _key(row[2].supplier, row[2].company.string, vocabulary)].append(row)
    names = Names.of(vocabulary)
    for both, rows in by_supplier.items():
        school, _ = both
        of = wanted.get(both)
        told = _NOT_LISTED if of is None else _of_contract(of, rows, names, today)
        company = rows[0][2].company.string
        places = tuple(where(notice, row.place) for _, notice, row in rows)
        for code, more in told:
            said = sentence("list", code, company=company, **more)
            found.append(Finding(code, school, said, company=company, places=places))
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


def _of_contract(
    line: Listed, rows: Sequence[Row], names: Names, today: date | None
) -> Iterator[_Told]:
    """What the list says of a supplier that a notice names: its contract, and its assessment."""
    owner = f" {line.owner} looks after it." if line.owner else ""
    if line.ends and today and line.ends < today + _SOON:
        code = "contract_ended" if line.ends < today else "contract_ends_soon"
        yield code, {"day": date_in_words(line.ends.isoformat()), "owner": owner}
    shared = {
        tag.id for *_, row in rows for tag in row.tags if tag.polarity == "shared"
    } & names.special
    if line.assessed is False and shared:
        what = names.listed("category", names.ordered(shared))
        yield "assessment_missing", {"what": what, "owner": owner}
