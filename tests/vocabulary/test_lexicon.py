"""Every example of the lexicon earns its term with a quote, no counter-example does."""

from __future__ import annotations

import pytest

from noticeparse.classifier import classify
from noticeparse.model import Disclosure, Fields, Text
from noticeparse.vocabulary import Entry, load_vocabulary
from noticeparse.vocabulary.patterns import why_unsafe

VOCABULARY = load_vocabulary()
COLUMN = {"category": "data", "purpose": "purpose", "data_subject": "data"}
CASES = [
    pytest.param(entry, text, id=f"{entry.id}.{entry.place}-{text}")
    for entry in VOCABULARY.lexicon.entries
    for text in entry.examples
]
COUNTER_CASES = [
    pytest.param(entry, text, id=f"{entry.id}.{entry.place}-{text}")
    for entry in VOCABULARY.lexicon.entries
    for text in entry.counter_examples
]


def tagged(text: str, field: str | None) -> Disclosure:
    fields = Fields(**{field: Text(text)}) if field else Fields()
    return classify([Disclosure("d1", Text("Acme"), Text(text), fields=fields)], VOCABULARY)[0]


def quotes(row: Disclosure, entry: Entry) -> list[str]:
    return [
        tag.evidence.text
        for tag in row.tags
        if (tag.kind, tag.id) == (entry.kind, entry.id) and tag.polarity != "not_shared"
    ]


@pytest.mark.parametrize(("entry", "text"), CASES)
def test_example_earns_its_term(entry: Entry, text: str) -> None:
    rows = (tagged(text, COLUMN[entry.kind]), tagged(text, None))
    found = [quote for row in rows for quote in quotes(row, entry)]
    assert found
    assert all(quote in text for quote in found)


@pytest.mark.parametrize(("entry", "text"), COUNTER_CASES)
def test_counter_example_does_not(entry: Entry, text: str) -> None:
    assert quotes(tagged(text, None), entry) == []


@pytest.mark.parametrize("kind", ["category", "purpose", "data_subject"])
def test_every_term_has_ways_of_being_said(kind: str) -> None:
    spoken = {entry.id for entry in VOCABULARY.lexicon.entries if entry.kind == kind}
    assert spoken == {term.id for term in VOCABULARY.of_kind(kind)}


def test_implied_subjects_name_terms_that_exist() -> None:
    known = {term.id for term in VOCABULARY.terms}
    for entry in VOCABULARY.lexicon.entries:
        assert set(entry.implied_by) <= known


def test_no_entry_cancels_its_own_phrase() -> None:
    for entry in VOCABULARY.lexicon.entries:
        assert not set(entry.phrases) & set(entry.unless), entry


def test_shipped_patterns_are_safe() -> None:
    for entry in VOCABULARY.lexicon.entries:
        for pattern in entry.patterns:
            assert why_unsafe(pattern) is None, (entry.id, pattern)
