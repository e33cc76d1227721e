"""Notice → a page for a head teacher: who gets what and why, in the notice's own words.

One file that loads nothing and runs nothing. Recipients that look like persons are held back, as
from all that may be passed on. `told_by` lays out what schools say of suppliers, for every page.
"""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path

from noticeparse.comparison import Names, compare
from noticeparse.comparison.differences import STATUS_WORDS
from noticeparse.comparison.values import Compared, Hiding, Said
from noticeparse.model import WORD_CLASSES, Notice
from noticeparse.reports import Options
from noticeparse.reports import page as parts
from noticeparse.reports.files import safe_path
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


def status_lines(said: Said) -> Iterator[parts.Line]:
    """Say where a recipient is not in use."""
    for status in said.statuses:
        if status != "in_use":
            yield parts.Line(STATUS_WORDS.get(status, status), look="soft")


def report_page(notice: Notice, names: Names) -> parts.Page:
    """Lay out what one notice says, what to look at in it, and how it was read."""
    found, said = compare([notice]), words_about("report")
    hide = Hiding.of(notice.disclosures, shown=False)
    rows = {row.id: row for row in notice.disclosures}

    def entry(supplier: Compared, told: Said) -> parts.Entry:
        grades = dict.fromkeys(rows[id].grade for _, id in told.rows if rows[id].grade)
        read = parts.Line(", ".join(map(str, grades)), said["grade"][0], "soft")
        return parts.Entry(
            supplier.title,
            (*status_lines(told), *([read] if grades else [])),
            cells_of(told, names),
            tuple(map(parts.words_of, told.quotes)),
        )

    def section(kind: str, suppliers: Iterable[Compared]) -> parts.Section:
        entries = tuple(entry(each, told) for each in suppliers for told in each.said)
        title, why = said[kind]
        return parts.Section(f"{title} ({len(entries)})", why, RECIPIENT_HEADS, entries)

    def listed(kind: str, entries: Iterable[tuple[str, str]]) -> parts.Section:
        lines = (
            parts.Entry(hide.text(head), (parts.Line(hide.text(text)),)) for head, text in entries
        )
        return parts.Section(*said[kind], (), tuple(lines))

    kinds = parts.STATEMENT_NAMES
    statements = [(kinds.get(kind, kind).capitalize(), text) for _, kind, text in found.statements]
    looked = ((row["kind"], f"{row['what']} {row['what_to_do']}") for row in warning_rows(notice))
    sections = (
        section("recipients", found.suppliers),
        section("not_in_use", found.apart),
        listed("statements", statements),
        listed("warnings", looked),
        listed("receipt", _receipt(notice)),
    )
    bodies = many(len(found.suppliers), "recipient")
    return parts.Page(
        title=hide.text(", ".join(found.schools)),
        made=f"{said['made'][0]}: {hide.text(notice.source.path)}",
        headline=f"{bodies} in use, {many(len(found.apart), 'other')} named.",
        counts=(),
        sections=tuple(each for each in sections if each.entries),
        limits=said["limits"][1],
    )


def _receipt(notice: Notice) -> Iterator[tuple[str, str]]:
    """How many words of the notice went where."""
    if notice.receipt is None:
        return
    counts, titles = asdict(notice.receipt), titles_of("class of words")
    for name in ("words", *WORD_CLASSES, "unaccounted"):
        if counts[name] or name in ("words", "unaccounted"):
            title = titles.get(name) or words_about("report")["words"][0]
            yield f"{counts[name]:,}", title


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
