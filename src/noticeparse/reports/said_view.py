"""What a school says of a supplier → lines and quotes, as every page prints them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from noticeparse.comparison import Names, Quote, Said
from noticeparse.comparison.differences import TERMS, in_words
from noticeparse.comparison.quotes import HELD_WORDS
from noticeparse.reports.words import NOT_STATED, place_in_words, titles_of

TERM_NAMES = {"lawful_basis": "Basis", "location": "Location", "retention": "Retention"}
STATEMENT_NAMES = titles_of("statement")
DATA_STATEMENTS = ("default_category", "withheld_category")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a cell; `look` is "", "special", "nothing", "soft" or "not-stated"."""

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
        yield UNSTATED
    if said.not_shared:
        denied = names.listed("category", names.ordered(said.not_shared))
        yield Line(f"Not passed on: {denied}", look="nothing")


def term_lines(said: Said, names: Names) -> Iterator[Line]:
    """What a school states of basis, location and retention, then what it does not state."""
    missing = []
    for name in TERMS:
        words = in_words(said, name, names)
        if words:
            yield Line(words, TERM_NAMES[name])
        else:
            missing.append(TERM_NAMES[name].casefold())
    if missing:
        yield Line(f"{', '.join(missing)}: {NOT_STATED}", look="not-stated")


def words_of(quote: Quote, *, before: str = "", who: bool = False, about: str = "") -> Words:
    """The words of a row, those marked that earned a tag.

    `who`: also who corrected it; `about` is told before the place.
    """
    notes = [f"Also: “{words}” ({where})" for where, words in quote.beside]
    for each in quote.decided:
        why = f": {each.why}" if each.why else ""
        values = ("not there" if value is None else value for value in (each.before, each.after))
        what = f"{each.field.replace('_', ' ')}: {' → '.join(values)}"
        notes.append(f"Corrected by a person: {what}" + f" ({each.who}, {each.when}{why})" * who)
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
    """What a statement of the whole notice tells of."""
    return " and ".join(STATEMENT_NAMES.get(kind, kind) for kind in kinds)


def _pieces(quote: Quote) -> Iterator[tuple[str, bool]]:
    last = 0
    for start, end in quote.marks:
        yield quote.text[last:start], False
        yield quote.text[start:end], True
        last = end
    if quote.text.strip():
        yield quote.text[last:], False
