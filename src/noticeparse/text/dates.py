"""A folded text → the first date in it, as ISO 8601, as exactly as it is given; and back in words.

"sept 2022" is 2022-09. Days come before months ("11/2/21" is 2021-02-11), as in every country
whose notices are read but the US; a date that can only be read the other way is read so.
"""

import re
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_PATTERNS = (
    re.compile(r"\b(?P<year>20\d\d)-(?P<number>\d{1,2})-(?P<day>\d{1,2})\b"),
    re.compile(r"\b(?P<day>\d{1,2})(?:st|nd|rd|th)?(?: of)? " + _MONTH + r",? (?P<year>20\d\d)\b"),
    re.compile(r"\b" + _MONTH + r" (?P<day>\d{1,2})(?:st|nd|rd|th)?,? (?P<year>20\d\d)\b"),
    re.compile(r"\b(?P<day>\d{1,2})[/.-](?P<number>\d{1,2})[/.-](?P<year>(?:20)?\d\d)\b"),
    re.compile(r"\b" + _MONTH + r",? (?P<year>20\d\d)\b"),
    re.compile(r"\b(?P<number>\d{1,2})/(?P<year>20\d\d)\b"),
    re.compile(r"\b(?P<year>20\d\d)\b"),
)


def find_date(folded: str) -> str | None:
    """Return the first date as YYYY-MM-DD, YYYY-MM or YYYY.

    >>> find_date("checked: sept 2022"), find_date("11/2/21"), find_date("spring")
    ('2022-09', '2021-02-11', None)
    """
    matches = (pattern.search(folded) for pattern in _PATTERNS)
    return next(filter(None, (_iso(match.groupdict()) for match in matches if match)), None)


def date_in_words(dated: str) -> str:
    """Write the date of a notice as people in schools do; what is none stays.

    >>> date_in_words("2026-03-01"), date_in_words("2026-03"), date_in_words("2026")
    ('1 March 2026', 'March 2026', '2026')
    """
    month = len(dated) == len("2026-03")
    try:
        day = date.fromisoformat(f"{dated}-01" if month else dated)
    except ValueError:
        return dated
    return f"{day:%B %Y}" if month else f"{day.day} {day:%B %Y}"


def _iso(parts: dict[str, str | None]) -> str | None:
    year = int(parts["year"] or 0)
    year += 2000 if year < 100 else 0
    named = parts.get("month")
    month = _MONTHS.index(named) + 1 if named else int(parts.get("number") or 0)
    day = int(parts.get("day") or 0)
    if month > 12 >= day > 0:
        month, day = day, month
    if month > 12 or day > 31:
        return None
    return "-".join([f"{year:04}", *(f"{n:02}" for n in (month, day) if n)])
