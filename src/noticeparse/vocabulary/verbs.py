"""Verb → the forms in which it stands in a text; the third person is levelled with the plural.

In a lexicon "~take" stands for take, taking, took and taken, "~follow up" for follow up, following
up and followed up. The rules are those of English spelling; word_forms.yaml has the exceptions.
"""

from __future__ import annotations

import re

from noticeparse.vocabulary.inflection import WORD_FORMS

_IRREGULAR = {verb: others for verb, *others in (line.split() for line in WORD_FORMS["verbs"])}
_DOUBLED = frozenset(WORD_FORMS["doubled"].split())
# One short vowel between consonants: "log", "plan"; "visit" and "order" have two syllables.
_SHORT_VOWEL = re.compile(r"(?:qu|[^aeiouy])*[aeiou][bdfgklmnprtvz]")


def forms_of(phrase: str) -> list[str]:
    """List the forms of a verb, or of a phrase that begins with one.

    >>> forms_of("make"), forms_of("log on")
    (['make', 'making', 'made'], ['log on', 'logging on', 'logged on'])
    """
    verb, _, rest = phrase.partition(" ")
    stem = _stem(verb)
    forms = [verb, f"{stem}ing", *(_IRREGULAR.get(verb) or (_past(verb, stem),))]
    return list(dict.fromkeys(f"{form} {rest}".strip() for form in forms))


def _stem(verb: str) -> str:
    """What "-ing" is put to."""
    if verb.endswith(("ee", "oe", "ye")) or verb == "be":
        return verb
    if verb.endswith("ie"):
        return f"{verb[:-2]}y"
    if verb.endswith("e"):
        return verb[:-1]
    if _SHORT_VOWEL.fullmatch(verb) or verb in _DOUBLED:
        return verb + verb[-1]
    return verb


def _past(verb: str, stem: str) -> str:
    if verb.endswith("e"):
        return f"{verb}d"
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return f"{verb[:-1]}ied"
    return f"{stem}ed"
