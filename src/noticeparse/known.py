"""The decisions that a run uses: those of its file, and those that lie elsewhere as yet.

What lies elsewhere is added to the file: each decision once, for it has an id, and the other files
stay as they are.

Limits: of which schools decisions are is known by their names.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from noticeparse.decisions.finding import folded
from noticeparse.errors import InputError, UnreadableFile
from noticeparse.model import Decision
from noticeparse.reports.decision_log import Log, append_log, read_log, same_said
from noticeparse.reports.words import many
from noticeparse.trust import OPTION, DecisionFile, is_there


@dataclass(frozen=True, slots=True)
class Known:
    """All decisions that a run uses, in order, and which of them lie in other files as yet."""

    decisions: tuple[Decision, ...] = ()
    elsewhere: tuple[tuple[Path, tuple[Decision, ...]], ...] = ()
    told: tuple[str, ...] = ()


def read_known(
    file: DecisionFile, *, schools: Collection[str] = (), given: Collection[str] = ()
) -> Known:
    """Read the decisions of a run. Raise UnreadableFile where that cannot be done.

    `schools` are the names of those that are listed, `given` the documents that will be read:
    other files that speak of none of them are another trust's.
    """
    log = read_log(file.path) if file.path else Log()
    told = [*file.told, *log.odd]
    if file.path and file.because == OPTION and not is_there(file.path):
        told.append(f"There are no decisions in {file.path} yet.")
    found = {each.id: each for each in log.decisions}
    where = dict.fromkeys(found, file.path)
    elsewhere = []
    names = {folded(name) for name in schools}
    for path in file.others:
        other = read_log(path)
        told += other.odd
        if other.decisions and names and not _speak_of(other.decisions, names, given):
            told.append(
                f"{path} speaks of no school of the list: are its {len(other.decisions)} decisions "
                "another trust's? They are not used, and stay there."
            )
            continue
        new = []
        for each in other.decisions:
            known = found.setdefault(each.id, each)
            if not same_said(known, each):
                said = f"{path} and {where[each.id]} have one id ({each.id}), and say different"
                advice = "Put the file back as it was that somebody changed by hand."
                raise UnreadableFile(f"{said} things.", what_to_do=advice)
            if each.id not in where:
                where[each.id] = path
                new.append(each)
        if new:
            elsewhere.append((path, tuple(new)))
    return Known(tuple(found.values()), tuple(elsewhere), tuple(told))


def _speak_of(
    decisions: Collection[Decision], names: Collection[str], given: Collection[str]
) -> bool:
    return any(
        each.of_name or each.notice in given or folded(each.school or "") in names
        for each in decisions
    )


def take_over(file: DecisionFile, known: Known) -> Iterator[str]:
    """Add to the file of a run what lies elsewhere, and say so. The other files stay."""
    if file.path is None or not known.elsewhere:
        return
    append_log(file.path, [each for _, new in known.elsewhere for each in new])
    for path, new in known.elsewhere:
        yield f"Taken over into {file.path}: {many(len(new), 'decision')} of {path}."


def check_known(file: DecisionFile, there: Collection[Decision], known: Collection[str]) -> None:
    """Raise InputError where a workbook was made with decisions, and the file has none of them."""
    if known and not {each.id for each in there} & set(known):
        raise InputError(
            f"The workbook was made with {many(len(known), 'decision')}, of which {file.path} has "
            "none. Nothing was written.",
            what_to_do="Name the decision file of the trust with --decisions, or convert anew.",
        )
