"""Every tag of the samples has its words, and goes with them."""

from dataclasses import fields as names_of
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import pytest

from noticeparse import load_vocabulary, parse
from noticeparse.classifier import classify
from noticeparse.model import Disclosure, Fields, Notice, Tag, Text

SAMPLES = Path(__file__).parents[1] / "samples" / "notices"
FILES = sorted(path for path in SAMPLES.rglob("*") if path.suffix in (".docx", ".html", ".txt"))
LONGEST_QUOTE = 8  # words
ROUNDS = 40  # a row may imply its pupils by each of its categories


@lru_cache(maxsize=64)
def _notice(path: Path) -> Notice:
    return parse(path)


def _text(row: Disclosure, field: str) -> str:
    text = row.text_of(field)
    assert text is not None, field
    return text


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_quote_is_its_slice_and_short(path: Path) -> None:
    rows = {row.id: row for row in _notice(path).disclosures}
    for row in rows.values():
        for tag in row.tags:
            evidence = tag.evidence
            holder = rows[evidence.row] if evidence.row else row
            assert _text(holder, evidence.field)[evidence.start : evidence.end] == evidence.text
            assert evidence.text.strip()
            assert len(evidence.text.split()) <= LONGEST_QUOTE, (tag.id, evidence.text)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_tag_goes_when_its_words_are_blanked(path: Path) -> None:
    """Blank the quote wherever the row holds it, and tag again.

    The tag is gone, or stands on other words of the row: then these are blanked too, until none
    are left. A tag that stays without words, or on words that are blanked, is a bug.
    """
    rows = list(_notice(path).disclosures)
    for place, row in enumerate(rows):
        for tag in row.tags:
            assert _goes(rows, place, tag), (str(row.company), tag.id, tag.evidence.text)


def _goes(rows: list[Disclosure], place: int, tag: Tag) -> bool:
    current, evidence = list(rows), tag.evidence
    for _ in range(ROUNDS):
        holder = next(
            n for n, row in enumerate(current) if row.id == (evidence.row or current[place].id)
        )
        current[holder] = _blanked(current[holder], evidence.text)
        tagged = classify(current, load_vocabulary())[place]
        same = [t for t in tagged.tags if (t.kind, t.id, t.polarity) == _key(tag)]
        if not same:
            return True
        assert any(c.isalnum() for c in same[0].evidence.text)
        evidence = same[0].evidence
    return False


def _key(tag: Tag) -> tuple[str, str, str | None]:
    return tag.kind, tag.id, tag.polarity


def _blanked(row: Disclosure, quote: str) -> Disclosure:
    def blank(text: Text | None) -> Text | None:
        return None if text is None else Text(text.string.replace(quote, "_" * len(quote)))

    single = {
        field.name: blank(getattr(row.fields, field.name))
        for field in names_of(Fields)
        if field.name != "other"
    }
    other = tuple((caption, blank(text)) for caption, text in row.fields.other)
    return replace(
        row,
        company=blank(row.company),
        description=blank(row.description),
        section=blank(row.section),
        fields=Fields(**single, other=other),  # type: ignore[arg-type]
        tags=(),
    )
