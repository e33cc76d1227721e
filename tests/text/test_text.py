"""text/: folding maps back, words and clauses are cut where a reader cuts them."""

import pytest

from noticeparse.text import PhraseIndex, clauses, fold, fold_key, sentences, tokenise, words
from noticeparse.text.dates import date_in_words


@pytest.mark.parametrize(
    ("dated", "words"),
    [
        ("2026-03-01", "1 March 2026"),
        ("2026-03", "March 2026"),
        ("2026", "2026"),
        ("2026-02-31", "2026-02-31"),
        ("in spring", "in spring"),
    ],
)
def test_a_date_in_words(dated: str, words: str) -> None:
    assert date_in_words(dated) == words


@pytest.mark.parametrize(
    ("raw", "folded"),
    [
        ("Pupil’s  DOB", "pupil's dob"),
        ("e–mail", "e-mail"),
        ("ﬁrst name", "first name"),
        ("user\u00adname", "username"),
        ("Straße", "strasse"),
        ("a\n\tb", "a b"),
        ("ＵＰＮ", "upn"),
    ],
)
def test_fold(raw: str, folded: str) -> None:
    assert fold_key(raw) == folded


def test_fold_maps_back_to_the_raw_characters() -> None:
    raw = "The  ﬁrst user\u00adname"
    folded = fold(raw)
    at = folded.string.index("username")
    start, end = folded.raw_span(at, at + len("username"))
    assert raw[start:end] == "user\u00adname"
    at = folded.string.index("first")
    assert raw[slice(*folded.raw_span(at, at + 5))] == "ﬁrst"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Pupil’s D.O.B./UPN", ["pupil", "dob", "upn"]),
        ("first- and surname", ["first", "and", "surname"]),
        ("children's parents' e-mail", ["children", "parents", "e", "mail"]),
        ("A*, B&W", ["a", "b", "&", "w"]),
        ("Admissions+ (Applicaa)", ["admissions+", "applicaa"]),
        ("", []),
    ],
)
def test_words(raw: str, expected: list[str]) -> None:
    assert words(raw) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Names, e.g. of pupils. No photos.", ["Names, e.g. of pupils.", "No photos."]),
        ("It is kept safe.How do we keep it?", ["It is kept safe.", "How do we keep it?"]),
        (
            "Told to the U. S. Board of Rivers. So be it.",
            ["Told to the U. S. Board of Rivers.", "So be it."],
        ),
        ("Clubs, nurses etc. They see names.", ["Clubs, nurses etc.", "They see names."]),
        ("Clubs etc. Monday to Friday.", ["Clubs etc. Monday to Friday."]),
        ("The no. of pupils only.", ["The no. of pupils only."]),
        ("Candidate no. Photos too.", ["Candidate no.", "Photos too."]),
        ("School District No. 47 knows.", ["School District No. 47 knows."]),
        ("Who sees it? Staff.", ["Who sees it?", "Staff."]),
        ("Name\nDOB", ["Name", "DOB"]),
        (
            "Every child in Years 3 to 6 has a login for Sumdog and\nfor Seneca. No photos.",
            ["Every child in Years 3 to 6 has a login for Sumdog and\nfor Seneca.", "No photos."],
        ),
        (
            "Every child in Years 3 to 6 has a login for Sumdog and\nSeneca is new.",
            ["Every child in Years 3 to 6 has a login for Sumdog and", "Seneca is new."],
        ),
        (
            "Every child in Years 3 to 6 has a login for Sumdog now\n\nwhat else we use",
            ["Every child in Years 3 to 6 has a login for Sumdog now", "what else we use"],
        ),
        (
            "Every child in Years 3 to 6 has a login for Sumdog (maths)\no spelling",
            ["Every child in Years 3 to 6 has a login for Sumdog (maths)", "o spelling"],
        ),
        ("· Name · DOB", ["· Name", "· DOB"]),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [text[a:b] for a, b in sentences(text)] == expected


def test_clauses_are_cut_at_semicolons_and_dashes() -> None:
    text = "Name; class – no photos. Staff: email"
    assert [text[a:b] for a, b in clauses(text)] == [
        "Name;",
        "class –",
        "no photos.",
        "Staff:",
        "email",
    ]


def test_phrases_match_whole_words_only_longest_first_across_hyphens() -> None:
    index = PhraseIndex([("e mail address", "long"), ("mail", "short"), ("age", "never")])
    tokens = tokenise("An e-mail address, and a page")
    found = [(tokens.raw(hit.first, hit.last), hit.payload) for hit in index.find(tokens)]
    assert found == [("mail", "short"), ("e-mail address", "long")]


def test_phrases_are_reduced_like_the_text() -> None:
    index = PhraseIndex([("photos", 1)], reduce=lambda word: word.removesuffix("s"))
    assert [hit.payload for hit in index.find(tokenise("one photo, two photos"))] == [1, 1]


def test_no_phrases_find_nothing() -> None:
    assert list(PhraseIndex[int]([]).find(tokenise("name"))) == []
