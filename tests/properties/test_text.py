"""Whatever the text: folding maps back, words and sentences are slices, joining keeps runs."""

from hypothesis import given
from hypothesis import strategies as st

from noticeparse.model import Run, Text
from noticeparse.text import PhraseIndex, fold, sentences, tokenise, words

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
    for number, word in enumerate(tokens.words):
        start, end = tokens.raw_span(number, number)
        assert raw[start:end].strip()
        assert (start, end) == tokens.folded.raw_span(tokens.starts[number], tokens.ends[number])
        written = tokens.folded.string[tokens.starts[number] : tokens.ends[number]]
        assert written.startswith(word[:1])


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
    assert words(raw) == list(tokenise(raw).words)


@given(st.text(alphabet="aB1_ -/&,(", max_size=20))
def test_plain_text_is_split_into_words_like_any_text(raw: str) -> None:
    assert tokenise(raw).words == tokenise(f"{raw} \u00e9").words[:-1]


@given(st.text(alphabet="aB \n\u2019\ufb01\u00a0\u00ad\u0130`", max_size=12))
def test_runs_of_plain_letters_fold_as_their_characters_do(raw: str) -> None:
    places = [(character, at) for at, letter in enumerate(raw) for character in fold(letter).string]
    alone = [
        (character, at)
        for number, (character, at) in enumerate(places)
        if not (number and character.isspace() and places[number - 1][0].isspace())
    ]
    folded = fold(raw)
    assert folded.string == "".join(character for character, _ in alone)
    assert list(folded.starts) == [at for _, at in alone]


_WORDS = st.sampled_from(["a", "b", "ab", "c", "x"])


@given(st.lists(st.lists(_WORDS, min_size=1, max_size=3), max_size=5), st.lists(_WORDS))
def test_every_phrase_is_found_wherever_it_stands(
    phrases: list[list[str]], text: list[str]
) -> None:
    index = PhraseIndex((" ".join(phrase), number) for number, phrase in enumerate(phrases))
    found = [tuple(hit) for hit in index.find(tokenise(" ".join(text)))]
    assert sorted(found) == sorted(
        (first, first + len(phrase) - 1, number)
        for number, phrase in enumerate(phrases)
        for first in range(len(text))
        if text[first : first + len(phrase)] == phrase
    )
