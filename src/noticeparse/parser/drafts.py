"""Drafts of rows → Disclosures: ids, references between rows, statuses, what looks like a person.

A proposer reads its part of a notice into drafts; what can only be said with all rows in view is
said here, once for every proposer. So is the retention, location or lawful basis that a sentence
of a row's description states: a column that filled the field wins, and the sentence stays.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from noticeparse.model import ALSO_SAID, NOT_SHARED, Disclosure, Fields, Issue, Place, Text
from noticeparse.model.disclosure import NO_FIELDS
from noticeparse.model.document import NOWHERE
from noticeparse.parser.context import Context, Patterns, Wording
from noticeparse.text import first_match, fold, fold_key, sentences, words
from noticeparse.vocabulary.weights import RowWeights

FIELD_ROLES = ("lawful_basis", "location", "retention", "consent", "subjects")
SAYS_WHAT = ("data", "purpose", "both")
ROLES = (*SAYS_WHAT, *FIELD_ROLES, "link", "withheld")  # of what is said of a company
RUNNING_TEXT = "prose"  # the proposer that adds to the others, and overrules them nowhere
_ID_DIGITS = 12  # hexadecimal digits of a row's id
_CAPTION = re.compile(r"[^.:]{2,60} [–—-] (?=[A-Z])")  # "Library – For loans and reminders."
# Of what a text says of a service, the first of these counts.
_STATUS_ORDER = ("not_approved", "planned", "not_used", "historic")
LONGEST_SENTENCE = 12  # words of a sentence that is quoted whole
_COMMA = re.compile(r"[,;]\s+|\s[-–—]\s+")


@dataclass(frozen=True, slots=True)
class Draft:
    """A row as a proposer reads it.

    `mark` is the footnote mark of its company; `consumed` are words of the row that say nothing by
    themselves: ticks, "n/a". `evidence` says how the company stands there, `blocks` which blocks of
    its reading are its own (none: all). The judge adds `layout`, the proposer, and `fit`, how sure
    (0..1) it is that the row is one.
    """

    company: Text
    description: Text
    section: Text | None = None
    fields: Fields = NO_FIELDS
    place: Place = NOWHERE
    mark: str | None = None
    consumed: tuple[Text, ...] = ()
    evidence: tuple[str, ...] = ()
    blocks: tuple[int, ...] = ()
    issues: tuple[Issue, ...] = ()
    also: tuple[Draft, ...] = ()  # the same sharing, met elsewhere in the notice
    in_full: Text | None = None  # the longer name that a known company begins, as printed
    layout: str = ""
    fit: float = 0.0

    @property
    def texts(self) -> list[Text]:
        """The texts that the row will claim."""
        named = [text for _, text in self.fields.named()]
        return [self.company, self.description, *named, *self.consumed]


@dataclass(slots=True)
class RowBuilder:
    """What the cells, or the labelled values, of one row say: by role, and for the description."""

    wording: Wording
    by_role: dict[str, list[Text]] = field(default_factory=dict)
    body: list[Text] = field(default_factory=list)
    other: list[tuple[str, Text]] = field(default_factory=list)

    def add(self, role: str, caption: str, text: Text) -> None:
        """Take a value with the role and words of its caption; one that says nothing is none."""
        text = text.strip()
        if not text or self.wording.says("empty", text.string):
            return
        states = self.wording.says("not_stated", text.string) is None
        if role in SAYS_WHAT:
            self.by_role.setdefault(role, []).append(text)
            self.body.append(text)
        elif role == "withheld":
            self.other.append((NOT_SHARED, text))
        elif role == "link" or (role in FIELD_ROLES and states):
            self.by_role.setdefault(role, []).append(text)
        elif role != "company":
            self.other.append((caption, text))

    def fields(self, links: Sequence[str] = ()) -> Fields:
        """The fields of the row; `links` are those of its cells that print no address."""
        joined = {role: Text.join(texts) for role, texts in self.by_role.items()}
        link = joined.get("link")
        if links and not (link and link.string.startswith("http")):
            link = Text(" ".join(dict.fromkeys(links)))
        return Fields(
            data=joined.get("data"),
            purpose=joined.get("purpose"),
            link=link,
            other=tuple(
                (key or f"column {n}", text) for n, (key, text) in enumerate(self.other, 1)
            ),
            **{role: joined.get(role) for role in FIELD_ROLES},
        )


def disclosure_id(company: str, ordinal: int) -> str:
    """Make the id of a row: of its company as printed and its ordinal among that company's rows.

    >>> disclosure_id("Parent Pay", 0) == disclosure_id("parent  pay", 0)
    True
    """
    return "d" + hashlib.sha256(f"{fold_key(company)}\n{ordinal}".encode()).hexdigest()[:_ID_DIGITS]


def _said_elsewhere(draft: Draft) -> tuple[tuple[str, Text], ...]:
    """What other passages say of a company that only running text names."""
    told = f"{draft.description}\n{draft.fields.data}"
    others = draft.also if draft.layout == RUNNING_TEXT else ()
    passages = {also.description.string: also.description for also in others}
    longer = "\n".join(passages)
    said = [text for s, text in passages.items() if s not in told and longer.count(s) == 1]
    return ((ALSO_SAID, Text.join(said, "\n")),) if any(said) else ()


def finish(
    drafts: Sequence[Draft], wording: Wording, weights: RowWeights, *, footnotes: dict[str, Text]
) -> tuple[Disclosure, ...]:
    """Turn drafts into disclosures."""
    seen: dict[str, int] = {}
    rows: list[Disclosure] = []
    for draft in drafts:
        key = fold_key(str(draft.company))
        ordinal = seen.get(key, 0)
        seen[key] = ordinal + 1
        note = footnotes.get(draft.mark or "")
        notes = () if note is None else (("note", note),)
        elsewhere = _said_elsewhere(draft)
        row = Disclosure(
            id=disclosure_id(str(draft.company), ordinal),
            company=draft.company,
            description=draft.description or _told_by(draft.section, wording),
            section=draft.section,
            fields=replace(draft.fields, other=(*draft.fields.other, *elsewhere, *notes)),
            place=draft.place,
            also_at=tuple(also.place for also in draft.also),
            layout=draft.layout,
            fit=draft.fit,
            evidence=tuple(weights.strongest(draft.evidence)),
            issues=draft.issues,
        )
        stated: dict[str, Any] = {
            name: getattr(row.fields, name)
            or _stated(row.description, name, wording.statements)
            or next((_stated(text, name, wording.statements) for _, text in elsewhere), None)
            for name in ("lawful_basis", "location", "retention")
        }
        row = replace(row, status=_status(row, wording), fields=replace(row.fields, **stated))
        rows.append(_with_issues(row, wording))
    return tuple(
        replace(row, same_as=_same_as(row, rows[:place], rows[place + 1 :], wording))
        for place, row in enumerate(rows)
    )


def _told_by(section: Text | None, wording: Wording) -> Text:
    """What a section says of a row that has only a name: its sentence, without the caption.

    It has to be a sentence that names what is shared.
    """
    if section is None or not section.string.rstrip().endswith((".", "!")):
        return Text("")
    about_site = first_match(wording.prose.get("is_about_site", ()), fold_key(section.string))
    if about_site or wording.says("data_item", section.string) is None:
        return Text("")
    caption = _CAPTION.match(section.string)
    return section.slice(caption.end() if caption else 0)


def _status(row: Disclosure, wording: Wording) -> str:
    """What the row says of the service: by its own words, or by those of its section."""
    notes = []
    for caption, text in row.fields.other:
        asked = wording.says("status_caption", caption)
        if caption in ("note", ALSO_SAID) or (asked and not wording.says("answer_no", str(text))):
            notes.append(str(text))
        elif asked:
            notes.append(f"not {asked['what'] or 'in use'}")
    # In what is said of the row "§" stands for its company (rows.yaml).
    own = fold_key(str(row.company))
    told = [fold_key(text).replace(own, "§") for text in (str(row.description), *notes)]
    texts = (str(row.company), *told, str(row.section or ""))
    return status_said(texts, wording) or "in_use"


def status_said(texts: Iterable[str], wording: Wording) -> str | None:
    """The status that the first of some texts that says one says; None where none does."""
    said = (status for text in texts for status in _STATUS_ORDER if wording.says(status, text))
    return next(said, None)


def _same_as(
    row: Disclosure, before: Sequence[Disclosure], after: Sequence[Disclosure], wording: Wording
) -> str | None:
    """The id of the row that this one points to ("as above", "see 2 Simple"), if it does."""
    texts = [str(text) for text in (row.fields.data, row.fields.purpose) if text]
    for text in texts or [str(row.description)]:
        found = wording.says("same_as", text)
        if not found:
            continue
        name = found.groupdict().get("name")
        if name is None:
            return before[-1].id if before else None
        for other in (*before, *after):
            company = fold_key(str(other.company))
            if name.strip() in (company, company.split(" (")[0]):
                return other.id
    return None


def _with_issues(row: Disclosure, wording: Wording) -> Disclosure:
    issues = list(row.issues)
    if wording.says("person", str(row.company)):
        row = replace(row, held=True)
        issues.append(_issue("person_named", "The recipient looks like a person.", row))
    if any(wording.says("placeholder", str(text)) for text in (row.company, row.description)):
        issues.append(_issue("placeholder", "A blank of a template was never filled in.", row))
    return replace(row, issues=tuple(issues))


def _issue(code: str, message: str, row: Disclosure) -> Issue:
    return Issue("parse", code, "warning", message, row.place)


@dataclass(frozen=True, slots=True)
class Reading:
    """Blocks, by their numbers in the context, and the rows that a proposer reads in them.

    `headers` are texts of the blocks that are captions, sections and labels: claimed, but of no
    row. `lead` is the line that announces what is listed. `evidence` is said of all the rows.
    The judge adds `worth`, what the reading adds where it is chosen, and `refused`, its drafts that
    are no rows, with why (Refused.why).
    """

    proposer: str
    blocks: tuple[int, ...]
    drafts: tuple[Draft, ...]
    headers: tuple[Text, ...] = ()
    lead: Text | None = None
    evidence: tuple[str, ...] = ()
    issues: tuple[Issue, ...] = ()
    worth: float = 0.0
    refused: tuple[Draft, ...] = ()
    why_refused: str = ""


class Readings(NamedTuple):
    """The readings that stand, in reading order, and all of tables and lists that were weighed.

    `context` knows how many rows of tables and lists stand.
    """

    standing: list[Reading]
    weighed: list[Reading]
    context: Context


def _stated(description: Text, field: str, patterns: Mapping[str, Patterns]) -> Text | None:
    """The first sentence that states a field; of a long one the part between commas."""
    for start, end in sentences(description.string):
        folded = fold(description.string[start:end])
        if first_match(patterns.get(f"row_{field}_unless", ()), folded.string):
            continue
        if match := first_match(patterns[f"row_{field}"], folded.string):
            return _part(description.slice(start, end), *folded.raw_span(*match.span()))
    return None


def _part(sentence: Text, start: int, end: int) -> Text:
    """Cut a long sentence down to the stretch between commas that holds [start, end)."""
    if len(words(sentence.string)) <= LONGEST_SENTENCE:
        return sentence
    cuts = [match.end() for match in _COMMA.finditer(sentence.string)]
    left = max((cut for cut in cuts if cut <= start), default=0)
    right = min((cut for cut in cuts if cut >= end), default=len(sentence))
    return sentence.slice(left, right).strip(" ,;")
