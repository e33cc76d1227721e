"""Whatever the text: folding maps back, words and sentences are slices, joining keeps runs."""

from hypothesis import given
from hypothesis import strategies as st

from noticeparse.model import Run, Text
from noticeparse.text import fold, sentences, tokenise, words

TEXTS = st.text(max_size=80)


@given(TEXTS)
def test_every_folded_character_comes_from_the_raw_characters_it_maps_to(raw: str) -> None:
    folded = fold(raw)
    for at, character in enumerate(folded.string):
        start, end = folded.raw_span(at, at + 1)
        assert 0 <= start < end <= len(raw)
        assert character in fold(raw[start:end]).string


@given(TEXTS)
def test_folding_twice_changes_nothing_more_than_once(raw: str) -> None:
    once = fold(raw).string
    assert fold(once).string == fold(fold(once).string).string


@given(TEXTS)
def test_spans_of_words_hold_the_word(raw: str) -> None:
    tokens = tokenise(raw)
    for number, token in enumerate(tokens.items):
        start, end = tokens.raw_span(number, number)
        assert raw[start:end].strip()
        assert tokens.folded.string[token.start : token.end].startswith(token.word[:1])


@given(TEXTS)
def test_sentences_lose_no_visible_character(raw: str) -> None:
    kept = "".join(raw[a:b] for a, b in sentences(raw))
    assert "".join(kept.split()) == "".join(raw.split())


@given(st.lists(TEXTS, max_size=4), st.sampled_from([" ", "", ", "]))
def test_joined_texts_keep_their_runs(strings: list[str], separator: str) -> None:
    texts = [Text(s, (Run(0, len(s), page=n + 1),)) for n, s in enumerate(strings)]
    joined = Text.join(texts, separator)
    for run in joined.runs:
        assert joined.string[run.start : run.end] == strings[(run.page or 0) - 1]


@given(st.text(alphabet="aB1 ", max_size=20))
def test_plain_phrases_are_split_like_any_text(raw: str) -> None:
    assert words(raw) == [token.word for token in tokenise(raw).items]
