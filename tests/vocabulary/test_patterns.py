from __future__ import annotations

import pytest

from noticeparse.vocabulary.lexicon import why_unsafe


@pytest.mark.parametrize(
    "pattern",
    [
        r"year \d{1,2}",
        r"\b(?:a|b)s?\b",
        r"set up (?:\S+ ){0,4}accounts?",
        r"(?<=, )form",
        r"[a-z]+",
        r"\w+ \w+",
        r"\b(?:get|gain)\w*\b\W+\b\w+\b\W+\b\w+\b[^.]{0,60}\bfrom",
        r"\w+(?:, \w+){0,4}",
        r".{0,40}the.{0,40}",
        r"(?:cat|dog)s? ?\d+,[^,]*,",
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
        (r"(?i)a", "no regular expression"),
        (r"(a|aa)+b", "repeats something"),
        (r"(a?){50}a{50}", "repeats"),
        (r"(?=(a+)+b)", "repeats something"),
        (r"\w+\w+\w+b", "repeats"),
        (r"\w+\d+\w+x", "repeats"),
        (r"\w+a?\w+b?\w+c", "repeats"),
        (r"(\w)+[^;]+[^,]+b", "repeats"),
        (r"\w{0,8}" * 8 + "b", "repeats"),
        ("a?" * 30 + "a" * 30, "repeats"),
        ("a" * 1100, "longer"),
    ],
)
def test_dangerous_patterns_are_refused(pattern: str, problem: str) -> None:
    assert problem in (why_unsafe(pattern) or "")
