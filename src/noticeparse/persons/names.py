"""Words → whether they are a person's full name for sure, or one of them a surname."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from noticeparse.persons.words import is_beside, key_of, words

LONGEST_NAME: Final = 4  # words
_SURELY_SURNAME = re.compile(r"(?:O['’]?|Mac|Mc|Fitz)[A-Z][a-z]{2,}")
_IRISH: Final = frozenset(("Ó", "Ní", "Nic", "Uí", "Mhic"))  # before a surname
_OF_VIETNAM = re.compile("[\u1ea0-\u1ef9\u0102\u0103\u01a0\u01a1\u01af\u01b0\u0110\u0111]")
NAME = re.compile(
    r"(?:[A-Z]['’]|Mac|Mc|Nic|Fitz|De|Di|La|Le|Van|[hnt]-?)?"
    r"[^\W\d_a-z][^\W\d_A-Z]*['’]?[^\W\d_A-Z]+"
    r"|[^\W\d_a-z]{2,}"
)


def is_full_name(said: Sequence[str]) -> bool:
    """Are these words a person's name for sure: given name and surname, both known?"""
    known = words()
    if _is_of_vietnam(said):
        return True
    irish = len(said) > 2 and said[-2] in _IRISH and said[-1][0].isupper()
    named = [(word, key_of(word)) for word in said if not is_beside(word, known)]
    named = [each for each in named if each[1] not in known.particles or len(each[1]) == 1]
    keys = [key for _, key in named]
    if not 2 <= len(keys) <= LONGEST_NAME or not known.bodies.isdisjoint(keys):
        return False
    first, last = keys[0], keys[-1]
    if not (irish or known.is_surname(last) or _SURELY_SURNAME.fullmatch(named[-1][0])):
        return False
    if len(first) == 1:  # an initial
        return all(len(key) == 1 for key in keys[:-1])
    between = keys[1:-1]
    return known.is_given(first) and all(
        len(key) == 1 or known.is_given(key) or known.is_surname(key) for key in between
    )


def _is_of_vietnam(said: Sequence[str]) -> bool:
    """Is it a surname of Vietnam and two or three names, as in "Nguyễn Văn Anh"?"""
    known, keys = words(), [key_of(word) for word in said]
    if not 2 < len(said) <= LONGEST_NAME or keys[0] not in known.vietnamese:
        return False
    marked = any(_OF_VIETNAM.search(word) for word in said)
    return all(word[0].isupper() for word in said) and (marked or keys[1] in ("van", "thi"))


def may_be_surname(word: str) -> bool:
    """Is it written as one, and no ordinary word nor that of a body?"""
    known, key = words(), key_of(word)
    no_name = known.ordinary | known.bodies | known.brands | known.legal | known.roles | known.kin
    return key not in no_name and all(
        NAME.fullmatch(part[:1].upper() + part[1:]) for part in word.split("-")
    )
