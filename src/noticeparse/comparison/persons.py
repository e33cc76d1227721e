"""Rows of schools → what hides the persons in them from whatever is made for others to read.

A recipient that looks like a person is held back until someone decides. Its row is told without
its words; where another text of the notices prints the name, it is taken out there. Limits: a name
is found as it is printed in its row, and as a title with the surname; not a first name alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from noticeparse.comparison.values import HELD, HELD_WORDS, Quote, Said, still_held
from noticeparse.model import Disclosure
from noticeparse.suppliers.names import forms

_TITLED = re.compile(r"\s*((?:Mrs?|Ms|Miss|Mx|Dr|Rev|Prof)\b)[^(,;]*?([\w’'-]+)\s*(?:[(,;]|$)")


@dataclass(frozen=True, slots=True)
class Hiding:
    """Takes the names of persons out of values; `names` is None where there is nothing to hide."""

    names: re.Pattern[str] | None = None
    shown: bool = False

    @staticmethod
    def of(rows: Iterable[Disclosure], *, shown: bool) -> Hiding:
        """Hide the persons that these rows name; `shown`: hide none."""
        held = sorted({row.company.string for row in rows if still_held(row)})
        patterns = sorted(set(_patterns(held)), key=lambda each: (-len(each), each))
        if shown or not patterns:
            return Hiding(None, shown)
        return Hiding(re.compile("|".join(patterns), re.IGNORECASE))

    def text(self, text: str) -> str:
        """A text without the names."""
        return self.names.sub(HELD, text) if self.names else text

    def hides(self, row: Disclosure) -> bool:
        """Is a row of a person, whose words are not told?"""
        return still_held(row) and not self.shown

    def quote(self, quote: Quote) -> Quote:
        """Words of a row or of a text without the names."""
        if quote.held:
            if self.shown:
                return replace(quote, held=False)
            return replace(
                quote, company=HELD, text=HELD_WORDS, section="", marks=(), beside=(), decided=()
            )
        text = self.text(quote.text)
        return replace(
            quote,
            company=self.text(quote.company),
            text=text,
            section=self.text(quote.section),
            marks=quote.marks if text == quote.text else (),
            beside=tuple((where, self.text(words)) for where, words in quote.beside),
            decided=tuple(
                replace(
                    each,
                    before=each.before and self.text(each.before),
                    after=each.after and self.text(each.after),
                    why=each.why and self.text(each.why),
                )
                for each in quote.decided
            ),
        )

    def said(self, said: Said) -> Said:
        """What a school says without the names."""
        held = said.held and not self.shown

        def told(texts: tuple[str, ...]) -> tuple[str, ...]:
            return (HELD_WORDS,) if held and texts else tuple(map(self.text, texts))

        return replace(
            said,
            quotes=tuple(map(self.quote, said.quotes)),
            companies=(HELD,) if held else tuple(map(self.text, said.companies)),
            held=held,
            lawful_basis=told(said.lawful_basis),
            location=told(said.location),
            retention=told(said.retention),
        )


def _patterns(held: Iterable[str]) -> Iterator[str]:
    """What finds each name, however its words are spaced."""
    for name in held:
        whole = {name, *(form.text for form in forms(name) if len(form.text.split()) > 1)}
        yield from (r"\s+".join(map(re.escape, each.split())) for each in whole)
        if titled := _TITLED.match(name):
            title, surname = map(re.escape, titled.groups())
            yield rf"\b{title}\.?\s+(?:\w\.?\s+){{0,2}}{surname}\b"
