from __future__ import annotations

import pytest

from noticeparse.vocabulary.patterns import why_unsafe


@pytest.mark.parametrize(
    "pattern",
    [
        r"year \d{1,2}",
        r"\b(?:a|b)s?\b",
        r"set up (?:\S+ ){0,4}accounts?",
        r"(?<=, )form",
        r"[a-z]+",
    ],
)
def test_plain_patterns_pass(pattern: str) -> None:
    assert why_unsafe(pattern) is None


@pytest.mark.parametrize(
    ("pattern", "problem"),
    [
        (r"(a+)+b", "repeats something"),
        (r"(?:\w+ ?)*x", "repeats something"),
        (r"((a|b)*c)*", "repeats something"),
        (r"(\S+ ){0,500}x", "repeats something"),
        (r"name.*address", "without a bound"),
        (r"(\w)\1", "refers back"),
        (r"(", "no regular expression"),
        ("a" * 1100, "longer"),
    ],
)
def test_dangerous_patterns_are_refused(pattern: str, problem: str) -> None:
    assert problem in (why_unsafe(pattern) or "")
