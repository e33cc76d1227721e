"""`noticeparse link`, `noticeparse register link`: are two notices of a school versions of one?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from noticeparse.cli import register
from noticeparse.cli.console import on_stdout, print_lines
from noticeparse.cli.options import option
from noticeparse.errors import InputError
from noticeparse.model import Decision, Failure, Notice
from noticeparse.reports.words import many, titles_of
from noticeparse.several import Known, Proposal, propose
from noticeparse.several import known as known_of

if TYPE_CHECKING:
    from noticeparse.register.store import Adding

Apart = Annotated[bool, option("link.apart")]
Who = Annotated[str | None, option("apply.who")]
Why = Annotated[str, option("register.why")]
_ONE = ("If they are one notice, name the one that counts last:", "If they are one notice:")
_TWO = "If they are two, add --apart."
_NAMED = {"link": "RESULTS OLD NEW", "register link": "SCHOOL OLD NEW"}
_MOST_PAIRS = 10  # more would push what failed off the screen
_LISTED = "Their schools are in notices.csv; --schools says whose a notice is."


def link(
    results: Annotated[Path, option("link.results")],
    old: Annotated[str, option("link.old")],
    new: Annotated[str, option("link.new")],
    apart: Apart = False,
    decisions: Annotated[Path | None, option("decisions")] = None,
    who: Who = None,
    why: Why = "",
) -> None:
    """Say that a notice is a later version of another one of its school, or that they are two.

    Examples:

        noticeparse link results privacy-2025.docx privacy-2026.docx

        noticeparse link results pupils.docx staff.docx --apart

    It is a decision as those of apply: every later run of the trust uses it. Of one notice in two
    versions the later one counts alone; what was corrected in the other holds on where the same
    words stand.
    """
    from noticeparse.cli.apply import print_next, user
    from noticeparse.decisions.making import Signature, of_notices
    from noticeparse.known import read_known, take_over
    from noticeparse.reports.decision_log import append_log
    from noticeparse.trust import of_workbook, read_settings

    record = _record_of(results)
    found = [_notice_in(record, path) for path in (old, new)]
    first, second = (str(each["source"]) for each in found)
    schools = [_schools_of(each) for each in found]
    if first == second:
        raise InputError(f"{old} and {new} are one notice.", what_to_do="Name two notices.")
    if not schools[0] or set(schools[0]) != set(schools[1]):
        names = " and of ".join(", ".join(each) or "no known school" for each in schools)
        said = f"They are of {names}: only notices of one school can be one."
        raise InputError(said, what_to_do=_LISTED)
    file = of_workbook(decisions, read_settings(Path()), results, record)
    if file.path is None:
        raise AssertionError("a folder of results always has a place for decisions")
    known = read_known(file)
    when = datetime.now(UTC).isoformat(timespec="seconds")
    signature = Signature(who or user(), when, sheet=f"link {when}")
    pair = (first, str(found[0]["sha256"])), (second, str(found[1]["sha256"]))
    words = (schools[0][0], "false" if apart else "true", why)
    made = of_notices(pair, words, known.decisions, signature)
    if not made:
        return print_lines(["That was decided already."], on_stdout())
    taken = list(take_over(file, known))
    append_log(file.path, made)
    lines = [*known.told, *taken, _told(first, second, apart)]
    print_lines([*lines, f"Written to {file.path} ({file.because})."], on_stdout())
    return print_next(record, results, on_stdout(), file=decisions)


def link_in_register(
    school: register.SchoolArgument,
    old: Annotated[str, option("register.link.old")],
    new: Annotated[str, option("register.link.new")],
    database: register.DatabaseOption = register.DATABASE,
    apart: Apart = False,
    who: Who = None,
    why: Why = "",
) -> None:
    """Say that a school's notice under a new path is a later version of one, or that it is none."""
    from noticeparse.cli.apply import user
    from noticeparse.decisions.making import Signature
    from noticeparse.register import asking
    from noticeparse.register.store import Adding, Linking

    moment = register.now()
    signature = Signature(who or user(), moment, f"register {moment}")
    with register.opened(database) as opened:
        with opened.reading() as connection:
            _, known = asking.school_called(connection, school)
        adding = Adding(opened, register.knowledge_of(None), moment)
        new_one = adding.link(known, old, new, Linking(signature, not apart, why))
    print_lines([_told(old, new, apart) if new_one else "That was decided already."], on_stdout())


def _told(old: str, new: str, apart: bool) -> str:
    return f"{old} and {new} are two notices." if apart else f"{new} is a later version of {old}."


def _record_of(results: Path) -> dict[str, Any]:
    from noticeparse.reports.standing import read_record

    record = read_record(results)
    if record is None:
        raise InputError(
            f"{results} is not a folder that `noticeparse convert` wrote.",
            what_to_do="Name the folder of the results first: noticeparse link RESULTS OLD NEW",
        )
    return record


def _notice_in(record: dict[str, Any], path: str) -> dict[str, Any]:
    """What run.json says of a notice; raise InputError, naming the nearest, where it has none."""
    by_source = {str(each.get("source")): each for each in record["notices"]}
    wanted = path.replace("\\", "/")
    found = [each for source, each in by_source.items() if source == wanted]
    found = found or [e for source, e in by_source.items() if source.endswith(f"/{wanted}")]
    if len(found) == 1:
        return dict(found[0])
    near = get_close_matches(wanted, by_source, 1, 0.5)
    meant = f"Did you mean {near[0]}?" if near else "Their names are in notices.csv."
    several = "names several notices" if found else "is no notice"
    raise InputError(f"{path} {several} of these results.", what_to_do=meant)


def _schools_of(notice: dict[str, Any]) -> list[str]:
    found = notice.get("schools")
    return [str(each) for each in found] if isinstance(found, list) else []


@dataclass(slots=True)
class Several:
    """The notices of a run, of which some may be versions of one; `results` is its folder."""

    decisions: Sequence[Decision]
    results: str
    known: list[Known] = field(default_factory=list)
    found: tuple[Proposal, ...] | None = None

    def add(self, result: Notice | Failure) -> None:
        """Take a result of the run."""
        if isinstance(result, Notice) and (known := known_of(result)):
            self.known.append(known)

    def warnings(self) -> list[dict[str, str]]:
        """Which of them may be versions of one, once all were taken, keys as WARNING_COLUMNS."""
        if self.found is None:
            self.found = tuple(propose(self.known, self.decisions))
        return [
            {
                "kind": titles_of("warning")["may_be_versions"],
                "school": each.later.school,
                "notice": each.later.path,
                "place": "",
                "what": str(each),
                "what_to_do": advice(each, self.results),
            }
            for each in self.found
        ]

    def lines(self, where: str = "") -> Iterator[str]:
        """Say the same in words; of many the first, and `where` the others are."""
        return _some([f"{row['what']} {row['what_to_do']}" for row in self.warnings()], where)


def _some(lines: Sequence[str], where: str) -> Iterator[str]:
    yield from lines[:_MOST_PAIRS]
    if more := lines[_MOST_PAIRS:]:
        yield f"and {many(len(more), 'pair')} more of files that may be one notice{where}."


def advice(each: Proposal, of: str, command: str = "link", at: str = "") -> str:
    """What to type; `of` is the folder of the results or, of a register's command, the school.

    `at` says which register it is.
    """
    from noticeparse.cli.apply import HARMLESS, quoted

    words = (of, each.earlier.path, each.later.path)
    harmless = all(map(HARMLESS.fullmatch, words))
    typed = " ".join(map(quoted, words)) if harmless else _NAMED[command]
    return f"{_ONE[each.in_order]} noticeparse {command} {typed}{at}. {_TWO}"


def proposed(adding: Adding) -> Iterator[str]:
    """Say which notices of schools that were added to may be versions of one, and what to type."""
    from noticeparse.cli.apply import HARMLESS, quoted
    from noticeparse.register.linking import proposals

    at = adding.database.name
    known = f" --database {quoted(at)}" if HARMLESS.fullmatch(at) else " --database REGISTER"
    where = "" if at == register.DATABASE else known
    with adding.database.reading() as connection:
        lines = [
            f"{each} {advice(each, each.later.school, 'register link', where)}"
            for each in proposals(connection, adding.knowledge, adding.schools)
        ]
    return _some(lines, ": they are named once these are answered")
