"""Folded word → the form in which words are compared: singular, British/American spelling levelled.

The rules are crude on purpose. They run over phrases and text alike, so a form only has to be the
same for both, not right ("addresses" and "address" meet; that "news" stays apart from "new" is what
the exceptions are for). Phrases with an open, hyphenated or closed spelling (e-mail, log in) are
written out in all of them by `spellings`.

Verb → the forms in which it stands in a text: in a lexicon "~take" stands for take, taking, took
and taken; the third person is levelled with the plural. word_forms.yaml has the exceptions.

Reduced word → the group of words that are used alike, named by its first. word_groups.txt has them,
parted by "|"; they were made from vectors of words (benchmarks/word_groups.py).
"""

import re
from functools import lru_cache
from pathlib import Path

import yaml

_FORMS: dict[str, str] = yaml.safe_load(
    Path(__file__).with_name("word_forms.yaml").read_text("utf-8")
)
_GROUPS = Path(__file__).with_name("word_groups.txt").read_text("utf-8").split("|")
# The group of a reduced word, by the name of the group.
GROUP_OF = {word: group.split(None, 1)[0] for group in _GROUPS for word in group.split()}
_IRREGULAR: dict[str, str] = dict(pair.split() for pair in _FORMS["compared_as"].split(";"))
_KEPT = frozenset(_FORMS["kept"].split())
_VERBS = {verb: others for verb, *others in (forms.split() for forms in _FORMS["verbs"].split(";"))}
_DOUBLED = frozenset(_FORMS["doubled"].split())
# One short vowel between consonants: "log", "plan"; "visit" and "order" have two syllables.
_SHORT_VOWEL = re.compile(r"(?:qu|[^aeiouy])*[aeiou][bdfgklmnprtvz]")
_NO_PLURAL = re.compile(r"(?:ss|us|is|as)$")
_OUR = re.compile(r"(?:^|(?<=mis))(behavi|fav|col|hon|lab|neighb)our")
_IZE = re.compile(r"(?<=.{3})iz(?=e$|ed$|es$|er$|ers$|ing$|ation$)")


def _singular(word: str) -> str:
    if len(word) < 3 or not word.endswith("s") or _NO_PLURAL.search(word):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-2] if re.search(r"(?:ss|ch|sh|x|zz)es$", word) else word[:-1]


@lru_cache(maxsize=16384)
def reduce_word(word: str) -> str:
    """Reduce a folded word to the form in which it is compared.

    >>> [reduce_word(w) for w in ("addresses", "allergies", "behaviour", "children")]
    ['address', 'allergy', 'behavior', 'child']
    """
    if word in _KEPT:
        return word
    known = _IRREGULAR.get(word)
    if known:
        return known
    word = _singular(word)
    word = _OUR.sub(r"\1or", word)
    return _IZE.sub("is", _IRREGULAR.get(word, word))


def forms_of(phrase: str) -> list[str]:
    """List the forms of a verb, or of a phrase that begins with one.

    >>> forms_of("make"), forms_of("log on")
    (['make', 'making', 'made'], ['log on', 'logging on', 'logged on'])
    """
    verb, _, rest = phrase.partition(" ")
    stem = _stem(verb)
    past = f"{verb}d" if verb.endswith("e") else f"{stem}ed"
    past = f"{verb[:-1]}ied" if re.search(r"[^aeiou]y$", verb) else past
    forms = [verb, f"{stem}ing", *(_VERBS.get(verb) or (past,))]
    return list(dict.fromkeys(f"{form} {rest}".strip() for form in forms))


def _stem(verb: str) -> str:
    """What "-ing" is put to."""
    if verb.endswith(("ee", "oe", "ye")) or verb == "be":
        return verb
    if verb.endswith("ie"):
        return f"{verb[:-2]}y"
    if verb.endswith("e"):
        return verb[:-1]
    return verb + verb[-1] if _SHORT_VOWEL.fullmatch(verb) or verb in _DOUBLED else verb
