"""Notices and decisions → the notices with what was decided, and what became of each decision.

A decision holds while the words that it speaks of stand, and is opened again when they change.
What is printed is left as it is: decisions stand beside it, in `decided`.

Limits: an added row speaks of no words; it holds until its notice prints the row itself.
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from noticeparse.decisions import finding, versions
from noticeparse.decisions.effective import effective, printed_values, stated_tags
from noticeparse.model import Decided, Disclosure, Issue, Match, Notice, School, Source, Tag, Text
from noticeparse.model.decision import (
    DECIDED_TAGS,
    NO_NOTICE,
    PERSON,
    ROW,
    SCHOOL,
    VERSION,
    Decision,
    tag_value,
)
from noticeparse.model.document import workbook_of

Matching = Callable[[str], Match | None]
Tagging = Callable[[Disclosure], Disclosure]
_STAGE = "decide"
_MOST_NAMED = 20  # of those who say otherwise


@dataclass(frozen=True, slots=True)
class DecidedNotices:
    """The notices with what was decided, and every decision that is not superseded."""

    notices: tuple[Notice, ...]
    judged: tuple[finding.Judged, ...]


def decide(
    notices: Sequence[Notice], decisions: Sequence[Decision], *, match: Matching, tag: Tagging
) -> DecidedNotices:
    """Apply decisions to notices; of schools without one, a notice each follows the others.

    `match` says which known supplier a corrected company is, `tag` fills the tags of a row from
    its words. All notices are looked at together: a row may have moved to another of its school.
    """
    ids = {decision.id for decision in decisions}
    fresh = [_without(notice, ids, match) for notice in notices]
    fresh += _without_notice(fresh, decisions)
    judged: dict[str, finding.Judged] = {}
    of_schools: dict[str, finding.Judged] = {}
    placed = _with_schools(fresh, decisions, of_schools)
    later = versions.replaced(placed, decisions, judged)
    count = [each for n, each in enumerate(fresh) if n not in later]
    moved = versions.moved(placed, decisions, later)
    said = [moved.get(each.id, each) for each in decisions]
    done = _with_rows(count, said, judged, match, tag)
    done = _with_schools(done, decisions, judged)
    judged |= {
        id: each
        for id, each in of_schools.items()
        if later and finding.home_of(each.decision, fresh) in later
    }
    counting = iter(done)
    all_of = [
        versions.earlier(placed[n], *later[n]) if n in later else next(counting)
        for n in range(len(fresh))
    ]
    order = tuple(judged[each.id] for each in decisions if each.id in judged)
    return DecidedNotices(tuple(_with_issues(all_of, order)), order)


def _with_rows(
    notices: Sequence[Notice],
    decisions: Sequence[Decision],
    judged: dict[str, finding.Judged],
    match: Matching,
    tag: Tagging,
) -> list[Notice]:
    """The notices with what was decided of their rows."""
    of_rows = [each for each in decisions if each.field not in (SCHOOL, VERSION)]
    added = _add_rows(notices, of_rows, judged, tag)
    settled = _settle(_by_row(added, of_rows, judged), judged)
    done = []
    for number, notice in enumerate(added):
        said = ((row, settled.get((number, row.id), ())) for row in notice.disclosures)
        rows = [_decided_row(row, found, match, tag) for row, found in said]
        # An added row that nobody vouches for any more (two contradict each other) goes too.
        kept = tuple(row for row in rows if not row.added or row.decided)
        done.append(replace(notice, disclosures=kept))
    return done


def _without_notice(notices: Sequence[Notice], decisions: Sequence[Decision]) -> Iterator[Notice]:
    """A notice that holds the rows which people gave to a school that published none."""
    there = {notice.source.path for notice in notices}
    for decision in finding.heads(decisions).get(ROW, ()):
        path = decision.notice
        if _of_no_notice(decision) and path not in there and not _published(decision, notices):
            there.add(path)
            said = f"No notice of {decision.school} was read: a person added its rows."
            issue = Issue("inputs", "no_notice", "info", said)
            version = notices[0].vocabulary_version if notices else ""
            source = Source(path, sha256="", media_type="text/plain", bytes=0)
            yield Notice(source, version, school=decision.school, issues=(issue,), text=())


def _of_no_notice(decision: Decision) -> bool:
    return decision.adds_row and decision.notice.endswith(NO_NOTICE)


def _published(decision: Decision, notices: Sequence[Notice]) -> bool:
    """Was a notice of a decision's school read?"""
    name = finding.folded(decision.school or "")
    return any(notice.published and name in finding.schools_of(notice) for notice in notices)


def _with_schools(
    notices: Sequence[Notice], decisions: Sequence[Decision], judged: dict[str, finding.Judged]
) -> list[Notice]:
    """Give notices the schools that were decided, as long as they are read as of the same one."""
    result, current = list(notices), finding.heads(decisions).get(SCHOOL, [])
    for decision in current:
        name = finding.folded(decision.after or "")
        of_notice = (each for each in current if each.notice == decision.notice)
        rivals = [each for each in of_notice if finding.folded(each.after or "") != name]
        home = finding.home_of(decision, notices)
        read_as = None if home is None else finding.folded(notices[home].school or "")
        if rivals:
            judged[decision.id] = _at_odds(decision, rivals)
        elif home is not None and read_as in (finding.folded(decision.school or ""), name):
            judged[decision.id] = finding.Judged(decision, finding.HOLDS)
            known = (each for notice in notices for each in notice.for_schools() if each)
            listed = next((each for each in known if finding.folded(each.name) == name), None)
            schools = (listed or School(decision.after or ""),)
            result[home] = replace(notices[home], schools=schools)
        elif any(notice.source.path == decision.notice for notice in notices):
            judged[decision.id] = finding.Judged(
                decision, finding.REOPENED, "It is read as another school's now."
            )
        else:
            judged[decision.id] = finding.not_read_school(decision, notices)
    return result


def _by_row(
    notices: Sequence[Notice], decisions: Sequence[Decision], judged: dict[str, finding.Judged]
) -> dict[tuple[int, str], list[Decision]]:
    """Put each decision to its row; what has none is judged."""
    current = {each.id for found in finding.heads(decisions).values() for each in found}
    cancelled = {each.id for each in decisions if each.adds_row and each.id in judged}
    by_row: dict[tuple[int, str], list[Decision]] = defaultdict(list)
    for decision in decisions:
        if decision.id not in current:
            judged.pop(decision.id, None)
        elif decision.adds_row and decision.id not in judged:
            home = finding.home_of_added(decision, notices)
            if isinstance(home, finding.Judged):
                judged[decision.id] = home
            else:
                by_row[home, decision.disclosure].append(decision)
        elif decision.id not in judged and not (
            # it takes out a row that was added, and is not there to be taken out
            decision.field == ROW and cancelled.intersection(decision.supersedes)
        ):
            found = finding.find(decision, notices)
            if isinstance(found, finding.Judged):
                judged[decision.id] = found
            else:
                for place in found:
                    by_row[place].append(decision)
    return by_row


def _without(notice: Notice, ids: set[str], match: Matching) -> Notice:
    """Take off what an earlier run decided by the same decisions: it is decided anew."""
    rows = tuple(
        _plain(row, ids, match)
        for row in notice.disclosures
        if not (row.added and any(each.id in ids and each.field == ROW for each in row.decided))
    )
    issues = tuple(issue for issue in notice.issues if issue.stage != _STAGE)
    schools = () if notice.school_decided else notice.schools
    same = None if versions.is_earlier(notice) else notice.same_notice_as
    return replace(notice, disclosures=rows, issues=issues, schools=schools, same_notice_as=same)


def _plain(row: Disclosure, ids: set[str], match: Matching) -> Disclosure:
    if not any(each.id in ids for each in row.decided):
        return row
    left = tuple(each for each in row.decided if each.id not in ids)
    named = any(each.field in ("company", "supplier") for each in row.decided)
    supplier = match(row.company.string) if named else row.supplier
    return replace(row, decided=left, supplier=supplier)


def _add_rows(
    notices: Sequence[Notice],
    decisions: Iterable[Decision],
    judged: dict[str, finding.Judged],
    tag: Tagging,
) -> list[Notice]:
    result = list(notices)
    for decision in decisions:
        if not decision.adds_row:
            continue
        home = finding.home_of_added(decision, notices)
        if _of_no_notice(decision) and _published(decision, notices):
            reason = "A notice of this school is read now: add the row to it if it is missing."
            judged[decision.id] = finding.Judged(decision, finding.REOPENED, reason)
        elif isinstance(home, finding.Judged):
            judged[decision.id] = home
        elif any(finding.same_rows(decision, notices[home].disclosures)):
            reason = "The notice now prints this row itself."
            judged[decision.id] = finding.Judged(decision, finding.REOPENED, reason)
        elif all(row.id != decision.disclosure for row in result[home].disclosures):
            values = dict(decision.values)
            row = Disclosure(
                id=decision.disclosure,
                company=Text(decision.after or ""),
                description=Text(values.get("description", "")),
                status=values.get("status", "in_use"),
                added=True,
            )
            rows = (*result[home].disclosures, tag(row))
            result[home] = replace(result[home], disclosures=rows)
    return result


def added_id(notice: str, company: str, description: str) -> str:
    """The id of an added row: unlike any id that is made from a company as printed."""
    key = "\0".join(("added", notice, company, description))
    return "d" + hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:12]


def _settle(
    by_row: dict[tuple[int, str], list[Decision]], judged: dict[str, finding.Judged]
) -> dict[tuple[int, str], list[Decision]]:
    settled = {}
    for place, decisions in by_row.items():
        own = [each for each in decisions if not _outranked(each, decisions)]
        settled[place], at_odds = finding.settle(own)
        for decision in settled[place]:
            judged[decision.id] = finding.Judged(decision, finding.HOLDS)
        for decision in at_odds:
            judged[decision.id] = _at_odds(decision, at_odds)
    return settled


def _outranked(decision: Decision, all_of_row: Sequence[Decision]) -> bool:
    """Is it of a name, and another one says the same of this row: whose it is, or a person's?

    Or is it of an earlier version of the notice, and one on the later says of the same value? Or of
    a whole workbook, and a later one of the row's sheet says of the same value? Which is later is
    told by their order: a clock may have been set back.
    """
    if versions.is_moved(decision):
        own = [each for each in all_of_row if not versions.is_moved(each) and not each.of_name]
        return any(finding.says(each).keys() & finding.says(decision).keys() for each in own)
    if decision.of_name:
        fields = (PERSON,) if decision.field == PERSON else ("company", "supplier")
        return any(other.field in fields and not other.of_name for other in all_of_row)
    after = all_of_row[all_of_row.index(decision) :]
    return any(
        each.notice != decision.notice == workbook_of(each.notice)
        and finding.says(each).keys() & finding.says(decision).keys()
        for each in after
    )


def _at_odds(decision: Decision, all_of_row: Iterable[Decision]) -> finding.Judged:
    others = [each for each in all_of_row if each.id != decision.id]
    said = ", ".join(
        dict.fromkeys(f"{each.who} ({_day(each.when)})" for each in others[:_MOST_NAMED])
    )
    reason = f"Another decision says otherwise: by {said}."
    return finding.Judged(decision, finding.CONFLICT, reason)


def _day(when: str) -> str:
    """The day of a moment: seconds tell a reader nothing."""
    return when.partition("T")[0]


def _decided_row(
    row: Disclosure, decisions: Sequence[Decision], match: Matching, tag: Tagging
) -> Disclosure:
    values = [each for each in decisions if each.field not in DECIDED_TAGS]
    made = _with_values(row, (_listed(row, each) for each in values), tag)
    # What a corrected description states counts, not what the printed one did.
    anew = replace(made, tags=stated_tags(made))
    of_tags = [each for each in decisions if each.field in DECIDED_TAGS]
    said = [each.listed() for each in of_tags if not _stated_anyway(anew, each, decisions)]
    made = replace(made, decided=(*made.decided, *said))
    if len(made.decided) == len(row.decided):
        return row
    companies = [each.after for each in made.decided if each.field == "company" and each.after]
    supplier = row.supplier
    if companies or row.added:
        supplier = match(companies[-1] if companies else row.company.string)
    for each in made.decided:
        if each.field == "supplier":
            supplier = match(each.after) if each.after else None
            why = (f"{each.who} decided it",)
            supplier = supplier and replace(supplier, judgement="certain", score=1.0, reasons=why)
    return replace(made, supplier=supplier)


def _with_values(row: Disclosure, listed: Iterable[Decided | None], tag: Tagging) -> Disclosure:
    """Put decided values beside the printed ones, with what the words of a person say."""
    said = tuple(each for each in listed if each is not None)
    made = replace(row, decided=(*row.decided, *said))
    counts = effective(made)
    if counts is None or not any(each.field in _READ_ANEW for each in said):
        return made
    # The cells of the notice that its description was put together from are corrected with it.
    fields = replace(counts.fields, data=None, purpose=None)
    if all(each.field != "description" for each in made.decided):
        fields = counts.fields
    read = tag(replace(counts, fields=fields, same_as=None, decided=()))
    decided = {each.field for each in made.decided}
    of_basis = tuple(_pointing(found, decided) for found in read.lawful_bases)
    of_text = tuple(_pointing(found, decided) for found in read.tags)
    anew: dict[str, dict[str, Any]] = {
        "description": {"tags": of_text, "no_personal_data": read.no_personal_data},
        "lawful_basis": {"tags": of_basis, "no_personal_data": None},
    }
    told = tuple(replace(each, **anew.get(each.field, {})) for each in made.decided)
    return replace(made, decided=told)


_READ_ANEW = ("description", "lawful_basis")


def _pointing(tag: Tag, decided: Collection[str]) -> Tag:
    """A tag whose evidence is in the words of a person where they took the notice's place."""
    name = tag.evidence.field.removeprefix("fields.")
    if tag.evidence.row is not None or name not in decided:
        return tag
    return replace(tag, evidence=replace(tag.evidence, field=f"decided.{name}"))


def _listed(row: Disclosure, decision: Decision) -> Decided | None:
    """A decision beside the printed value; None where it says what is printed anyway."""
    listed, printed = decision.listed(), {**printed_values(row), "note": ""}
    if decision.field not in printed:
        return listed
    before = printed[decision.field]
    return None if before == decision.after else replace(listed, before=before or None)


def _stated_anyway(row: Disclosure, decision: Decision, all_of_row: Iterable[Decision]) -> bool:
    """Does it put in a tag that the notice states, and that no other decision takes out?"""
    kind = DECIDED_TAGS[decision.field]
    stated = {tag_value(tag.id, tag.polarity) for tag in row.tags if tag.kind == kind}
    others = (each for each in all_of_row if each.id != decision.id)
    touched = any(finding.says(each).keys() & finding.says(decision).keys() for each in others)
    return decision.before is None and decision.after in stated and not touched


def _with_issues(notices: Sequence[Notice], judged: Iterable[finding.Judged]) -> list[Notice]:
    """Say in its notice that a decision needs a person again."""
    said: dict[int, list[Issue]] = defaultdict(list)
    for each in judged:
        decision, home = each.decision, finding.home_of(each.decision, notices)
        if each.state in (finding.REOPENED, finding.CONFLICT) and home is not None:
            message = (
                f"{decision.company or decision.notice}: the {decision.field} that {decision.who} "
                f"decided on {_day(decision.when)} is open again. {each.reason}"
            )
            said[home].append(Issue(_STAGE, f"decision_{each.state}", "warning", message))
    return [
        replace(notice, issues=(*notice.issues, *said[number])) if number in said else notice
        for number, notice in enumerate(notices)
    ]
