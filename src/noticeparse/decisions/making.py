"""Corrections found in a workbook, and the decisions there are → the decisions to add.

Whatever was said already is not said again, so that applying a workbook twice adds nothing. A
decision supersedes those that the workbook had taken into account, and what the same person said
before in the same workbook; what another person said meanwhile stays beside it as a conflict.
"""

import hashlib
import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, fields, replace

from noticeparse.decisions.decide import added_id
from noticeparse.decisions.finding import folded, heads, says
from noticeparse.decisions.sheet import Edit
from noticeparse.decisions.versions import current, earlier_of, pair_of
from noticeparse.model import VERSION, WITHDRAWN, Decision

Named = tuple[str, str]  # the path and the sha256 of a notice


@dataclass(frozen=True, slots=True)
class Signature:
    """Who decides, when, in which workbook, and which decisions it had taken into account."""

    who: str
    when: str
    sheet: str
    known: tuple[str, ...] = ()


def new_decisions(
    edits: Iterable[Edit], there: Sequence[Decision], *, signature: Signature
) -> list[Decision]:
    """Make decisions of corrections; leave out what is decided already."""
    found: list[Decision] = []
    for edit in edits:
        values = {each.name: getattr(edit, each.name) for each in fields(Decision)}
        row = edit.disclosure or added_id(edit.notice, edit.company, edit.description)
        decision = _signed(Decision(**values | {"disclosure": row}), signature)
        same_row = [each for each in there if _row(each) == _row(decision)]
        if _said(decision, same_row, signature.known):
            continue
        supersedes = tuple(
            each.id
            for each in same_row
            if each.id in signature.known
            or (each.sheet, each.who) == (decision.sheet, decision.who)
            if says(each).keys() & says(decision).keys()
        )
        decision = replace(decision, supersedes=supersedes)
        found.append(replace(decision, id=_id(decision)))
    return found


def of_name(
    name: str,
    decided: tuple[str, str | None, str],
    there: Sequence[Decision],
    signature: Signature,
) -> list[Decision]:
    """Decide something of a name, in all notices; `there` is what was decided of names before.

    `decided` are the field ("supplier": whose it is, or PERSON), its value, and why.
    """
    field, value, why = decided
    said = (field, None, value, "", "", name, "", why or None)
    known = replace(signature, known=tuple(each.id for each in there))
    return new_decisions([Edit("", None, "", "", folded(name), *said)], there, signature=known)


def of_notices(
    notices: tuple[Named, Named],
    said: tuple[str, str, str],
    there: Sequence[Decision],
    signature: Signature,
) -> list[Decision]:
    """Decide what two notices of a school are, by their paths and digests, the later one last.

    `said` are the school, "true" where they are versions of one and "false" where they are two, and
    why; `there` is what was decided before.
    """
    (old, sha256), (new, of_new), (school, one, why) = *notices, said
    made = Decision(
        id="",
        school=school,
        notice=old,
        sha256=sha256,
        disclosure=new,
        field=VERSION,
        before=None,
        after=one,
        who=signature.who,
        when=signature.when,
        company="",
        description="",
        why=why or None,
        sheet=signature.sheet,
        values=(("sha256", of_new),),
    )
    known = current(there).get(pair_of(made), [])
    if [*map(earlier_of, known)] == [earlier_of(made)]:
        return []
    made = replace(made, supersedes=tuple(each.id for each in known))
    return [replace(made, id=_id(made))]


def withdrawals(
    ids: Iterable[str], there: Sequence[Decision], *, signature: Signature
) -> list[Decision]:
    """Withdraw decisions by their ids; leave out what is withdrawn or superseded already."""
    current = {each.id for found in heads(there).values() for each in found}
    wanted = set(ids) & current
    found = []
    for each in (decision for decision in there if decision.id in wanted):
        made = replace(each, field=WITHDRAWN, before=each.id, after=None, why=None)
        made = _signed(replace(made, supersedes=(), values=()), signature)
        found.append(replace(made, id=_id(made)))
    return found


def _signed(decision: Decision, signature: Signature) -> Decision:
    return replace(decision, who=signature.who, when=signature.when, sheet=signature.sheet)


def _row(decision: Decision) -> tuple[str, str, str]:
    return decision.notice, decision.disclosure, folded(decision.school or "")


def _said(decision: Decision, there: Sequence[Decision], known: Collection[str]) -> bool:
    """Is it said already: by what counts, or by this workbook before a later one said otherwise?"""
    said, left = says(decision), heads(there)
    if all(_counts(value, what, left.get(value, ()), known) for value, what in said.items()):
        return True
    return any(
        each.sheet == decision.sheet
        and says(each) == said
        and not any(
            each.id in later.supersedes and later.sheet == decision.sheet for later in there
        )
        for each in there
    )


def _counts(
    value: str, what: str | None, current: Sequence[Decision], known: Collection[str]
) -> bool:
    """Does a decision say this of a value, with none that this person knew of against it?"""
    against = [each for each in current if says(each)[value] != what]
    return len(against) < len(current) and not any(each.id in known for each in against)


def _id(decision: Decision) -> str:
    names = ("school", "notice", "disclosure", "field", "before", "after", "who")
    parts = [*(getattr(decision, name) for name in names), list(decision.supersedes)]
    text = json.dumps(parts, ensure_ascii=True)
    return "k" + hashlib.sha256(text.encode("ascii")).hexdigest()[:12]
