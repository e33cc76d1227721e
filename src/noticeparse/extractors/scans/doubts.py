"""A page that was read by OCR → the Issue that names its doubtful words."""

from __future__ import annotations

from noticeparse.extractors.scans.confidence import ScannedPage
from noticeparse.model import Issue, Place

DOUBTFUL = 0.6  # confidence below this is a doubt
_NAMED = 20


def doubts_of(scanned: ScannedPage) -> list[Issue]:
    """Return one Issue with all the words of a page that the engine was not sure of."""
    words = [
        word.text
        for word, confidence in scanned.words()
        if confidence < DOUBTFUL and any(each.isalnum() for each in word.text)
    ]
    if not words:
        return []
    named = ", ".join(f'"{word}"' for word in words[:_NAMED])
    more = f" and {len(words) - _NAMED} more" if len(words) > _NAMED else ""
    count = "1 word is" if len(words) == 1 else f"{len(words)} words are"
    number = scanned.page.number
    message = f"Page {number} was read from a picture; {count} doubtful: {named}{more}."
    return [Issue("extract", "doubtful_words", "warning", message, Place(page=number))]
