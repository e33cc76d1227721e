"""Incident → an outline: headings, paragraphs, tables of pieces of text; HTML and Word print it.

Both say the same because both are made from this. Persons are held back here, so that neither can
print one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from noticeparse.comparison import Names, Quote
from noticeparse.comparison.differences import STATUS_WORDS, TERMS, in_words
from noticeparse.incident import CERTAIN, POSSIBLE, Incident, Involved
from noticeparse.reports.comparison_cards import STATEMENT_NAMES, TERM_NAMES, corrected
from noticeparse.reports.comparison_frame import (
    HELD_WORDS,
    NOT_STATED,
    company_of,
    many,
    place_in_words,
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; `look` is "", "special", "nothing", "soft", "strong" or "mark"."""

    text: str
    look: str = ""


Line = tuple[Piece, ...]
Cell = tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A heading, the lines under it, and a table; any of them may be missing."""

    heading: str = ""
    lines: tuple[Line, ...] = ()
    bullets: tuple[Line, ...] = ()
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()


HEADS = (
    "School",
    "Data",
    "Whose data, and why",
    "Basis, location, retention",
    "In the notice’s words",
)


def title_of(incident: Incident) -> str:
    """What the page is called."""
    name = incident.match.name if incident.match.judgement == CERTAIN else incident.asked
    return f"Who shares data with {name}?"


def outline(incident: Incident, names: Names) -> Iterator[Part]:
    """Yield the parts of the page in order."""
    yield _summary(incident, names)
    yield _schools_part(
        f"Schools that share data with it ({len(incident.sharing)})",
        "Those that share special-category data (◆) come first.",
        incident.sharing,
        names=names,
        empty="No notice that was read says so.",
    )
    if incident.possible:
        yield _schools_part(
            f"Perhaps the same supplier, or one of its products ({len(incident.possible)})",
            "Not counted above: the name alone does not tell, or the product is sold under another "
            "name. Each line says why it is here. Ask these schools, and the supplier.",
            incident.possible,
            names=names,
        )
    for status, involved in incident.apart:
        yield _schools_part(
            f"{STATUS_WORDS.get(status, status)} ({len(involved)})",
            _APART_WORDS.get(status, "Ask what that means."),
            involved,
            names=names,
        )
    if incident.nothing:
        yield _schools_part(
            f"Named, and said to get nothing personal ({len(incident.nothing)})",
            "These notices say that no personal data is shared with it.",
            incident.nothing,
            names=names,
        )
    yield from _mentions(incident)
    yield from _not_told(incident)
    yield _limits()


_APART_WORDS = {
    "historic": "A former supplier may still hold data: see what is said of retention, and ask "
    "whether it was deleted.",
    "planned": "Ask whether it has begun.",
    "not_approved": "Ask whether it is used all the same.",
    "not_used": "The notice says that it is not used.",
}


def _plain(text: str, look: str = "") -> Line:
    return (Piece(text, look),)


def _summary(incident: Incident, names: Names) -> Part:
    sharing = incident.sharing
    special = sum(bool(each.special) for each in sharing)
    lines = [
        (
            Piece(f"{len(sharing)} of {many(len(incident.schools), 'school')} read", "strong"),
            Piece(f" say that they share data with it; {_of_them(special)}."),
        ),
        *_counts(incident),
    ]
    return Part(lines=(*lines, _looked_for(incident)), bullets=tuple(_data(sharing, names)))


def _of_them(special: int) -> str:
    if not special:
        return "no special-category data is stated"
    return f"{special} of them special-category data"


def _counts(incident: Incident) -> Iterator[Line]:
    told = [
        (len(incident.possible), "may share data with it under another name"),
        (sum(len(found) for _, found in incident.apart), "name it as not in use"),
        (len(incident.nothing), "say that it gets nothing personal"),
        (len(incident.silent), "do not name it"),
        (len(incident.no_notice), "have no notice that was read"),
        (len(incident.failed), "documents could not be read"),
    ]
    words = "; ".join(f"{number} {what}" for number, what in told if number)
    if words:
        yield _plain(f"Besides: {words}.")


def _looked_for(incident: Incident) -> Line:
    if incident.match.judgement == CERTAIN:
        names = ", ".join(incident.names)
        return (Piece("Looked for under the names: ", "soft"), Piece(f"{names}.", "soft"))
    return (
        Piece(f"“{incident.asked}” is no supplier for certain: ", "strong"),
        Piece(f"{'; '.join(incident.match.reasons)}. Rows with this very name are listed.", ""),
    )


def _data(sharing: Sequence[Involved], names: Names) -> Iterator[Line]:
    """Which data is concerned, in how many schools; and whose."""
    counts = Counter(id for each in sharing for id in set(each.said.categories))
    for id in names.ordered(counts):
        label = names.label("category", id)
        special = id in names.special
        piece = Piece(f"◆ {label}", "special") if special else Piece(label)
        yield (piece, Piece(f" at {many(counts[id], 'school')}"))
    people = Counter(id for each in sharing for id in set(each.said.data_subjects))
    if people:
        told = (
            f"{names.label('data_subject', id)} ({people[id]})"
            for id in sorted(people, key=lambda id: (-people[id], id))
        )
        yield (Piece("Whose: ", "strong"), Piece(", ".join(told)))


def _schools_part(
    heading: str, why: str, involved: Sequence[Involved], *, names: Names, empty: str = ""
) -> Part:
    if not involved:
        return Part(heading, (_plain(empty),))
    rows = tuple(_row(each, names) for each in involved)
    return Part(heading, (_plain(why, "soft"),), heads=HEADS, rows=rows)


def _row(each: Involved, names: Names) -> tuple[Cell, ...]:
    return (
        tuple(_school(each)),
        tuple(_shared(each, names)),
        tuple(_people(each, names)),
        tuple(_terms(each, names)),
        tuple(line for quote in each.said.quotes for line in _words(quote)),
    )


def _school(each: Involved) -> Iterator[Line]:
    yield _plain(each.school, "strong")
    printed = ", ".join(dict.fromkeys(company_of(quote) for quote in each.said.quotes))
    yield _plain(f"Named as: {printed}")
    sure = {CERTAIN: "Certain", POSSIBLE: "Not certain"}.get(each.judgement, "Same name")
    reasons = "; ".join(each.reasons) if not each.said.held else ""
    yield _plain(f"{sure}: {reasons}" if reasons else sure, "soft")
    dated = f"Notice dated {', '.join(each.dates)}" if each.dates else "Notice’s date: not stated"
    yield _plain(dated)
    if each.judgement == POSSIBLE and each.said.statuses != ("in_use",):
        yield _plain("; ".join(STATUS_WORDS.get(status, status) for status in each.said.statuses))


def _shared(each: Involved, names: Names) -> Iterator[Line]:
    said = each.said
    if said.no_personal_data:
        yield _plain("nothing personal is shared", "nothing")
    elif said.no_personal_data is False:
        yield _plain("nothing personal, in part of its rows", "nothing")
    ordered = names.ordered(said.categories)
    for special in (True, False):
        labels = [names.label("category", id) for id in ordered if (id in names.special) is special]
        if labels and special:
            yield _plain(f"◆ {'; '.join(labels)}", "special")
        elif labels:
            yield _plain("; ".join(labels))
    if not ordered and said.no_personal_data is None:
        yield _plain(f"which data: {NOT_STATED}", "soft")
    if said.not_shared:
        denied = "; ".join(names.label("category", id) for id in names.ordered(said.not_shared))
        yield _plain(f"Not passed on: {denied}", "nothing")
    yield from _whole(each, ("default_category", "withheld_category"))


def _people(each: Involved, names: Names) -> Iterator[Line]:
    for kind, ids in (("data_subject", each.said.data_subjects), ("purpose", each.said.purposes)):
        caption = "Whose: " if kind == "data_subject" else "Why: "
        labels = "; ".join(names.label(kind, id) for id in ids)
        shown = Piece(labels) if labels else Piece(NOT_STATED, "soft")
        yield (Piece(caption, "strong"), shown)


def _terms(each: Involved, names: Names) -> Iterator[Line]:
    for name in TERMS:
        words = in_words(each.said, name, names)
        shown = Piece(words) if words else Piece(NOT_STATED, "soft")
        yield (Piece(f"{TERM_NAMES[name]}: ", "strong"), shown)
    yield from _whole(each, TERMS)


def _whole(each: Involved, kinds: Sequence[str]) -> Iterator[Line]:
    """What the notice says once for all suppliers."""
    for kind, text in each.statements:
        if kind in kinds:
            caption = f"For the whole notice, {STATEMENT_NAMES[kind]}: "
            yield (Piece(caption, "soft"), Piece(f"“{text}”"))


def _words(quote: Quote) -> Iterator[Line]:
    if quote.held:
        yield _plain(HELD_WORDS, "soft")
    elif quote.added:
        yield _plain(f"{quote.text} (added by a person; the notice does not print it)")
    else:
        yield tuple(_marked(quote))
    if quote.beside and not quote.held:
        told = "; ".join(f"“{words}” ({standing})" for standing, words in quote.beside)
        yield _plain(f"Also: {told}")
    for each in quote.decided:
        why = f": {each.why}" if each.why and not quote.held else ""
        said = f" ({each.who}, {each.when}{why})"
        yield _plain(corrected(quote, only=each) + said, "soft")
    for where in quote.places:
        yield _plain(f"{where.source}, {place_in_words(where)}", "soft")


def _marked(quote: Quote) -> Iterator[Piece]:
    yield Piece("“")
    last = 0
    for start, end in quote.marks:
        yield Piece(quote.text[last:start])
        yield Piece(quote.text[start:end], "mark")
        last = end
    yield Piece(f"{quote.text[last:]}”")


def _mentions(incident: Incident) -> Iterator[Part]:
    if not (incident.mentioned or incident.in_prose):
        return
    bullets = [
        (
            Piece(f"{each.school}: ", "strong"),
            Piece(f"in the row of {company_of(each.quote)}: "),
            *(_marked(each.quote) if not each.quote.held else _plain(HELD_WORDS, "soft")),
            Piece(
                f" {each.quote.places[0].source}, {place_in_words(each.quote.places[0])}", "soft"
            ),
        )
        for each in incident.mentioned
    ]
    bullets += [
        (Piece(f"{school}: ", "strong"), Piece(words)) for school, words in incident.in_prose
    ]
    why = "Data may reach it through others, or outside a row. Read these words."
    yield Part("Named elsewhere in a notice", (_plain(why, "soft"),), bullets=tuple(bullets))


def _not_told(incident: Incident) -> Iterator[Part]:
    if incident.silent:
        why = "Not the same as sharing nothing: the school may use it and not say so. Ask them too."
        yield Part(
            f"Schools whose notices do not name it ({len(incident.silent)})",
            (_plain(why, "soft"), _plain("; ".join(incident.silent))),
        )
    if incident.no_notice or incident.failed:
        lines = []
        if incident.no_notice:
            lines.append(_plain("What these schools share is not known.", "soft"))
            lines.append(_plain("; ".join(incident.no_notice)))
        if incident.failed:
            why = "These documents could not be read; they may be of schools that are listed above."
            lines.append(_plain(why, "soft"))
        failed = tuple(
            (Piece(f"{path}: ", "strong"), Piece(message)) for path, message in incident.failed
        )
        count = len(incident.no_notice)
        heading = f"No notice read ({count})" if count else "Documents that could not be read"
        yield Part(heading, tuple(lines), bullets=failed)


def _limits() -> Part:
    return Part(
        "What this page cannot tell",
        (
            _plain(
                "It says what notices say, not what was breached. “Not stated” never means “none”. "
                "Products that the supplier sells under quite other names are not looked for: ask "
                "it which are concerned. Marked words are those that the data, the purpose or the "
                "people were read from; check them in the notice. Where a breach has to be "
                "reported, Article 33 of the UK GDPR gives 72 hours from when the school becomes "
                "aware of it."
            ),
        ),
    )
