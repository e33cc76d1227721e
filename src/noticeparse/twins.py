"""Notices in the order in which they were read → the same; one notice in two formats counts once.

"notice.docx" and "notice.pdf" of one folder are one notice where they list the same companies for
the same school. The one with the most rows counts, else Word before PDF before a web page; the
others point to it, and what was decided of a row of one holds for all. Files of one name with other
companies stay two, and say so. What a person said of two notices stays as it is.

Limits: files are held back until the last of their name is read; parts of workbooks stand alone.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from noticeparse.batch import Result
from noticeparse.decisions.finding import same_words
from noticeparse.decisions.versions import is_earlier, unsaid
from noticeparse.extractors.sniff import MEDIA_TYPES
from noticeparse.model import Disclosure, Issue, Notice, workbook_of
from noticeparse.text import fold_key, words

ALIKE = 0.8  # of the companies of two files: how many both list where they are one notice
_RANK = [MEDIA_TYPES[kind] for kind in ("docx", "odt", "pdf", "html")]


def with_twins(results: Iterable[Result], names: Iterable[str]) -> Iterator[Result]:
    """Pass results on in their order; `names` are the sources that will be read."""
    names = list(names)
    there = {*names, *map(workbook_of, names)}
    awaited = Counter(map(_name, names))
    held: list[Result] = []
    file = None
    for result in results:
        held.append(result)
        if (path := file_of(result)) != file:  # its sheets come one after another
            file = path
            awaited[name := _name(file)] -= 1
            if awaited[name] <= 0:
                del awaited[name]  # of many thousands
        if not any(awaited[_name(file_of(each))] for each in held):
            yield from _told(held, there)
            held = []
    yield from _told(held, there)


def file_of(result: Result) -> str:
    """The path of the file that a result is of, or of which it is a sheet."""
    return workbook_of(result.source.path if isinstance(result, Notice) else result.path)


def _name(path: str) -> tuple[str, str]:
    """Folder and name of a file, without spacing and what follows a dot: "our-notice.web.pdf"."""
    folder, _, name = path.rpartition("/")
    return folder, "".join(words(name if "#" in name else name.partition(".")[0]))


def _told(results: list[Result], there: Collection[str]) -> list[Result]:
    """Say of each notice whether another of its name is the one that counts.

    What took the place of a notice has to be among the sources that are `there`.
    """
    found = {}
    for number, each in enumerate(results):
        if isinstance(each, Notice):  # what an earlier run saw beside it may be gone
            issues = tuple(i for i in each.issues if i.code != "same_name_other_rows")
            notice = replace(each, issues=issues)
            if not is_earlier(notice) or workbook_of(notice.same_notice_as or "") not in there:
                notice = replace(unsaid(notice), same_notice_as=None)
            found[number] = notice
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, notice in found.items():
        groups[_name(notice.source.path)].append(number)
    for numbers in groups.values():
        found.update(zip(numbers, _of_one_name([found[number] for number in numbers]), strict=True))
    return [found.get(number, each) for number, each in enumerate(results)]


def _of_one_name(notices: list[Notice]) -> list[Notice]:
    earlier = [each for each in notices if is_earlier(each)]
    if earlier and len(earlier) < len(notices):
        others = iter(_of_one_name([each for each in notices if not is_earlier(each)]))
        return [
            each if is_earlier(each) else _with_earlier(next(others), earlier) for each in notices
        ]
    if len(notices) == 1 or earlier:
        return notices
    counts = max(notices, key=_worth)
    twins = [each for each in notices if each is not counts and _agree(each, counts)]
    one = [counts, *twins]
    return [
        replace(
            _decided_alike(each, one), same_notice_as=None if each is counts else counts.source.path
        )
        if any(each is other for other in one)
        else _apart(each, counts)
        for each in notices
    ]


def _with_earlier(notice: Notice, earlier: list[Notice]) -> Notice:
    """A notice that is one with an earlier version in another format counts no more than that."""
    later = {each.same_notice_as for each in earlier}
    if notice.source.path in later or notice.same_notice_as in later:
        return notice
    one = next((each for each in earlier if _agree(notice, each)), None)
    return notice if one is None else replace(notice, same_notice_as=one.source.path)


def _worth(notice: Notice) -> tuple[int, int]:
    kind = notice.source.media_type
    rank = _RANK.index(kind) if kind in _RANK else len(_RANK)
    return sum(not row.added for row in notice.disclosures), -rank


def _agree(one: Notice, other: Notice) -> bool:
    """Are they of one school, in two formats, with nearly the same companies?"""
    schools = {school.name for each in (one, other) for school in each.for_schools() if school}
    listed = {school for each in (one, other) for school in each.schools}
    if one.source.media_type == other.source.media_type or (len(schools) > 1 and not listed):
        return False
    ours, theirs = _companies(one), _companies(other)
    return bool(ours & theirs) and len(ours & theirs) >= ALIKE * len(ours | theirs)


def _companies(notice: Notice) -> set[str]:
    return {fold_key(row.company.string) for row in notice.disclosures if not row.added}


def _apart(notice: Notice, counts: Notice) -> Notice:
    if notice.source.media_type == counts.source.media_type or not notice.disclosures:
        return notice
    message = (
        f"This file has the name of {counts.source.path} and other companies "
        f"({len(_companies(notice))} here, {len(_companies(counts))} there), so both count. "
        "Leave out the one that does not hold."
    )
    issue = Issue("inputs", "same_name_other_rows", "warning", message)
    return replace(notice, issues=(*notice.issues, issue))


def _decided_alike(notice: Notice, one: list[Notice]) -> Notice:
    """Give a notice what was decided of the rows of the others, and the rows that were added."""
    others = [row for each in one if each is not notice for row in each.disclosures]
    decided = [row for row in others if row.decided or row.added]
    rows = [_row_alike(row, decided) for row in notice.disclosures]
    known = {row.id for row in rows}
    added = {row.id: row for row in decided if row.added and row.id not in known}
    return replace(notice, disclosures=(*rows, *added.values()))


def _row_alike(row: Disclosure, decided: list[Disclosure]) -> Disclosure:
    for other in decided:
        if other.id == row.id and same_words(other.company, row.company):
            fields = {each.field for each in row.decided}
            more = tuple(each for each in other.decided if each.field not in fields)
            row = replace(row, decided=(*row.decided, *more))
    return row
