"""Comparison → a CSV file, a workbook, and a table on the terminal.

In the file each supplier is a row and each school a column that holds what this school says. An
empty cell means that the school does not name the supplier; "named; nothing stated" that it does
and no more. Suppliers on which schools disagree say in what. The last rows (status "statement")
hold what schools say once for all their suppliers. Each cell ends with the places that it is from.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from noticeparse.comparison import Compared, Comparison, Names, Said, differences
from noticeparse.comparison.differences import STATUS_WORDS, TERMS
from noticeparse.reports.comparison_changes import WHAT, Versions, worded
from noticeparse.reports.csv import write_csv
from noticeparse.reports.files import AtomicFile
from noticeparse.reports.page import STATEMENT_NAMES, for_all
from noticeparse.reports.sheets import Layout
from noticeparse.reports.words import dash, many, places_in_words, printable, titles_of
from noticeparse.reports.xlsx_sheet import workbook

FIRST_COLUMNS = ("status", "supplier_id", "supplier", "schools", "differs")
NOTHING_STATED = "named; nothing stated"
NO_NOTICE = "no notice read"
_TAGS = (
    ("shared", "categories", "category"),
    ("not shared", "not_shared", "category"),
    ("purposes", "purposes", "purpose"),
    ("about", "data_subjects", "data_subject"),
)
_DIFFERS = titles_of("compared")
DIFFERENCE_COLUMNS = ("difference", "supplier", "text", "schools")
SAID_COLUMNS = (
    *("supplier", "school", "status", "categories", "special", "not_shared", "purposes"),
    *("data_subjects", "no_personal_data", "lawful_basis", "location", "retention"),
    *("description", "company", "source", "held", "decided"),
)
SCHOOL_COLUMNS = ("school", "dated", "kind", "text")
SUPPLIER_COLUMNS = (
    *("supplier", "schools", "special", "categories", "purposes", "differs", "named_by"),
    "supplier_id",
)
CHANGE_COLUMNS = ("school", "company", "what", "field", "before", "after", "source")


def write_comparison(comparison: Comparison, names: Names, path: Path, *, raw: bool = False) -> int:
    """Write a comparison as CSV; return how many cells were escaped."""
    columns = (*FIRST_COLUMNS, *school_columns(comparison).values())
    return write_csv(path, columns, comparison_rows(comparison, names), raw=raw).escaped


def comparison_rows(comparison: Comparison, names: Names) -> Iterator[dict[str, str]]:
    """Yield a row a supplier: those in use first, the rest after them with their status."""
    columns = school_columns(comparison)
    for supplier in (*comparison.suppliers, *comparison.apart):
        unread = dict.fromkeys(comparison.no_notice, NO_NOTICE)  # a person may have added its rows
        cells = {
            column: _cell(supplier, school, names) or unread.get(school, "")
            for school, column in columns.items()
        }
        statuses = dict.fromkeys(status for each in supplier.said for status in each.statuses)
        yield {
            "status": "; ".join(STATUS_WORDS.get(status, status) for status in statuses),
            "supplier_id": supplier.supplier_id or "",
            "supplier": supplier.title,
            "schools": str(len(supplier.said)),
            "differs": differs_in_words(supplier),
            **cells,
        }
    yield from _statement_rows(comparison, columns)


def side_by_side(
    comparison: Comparison, names: Names
) -> Iterator[tuple[Layout, Iterable[Mapping[str, str]]]]:
    """The sheets of a workbook of notices: suppliers, and what each school says of them."""
    layout = Layout("Suppliers", SUPPLIER_COLUMNS, titled=True)
    yield layout, (_supplier_row(each, names) for each in comparison.suppliers)
    columns = (*FIRST_COLUMNS, *school_columns(comparison).values())
    yield Layout("Compare", columns, titled=True), comparison_rows(comparison, names)


def _supplier_row(supplier: Compared, names: Names) -> dict[str, str]:
    said = supplier.said
    categories = {id for each in said for id in each.categories}
    purposes = sorted({id for each in said for id in each.purposes})
    return {
        "supplier": supplier.title,
        "supplier_id": supplier.supplier_id or "",
        "schools": str(len(said)),
        "special": names.listed("category", names.ordered(categories & names.special)),
        "categories": names.listed("category", names.ordered(categories - names.special)),
        "purposes": names.listed("purpose", purposes),
        "differs": differs_in_words(supplier),
        "named_by": "; ".join(each.school for each in said),
    }


def _statement_rows(comparison: Comparison, columns: Mapping[str, str]) -> Iterator[dict[str, str]]:
    for kind in dict.fromkeys(kind for _, kind, _ in comparison.statements):
        told = [(whose, text) for whose, what, text in comparison.statements if what == kind]
        said = {
            column: "\n".join(text for whose, text in told if whose == school)
            for school, column in columns.items()
        }
        said.update({columns[school]: NO_NOTICE for school in comparison.no_notice})
        told_of = f"({STATEMENT_NAMES.get(kind, kind)}, for all suppliers)"
        yield dict.fromkeys(FIRST_COLUMNS, "") | {"status": "statement", "supplier": told_of} | said


def school_columns(comparison: Comparison) -> dict[str, str]:
    """Name the column of each school; one called like one of the first columns gets a mark."""
    schools = dict.fromkeys((*comparison.schools, *comparison.no_notice))
    return {each: f"{each} (school)" if each in FIRST_COLUMNS else each for each in schools}


def _cell(supplier: Compared, school: str, names: Names) -> str:
    said = supplier.by(school)
    if said is None:
        return ""
    places = places_in_words(where for quote in said.quotes for where in quote.places)
    return f"{in_words(said, names)} [{places}]"


def differs_in_words(supplier: Compared) -> str:
    """What the schools differ in, in words."""
    return ", ".join(_DIFFERS.get(name, name) for name in supplier.differs)


def in_words(said: Said, names: Names) -> str:
    """Put what a school says into one line: only what it states."""
    parts = []
    if said.no_personal_data:
        parts.append("no personal data")
    elif said.no_personal_data is False:
        parts.append("no personal data (in part of its rows)")
    for caption, name, kind in _TAGS:
        if ids := getattr(said, name):
            labels = (names.label(kind, id) for id in names.ordered(ids))
            parts.append(f"{caption}: {', '.join(labels)}")
    for name in TERMS:
        if words := ", ".join(getattr(said, name)) or for_all(said.once(name)):
            parts.append(f"{name.replace('_', ' ')}: {words}")
    if said.held:
        parts.append("names a person, held back")
    return "; ".join(parts) or NOTHING_STATED


def print_comparison(comparison: Comparison, names: Names, console: Console) -> None:
    """Print a comparison: a block a supplier, a line a school that names it."""
    for title, suppliers in (
        ("Suppliers in use", comparison.suppliers),
        ("Not in use (planned, past, refused)", comparison.apart),
    ):
        if suppliers:
            console.print(_table(title, suppliers, names, console))
    for school, kind, text in comparison.statements:
        told = f"{school} says for all its suppliers ({STATEMENT_NAMES.get(kind, kind)}): {text}"
        console.print(Text(printable(told)))
    for school in comparison.no_notice:
        console.print(Text(printable(f"{school}: {NO_NOTICE}")))
    console.print(f"{totals(comparison)} {dash(console.encoding)} is: not stated.", highlight=False)


def totals(comparison: Comparison) -> str:
    """How many suppliers and schools there are, and on how many suppliers schools differ."""
    differing = sum(bool(each.differs) for each in comparison.suppliers)
    bodies = sum(each.generic for each in comparison.suppliers)
    kinds = many(bodies, "kind of body", "kinds of body")
    return (
        f"{many(len(comparison.suppliers) - bodies, 'supplier')} in use at "
        f"{many(len(comparison.schools), 'school')}; schools differ on {differing}."
        + (f" Besides {kinds} of which each school has its own." if bodies else "")
    )


def _table(title: str, suppliers: Sequence[Compared], names: Names, console: Console) -> Table:
    table = Table(title=title, title_justify="left", expand=True)
    for head, ratio in (("Supplier", 2), ("School", 2), ("What it says", 5), ("Differs in", 2)):
        table.add_column(head, overflow="fold", ratio=ratio)
    for supplier in suppliers:
        for number, said in enumerate(supplier.said):
            words = in_words(said, names)
            cells = (
                supplier.title if number == 0 else "",
                said.school,
                dash(console.encoding) if words == NOTHING_STATED else words,
                differs_in_words(supplier) if number == 0 else "",
            )
            table.add_row(
                *(Text(printable(cell)) for cell in cells),
                end_section=number == len(supplier.said) - 1,
            )
    return table


def write_comparison_xlsx(
    comparison: Comparison, names: Names, path: Path, *, since: Versions | None = None
) -> None:
    """Write the workbook; raise OutputError where it cannot be."""
    data = workbook("Schools side by side", _tables(comparison, names, since))
    with AtomicFile(path) as file:
        file.write(data)


def _tables(
    comparison: Comparison, names: Names, since: Versions | None
) -> Iterator[tuple[Layout, Iterable[Sequence[str]]]]:
    titles = titles_of("difference")
    yield (
        Layout("Differences", DIFFERENCE_COLUMNS),
        (
            (titles[each.kind], each.supplier.title, side.what, "; ".join(side.schools))
            for each in differences(comparison, names)
            for side in each.sides
        ),
    )
    columns = (*FIRST_COLUMNS, *school_columns(comparison).values())
    matrix = comparison_rows(comparison, names)
    yield Layout("Matrix", columns), ([row[name] for name in columns] for row in matrix)
    suppliers = (*comparison.suppliers, *comparison.apart)
    said = (_said_row(supplier, said, names) for supplier in suppliers for said in supplier.said)
    yield Layout("What each says", SAID_COLUMNS), said
    yield Layout("Schools", SCHOOL_COLUMNS), _schools(comparison)
    if since is not None:
        changes = (worded(change, names) for change in since.changes)
        about = ((c, c.school, c.company, WHAT[c.what], c.field.replace("_", " ")) for c in changes)
        rows = ((*texts, c.before, c.after, c.source) for c, *texts in about)
        yield Layout("Changes", CHANGE_COLUMNS), rows


def _said_row(supplier: Compared, said: Said, names: Names) -> Sequence[str]:
    labels = names.listed
    special = [id for id in said.categories if id in names.special]
    bases = labels("lawful_basis", said.lawful_bases)
    nothing = {True: "yes", False: "in part of its rows", None: ""}
    places = (where for quote in said.quotes for where in quote.places)
    return (
        supplier.title,
        said.school,
        "; ".join(STATUS_WORDS.get(status, status) for status in said.statuses),
        labels("category", names.ordered(said.categories)),
        labels("category", special),
        labels("category", said.not_shared),
        labels("purpose", said.purposes),
        labels("data_subject", said.data_subjects),
        nothing[said.no_personal_data],
        "; ".join(filter(None, (bases, *said.lawful_basis))) or for_all(said.once("lawful_basis")),
        "; ".join(said.location) or for_all(said.once("location")),
        "; ".join(said.retention) or for_all(said.once("retention")),
        "\n".join(quote.text for quote in said.quotes),
        "; ".join(said.companies),
        places_in_words(places),
        "names a person; held back" if said.held else "",
        "; ".join(each.field for quote in said.quotes for each in quote.decided),
    )


def _schools(comparison: Comparison) -> Iterator[tuple[str, ...]]:
    dates = dict.fromkeys(comparison.schools, "") | dict(comparison.dates)
    for school in comparison.schools:
        own = [(kind, text) for name, kind, text in comparison.statements if name == school]
        for kind, text in own or [("", "")]:
            yield school, dates[school], kind.replace("_", " "), text
    yield from ((school, "", "no notice read", "") for school in comparison.no_notice)
    yield from ((path, "", "could not be read", message) for path, message in comparison.failed)
