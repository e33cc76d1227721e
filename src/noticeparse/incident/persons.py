"""Rows of a school → what hides the persons in them from whatever is made of an incident.

A recipient that looks like a person is held back until someone decides. Its row is told without
its words; where another text of the school's notices prints the name, it is taken out there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from noticeparse.comparison import Quote, Row, Said
from noticeparse.comparison.quotes import HELD, HELD_WORDS, still_held
from noticeparse.suppliers.names import forms


@dataclass(frozen=True, slots=True)
class Hiding:
    """Takes the names of persons out of values; `names` is None where there is nothing to hide."""

    names: re.Pattern[str] | None
    shown: bool = False

    @staticmethod
    def of(rows: Iterable[Row], *, shown: bool) -> Hiding:
        """Hide the persons that these rows name; `shown`: hide none."""
        held = [row.company.string for _, _, row in rows if still_held(row)]
        names = {form.text for name in held for form in forms(name) if len(form.text.split()) > 1}
        names |= set(held)
        if shown or not names:
            return Hiding(None, shown)
        longest = sorted(names, key=lambda name: (-len(name), name))
        spaced = (r"\s+".join(map(re.escape, name.split())) for name in longest)
        return Hiding(re.compile("|".join(spaced), re.IGNORECASE))

    def text(self, text: str) -> str:
        """A text without the names."""
        return self.names.sub(HELD, text) if self.names else text

    def hidden(self, said: Said) -> bool:
        """Is what a school says here of a person?"""
        return said.held and not self.shown

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
            text=text,
            marks=quote.marks if text == quote.text else (),
            beside=tuple((where, self.text(words)) for where, words in quote.beside),
        )

    def said(self, said: Said) -> Said:
        """What a school says without the names."""
        held = self.hidden(said)

        def told(texts: tuple[str, ...]) -> tuple[str, ...]:
            return (HELD_WORDS,) if held and texts else tuple(map(self.text, texts))

        return replace(
            said,
            quotes=tuple(map(self.quote, said.quotes)),
            companies=(HELD,) if held else said.companies,
            held=held,
            lawful_basis=told(said.lawful_basis),
            location=told(said.location),
            retention=told(said.retention),
        )
