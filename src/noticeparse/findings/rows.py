"""A row of a notice → its findings; of what is not in use only persons, old names and gaps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from noticeparse.comparison import Hiding, Names
from noticeparse.comparison.quotes import HELD_WORDS, still_held
from noticeparse.comparison.renamed import renamed
from noticeparse.findings.texts import outside, placeholder
from noticeparse.findings.values import Finding
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

    def finding(self, code: str, sentence: str, *, words: str | None = None) -> Finding:
        """Make a finding of this row."""
        words = self.row.description.string if words is None else words
        return Finding(
            code=code,
            school=self.school,
            sentence=sentence,
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
        name = checked.row.company.string
        yield checked.finding(
            "no_data_stated", f"Parents cannot see which data {name} gets: the notice does not say."
        )


def _purpose(checked: Checked) -> Iterator[Finding]:
    if not any(tag.kind == "purpose" for tag in checked.row.tags):
        name = checked.row.company.string
        yield checked.finding("no_purpose_stated", f"Parents cannot see what {name} is used for.")


def _special(checked: Checked) -> Iterator[Finding]:
    special = checked.names.ordered(set(checked.shared()) & checked.names.special)
    if not special or checked.row.no_personal_data:
        return
    name = checked.row.company.string
    what = checked.names.listed("category", special)
    stated = checked.row.fields.lawful_basis or checked.row_bases or checked.basis_stated
    if not stated:
        yield checked.finding(
            "special_without_basis",
            f"{name} gets data that needs special care ({what}), and the notice names no lawful "
            "basis for it.",
        )
        return
    bases = {*checked.whole_bases, *checked.row_bases}
    art9 = checked.names.listed("category", (id for id in special if id in checked.art9))
    if art9 and not any(id.startswith("A9") for id in bases):
        yield checked.finding(
            "special_without_condition",
            f"{name} gets {art9}: besides a lawful basis, this needs a condition of "
            "Article 9, and the notice names none.",
        )


def _location(checked: Checked) -> Iterator[Finding]:
    text = checked.row.fields.location
    for place in outside(text.string) if text else ():
        yield checked.finding(
            "outside_uk_eea",
            f"{checked.row.company.string} keeps data in {place}: the notice should say what "
            "protects it there.",
            words=text.string if text else "",
        )


def _supplier(checked: Checked) -> Iterator[Finding]:
    match, name = checked.row.supplier, checked.row.company.string
    if match is None or match.judgement == "certain" or checked.row.held:
        return
    reasons = "; ".join(match.reasons)
    if "several" in reasons:
        yield checked.finding(
            "name_ambiguous",
            f"“{name}” can be more than one supplier: say in the notice which is meant. {reasons}",
        )
    else:
        yield checked.finding(
            "supplier_unknown",
            f"“{name}” is not among the suppliers that noticeparse knows: check the spelling.",
        )


def _person(checked: Checked) -> Iterator[Finding]:
    if still_held(checked.row):
        yield checked.finding(
            "person_named",
            "This recipient looks like a person. A published notice need not name people: "
            "their role is enough.",
        )


def _renamed(checked: Checked) -> Iterator[Finding]:
    new = renamed(checked.row.company.string, checked.names.old)
    if new is not None:
        since = f" since {new.since}" if new.since else ""
        yield checked.finding(
            "product_renamed",
            f"“{checked.row.company.string}” has been called {new.now}{since}: parents will not "
            "find it under the old name.",
        )


def _placeholder(checked: Checked) -> Iterator[Finding]:
    row = checked.row
    fields = (str(text) for _, text in row.fields.named())
    for text in (row.company.string, row.description.string, *fields):
        gap = placeholder(text)
        if gap is not None:
            yield checked.finding(
                "placeholder",
                f"“{gap}” was left in the notice, and is to be filled in.",
                words=text,
            )
            return


def _doubts(checked: Checked) -> Iterator[Finding]:
    for issue in checked.row.issues:
        if issue.severity != "info" and issue.code != "person_named":
            yield checked.finding("doubtful", f"Look at this row: {issue.message}")


_Rule = Callable[[Checked], Iterator[Finding]]
_ALWAYS: tuple[_Rule, ...] = (_person, _renamed, _placeholder, _doubts)
_IN_USE: tuple[_Rule, ...] = (_data, _purpose, _special, _location, _supplier)
