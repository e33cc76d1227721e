"""Folded word → the form in which words are compared: singular, British/American spelling levelled.

The rules are crude on purpose. They run over phrases and text alike, so a form only has to be the
same for both, not right ("addresses" and "address" meet; that "news" stays apart from "new" is what
the exceptions are for). Phrases with an open, hyphenated or closed spelling (e-mail, log in) are
written out in all of them by `spellings`.
"""

from __future__ import annotations

import re
from functools import lru_cache

_IRREGULAR = {
    "children": "child", "childs": "child", "buses": "bus", "analyses": "analysis", "diagnoses":
    "diagnosis", "people": "person", "men": "man", "women": "woman", "lenses": "lens", "cheque":
    "check", "cheques": "check", "licence": "license", "licences": "license", "practise":
    "practice", "programme": "program", "programmes": "program", "centre": "center", "centres":
    "center", "travelling": "traveling", "enrol": "enroll", "enrols": "enroll", "enrolment":
    "enrollment", "enrolments": "enrollment", "fulfil": "fulfill", "paediatric": "pediatric",
    "paediatrician": "pediatrician", "orthopaedic": "orthopedic", "grey": "gray", "catalogue":
    "catalog", "ageing": "aging", "cameras": "camera", "agendas": "agenda", "areas": "area",
    "ideas": "idea", "quotas": "quota", "viruses": "virus", "statuses": "status", "campuses":
    "campus", "does": "do", "goes": "go",
}  # fmt: skip
_KEPT = frozenset(
    ("news", "goods", "arms", "glasses", "means", "sats", "cats", "gps", "sims", "cpoms", "its")
)
_NO_PLURAL = re.compile(r"(?:ss|us|is|as)$")
_OUR = re.compile(r"(?:^|(?<=mis))(behavi|fav|col|hon|lab|neighb)our")
_IZE = re.compile(r"(?<=.{3})iz(?=e$|ed$|es$|er$|ers$|ing$|ation$)")


def _singular(word: str) -> str:
    if len(word) < 3 or not word.endswith("s") or _NO_PLURAL.search(word):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if re.search(r"(?:ss|ch|sh|x|zz)es$", word):
        return word[:-2]
    return word[:-1]


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
