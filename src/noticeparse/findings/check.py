"""Notices → findings, those that matter most first; the same of two formats is one finding.

Nothing here judges whether a school does right: a finding says what a notice leaves out, or what
somebody has to look at. Limits: rules see what was read; a notice read badly has wrong findings,
which is why the doubts of reading are findings too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from noticeparse.classifier.lawful_bases import named_in
from noticeparse.comparison import Hiding, Names, labeller, rows_by_school
from noticeparse.decisions import effective_rows
from noticeparse.findings.rows import Checked, of_row
from noticeparse.findings.texts import outside, placeholder
from noticeparse.findings.values import Finding, merged, sentence
from noticeparse.model import Failure, Notice, School, Where, where
from noticeparse.text.dates import date_in_words
from noticeparse.vocabulary import Vocabulary

_OLD = timedelta(days=366)


def check(
    results: Iterable[Notice | Failure],
    *,
    vocabulary: Vocabulary,
    today: date | None = None,
    no_notice: Sequence[School] = (),
    persons: bool = False,
) -> tuple[Finding, ...]:
    """List what to look at. `today` is what a notice's age is counted to; None: it is not.

    Persons are held back, unless `persons` says to name them.
    """
    everything = list(results)
    notices = [each for each in everything if isinstance(each, Notice) and each.published]
    failures = [each for each in everything if isinstance(each, Failure)]
    names = Names.of(vocabulary)
    art9 = frozenset(term.id for term in vocabulary.terms if term.art9 == "yes")
    label = labeller(notices)
    hide = Hiding.of((row for *_, row in rows_by_school(notices)), shown=persons)
    unread = sentence("notice", "no_notice_read")
    found = [Finding("no_notice_read", school.name, unread) for school in no_notice]
    for each in failures:
        why, place = f"{each.why} {each.what_to_do}".strip(), Where(each.path)
        found.append(Finding("not_read", "", why, words=each.code, places=(place,)))
    for notice in notices:
        for school in notice.for_schools():
            name = label(school, notice)
            found += _of_notice(name, notice, today)
            for checked in _checked(name, notice, names, art9=art9, vocabulary=vocabulary):
                found += of_row(replace(checked, hide=hide))
    return merged(found, hide)


def _checked(
    school: str, notice: Notice, names: Names, *, art9: frozenset[str], vocabulary: Vocabulary
) -> Iterator[Checked]:
    stated = [each.text.string for each in notice.statements if each.kind == "lawful_basis"]
    whole = tuple(
        dict.fromkeys(id for text in stated for id, *_ in named_in(text, vocabulary.lawful_bases))
    )
    for row in effective_rows(notice):
        texts = (row.description.string, *(str(text) for _, text in row.fields.named()))
        own = (id for text in texts for id, *_ in named_in(text, vocabulary.lawful_bases))
        yield Checked(
            school,
            notice,
            row,
            names,
            art9=art9,
            whole_bases=whole,
            basis_stated=bool(stated),
            row_bases=tuple(dict.fromkeys((*(tag.id for tag in row.lawful_bases), *own))),
        )


def _of_notice(school: str, notice: Notice, today: date | None) -> Iterator[Finding]:
    yield from _age(school, notice, today)
    if not notice.disclosures:
        yield _finding("notice_without_rows", school, notice)
    for statement in notice.statements:
        text = " ".join(statement.text.string.split())
        gap = placeholder(text)
        if gap is not None:
            yield _finding("placeholder", school, notice, words=text, gap=gap)
        for place in outside(text) if statement.kind == "location" else ():
            yield _finding("outside_uk_eea", school, notice, words=text, place=place)
    yield from _doubts(school, notice)


def _age(school: str, notice: Notice, today: date | None) -> Iterator[Finding]:
    if notice.dated is None:
        yield _finding("notice_undated", school, notice)
        return
    dated = _latest(notice.dated)
    if today is not None and dated is not None and today - dated > _OLD:
        yield _finding("notice_old", school, notice, day=date_in_words(notice.dated))


def _latest(dated: str) -> date | None:
    """The last day that a date of the notice can mean: 2022-09 is the 30th of September."""
    parts = [int(part) for part in dated.split("-") if part.isdigit()]
    try:
        if len(parts) == 3:
            return date(*parts)
        if len(parts) == 2:
            first = date(parts[0] + parts[1] // 12, parts[1] % 12 + 1, 1)
            return first - timedelta(days=1)
        return date(parts[0], 12, 31) if len(parts) == 1 else None
    except ValueError:
        return None


def _doubts(school: str, notice: Notice) -> Iterator[Finding]:
    for issue in notice.issues:
        if issue.severity != "info":
            found = _finding("doubtful", school, notice, message=issue.message)
            yield replace(found, places=(where(notice, issue.place),))
    lost = notice.receipt.unaccounted if notice.receipt else 0
    if lost:
        yield _finding("words_lost", school, notice, lost=lost)


def _finding(code: str, school: str, notice: Notice, *, words: str = "", **said: object) -> Finding:
    told = sentence("notice", code, **said)
    return Finding(code, school, told, words=words, places=(where(notice),))
