"""A row of a notice → its findings; of what is not in use only persons, old names and gaps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from noticeparse.comparison import Hiding, Names
from noticeparse.comparison.quotes import HELD_WORDS, still_held
from noticeparse.comparison.renamed import renamed
from noticeparse.findings.texts import outside, placeholder
from noticeparse.findings.values import Finding, sentence
from noticeparse.model import Disclosure, Notice, where


@dataclass(frozen=True, slots=True)
class Checked:
    """A row with what its findings are told from; `art9` are the categories of Article 9 itself."""

    school: str
    notice: Notice
    row: Disclosure
    names: Names
    art9: frozenset[str]
    whole_bases: tuple[str, ...]  # ids that the notice's own statement names
    basis_stated: bool  # once for the whole notice
    row_bases: tuple[str, ...] = ()  # ids that the row's own words name, in whichever cell
    hide: Hiding = field(default_factory=Hiding)

    def finding(self, code: str, *, words: str | None = None, **said: str) -> Finding:
        """Make a finding of this row; what is `said` goes into its sentence."""
        words = self.row.description.string if words is None else words
        return Finding(
            code=code,
            school=self.school,
            sentence=sentence("row", code, company=self.row.company.string, **said),
            company=self.row.company.string,
            words=HELD_WORDS if self.hide.hides(self.row) else words,
            places=(where(self.notice, self.row.place),),
        )

    def shared(self) -> list[str]:
        """The categories that the row says are shared."""
        tags = self.row.tags
        return [t.id for t in tags if t.kind == "category" and t.polarity != "not_shared"]


def of_row(checked: Checked) -> Iterator[Finding]:
    """Yield the findings of a row."""
    for rule in _ALWAYS:
        yield from rule(checked)
    if checked.row.status == "in_use":
        for rule in _IN_USE:
            yield from rule(checked)


def _data(checked: Checked) -> Iterator[Finding]:
    if not checked.shared() and not checked.row.no_personal_data:
        yield checked.finding("no_data_stated")


def _purpose(checked: Checked) -> Iterator[Finding]:
    if not any(tag.kind == "purpose" for tag in checked.row.tags):
        yield checked.finding("no_purpose_stated")


def _special(checked: Checked) -> Iterator[Finding]:
    special = checked.names.ordered(set(checked.shared()) & checked.names.special)
    if not special or checked.row.no_personal_data:
        return
    stated = checked.row.fields.lawful_basis or checked.row_bases or checked.basis_stated
    if not stated:
        what = checked.names.listed("category", special)
        yield checked.finding("special_without_basis", what=what)
        return
    bases = {*checked.whole_bases, *checked.row_bases}
    art9 = checked.names.listed("category", (id for id in special if id in checked.art9))
    if art9 and not any(id.startswith("A9") for id in bases):
        yield checked.finding("special_without_condition", what=art9)


def _location(checked: Checked) -> Iterator[Finding]:
    words = str(checked.row.fields.location or "")
    for place in outside(words):
        yield checked.finding("outside_uk_eea", words=words, place=place)


def _supplier(checked: Checked) -> Iterator[Finding]:
    match = checked.row.supplier
    if match is None or match.judgement == "certain" or checked.row.held:
        return
    reasons = "; ".join(match.reasons)
    code = "name_ambiguous" if "several" in reasons else "supplier_unknown"
    yield checked.finding(code, reasons=reasons)


def _person(checked: Checked) -> Iterator[Finding]:
    if still_held(checked.row):
        yield checked.finding("person_named")


def _renamed(checked: Checked) -> Iterator[Finding]:
    new = renamed(checked.row.company.string, checked.names.old)
    if new is not None:
        since = f" since {new.since}" if new.since else ""
        yield checked.finding("product_renamed", now=new.now, since=since)


def _placeholder(checked: Checked) -> Iterator[Finding]:
    row = checked.row
    fields = (str(text) for _, text in row.fields.named())
    for text in (row.company.string, row.description.string, *fields):
        gap = placeholder(text)
        if gap is not None:
            yield checked.finding("placeholder", words=text, gap=gap)
            return


def _doubts(checked: Checked) -> Iterator[Finding]:
    for issue in checked.row.issues:
        if issue.severity != "info" and issue.code != "person_named":
            yield checked.finding("doubtful", message=issue.message)


_Rule = Callable[[Checked], Iterator[Finding]]
_ALWAYS: tuple[_Rule, ...] = (_person, _renamed, _placeholder, _doubts)
_IN_USE: tuple[_Rule, ...] = (_data, _purpose, _special, _location, _supplier)
