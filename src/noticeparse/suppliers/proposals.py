"""Unknown name → the known supplier that it may be a slip of the pen for; a person decides.

Two names are near where one or two letters differ and no other supplier is as near. Left out are
names for which that says little: short ones, ordinary words, councils and other public bodies (one
letter makes another town), and names whose numbers differ.
"""

from __future__ import annotations

import re

from rapidfuzz.distance import OSA

from noticeparse.suppliers.directory import Directory
from noticeparse.suppliers.names import forms
from noticeparse.vocabulary.suppliers import Supplier, name_key

_SHORTEST = 8  # letters; of shorter names one letter in seven would be enough
_SHORTEST_FOR_TWO = 14  # letters of a name in which two may differ
_MARGIN = 1  # how much nearer than the next supplier


def propose(company: str, book: Directory) -> tuple[float, str] | None:
    """Name the one supplier whose name is nearly the printed one; None where none or several.

    Gives how like the two are (0..1), and the sentence that names it.
    """
    keys = [name_key(form.text) for form in forms(company) if not form.part]
    nearest: dict[str, tuple[int, str, str]] = {}
    for key in dict.fromkeys(keys):
        for name, supplier in book.by_first.get(key[:1], ()):
            slips = _slips(key, name, supplier)
            if slips is not None and slips < nearest.get(supplier.id, (3, "", ""))[0]:
                nearest[supplier.id] = (slips, key, name)
    ranked = sorted((found, id) for id, found in nearest.items())
    if not ranked or (len(ranked) > 1 and ranked[1][0][0] - ranked[0][0][0] < _MARGIN):
        return None
    (slips, key, name), _ = ranked[0]
    return _proposal(book.by_name[name], name, slips=slips, length=max(len(key), len(name)))


def _slips(key: str, name: str, supplier: Supplier) -> int | None:
    """Count the letters that differ; None where the two are not to be compared, or too far.

    The first letter is the same: a slip of the pen seldom changes it.
    """
    shorter = min(len(key), len(name))
    if shorter < _SHORTEST or supplier.common_word or supplier.is_public:
        return None
    allowed = 2 if shorter >= _SHORTEST_FOR_TWO else 1
    if abs(len(key) - len(name)) > allowed:
        return None
    if re.findall(r"\d+", key) != re.findall(r"\d+", name):
        return None
    slips = OSA.distance(key, name, score_cutoff=allowed)
    return slips if slips <= allowed else None


def _proposal(supplier: Supplier, key: str, *, slips: int, length: int) -> tuple[float, str]:
    printed = next(name for name in supplier.names if name_key(name) == key)
    letters = "one letter differs" if slips == 1 else f"{slips} letters differ"
    alias = "" if printed == supplier.name else f", a name of {supplier.name}"
    reason = f"perhaps {printed}{alias}: {letters}; nobody has confirmed it"
    return round(1 - slips / length, 2), reason
