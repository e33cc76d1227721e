"""The words by which persons are known: names of many origins, titles, roles, words of bodies."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from noticeparse.text import fold_key
from noticeparse.vocabulary import load_vocabulary
from noticeparse.vocabulary.loader import SHIPPED
from noticeparse.vocabulary.yaml_lines import read_yaml

WORD = re.compile(r"[^\W\d_][\w’'.-]*")
ASIDE = re.compile(r"[(\[].*|\s[-–—|/]\s.*|[,;:].*", re.DOTALL)
NAMES_FILE: Final = "person_names.tsv"
WORDS_FILE: Final = "persons.yaml"
_PLAIN: Final = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae"})


@dataclass(frozen=True, slots=True)
class Words:
    """The words by which persons are known, folded; those of `before` are phrases."""

    given: frozenset[str]
    surnames: frozenset[str]
    titles: frozenset[str]
    courtesy: frozenset[str]
    roles: frozenset[str]
    kin: frozenset[str]
    families: frozenset[str]
    vietnamese: frozenset[str]
    letters: frozenset[str]
    after: frozenset[str]
    placed: frozenset[str]
    acronyms: frozenset[str]
    streets: frozenset[str]
    before: frozenset[str]
    particles: frozenset[str]
    legal: frozenset[str]
    bodies: frozenset[str]
    brands: frozenset[str]
    ordinary: frozenset[str]

    def is_given(self, folded: str) -> bool:
        """Is it a given name and no ordinary word?"""
        first = re.split(r"[-'’]", folded)[0]
        return not self.given.isdisjoint((folded, first)) and folded not in self.ordinary

    def is_surname(self, folded: str) -> bool:
        """Is it a surname and no ordinary word nor that of a body?"""
        if folded in self.ordinary or folded in self.bodies or folded in self.brands:
            return False
        parts = [part for part in re.split(r"[-'’]", folded) if part]
        return not self.surnames.isdisjoint((folded, "".join(parts), *parts))


# Lists to which others are added, and the one that holds phrases.
_BESIDE_OTHERS: Final = frozenset(("bodies", "ordinary", "before"))


@cache
def words() -> Words:
    """Load the words that come with noticeparse."""
    lines = (SHIPPED / NAMES_FILE).read_text("utf-8").splitlines()
    pairs = [line.split("\t") for line in lines if "\t" in line][1:]
    lines_of: Mapping[str, list[str]] = read_yaml(SHIPPED / WORDS_FILE).value
    said = {name: frozenset(" ".join(lines).split()) for name, lines in lines_of.items()}
    lists = load_vocabulary().word_lists
    return Words(
        given=frozenset(name for name, kind in pairs if "g" in kind),
        surnames=frozenset(name for name, kind in pairs if "s" in kind),
        **{name: own for name, own in said.items() if name not in _BESIDE_OTHERS},
        before=frozenset(lines_of["before"]),
        bodies=said["bodies"] | lists["bodies"] - said["roles"] - said["kin"],
        brands=frozenset(each.name.casefold() for each in load_vocabulary().suppliers),
        ordinary=said["ordinary"] | lists["ordinary"] | lists["qualifiers"] | lists["breaks"],
    )


@lru_cache(maxsize=65536)
def key_of(word: str) -> str:
    """A word as the lists have it: folded, without accents and the signs at its ends.

    >>> key_of("Siân’s"), key_of("Łukasz.")
    ('sian', 'lukasz')
    """
    key = fold_key(word)
    if not key.isascii():
        key = unicodedata.normalize("NFD", key.translate(_PLAIN))
        key = "".join(sign for sign in key if not unicodedata.combining(sign))
    return key.strip(".'’-").removesuffix("'s")


def names_a_body(company: str) -> bool:
    """Does it hold a word by which a body is known ("Ltd", "College")?"""
    known = words()
    return not (known.bodies | known.legal).isdisjoint(map(key_of, WORD.findall(company)))


def begins_with_title(name: str) -> bool:
    """Is the first of several words a title, as in "Mrs Hartley"?"""
    said = WORD.findall(name)
    return len(said) > 1 and key_of(said[0]) in words().courtesy


def is_beside(word: str, known: Words) -> bool:
    """Is it what stands beside a name: a title, a role, letters behind it?"""
    key = key_of(word)
    return (
        key in known.titles
        or key in known.after
        or word.rstrip(".,") in known.letters
        or (key in known.roles | known.kin and key not in known.given)
    )
