"""A recipient → whether how it is written shows that it is a person.

Another script, initials behind a surname, two names run together, a family, where somebody lives, a
mail address: none of these needs more evidence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from noticeparse.persons.contacts import without_contacts
from noticeparse.persons.names import is_full_name, may_be_surname
from noticeparse.persons.words import ASIDE, WORD, is_beside, key_of, names_a_body, words

_LATIN: Final = (("", "\u024f"), ("\u1e00", "\u1eff"))
_JOINT = re.compile(  # "JanePatterson", "KSmith", "Bob.Hoskins", "Bob_Hoskins", "Patterson1"
    r"(?<=[a-zß-öø-ÿ])(?=[A-ZÀ-ÖØ-Þ])|(?<=[A-Z])(?=[A-Z][a-z])|[._]+(?=[^\W\d_])|(?<=[a-z])-(?=[a-z])|\d{1,4}\b|@"
)
_AFTER_SURNAME = re.compile(  # "Pellow, J.K.", "van der Pellow EM (harp)"; the words in front of it
    r"((?:[a-z]{1,3} ){0,2})([^\W\d_][\w’'-]{2,40})"
    r"(?:,?\s{1,2}((?:[A-Za-z]\.[\s-]?){1,3})|(,)\s{0,2}[A-Z]{1,3}\b|\s{1,2}([A-Z]{1,2})\b)"
    r"\s?(?:[(\[,;/|–—-].*)?",
    re.DOTALL,
)
_LOCAL = re.compile(r"((?:\b[A-Za-z]\. )?[\w.+-]{2,64})@[\w-]{2,63}\b(?!\.\w)")  # "anna@school"
_HOUSE = re.compile(r"\b\d{1,4}[a-z]?,? (?:[A-Z][\w’'-]* ){1,3}([A-Z]\w+)")  # "12 Mill Lane"
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b")
_LONG_SURNAME: Final = 10  # letters of one that nobody knows, before initials without points
_LONG_GIVEN: Final = 5  # letters of one that counts beside a surname that nobody knows
_SHORTEST: Final = 3  # letters of a given name that is run together with another word ("EdTech")
_LONGEST_PLACED: Final = 5  # words of "Steve from the IT office"


def is_sign_of_person(name: str) -> bool:
    """Is it a person's for another reason than its words: its script, or how it is written?"""
    if not WORD.search(rest := without_contacts(name, " ", " ")):
        return rest != name  # an address alone
    keys = [key_of(word) for word in WORD.findall(ASIDE.sub("", name))]
    if _is_in_other_script(name) or _is_address(name):
        return True
    if not words().legal.isdisjoint(keys):
        return False
    return (
        _is_told_of(keys)
        or _is_family(name, keys)
        or _is_run_together(name)
        or _has_initials_behind(name)
        or any(map(_is_local, _LOCAL.finditer(name)))
    )


def _is_in_other_script(name: str) -> bool:
    """Has it letters, none of which is Latin but in titles, roles and what stands in brackets?

    No body of an English notice is called so.
    """
    known = words()
    latin = [word for word in WORD.findall(ASIDE.sub("", name)) if _is_latin(word[0])]
    if not all(is_beside(word, known) for word in latin):
        return False
    return any(sign.isalpha() and not _is_latin(sign) for sign in name)


def _is_latin(sign: str) -> bool:
    return any(first <= sign <= last for first, last in _LATIN)


def _has_initials_behind(name: str) -> bool:
    """Is it a surname and initials ("Pellow, J.K.", "Featherstonehaugh EM")?

    Without points and commas the surname has to be known, or to be too long for a product's.
    """
    found = _AFTER_SURNAME.fullmatch(name)
    if found is None or not may_be_surname(found[2]):
        return False
    known, key, bare = words(), key_of(found[2]), found[5]
    if bare is None:
        return True
    if bare.casefold() in known.acronyms:
        return False
    particle = found[1] != "" and known.particles.issuperset(found[1].split())
    return particle or known.is_surname(key) or len(key) >= _LONG_SURNAME


def _is_local(found: re.Match[str]) -> bool:
    """Is what stands before the sign of an address that of a person ("anna@school")?"""
    known = words()
    keys = [key_of(part) for part in re.split(r"[\s._+\d-]+", found[1]) if part]
    return any(known.is_given(key) or known.is_surname(key) for key in keys) or len(keys) > 1


def _is_address(name: str) -> bool:
    """Is it where somebody lives?"""
    streets = words().streets
    if any(key_of(found[1]) in streets for found in _HOUSE.finditer(name)):
        return True
    return _POSTCODE.search(name) is not None and not names_a_body(name)


def _is_told_of(keys: Sequence[str]) -> bool:
    """Is it a given name, and something that tells more ("Steve from IT", "Dai the taxi")?"""
    known = words()
    return 2 < len(keys) <= _LONGEST_PLACED and keys[1] in known.placed and known.is_given(keys[0])


def _is_family(name: str, keys: Sequence[str]) -> bool:
    """Is it a surname in the plural ("The Hartleys"), or with those of that name ("X twins")?"""
    known = words()
    if len(keys) > 1 and keys[-1] in known.families:
        named = [key for key in keys[:-1] if key not in ("the", "and")]
        if keys[0] == "the" and len(named) == 1 and name.split()[-2][0].isupper():
            return may_be_surname(name.split()[-2])
        born_of_one = keys[0] == "the" or keys[-1] in ("twins", "triplets", "brothers", "sisters")
        return (
            born_of_one
            and 0 < len(named) <= 2
            and all(known.is_given(key) or known.is_surname(key) for key in named)
        )
    if len(keys) != 2 or keys[0] != "the" or not keys[1].endswith("s"):
        return False
    return name.rsplit(maxsplit=1)[-1].istitle() and known.is_surname(keys[1][:-1])


def _is_run_together(name: str) -> bool:
    """Is it a full name written as one word ("JanePatterson", "bob.hoskins", "KSmith")?

    Many products are two words run together, so that one has to be known and the other to be no
    ordinary word, and both to be written alike.
    """
    said = WORD.findall(_JOINT.sub(" ", name))
    if said == WORD.findall(name):
        return False
    alike = len({word.islower() for word in said}) == 1
    shouted = {word.isupper() for word in said if len(word) > 1}
    long_enough = len(said[0]) == 1 or len(said[0]) >= _SHORTEST
    if not alike or len(shouted) != 1 or not long_enough:
        return False
    if is_full_name(said):
        return True
    if len(said) != 2:
        return False
    joined = re.search(r"[a-z][._-][a-z]", name, re.IGNORECASE)  # the surname may stand first
    return _may_be_full_name(*said) or (bool(joined) and _may_be_full_name(*said[::-1]))


def _may_be_full_name(given: str, surname: str) -> bool:
    """Are these a given name or a surname that is nothing else, and a word that may be another?"""
    known, first, last = words(), key_of(given), key_of(surname)
    if not (may_be_surname(given) and may_be_surname(surname)) or len(last) < _SHORTEST:
        return False
    long = len(first) >= _LONG_GIVEN or len(last) >= _LONG_GIVEN  # "MarkBook" is short
    if known.is_given(first) and long and (first not in known.surnames or len(last) >= _LONG_GIVEN):
        return True
    return known.is_surname(last) and len(last) >= _LONG_GIVEN
