"""Tags of the rows that were written for training (rows.tsv), by writer: right, wrong and missed.

usage: python benchmarks/written.py

The weights of purposes are fitted without the rows of the writer who is scored; those of categories
and denials never see the rows. An id of which the writer was unsure counts neither way.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import train_tags
from crossval import _tag_samples
from labelled import in_parallel, load
from noticeparse.classifier import classify
from noticeparse.model import Disclosure, Tag, Text
from noticeparse.vocabulary import Vocabulary, load_vocabulary

KINDS = {"categories": "shared", "not_shared": "not_shared", "purposes": None}  # and polarity


def main() -> None:
    vocabulary = load_vocabulary()
    labelled = [one for one in load(forms=train_tags.FORMS) if train_tags.is_read(one)]
    if not labelled:
        print("no evaluation data")
        return
    others = in_parallel(_tag_samples, labelled + train_tags.load_samples())
    others.append(train_tags.sayings(vocabulary))
    total: Counter[tuple[str, str]] = Counter()
    for writer in sorted({row["writer"] for row in train_tags.rows_of()}):
        rows = train_tags.written_rows(vocabulary, without=writer)
        fitted = replace(vocabulary, tag_weights=train_tags.fit([*others, rows]))
        counts = Counter(counted(writer, fitted))
        print_counts(writer, counts)
        total += counts
    print_counts("all", total)


def counted(writer: str, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """Yield the kind of each tag of a writer's rows, and whether it is right."""
    rows = [row for row in train_tags.rows_of() if row["writer"] == writer]
    read = [Disclosure("d", Text(row["company"]), Text(row["text"])) for row in rows]
    for row, tagged in zip(rows, classify(read, vocabulary), strict=True):
        for kind, polarity in KINDS.items():
            sure, unsure = train_tags.ids_of(row[kind])
            have = {tag.id for tag in tagged.tags if is_of(tag, kind, polarity)}
            yield from ((kind, "right") for _ in have & sure)
            yield from ((kind, "wrong") for _ in have - sure - unsure)
            yield from ((kind, "missed") for _ in sure - have)


def is_of(tag: Tag, kind: str, polarity: str | None) -> bool:
    return (
        tag.kind == ("purpose" if kind == "purposes" else "category") and tag.polarity == polarity
    )


def print_counts(writer: str, counts: Counter[tuple[str, str]]) -> None:
    for kind in KINDS:
        right, wrong, missed = (counts[kind, each] for each in ("right", "wrong", "missed"))
        precision, recall = right / max(1, right + wrong), right / max(1, right + missed)
        f1 = 2 * right / max(1, 2 * right + wrong + missed)
        print(f"{writer:5}{kind:12}P {precision:.3f} R {recall:.3f} F1 {f1:.3f}")


if __name__ == "__main__":
    main()
