"""What holds for any row: quotes are where they say, nothing is tagged twice, nothing leaks."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from noticeparse.classifier import classify
from noticeparse.vocabulary import load_vocabulary

from .conftest import make_row

WORDS = ("Name", "DOB", "“photo”", "e-mail", "İ", "ß", "ﬁnger scan", "number of pupils", "None")
MARKS = (", ", "; ", ": ", "\n", "(", ")", ".", " – ", "\u00ad", "[Name]")
DENIALS = ("no ", "not ", " and ", "except ")
PIECES = st.sampled_from((*WORDS, *MARKS, *DENIALS))
TEXTS = st.lists(PIECES | st.text(max_size=6), max_size=14).map("".join)


@settings(max_examples=80, deadline=None)
@given(data=TEXTS, purpose=TEXTS, company=TEXTS, section=TEXTS)
def test_quotes_are_exact_for_any_text(data: str, purpose: str, company: str, section: str) -> None:
    row = make_row(data=data, purpose=purpose, company=company, section=section)
    tagged = classify([row, make_row(data + purpose, id="d2")], load_vocabulary())
    for done in tagged:
        keys = [(tag.kind, tag.id, tag.polarity) for tag in done.tags]
        assert len(keys) == len(set(keys))
        for tag in done.tags:
            text = done.text_of(tag.evidence.field)
            assert text is not None
            assert text[tag.evidence.start : tag.evidence.end] == tag.evidence.text
            assert tag.evidence.text.strip()
            assert 0 <= tag.confidence <= 1


def test_no_rows() -> None:
    assert classify([], load_vocabulary()) == ()


def test_classifying_again_gives_the_same() -> None:
    rows = [make_row(data="Name, class, no photos", purpose="Homework")]
    once = classify(rows, load_vocabulary())
    assert classify(once, load_vocabulary()) == once
