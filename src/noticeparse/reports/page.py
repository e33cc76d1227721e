"""What pages are made of: lines and quotes of what a school says, sections; and the files.

The web page and the Word file are made of the same values, so that both say the same.

A page for the browser may be published: one file that loads nothing. Its own policy lets the
browser run the one script whose digest it names, and load nothing from anywhere, so that a text of
a notice could do nothing even if it were not escaped. Every value is escaped, and rid of the
characters that no page may hold.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from noticeparse.comparison import Names, Quote, Said
from noticeparse.comparison.differences import TERMS, in_words
from noticeparse.comparison.values import HELD_WORDS
from noticeparse.reports.files import AtomicFile, storable
from noticeparse.reports.words import NOT_STATED, cleaned, place_in_words, titles_of
from noticeparse.text.dates import date_in_words

if TYPE_CHECKING:
    from jinja2 import Environment

TERM_NAMES = {"lawful_basis": "Basis", "location": "Location", "retention": "Retention"}
STATEMENT_NAMES = titles_of("statement")
FOR_ALL = titles_of("record")["for_all"]
DATA_STATEMENTS = ("default_category", "withheld_category")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a cell.

    `look` is "", "special", "nothing", "soft", "not-stated", "not-read" or "unsure".
    """

    text: str
    caption: str = ""
    look: str = ""


UNSTATED = Line(NOT_STATED, look="not-stated")


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a notice: pieces and whether each is marked; `printed`: the notice has them so."""

    pieces: tuple[tuple[str, bool], ...]
    places: tuple[str, ...]
    before: str = ""
    notes: tuple[str, ...] = ()
    printed: bool = True


def data_lines(said: Said, names: Names) -> Iterator[Line]:
    """What data a school says that the supplier gets: special categories first."""
    if said.no_personal_data is not None:
        part = "" if said.no_personal_data else ", in part of its rows"
        words = "nothing personal" if part else "nothing personal is shared"
        yield Line(f"{words}{part}", look="nothing")
    ordered = names.ordered(said.categories)
    for special in (True, False):
        ids = [id for id in ordered if (id in names.special) is special]
        if labels := names.listed("category", ids):
            yield Line("◆ " * special + labels, look="special" if special else "")
    if not ordered and said.no_personal_data is None:
        usual = for_all(said.once("default_category"))
        yield Line(usual, look="soft") if usual else UNSTATED
    if said.not_shared:
        denied = names.listed("category", names.ordered(said.not_shared))
        yield Line(f"says that it does not pass on: {denied}", look="soft")


def term_lines(said: Said, names: Names) -> Iterator[Line]:
    """What a school states of basis, location and retention, then what it does not state."""
    missing: list[str] = []
    for name in TERMS:
        if words := stated(said, name, names):
            yield Line(words, TERM_NAMES[name])
        else:
            missing.append(TERM_NAMES[name].casefold())
    if missing:
        yield Line(f"{', '.join(missing)}: {NOT_STATED}", look="not-stated")


def stated(said: Said, name: str, names: Names) -> str:
    """What a school states of basis, location or retention, if not of the row then for all rows.

    What is said for all is in its own words, and marked; "" where nothing is stated.
    """
    return in_words(said, name, names) or for_all(said.once(name))


def for_all(texts: Iterable[str]) -> str:
    """What is said once for all rows, marked so; "" where there is none."""
    quoted = "; ".join(f"“{text}”" for text in texts)
    return f"{quoted} {FOR_ALL}" if quoted else ""


def words_of(quote: Quote, *, before: str = "", who: bool = False, about: str = "") -> Words:
    """The words of a row, those marked that earned a tag.

    `who`: also who corrected it; `about` is told before the place.
    """
    notes = [f"Also: “{words}” ({where})" for where, words in quote.beside]
    for each in quote.decided:
        why = f": {each.why}" if each.why else ""
        values = ("not there" if value is None else value for value in (each.before, each.after))
        what = f"{each.field.replace('_', ' ')}: {' → '.join(values)}"
        notes.append(
            f"Corrected by a person: {what}"
            + f" ({each.who}, {each.when.partition('T')[0]}{why})" * who
        )
    if quote.added:
        notes.append("Added by a person; the notice does not print it.")
    held = quote.text == HELD_WORDS
    return Words(
        pieces=tuple(_pieces(quote)) or (("the row has no words but the name", False),),
        places=tuple(
            f"{about}{where.source}, {place_in_words(where)}" if quote.company else where.source
            for where in quote.places
        ),
        before=before,
        notes=tuple(notes),
        printed=bool(quote.text.strip()) and not held and not quote.added,
    )


def told_of(kinds: Iterable[str]) -> str:
    """What a statement apart from the rows tells of."""
    return " and ".join(STATEMENT_NAMES.get(kind, kind) for kind in kinds)


def _pieces(quote: Quote) -> Iterator[tuple[str, bool]]:
    last = 0
    for start, end in quote.marks:
        yield quote.text[last:start], False
        yield quote.text[start:end], True
        last = end
    if quote.text.strip():
        yield quote.text[last:], False


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a section: what it is of, facts below that, cells between, the notice's words.

    `link` is the address of a page of its own; it begins with http or leads to a file beside.
    """

    head: str
    facts: tuple[Line, ...] = ()
    cells: tuple[tuple[Line, ...], ...] = ()
    words: tuple[Words, ...] = ()
    link: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page: a table, or a list without `heads`. One `apart` can be sent by itself."""

    heading: str
    why: str
    heads: tuple[str, ...]
    entries: tuple[Entry, ...]
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """All that is printed, in order.

    `home` is the address of the first page of its site; `search`: the lists can be searched.
    """

    title: str
    made: str
    headline: str
    counts: tuple[tuple[int, str], ...]
    sections: tuple[Section, ...]
    limits: str
    looked_for: str = ""
    certain: bool = True
    data: tuple[tuple[str, bool], ...] = ()
    people: str = ""
    home: str = ""
    search: bool = False


def made_on(day: date | None) -> str:
    """Say when the page was made; nothing where that is not told."""
    told = date_in_words(day.isoformat()) if day else ""
    return f"Made on {told}, from the notices as they were then." if day else ""


def page_html(page: Page) -> str:
    """Lay out the page for the browser: a file that loads nothing, and runs only its search."""
    script = asset("search.js") if page.search else ""
    return render("page.html", title=page.title, style=asset("dark.css"), page=page, script=script)


def write_page(page: Page, output: Path, *, xlsx: Callable[[], bytes] | None = None) -> None:
    """Write the page as its name ends: Word, the workbook that `xlsx` makes, or for the browser."""
    if xlsx is not None and output.suffix.casefold() == ".xlsx":
        data = xlsx()
    elif output.suffix.casefold() == ".docx":
        from noticeparse.reports.page_docx import page_docx  # noqa: PLC0415 - heavy

        data = page_docx(page)
    else:
        data = storable(page_html(page))
    with AtomicFile(output) as file:
        file.write(data)


def render(
    template: str, /, *, title: str, style: str = "", script: str = "", **values: Any
) -> str:
    """Fill a template of the folder `templates`; `style` comes after the style of all pages."""
    from markupsafe import Markup  # noqa: PLC0415 - only needed where a page is made

    values |= {"style": Markup(asset("style.css") + style), "script": Markup(script)}
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    run = f"'sha256-{digest}'" if script else "'none'"
    policy = (
        f"default-src 'none'; style-src 'unsafe-inline'; script-src {run}; base-uri 'none'; "
        "form-action 'none'"
    )
    made = _environment().get_template(template)
    return made.render(title=title, policy=policy, **values).rstrip("\n") + "\n"


@lru_cache
def asset(name: str) -> str:
    """A file of the folder `templates`: a style or a script."""
    return resources.files(__package__).joinpath(f"templates/{name}").read_text("utf-8")


@lru_cache(maxsize=1)
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415 - as above

    return Environment(
        loader=PackageLoader(__package__, "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_clean,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _clean(value: Any) -> Any:
    from markupsafe import Markup  # noqa: PLC0415 - as above

    return value if isinstance(value, Markup) else cleaned(str(value))
