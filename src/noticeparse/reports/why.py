"""A name → in words why it is a row of a notice, was refused, or was proposed by no reader."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from rapidfuzz import fuzz, process

from noticeparse.errors import InputError
from noticeparse.model import Document, Notice, Place, Refused, where
from noticeparse.model.document import texts_of_block
from noticeparse.parser.drafts import RUNNING_TEXT
from noticeparse.parser.refusals import Refusal, told
from noticeparse.reports.words import place_in_words, titles_of
from noticeparse.text import fold_key
from noticeparse.vocabulary import Vocabulary
from noticeparse.vocabulary.weights import in_words

MOST_TOLD = 5  # places of one name
MOST_SHOWN = 160  # characters of a text that holds the name
ALIKE, MOST_ALIKE = 70, 3  # of 100: how like a name is that somebody may have meant; how many
_REASONS = titles_of("refused")
Named = TypeVar("Named")


def why(
    name: str,
    document: Document,
    notice: Notice,
    refusals: Iterable[Refusal],
    vocabulary: Vocabulary,
) -> list[str]:
    """Lines that say why a name is a row or none. Raises InputError where it stands nowhere."""
    asked = fold_key(name).strip()
    refused = [told(each, vocabulary.weights) for each in refusals]
    lines: list[str] = []
    rows = _named(asked, [(row.company.string, row) for row in notice.disclosures])
    for row in rows[:MOST_TOLD]:
        least = vocabulary.weights.least(in_text=row.layout == RUNNING_TEXT)
        place = _place(notice, row.layout, row.place)
        lines.append(f"“{row.company}” is a row, of {place}: {_likely(row.fit, least)}")
        lines += _evidence(row.evidence, vocabulary)
    candidates = _named(asked, [(each.company.string, each) for each in refused])
    for one in sorted(candidates, key=lambda each: -each.likelihood)[:MOST_TOLD]:
        lines += _refused(one, notice, vocabulary)
    if lines:
        return lines
    found = list(_standing(asked, document)) if asked else []
    if not found:
        raise _nowhere(name, [row.company.string for row in notice.disclosures], refused)
    for text, at in found[:MOST_TOLD]:
        spot = place_in_words(where(notice, at))
        lines.append(f"“{name}” is no row: no reader proposes it as a recipient in {spot}:")
        lines.append(f"  “{_around(text, asked)}”")
    return lines


def _named(asked: str, named: Sequence[tuple[str, Named]]) -> list[Named]:
    """Those of exactly this name, else those whose name holds it as whole words."""
    keys = [(f" {fold_key(name)} ", each) for name, each in named]
    same = [each for key, each in keys if key.strip() == asked]
    return same or [each for key, each in keys if asked and f" {asked} " in key]


def _refused(one: Refused, notice: Notice, vocabulary: Vocabulary) -> Iterator[str]:
    place = _place(notice, one.layout, one.place)
    reason = _REASONS[one.why]
    yield f"“{one.company}” is no row, of {place}: {_likely(one.likelihood, one.least)} {reason}"
    yield from _evidence(one.evidence, vocabulary)


def _place(notice: Notice, layout: str, place: Place) -> str:
    kind = titles_of("layout").get(layout, layout)
    return f"{kind} ({place_in_words(where(notice, place))})"


def _likely(likelihood: float, least: float) -> str:
    digits = 3 if f"{likelihood:.2f}" == f"{least:.2f}" else 2  # what just fell short looks so
    return f"likely to {likelihood:.{digits}f}; a row there needs {least:.{digits}f}."


def _evidence(evidence: Iterable[tuple[str, float]], vocabulary: Vocabulary) -> Iterator[str]:
    for what, said in evidence_in_words(evidence, vocabulary.evidence):
        yield f"  {what}: {said}"


def evidence_in_words(
    evidence: Iterable[tuple[str, float]], families: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """("for it", its evidence) and ("against it", its evidence), each piece with its weight.

    Pieces that say the same in words are one: `families` says them (evidence.tsv).
    """
    weights: dict[str, float] = {}
    for each, weight in evidence:
        said = in_words(each, families)
        weights[said] = weights.get(said, 0.0) + weight
    for what, sign in (("for it", 1), ("against it", -1)):
        own = [f"{said} ({weight:+.1f})" for said, weight in weights.items() if weight * sign > 0]
        if own:
            yield what, "; ".join(own)


def _standing(asked: str, document: Document) -> Iterator[tuple[str, Place]]:
    for block in document.blocks:
        for text in texts_of_block(block):
            if asked in fold_key(text.string):
                yield text.string, block.place
    for text in document.furniture:
        if asked in fold_key(text.string):
            yield text.string, Place()


def _around(text: str, asked: str) -> str:
    shown = " ".join(text.split())
    at = max(0, shown.casefold().find(asked) - MOST_SHOWN // 2)
    return "…" * (at > 0) + shown[at : at + MOST_SHOWN] + "…" * (at + MOST_SHOWN < len(shown))


def _nowhere(name: str, companies: Iterable[str], refused: Iterable[Refused]) -> InputError:
    names = dict.fromkeys((*companies, *(each.company.string for each in refused)))
    near = process.extract(
        name, list(names), scorer=fuzz.WRatio, limit=MOST_ALIKE, score_cutoff=ALIKE
    )
    meant = ", ".join(f"“{each}”" for each, *_ in near if each.casefold() != name.casefold())
    advice = f"It has {meant}." if meant else "See what it prints: noticeparse explain NOTICE."
    return InputError(f"“{name}” stands nowhere in the notice.", what_to_do=advice)
