"""Entries of a user's vocabulary → checked against what they promise.

Each example has to earn its tag and no counter-example may; a phrase that says another term of the
same kind already would leave open which of them is meant.
"""

from __future__ import annotations

from noticeparse.classifier.classify import classify
from noticeparse.errors import VocabularyError
from noticeparse.model import Disclosure, Text
from noticeparse.text import fold_key
from noticeparse.vocabulary import Entry, Vocabulary


def check_own_words(vocabulary: Vocabulary) -> None:
    """Raise VocabularyError for the first entry of a user's that does not hold."""
    entries = vocabulary.lexicon.entries
    said = {(e.kind, fold_key(phrase)): e.id for e in entries if not e.own for phrase in e.phrases}
    for entry in entries:
        if entry.own:
            _check_clash(entry, said)
            _check_examples(entry, vocabulary)


def _check_clash(entry: Entry, said: dict[tuple[str, str], str]) -> None:
    for phrase in entry.phrases:
        other = said.setdefault((entry.kind, fold_key(phrase)), entry.id)
        if other != entry.id and not entry.coexist:
            raise VocabularyError(
                f"“{phrase}” of {entry.id} says {other} already.",
                what_to_do=f"Choose longer words, or say `coexist: true` where it means both, or "
                f"replace the words of {other}.",
            )


def _check_examples(entry: Entry, vocabulary: Vocabulary) -> None:
    for texts, wanted, problem in (
        (entry.examples, True, "is not tagged"),
        (entry.counter_examples, False, "is tagged"),
    ):
        for text in texts:
            row = Disclosure(id="example", company=Text(""), description=Text(text))
            tags = classify([row], vocabulary)[0].tags
            if any((tag.kind, tag.id) == (entry.kind, entry.id) for tag in tags) is not wanted:
                raise VocabularyError(
                    f"“{text}” {problem} {entry.id}, against what its entry says.",
                    what_to_do='See what earns which tag with: noticeparse vocabulary try "TEXT".',
                )
