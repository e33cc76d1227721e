"""Answers and rows that were read → what is right, missed and wrong.

The rules are those of the evaluation beside this repository; a test compares the two. Rows are put
together one to one, best first, by company and description. What only one of two readers found
counts neither way. A row that is missed costs every tag that it should have had, a row too many
every tag that it carries.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from noticeparse.model import Disclosure, Notice
from training.labelled import FIELDS, TAGS, Answer, Labelled, folded, tight

# Articles 9 and 10 of the UK GDPR, and what schools treat like them.
SPECIAL = frozenset(
    {"medical_health", "ethnicity", "religion", "biometric", "genetic", "sexual_orientation"}
    | {"trade_union", "political_opinion", "philosophical_belief", "criminal_dbs"}
    | {"special_educational_needs", "looked_after", "safeguarding"}
)
SAME_COMPANY, SAME_ROW = 60, 55  # of 100: below, a row is not that of the answer
OPTIONAL_COMPANY, OPTIONAL_TEXT = 80, 60
SAME_SCHOOL = 90
LONGEST_OF_A_NAME = 20  # characters of a beginning that may stand anywhere
OUTCOMES = ("right", "missed", "wrong")
Counts = Counter[tuple[str, str]]  # (what, outcome)
Pair = tuple[Answer | None, Disclosure | None]


def same_company(name: str, answer: Answer) -> bool:
    """Is a name one of the answer's?"""
    return tight(name) in {tight(each) for each in answer.names}


def same_description(text: str, answer: Answer, *, prefix: bool = False) -> bool:
    """Is a description one of the answer's, or anything between its shortest and its longest?"""
    got = tight(text)
    wanted = sorted({tight(each) for each in answer.descriptions}, key=len)
    if prefix:
        return any(got.startswith(w) or (len(w) > LONGEST_OF_A_NAME and w in got) for w in wanted)
    shortest, longest = wanted[0], wanted[-1]
    return got in wanted or (bool(shortest) and shortest in got and got in longest)


def pair(answers: Sequence[Answer], rows: Sequence[Disclosure]) -> list[Pair]:
    """Put answers and rows together; of passages of one company that asked for is preferred."""
    scored = []
    names = [[folded(name) for name in answer.names] for answer in answers]
    texts = [[folded(text) for text in answer.descriptions] for answer in answers]
    for j, row in enumerate(rows):
        company, text = folded(row.company.string), folded(row.description.string)
        for i, answer in enumerate(answers):
            alike = max(fuzz.ratio(name, company) for name in names[i])
            if alike < SAME_COMPANY:
                continue
            said = max(fuzz.partial_ratio(each, text) for each in texts[i])
            score = 0.6 * alike + 0.4 * said
            if score >= SAME_ROW:
                score -= 10 * answer.optional
                printed = fuzz.ratio(folded(answer.company), company)
                scored.append((score, not answer.optional, printed, -abs(i - j), i, j))
    of_answer: dict[int, int] = {}
    taken: set[int] = set()
    for *_, i, j in sorted(scored, reverse=True):
        if i not in of_answer and j not in taken:
            of_answer[i] = j
            taken.add(j)
    found: list[Pair] = [(answers[i], rows[j]) for i, j in of_answer.items()]
    found += [(answer, None) for i, answer in enumerate(answers) if i not in of_answer]
    found += [(None, row) for j, row in enumerate(rows) if j not in taken]
    return found


def tolerated(answer: Answer, row: Disclosure) -> bool:
    """Is a row the optional one of an answer, by its name and its text?"""
    company, text = folded(row.company.string), folded(row.description.string)
    if max(fuzz.ratio(folded(name), company) for name in answer.names) < OPTIONAL_COMPANY:
        return False
    wanted = [said for each in answer.descriptions if (said := folded(each))]
    alike = max((fuzz.partial_ratio(said, text) for said in wanted), default=0)
    return not wanted or not text or alike >= OPTIONAL_TEXT


def rows_asked(one: Labelled, rows: Sequence[Disclosure]) -> list[Disclosure]:
    """The rows that count: of a notice that goes on beyond its answers those that are like one."""
    if not one.truncated:
        return list(rows)
    names = [folded(name) for answer in one.answers for name in answer.names]
    return [
        row
        for row in rows
        if any(fuzz.ratio(folded(row.company.string), n) >= OPTIONAL_COMPANY for n in names)
    ]


def pairs_of(one: Labelled, notice: Notice) -> Iterator[Pair]:
    """Answers and rows, without optional rows that are absent or present as they may be."""
    for answer, row in pair(one.answers, rows_asked(one, notice.disclosures)):
        if answer is None or not answer.optional:
            yield answer, row
        elif row is not None and not tolerated(answer, row):
            yield None, row


def tags_of(row: Disclosure) -> dict[str, set[str]]:
    """The ids of a row's tags, by the keys TAGS."""
    found: dict[str, set[str]] = {key: set() for key in TAGS}
    kinds = {"category": "categories", "purpose": "purposes", "data_subject": "subjects"}
    for tag in row.tags:
        found["withheld" if tag.polarity == "not_shared" else kinds[tag.kind]].add(tag.id)
    return found


def count(one: Labelled, notice: Notice) -> Counts:
    """Count companies, rows, tags, fields, grades and the school of a notice that are right."""
    counts: Counts = Counter({("documents", "right"): 1})
    if one.school:
        counts["school", "right" if same_school(one.school, notice.school) else "missed"] += 1
    for answer, row in pairs_of(one, notice):
        company = whole = False
        if answer is not None and row is not None:
            company = same_company(row.company.string, answer)
            said = row.description.string
            whole = company and same_description(said, answer, prefix=one.prefix)
        for what, hit in (("companies", company), ("rows", whole)):
            counts[what, "right"] += hit
            counts[what, "missed"] += answer is not None and not hit
            counts[what, "wrong"] += row is not None and not hit
        if row is not None:
            _count_grade(row, company=company, whole=whole, counts=counts)
        if not one.rows_only:
            _count_tags(answer, row, counts)
    return counts


def _count_grade(row: Disclosure, *, company: bool, whole: bool, counts: Counts) -> None:
    proposer = "prose" if row.layout == "prose" else "structure"
    for what in (f"grade {row.grade}", f"{proposer} {_bin(row.fit)}"):
        counts[what, "right" if company else "wrong"] += 1
        counts[f"{what}, whole", "right" if whole else "wrong"] += 1


def _bin(fit: float) -> str:
    return f"sure to {min(9, int(fit * 10)) / 10:.1f}"


def _count_tags(answer: Answer | None, row: Disclosure | None, counts: Counts) -> None:
    have = tags_of(row) if row is not None else {key: set[str]() for key in TAGS}
    for key in TAGS:
        want = answer.tags[key] if answer is not None else frozenset[str]()
        may = answer.maybe[key] if answer is not None else frozenset[str]()
        missed, wrong = want - have[key], have[key] - want - may
        found = (("right", want & have[key]), ("missed", missed), ("wrong", wrong))
        for outcome, ids in found:
            counts[key, outcome] += len(ids)
            if key == "categories":
                counts["special", outcome] += len(ids & SPECIAL)
            if answer is not None and row is not None:
                counts[f"{key} in rows found", outcome] += len(ids)
    _count_fields(answer, row, counts)


def _count_fields(answer: Answer | None, row: Disclosure | None, counts: Counts) -> None:
    for name in FIELDS:
        wanted = answer.fields.get(name, ()) if answer is not None else ()
        value = getattr(row.fields, name) if row is not None else None
        unsure = answer is not None and name in answer.maybe["fields"]
        right = bool(wanted) and value is not None and _same_field(value.string, wanted)
        counts["fields", "right"] += right
        counts["fields", "missed"] += bool(wanted) and not right
        counts["fields", "wrong"] += (
            value is not None and not right and (bool(wanted) or not unsure)
        )


def _same_field(got: str, wanted: Sequence[str]) -> bool:
    said = folded(got)
    return any(
        fuzz.partial_ratio(folded(w), said) >= 70 and 0.4 * len(w) <= len(said) <= 4 * len(w) + 40
        for w in wanted
    )


def same_school(wanted: str, got: str | None) -> bool:
    """Is a school that was read the one that is wanted?"""
    name, said = folded(wanted), folded(got)
    return fuzz.token_set_ratio(name, said) >= SAME_SCHOOL and len(said) <= 1.6 * len(name) + 8


def f1(counts: Mapping[tuple[str, str], int], what: str) -> float:
    """F1 of something that was counted; 1 where nothing was asked for and nothing said."""
    right, missed, wrong = (counts.get((what, outcome), 0) for outcome in OUTCOMES)
    asked = 2 * right + missed + wrong
    return 2 * right / asked if asked else 1.0


def precision(counts: Mapping[tuple[str, str], int], what: str) -> float:
    """The share of what was said that is right."""
    right, wrong = (counts.get((what, outcome), 0) for outcome in ("right", "wrong"))
    return right / (right + wrong) if right + wrong else 1.0


def recall(counts: Mapping[tuple[str, str], int], what: str) -> float:
    """The share of what was asked for that was said."""
    right, missed = (counts.get((what, outcome), 0) for outcome in ("right", "missed"))
    return right / (right + missed) if right + missed else 1.0


@dataclass
class Scores:
    """What was counted, by set, and by set and form; `own` are the documents' own F1."""

    counts: dict[str, Counts]
    own: dict[str, dict[str, list[float]]]

    @staticmethod
    def of(scored: Sequence[tuple[Labelled, Counts]]) -> Scores:
        """Add up what was counted of documents."""
        scores = Scores({}, {})
        for one, counts in scored:
            published = ["published"] if one.set in ("real", "real2") else []
            forms = [f"{name} {one.form}" for name in (one.set, *published)]
            for label in (one.set, *published, *forms):
                scores.counts.setdefault(label, Counter()).update(counts)
                for what in ("companies", "rows"):
                    if any(counts[what, outcome] for outcome in OUTCOMES):
                        means = scores.own.setdefault(label, {})
                        means.setdefault(what, []).append(f1(counts, what))
        return scores

    def macro(self, label: str, what: str) -> float:
        """The mean of the documents' own F1, so that no long one decides."""
        own = self.own.get(label, {}).get(what, [])
        return sum(own) / len(own) if own else 1.0

    def lines(self) -> Iterator[str]:
        """A table for people: a line a set, and a set's form."""
        heads = ("documents", "companies", "P", "R", "macro", "rows", "macro", "school")
        tags = (
            "categories",
            "P",
            "R",
            "special P",
            "R",
            "purposes",
            "P",
            "R",
            "subjects",
            "fields",
        )
        yield f"{'':16}" + "".join(f"{head:>10}" for head in (*heads, *tags))
        for label in sorted(self.counts):
            c = self.counts[label]
            figures = [
                *(f1(c, "companies"), precision(c, "companies"), recall(c, "companies")),
                *(self.macro(label, "companies"), f1(c, "rows"), self.macro(label, "rows")),
                recall(c, "school"),
            ]
            for key in ("categories", "special", "purposes"):
                figures += [f1(c, key)] * (key != "special") + [precision(c, key), recall(c, key)]
            figures += [f1(c, "subjects"), f1(c, "fields")]
            yield f"{label:16}{c['documents', 'right']:10}" + "".join(f"{n:10.3f}" for n in figures)
        yield ""
        for label in sorted(self.counts):
            c = self.counts[label]
            rights = {g: precision(c, f"grade {g}") for g in ("excellent", "good", "fair", "poor")}
            wholes = {g: precision(c, f"grade {g}, whole") for g in rights}
            held = sum(c[f"grade {g}", "right"] for g in ("excellent", "good"))
            every = sum(c[f"grade {g}", "right"] for g in rights) or 1
            said = ", ".join(
                f"{g} {rights[g]:.3f} ({wholes[g]:.3f} whole) of "
                f"{c[f'grade {g}', 'right'] + c[f'grade {g}', 'wrong']}"
                for g in rights
            )
            yield f"{label:16} {said}; excellent and good hold {held / every:.3f}"
