"""A disclosure → how far its row can be trusted, with the reasons in words.

The grade speaks of the row: whether its company is a recipient that a careful reader would write
down. It rests on how sure the judge is of the row (`fit`, 0..1), and names the evidence that
weighed most. The limits were chosen with notices left out of the training: `make crossval` shows
how many rows of each grade are right there.

excellent   as good as certain
good        likely; one in ten may be none
fair        more likely than not
poor        look at it before you use it: an unlikely name, words read with doubt
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from noticeparse.model import Disclosure
from noticeparse.text import fold_key, words
from noticeparse.vocabulary.weights import in_words

GRADES = ("excellent", "good", "fair", "poor")
LEAST = (0.98, 0.85, 0.5)  # how sure a row of each grade is at least; what is below is poor

LONGEST_NAME = 8  # words: a longer company is a sentence, or two companies
LONGEST_TEXT = 120  # words of a description: more may hold what belongs to another row
SURE_WORD = 0.8  # confidence of a word that was read from a picture, above which it is sure
HARD_TO_READ = 3  # grades that a word costs which is not sure: from the best to the worst
NAMED = 3  # pieces of evidence that the reasons name
# Issues that say nothing against the company and its text.
_NOT_OF_ROW = ("person_named", "perhaps_special")


def with_grades(rows: Sequence[Disclosure], families: Mapping[str, str]) -> tuple[Disclosure, ...]:
    """Grade the rows of a notice; `families` says evidence in plain words (evidence.tsv)."""
    times = Counter(map(_company, rows))
    return tuple(_graded(row, families, again=times[_company(row)] > 1) for row in rows)


def _company(row: Disclosure) -> str:
    known = row.supplier is not None and row.supplier.judgement == "certain"
    return row.supplier.id if row.supplier and known else fold_key(str(row.company))


def _graded(row: Disclosure, families: Mapping[str, str], *, again: bool) -> Disclosure:
    level = sum(row.fit < least for least in LEAST)
    reasons = list(_reasons(row))
    if again:
        reasons.append(("another row names the same company: they may be one", 1))
    level = min(level + sum(cost for _, cost in reasons), len(GRADES) - 1)
    said = (_evidence(row, families), *(said for said, _ in reasons))
    return replace(row, grade=GRADES[level], grade_reasons=said)


def _evidence(row: Disclosure, families: Mapping[str, str]) -> str:
    """What speaks most for the row, and what most against it."""
    speaks = [each for each, weight in row.evidence if weight > 0][:NAMED]
    against = [each for each, weight in row.evidence if weight < 0][: NAMED - 1]
    parts = [f"sure to {row.fit:.2f}"]
    for what, own in (("for it", speaks), ("against it", against)):
        said = dict.fromkeys(in_words(each, families) for each in own)
        parts += [f"{what}: {', '.join(said)}"] if said else []
    return "; ".join(parts)


def _reasons(row: Disclosure) -> Iterator[tuple[str, int]]:
    """Why a row is less than its evidence would make it, and what that costs in grades."""
    if len(words(str(row.company))) > LONGEST_NAME:
        yield ("the company is long: it may be more than a name", 1)
    if len(words(str(row.description))) > LONGEST_TEXT:
        yield ("the text is long: it may hold what belongs to another row", 1)
    # What was read from a picture of a page is sure only where every word of it is.
    runs = (*row.company.runs, *row.description.runs)
    seen = [run.confidence for run in runs if run.confidence is not None]
    if seen and min(seen) < SURE_WORD:
        yield ("some words were hard to read on the picture of the page", HARD_TO_READ)
    elif seen:
        yield ("read from a picture of the page", 1)
    if any(issue.severity != "info" and issue.code not in _NOT_OF_ROW for issue in row.issues):
        yield ("something about the row is doubtful: see its issues", 1)
