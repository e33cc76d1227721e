"""Notice → a page for a head teacher: who gets what and why, in the notice's own words.

One file that loads nothing and runs nothing. Recipients that look like persons are held back, and
what a person corrected is named, but not what stood there, nor why: the page may be passed on. The
page of a notice that repeats another one in another format says which one counts.
"""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from pathlib import Path

from noticeparse.comparison import Comparison, Names, compare
from noticeparse.comparison.differences import STATUS_WORDS
from noticeparse.comparison.values import Compared, Hiding, Quote, Said, as_published
from noticeparse.model import WORD_CLASSES, Notice
from noticeparse.paths import safe_path
from noticeparse.reports import Options
from noticeparse.reports import page as parts
from noticeparse.reports.json import NoticeFiles
from noticeparse.reports.rows import warning_rows
from noticeparse.reports.words import many, titles_of, words_about
from noticeparse.vocabulary import load_vocabulary

_PLAIN = Options()
Cells = tuple[tuple[parts.Line, ...], ...]
RECIPIENT_HEADS = tuple(titles_of("recipient").values())


def cells_of(said: Said, names: Names) -> Cells:
    """What data goes there; of whom and for what; basis, location and retention."""
    why = [
        parts.Line(names.listed(kind, ids), title)
        for kind, ids, title in (
            ("data_subject", said.data_subjects, "Of"),
            ("purpose", said.purposes, "For"),
        )
        if ids
    ]
    data, terms = parts.data_lines(said, names), parts.term_lines(said, names)
    return tuple(data), tuple(why) or (parts.UNSTATED,), tuple(terms)


def for_all_section(found: Comparison) -> parts.Section:
    """What is said once for all recipients, in full."""
    kinds = parts.STATEMENT_NAMES
    entries = (
        parts.Entry(kinds.get(kind, kind).capitalize(), (parts.Line(text),))
        for kind, text in dict.fromkeys((kind, text) for _, kind, text in found.statements)
    )
    return parts.Section(*words_about("report")["statements"], (), tuple(entries))


def status_lines(said: Said) -> Iterator[parts.Line]:
    """Say where a recipient is not in use."""
    for status in said.statuses:
        if status != "in_use":
            yield parts.Line(STATUS_WORDS.get(status, status), look="soft")


def told_words(quote: Quote) -> parts.Words:
    """The words of a row, and what a person corrected; notes and what stood there are no news."""
    fields = dict.fromkeys(each.field for each in quote.decided if each.field != "note")
    words = parts.words_of(replace(quote, decided=()))
    told = [f"Corrected by a person: {', '.join(fields).replace('_', ' ')}"] if fields else []
    return replace(words, notes=(*words.notes, *told))


def report_page(notice: Notice, names: Names) -> parts.Page:
    """Lay out what one notice says, what to look at in it, and how it was read."""
    notice = as_published(notice)
    found, said = compare([notice], public=True), words_about("report")
    schools = notice.for_schools()
    hide = Hiding.of(notice.disclosures, shown=False, public=True, schools=schools)
    rows = {row.id: row for row in notice.disclosures}

    def entry(supplier: Compared, told: Said) -> parts.Entry:
        grades = dict.fromkeys(rows[id].grade for _, id in told.rows if rows[id].grade)
        read = parts.Line(", ".join(map(str, grades)), said["grade"][0], "soft")
        printed = [name for name in told.companies if name != supplier.supplier]
        called = parts.Line("; ".join(printed), said["printed"][0], "soft")
        facts = (*([called] if printed else []), *status_lines(told), *([read] if grades else []))
        cells = cells_of(told, names)
        return parts.Entry(supplier.title, facts, cells, tuple(map(told_words, told.quotes)))

    def section(kind: str, suppliers: Iterable[Compared]) -> parts.Section:
        entries = tuple(entry(each, told) for each in suppliers for told in each.said)
        title, why = said[kind]
        return parts.Section(f"{title} ({len(entries)})", why, RECIPIENT_HEADS, entries)

    def listed(kind: str, entries: Iterable[tuple[str, str]]) -> parts.Section:
        lines = (
            parts.Entry(hide.text(head), (parts.Line(hide.text(text)),)) for head, text in entries
        )
        return parts.Section(*said[kind], (), tuple(lines))

    held = words_about("warning")["person_named"][0]  # here its name is not told
    looked = (
        (row["kind"], f"{row['what']} {row['what_to_do']}")
        for row in warning_rows(notice)
        if row["kind"] != held
    )
    sections = (
        section("recipients", found.suppliers),
        section("not_in_use", found.apart),
        for_all_section(found),
        listed("warnings", looked),
        listed("receipt", _receipt(notice)),
    )
    bodies = many(len(found.suppliers), "recipient")
    headline = f"{bodies} in use, {many(len(found.apart), 'other')} named."
    if notice.same_notice_as:
        headline = f"{said['twin'][0]} {hide.text(notice.same_notice_as)}. {said['twin'][1]}"
    return parts.Page(
        title=hide.text(", ".join(found.schools)),
        made=f"{said['made'][0]}: {hide.text(notice.source.path)}",
        headline=headline,
        counts=(),
        sections=() if notice.same_notice_as else tuple(s for s in sections if s.entries),
        limits=said["limits"][1],
    )


def _receipt(notice: Notice) -> Iterator[tuple[str, str]]:
    """How many words of the notice went where."""
    if notice.receipt is None:
        return
    counts, titles = asdict(notice.receipt), titles_of("class of words")
    for name in ("words", *WORD_CLASSES, "unaccounted"):
        if counts[name] or name in ("words", "unaccounted"):
            yield f"{counts[name]:,}", titles.get(name) or words_about("report")["words"][0]


class Reports(NoticeFiles):
    """Writes PATH/NAME.EXT.html below a folder, one a notice; a failure has none."""

    def __init__(self, folder: Path, options: Options = _PLAIN) -> None:
        super().__init__(folder, options)
        self._names = Names.of(options.vocabulary or load_vocabulary())

    def named(self, path: str) -> str:
        """Say where below the output the page of a notice goes."""
        return f"{safe_path(path)}.html"

    def text(self, notice: Notice) -> str:
        """The page of a notice."""
        return parts.page_html(report_page(notice, self._names))
