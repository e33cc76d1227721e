"""Every example of the lexicon earns its term with a quote, no counter-example does."""

from __future__ import annotations

import pytest

from noticeparse.classifier import classify
from noticeparse.model import Disclosure, Fields, Text
from noticeparse.vocabulary import Entry, load_vocabulary
from noticeparse.vocabulary.lexicon import why_unsafe

VOCABULARY = load_vocabulary()
COLUMN = {"category": "data", "purpose": "purpose", "data_subject": "data"}
TERMS = {
    f"{kind}.{id}": [e for e in VOCABULARY.lexicon.entries if (e.kind, e.id) == (kind, id)]
    for kind, id in sorted({(entry.kind, entry.id) for entry in VOCABULARY.lexicon.entries})
}


def tagged(text: str, field: str | None) -> Disclosure:
    fields = Fields(**{field: Text(text)}) if field else Fields()
    return classify([Disclosure("d1", Text("Acme"), Text(text), fields=fields)], VOCABULARY)[0]


def quotes(row: Disclosure, entry: Entry) -> list[str]:
    return [
        tag.evidence.text
        for tag in row.tags
        if (tag.kind, tag.id) == (entry.kind, entry.id) and tag.polarity != "not_shared"
    ]


@pytest.mark.parametrize("term", TERMS)
def test_each_example_earns_its_term(term: str) -> None:
    missed = []
    for entry in TERMS[term]:
        for text in entry.examples:
            rows = (tagged(text, COLUMN[entry.kind]), tagged(text, None))
            found = [quote for row in rows for quote in quotes(row, entry)]
            if not found or not all(quote in text for quote in found):
                missed.append((entry.place, text, found))
    assert missed == []


@pytest.mark.parametrize("term", TERMS)
def test_no_counter_example_does(term: str) -> None:
    earned = [
        (entry.place, text)
        for entry in TERMS[term]
        for text in entry.counter_examples
        if quotes(tagged(text, None), entry)
    ]
    assert earned == []


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
