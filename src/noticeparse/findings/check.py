"""Notices → findings, those that matter most first; the same of two formats is one finding.

Nothing here judges whether a school does right: a finding says what a notice leaves out, or what
somebody has to look at; names of which no row was made are left to whoever runs `convert`. A place
outside the UK and the EEA counts where the clause says that data is kept or sent there, not where
it denies it ("never leaves for the United States").

Limits: rules see what was read; a notice read badly has wrong findings, which is why the doubts of
reading are findings too. Places are known by the names of countries and of the regions of cloud
providers that notices print; a city alone is not.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from noticeparse.classifier.classify import named_in
from noticeparse.comparison import Hiding, Names, labeller, rows_by_school
from noticeparse.comparison.differences import renamed
from noticeparse.comparison.values import HELD, HELD_WORDS, still_held
from noticeparse.decisions import effective_rows
from noticeparse.given import table
from noticeparse.model import Disclosure, Failure, Notice, School, Where, where
from noticeparse.text import first_match
from noticeparse.text.dates import date_in_words
from noticeparse.vocabulary import Vocabulary

# Each code with the heading that stands above its findings.
CODES = {row["code"]: row["heading"] for row in table(__file__, "codes.csv")}
_SENTENCES = {(row["of"], row["code"]): row["sentence"] for row in table(__file__, "sentences.csv")}
# Two of three such names are no recipients: `convert` asks who runs it to look, no head teacher.
NAMES_WITHOUT_ROW = ("supplier_in_prose", "row_refused")
_OLD = timedelta(days=366)
# "US" in capitals is a country, "us" is the school.
_NAMES = {
    row["place"]: re.compile(
        rf"(?<![\w.])(?:(?-i:{row['pattern']})|(?i:{row['pattern'].replace('|US', '')}))(?!\w)"
    )
    for row in table(__file__, "outside.csv")
}
_SOMEWHERE = re.compile(
    r"\b(?:outside(?: of)?|beyond)\b[^.;]{0,30}"
    r"\b(?:uk|united kingdom|eu|eea|europe(?:an)?(?: union| economic area)?)\b|\boverseas\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"(?<=\w\w)\.(?=\s|$)|[;\n]|,\s*(?:but|although|except|apart)\b", re.IGNORECASE
)
_DENIED = re.compile(
    r"\b(?:not|never|no|none|neither|nor|without|cannot|don't|doesn't|isn't|aren't|won't)\b|n['’]t\b",
    re.IGNORECASE,
)
_PATTERNS = tuple(
    map(re.compile, Path(__file__).with_name("placeholders.txt").read_text("utf-8").splitlines())
)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to look at: a code of CODES, the school, and one sentence for a head teacher.

    `company` is as printed, empty where the finding is of the whole notice; `words` are the
    notice's own; `places` where they stand, several where the notice has several formats.
    """

    code: str
    school: str
    sentence: str
    company: str = ""
    words: str = ""
    places: tuple[Where, ...] = ()


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
        stated = [each.text.string for each in notice.statements if each.kind == "lawful_basis"]
        bases = _bases(stated, vocabulary)
        for school in notice.for_schools():
            name = label(school, notice)
            found += _of_notice(name, notice, today)
            for row in effective_rows(notice):
                texts = (row.description.string, *(str(text) for _, text in row.fields.named()))
                own = _bases(texts, vocabulary).union(tag.id for tag in row.lawful_bases)
                told = _Row(name, notice, row, names, hide, art9, bool(stated), bases, own)
                found += told.findings()
    return merged(found, hide)


def _bases(texts: Iterable[str], vocabulary: Vocabulary) -> frozenset[str]:
    """The ids of the lawful bases that texts name."""
    found = (named_in(text, vocabulary.lawful_bases) for text in texts)
    return frozenset(id for each in found for id, *_ in each)


@dataclass(frozen=True, slots=True)
class _Row:
    """A row with what its findings are told from; `art9` are the categories of Article 9 itself."""

    school: str
    notice: Notice
    row: Disclosure
    names: Names
    hide: Hiding
    art9: frozenset[str]
    basis_stated: bool  # once for the whole notice
    bases: frozenset[str]  # ids that the notice's own statement names
    row_bases: frozenset[str]  # ids that the row's own words name, in whichever cell

    def findings(self) -> Iterator[Finding]:
        """List the findings of the row; of what is not in use only persons, old names and gaps."""
        row = self.row
        if still_held(row):
            yield self._finding("person_named")
        if new := renamed(row.company.string, self.names.old):
            since = f" since {new.since}" if new.since else ""
            yield self._finding("product_renamed", now=new.now, since=since)
        fields = (str(text) for _, text in row.fields.named())
        gaps = ((t, placeholder(t)) for t in (row.company.string, row.description.string, *fields))
        text, gap = next((each for each in gaps if each[1] is not None), ("", None))
        if gap is not None:
            yield self._finding("placeholder", words=text, gap=gap)
        for issue in row.issues:
            if issue.severity != "info" and issue.code != "person_named":
                yield self._finding("doubtful", message=issue.message)
        if row.status == "in_use":
            yield from self._in_use()

    def _in_use(self) -> Iterator[Finding]:
        row, match = self.row, self.row.supplier
        shared = {t.id for t in row.tags if t.kind == "category" and t.polarity != "not_shared"}
        if not shared and not row.no_personal_data:
            yield self._finding("no_data_stated")
        if not any(tag.kind == "purpose" for tag in row.tags):
            yield self._finding("no_purpose_stated")
        if not row.no_personal_data:
            yield from self._special(self.names.ordered(shared & self.names.special))
        words = str(row.fields.location or "")
        for place in outside(words):
            yield self._finding("outside_uk_eea", words=words, place=place)
        if match is not None and match.judgement != "certain" and not row.held:
            reasons = "; ".join(match.reasons)
            code = "name_ambiguous" if "several" in reasons else "supplier_unknown"
            yield self._finding(code, reasons=reasons)

    def _special(self, special: Sequence[str]) -> Iterator[Finding]:
        art9 = [id for id in special if id in self.art9]
        if not (self.row.fields.lawful_basis or self.row_bases or self.basis_stated):
            if special:
                what = self.names.listed("category", special)
                yield self._finding("special_without_basis", what=what)
        elif art9 and not any(id.startswith("A9") for id in self.bases | self.row_bases):
            what = self.names.listed("category", art9)
            yield self._finding("special_without_condition", what=what)

    def _finding(self, code: str, *, words: str | None = None, **said: str) -> Finding:
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


def _of_notice(school: str, notice: Notice, today: date | None) -> Iterator[Finding]:
    dated = None if notice.dated is None else _latest(notice.dated)
    if notice.dated is None:
        yield _finding("notice_undated", school, notice)
    elif today is not None and dated is not None and today - dated > _OLD:
        yield _finding("notice_old", school, notice, day=date_in_words(notice.dated))
    if not notice.disclosures:
        yield _finding("notice_without_rows", school, notice)
    for statement in notice.statements:
        text = " ".join(statement.text.string.split())
        gap = placeholder(text)
        if gap is not None:
            yield _finding("placeholder", school, notice, words=text, gap=gap)
        for place in outside(text) if statement.kind == "location" else ():
            yield _finding("outside_uk_eea", school, notice, words=text, place=place)
    for issue in notice.issues:
        if issue.severity != "info" and issue.code not in NAMES_WITHOUT_ROW:
            found = _finding("doubtful", school, notice, message=issue.message)
            yield replace(found, places=(where(notice, issue.place),))
    if lost := notice.receipt.unaccounted if notice.receipt else 0:
        yield _finding("words_lost", school, notice, lost=lost)


def _latest(dated: str) -> date | None:
    """The last day that a date of the notice can mean: 2022-09 is the 30th of September."""
    parts = [int(part) for part in dated.split("-") if part.isdigit()]
    try:
        if len(parts) == 3:
            return date(*parts)
        year, month = parts if len(parts) == 2 else (*parts, 12)
        return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    except ValueError:
        return None


def _finding(code: str, school: str, notice: Notice, *, words: str = "", **said: object) -> Finding:
    told = sentence("notice", code, **said)
    return Finding(code, school, told, words=words, places=(where(notice),))


def outside(text: str) -> tuple[str, ...]:
    """Name the places outside the UK and the EEA that a text says data is kept in."""
    found: list[str] = []
    for clause in _CLAUSE.split(text):
        names = [(name, match.start()) for name, pattern in _NAMES.items()
                 if (match := pattern.search(clause))]  # fmt: skip
        names = names or [
            ("a place outside the UK or the EEA", match.start())
            for match in _SOMEWHERE.finditer(clause)
        ]
        found += (name for name, start in names if not _DENIED.search(clause[:start]))
    return tuple(dict.fromkeys(found))


def placeholder(text: str) -> str | None:
    """The first words of a text that were to be filled in, "[insert name of provider]", or None."""
    found = first_match(_PATTERNS, text)
    return found and found.group()


def sentence(of: str, code: str, **said: object) -> str:
    """What is said of a "row", of a "notice", or by the officer's own "list", with its values."""
    return _SENTENCES[of, code].format(**said)


def merged(findings: Iterable[Finding], hide: Hiding) -> tuple[Finding, ...]:
    """Make findings that say the same one, with all places, without names; in order of CODES."""
    found: dict[Finding, Finding] = {}
    for named in findings:
        company, words = hide.text(named.company), hide.text(named.words)
        sentence = hide.text(named.sentence)
        each = replace(named, company=company, sentence=sentence, words=words)
        key = replace(each, places=(), words=" ".join(each.words.split()))
        before = found.get(key)
        places = each.places if before is None else (*before.places, *each.places)
        found[key] = replace(each, places=tuple(dict.fromkeys(places)))
    order = list(CODES)
    return tuple(
        sorted(  # who is held back comes last: no order tells where the name would stand
            found.values(),
            key=lambda each: (order.index(each.code), each.school, each.company == HELD),
        )
    )
