"""How like a typed name is to a known one: enough to ask back, never to merge."""

from rapidfuzz.distance import OSA
from rapidfuzz.fuzz import ratio

from noticeparse.text import words
from noticeparse.vocabulary.suppliers import name_key

LIKE = 80.0  # of 100: only proposes, to a person who has just typed the name
_SLIP = 90.0  # one letter differs: of short names that says more than the letters they share
_SHORTEST_BEGINNING = 4  # letters


def likeness(typed: str, name: str) -> float:
    """How like two names are, 0..100; LIKE and more where the one may be meant by the other.

    They share most of their letters, differ in one, or the one begins with the other, or nearly so.

    >>> likeness("TTRS maths", "TTRS") >= LIKE, likeness("TTRS maths", "NHS") >= LIKE
    (True, False)
    """
    asked, known = name_key(typed), name_key(name)
    slip = OSA.distance(asked, known, score_cutoff=1) <= 1
    beginning = "".join(words(name)[: len(words(typed))])
    nearly = ratio(asked, beginning) >= LIKE or known.startswith(asked)
    begins = _begins(typed, name) or (len(asked) >= _SHORTEST_BEGINNING and nearly)
    return max(ratio(asked, known), _SLIP * slip, LIKE * begins)


def _begins(typed: str, name: str) -> bool:
    """Do the words of a typed name begin with those of a known one?"""
    known = words(name)
    enough = len(name_key(name)) >= _SHORTEST_BEGINNING
    return enough and list(words(typed)[: len(known)]) == list(known)
