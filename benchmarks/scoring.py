"""What of a notice is right, counted as the evaluation that comes with the sets counts it.

Of a grade, and of a likelihood (`Disclosure.fit`), all rows are counted, those right in company,
and those right as a whole; rows of notices whose answers are cut off are not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from labelled import Labelled, evaluation
from noticeparse.grading import GRADES
from noticeparse.model import Disclosure, Notice

BINS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 1.01)  # bounds of Disclosure.fit
TAGS = (
    ("categories", "category", "shared"),
    ("withheld", "category", "not_shared"),
    ("purposes", "purpose", None),
)
Counts = Counter[tuple[str, ...]]
Scores = dict[str, Counts]


def count(one: Labelled, notice: Notice) -> Counts:
    """Count the companies, rows, grades and the school of a notice that are right, as score.py."""
    rules = evaluation("score")
    counts: Counts = Counter({("documents", "read"): 1})
    if one.gold.get("school"):
        wanted, said = rules.norm(one.gold["school"]), rules.norm(notice.school)
        right = rules.fuzz.token_set_ratio(wanted, said) >= 90
        counts["school", "asked"] += 1
        counts["school", "right"] += right and len(said) <= 1.6 * len(wanted) + 8
    rows = [
        {"company": str(row.company), "description": str(row.description), "row": row}
        for row in notice.disclosures
    ]
    if truncated := bool(one.gold.get("truncated")):  # rows beyond the answers are not counted
        names = [name for answer in one.gold["rows"] for name in rules.names(answer)]
        close = [max(rules.fuzz.ratio(rules.norm(r["company"]), n) for n in names) for r in rows]
        rows = [row for row, likeness in zip(rows, close, strict=True) if likeness >= 80]
    for answer, row in rules.pair(one.gold["rows"], rows):
        optional = bool(answer and answer.get("optional"))
        if optional and (row is None or rules.tolerated(answer, row)):
            continue
        counts.update(_tags(answer, row))
        company = bool(answer and row) and rules.same_company(row["company"], answer)
        whole = company and rules.same_description(row["description"], answer, one.prefix)
        if row and not truncated:
            for where in _bins(row["row"]):
                counts.update({(*where, "rows"): 1, (*where, "company"): company})
                counts[*where, "whole"] += company and (whole or optional)
        for what, same in (("companies", company), ("rows", whole)):
            right = same and not optional
            counts[what, "right"] += right
            counts[what, "missed"] += bool(answer) and not optional and not right
            counts[what, "wrong"] += bool(row) and not right
    for what in ("companies", "rows"):
        if any(counts[what, each] for each in ("right", "missed", "wrong")):
            counts.update({("documents", what): 1, ("macro", what): f1(counts, what)})
    return counts


def _tags(answer: dict[str, Any] | None, row: dict[str, Any] | None) -> Counts:
    """Count the tags of a row that is found, and those of rows that are missed or too many."""
    rules = evaluation("score")
    wanted = rules.sets_of_gold(answer) if answer else {}
    unsure = rules.maybe(answer) if answer else {}
    found: Counts = Counter()
    for key, kind, polarity in TAGS:
        want, may = wanted.get(key, set()), unsure.get(key, set())
        tags = row["row"].tags if row else ()
        have = {t.id for t in tags if t.kind == kind and t.polarity == polarity}
        if answer and answer.get("optional"):
            continue
        found[key, "right"] += len(want & have)
        found[key, "missed" if row else "lost"] += len(want - have)
        found[key, "wrong" if answer else "too many"] += len(have - want - may)
    return found


def print_tags(scores: Scores) -> None:
    """Print precision, recall and F1 of the tags of rows that were found, and F1 over all rows."""
    heads = [f"{key} {what}" for key, *_ in TAGS for what in ("P", "R", "F1", "all")]
    print(f"\ntags{'':10}" + "".join(f"{head:>15}" for head in heads))
    for label, c in sorted(scores.items()):
        figures = []
        for key, *_ in TAGS:
            right, wrong, missed = (c[key, what] for what in ("right", "wrong", "missed"))
            rest = c[key, "lost"] + c[key, "too many"]
            figures += [
                share(right, right + wrong),
                share(right, right + missed),
                share(2 * right, 2 * right + wrong + missed),
                share(2 * right, 2 * right + wrong + missed + rest),
            ]
        print(f"{label:14}" + "".join(f"{figure:>15}" for figure in figures))


def _bins(row: Disclosure) -> Iterator[tuple[str, ...]]:
    """Where a row is counted: with its grade, and with rows of the same likelihood."""
    yield "grade", row.grade or ""
    found = "running text" if row.layout == "prose" else "structure"
    yield "fit", found, next(f"below {bound:.2f}" for bound in BINS if row.fit < bound)


def f1(counts: Counts, what: str) -> float:
    both = 2 * counts[what, "right"]
    return both / max(1, both + counts[what, "missed"] + counts[what, "wrong"])


def share(part: float, whole: float) -> str:
    return f"{part / whole:8.3f}" if whole else f"{'-':>8}"


def print_scores(title: str, scores: Scores) -> None:
    """Print a line for each set, and for each of its forms."""
    heads = ("documents", "companies", "precision", "recall", "macro", "rows", "macro", "school")
    graded = ("excellent", "whole", "good", "whole", "held")
    print(f"\n{title}\n{'':14}" + "".join(f"{head:>10}" for head in (*heads, *graded)))
    for label, c in sorted(scores.items()):
        right = c["companies", "right"]
        rows = [c["grade", grade, "company"] for grade in GRADES]
        figures = [
            share(f1(c, "companies"), 1),
            share(right, right + c["companies", "wrong"]),
            share(right, right + c["companies", "missed"]),
            share(c["macro", "companies"], c["documents", "companies"]),
            share(f1(c, "rows"), 1),
            share(c["macro", "rows"], c["documents", "rows"]),
            share(c["school", "right"], c["school", "asked"]),
            *(
                share(c["grade", grade, what], c["grade", grade, "rows"])
                for grade in GRADES[:2]
                for what in ("company", "whole")
            ),
            share(sum(rows[:2]), sum(rows)),
        ]
        print(
            f"{label:14}{c['documents', 'read']:10}"
            + "".join(f"{figure:>10}" for figure in figures)
        )


def print_fit(counts: Counts) -> None:
    """Print how many of the rows that were called so likely are right."""
    for found in ("structure", "running text"):
        print(f"\nfit, {found:14}{'rows':>8}{'company':>9}{'whole':>8}")
        for bound in BINS:
            rows, company, whole = (
                counts["fit", found, f"below {bound:.2f}", what]
                for what in ("rows", "company", "whole")
            )
            print(f"  below {bound:.2f}{rows:15}{share(company, rows)}{share(whole, rows)}")
