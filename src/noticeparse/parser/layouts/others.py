"""What is said below a heading → does it name companies of its own, beside the heading's?

A heading may only sum up ("Statutory bodies"), or a letter's subject may be one service and the
letter go on to others. Limit: who is named without a slot is not heard.
"""

from __future__ import annotations

from collections.abc import Sequence

from noticeparse.parser.candidates import GENERIC
from noticeparse.parser.companies import Named, without_number
from noticeparse.parser.layouts.region import Context
from noticeparse.parser.mentions import find_mentions
from noticeparse.text import fold_key, sentences

MANY_OTHERS = 4  # paragraphs below a name that speak of others: they are no part of it


def names_any(said: str, context: Context, *, but: Sequence[str] = ()) -> bool:
    """Say whether a text names recipients by their own names, other than those in `but`."""
    return any(
        one.kind != GENERIC and not _is_one(sentence[one.start : one.end], but)
        for start, end in sentences(said)
        for sentence in (without_number(said[start:end]),)
        for one in find_mentions(sentence, context)
    )


def _is_one(name: str, others: Sequence[str]) -> bool:
    return any(fold_key(name).startswith(fold_key(other)) for other in others)


def lists_names(lines: Sequence[str], context: Context, *, but: Sequence[str] = ()) -> bool:
    """Say whether lines begin with known names, not those in `but`: entries of their own."""
    return any(
        span.start == 0 and not _is_one(line[: span.end], but)
        for line in lines
        for span in context.find_names(line)[:1]
    )


def tells_of_others(lines: Sequence[str], names: Sequence[Named], context: Context) -> bool:
    """Say whether many lines below a name speak of others and not of it."""
    own = [fold_key(one.company.string) for one in names]
    others = [
        line
        for line in lines
        if not any(name in fold_key(line) for name in own) and names_any(line, context)
    ]
    return len(others) >= MANY_OTHERS
