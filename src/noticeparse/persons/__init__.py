"""A recipient → whether it may be a person, for what is published.

`held` asks for a title and a surname, and is right nearly always. What everybody can read has to
leave out more: every recipient that nobody knows and that looks like a person, by given names and
surnames of many origins, titles, initials, what people do ("tutor", "coach"), who they are to a
pupil, letters after the name, a mail address; however it is spelt: small, run together, spaced out,
in another script. The name of a body ("Ltd", "College") speaks against it, as ordinary words do.

Limits: a business under the name of its owner ("Emma Jones Photography") counts as a body; a
surname alone, or a nickname, is not known for one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise, takewhile
from typing import Final

from noticeparse.model import Disclosure
from noticeparse.persons.contacts import seen, without_contacts
from noticeparse.persons.names import LONGEST_NAME, NAME
from noticeparse.persons.spellings import is_sign_of_person
from noticeparse.persons.words import ASIDE, WORD, Words, is_beside, key_of, names_a_body, words
from noticeparse.text import fold_key

# What speaks for a person and against, chosen on names that were written for it: a given name and
# one more word that could be a surname are enough, and so are a title or an initial and one.
ENOUGH: Final = 2.0
TITLE, INITIAL, GIVEN, SURNAME, UNKNOWN = 3.0, 2.0, 2.0, 1.0, 0.6
ROLE, CONTACT, LETTERS = 1.2, 1.5, 2.0
SMALL: Final = -0.6  # of a name without capitals, against the same one with them
WHERE_ORDINARY: Final = 0.7  # of what a name says that is an ordinary word, too ("Will")
BODY, ORDINARY, NO_NAME, LOWER = -4.0, -1.5, -2.0, -0.7
BY_LENGTH: Final = (0.0, 0.0, 0.8, 0.8, 0.4, 0.0)  # words of the name; more are a phrase
TOO_LONG: Final = -2.0
_INITIALS = re.compile(r"(?:[A-Z]\.?[-\s]?){1,3}")
_SPACED_OUT = re.compile(r"(?<!\w)(?:[^\W\d_] ){4,}[^\W\d_](?!\w)")
_LONG_WORD = re.compile(r"[^\W\d_]{3}")
_POINT = re.compile(r"(?<=\b[A-Z])\.(?=[^\W\d_]{3})")  # "K.Smith"
_YEAR = re.compile(r"\b(?:Y|Yr|Year)\s?\d{1,2}\b", re.IGNORECASE)  # of a pupil
_LONGEST_ACRONYM: Final = 4  # letters
_LONGEST: Final = 120  # characters: a longer text is no name
_RUN_TOGETHER = re.compile(r"[A-Z]{2,3}")  # "JK Patterson"


def may_be_person(row: Disclosure) -> bool:
    """Does the recipient of a row look like a person, and does nobody know it?"""
    match = row.supplier
    if match and (match.generic or (match.judgement == "certain" and match.in_catalogue)):
        return False
    return likeness(row.company.string, row.section.string if row.section else "") >= ENOUGH


@lru_cache(maxsize=4096)
def likeness(company: str, context: str = "") -> float:
    """How much a name looks like a person's: ENOUGH and more, and it may be one.

    >>> likeness("Siân Llewellyn") >= ENOUGH, likeness("Llewellyn Systems Ltd") >= ENOUGH
    (True, False)
    """
    if len(company) > _LONGEST:
        return 0.0
    name = _legible(company)
    if is_sign_of_person(name):
        return ENOUGH
    score = max((_of_name(part, context, name) for part in _parts(name)), default=0.0)
    if name.islower() and _LONG_WORD.search(name):  # who writes so writes all names so
        in_capitals = WORD.sub(lambda found: found[0][0].upper() + found[0][1:], name)
        score = max(score, SMALL + likeness(in_capitals, context))
    return score


def names_of(company: str) -> tuple[str, ...]:
    """The person's name alone, without title, role and what else the cell prints; as printed there.

    >>> names_of("piano teacher Mrs Jane Hartley MBE (self-employed)")
    ('Jane Hartley',)
    """
    known, found = words(), dict[str, None]()
    name = _legible(company)[:_LONGEST]
    for part in _parts(name):
        said = [word for word in WORD.findall(part) if not is_beside(word, known)]
        if not part.islower():  # "Steve from IT": what follows tells more of him
            said = [
                *takewhile(lambda word: not word.islower() or key_of(word) in known.particles, said)
            ]
        if said and len(said) <= LONGEST_NAME and not names_a_body(part):
            found[" ".join(said)] = None
    return tuple(found)


def _legible(company: str) -> str:
    """A name as it is read: no signs of no width, and no letters that are spaced out."""
    name = _POINT.sub(". ", _YEAR.sub(" ", seen(company).string))
    return _SPACED_OUT.sub(lambda found: found[0].replace(" ", ""), name)


def _parts(company: str) -> Iterator[str]:
    """What may be a name: the words before a bracket or a comma, and those after a role or title.

    Of a name with a title in the midst of it ("piano teacher Mrs Jones") also what follows.
    """
    known = words()
    text = without_contacts(company, " ", " ")
    first = ASIDE.sub("", text)
    rest = text[len(first) :].strip(" ,;:-–—|/()[]")
    parts = [first]
    if rest and WORD.search(first):
        parts.append(ASIDE.sub("", rest))
    for part in parts:
        yield part
        said = [*WORD.finditer(part)]
        for word, following in pairwise(said):
            key = key_of(word[0])
            if word[0][0].isupper() and word is not said[0] and key in known.courtesy:
                yield part[word.start() :]
            elif key in known.kin and following[0][0].isupper():
                yield part[following.start() :]


def _of_name(text: str, context: str, company: str) -> float:
    known = words()
    score = CONTACT if without_contacts(company, "", "") != company else 0.0
    said = [(word, key_of(word)) for word in WORD.findall(text)]
    around = set(re.findall(r"[\w-]+", fold_key(f"{company} {context}")))
    score += ROLE if known.roles & around or _has_kin(company, known) else 0.0
    score += BODY if known.legal & around else 0.0
    if re.search(r"\d", text):
        score += NO_NAME
    length, after_given = 0, False
    for place, (word, folded) in enumerate(said):
        if folded in known.titles and place < 2 and len(said) > 1:
            score += TITLE if folded not in known.roles else 0.0
        elif word.rstrip(".,") in known.letters and length:
            score += LETTERS
        elif folded in known.after and length:
            score += CONTACT
        elif folded in known.roles | known.kin and not (folded in known.given and place):
            continue
        elif (len(word) == 1 and word.isupper()) or ("." in word and _INITIALS.fullmatch(word)):
            score += INITIAL if len(said) > 1 else 0.0
        elif place == 0 and len(said) == 2 and _are_initials(word, said[1][1], known):
            score += INITIAL
        elif folded in known.particles and length:
            continue
        elif word[0].islower() and folded not in known.given and not NAME.fullmatch(word):
            score += LOWER
        else:
            score += _of_word(word, folded, known, last=after_given)
            after_given |= folded in known.given
            length += 1
    return score + (BY_LENGTH[length] if length < len(BY_LENGTH) else TOO_LONG)


def _are_initials(word: str, surname: str, known: Words) -> bool:
    """Are some capitals initials that stand before a surname, with no points between them?"""
    if not _RUN_TOGETHER.fullmatch(word) or word.casefold() in known.acronyms:
        return False
    return known.is_surname(surname)


def _has_kin(company: str, known: Words) -> bool:
    """Does it say who a known name is to a pupil ("Tyler's mum", "Patterson family")?"""
    keys = [key_of(word) for word in WORD.findall(company)]
    if known.kin.isdisjoint(keys) or not known.bodies.isdisjoint(keys):
        return False
    return any(
        (known.is_given(key) or known.is_surname(key)) and key not in known.kin | known.roles
        for key in keys
    )


def _of_word(word: str, folded: str, known: Words, *, last: bool) -> float:
    """What one word with a capital says; `last`: it comes after a given name."""
    parts = [part for part in re.split(r"[-'’]", folded) if part]
    if folded in known.bodies:
        return 0.0 if last and folded in known.surnames else BODY  # "Will Banks"
    is_acronym = word.isupper() and len(word) <= _LONGEST_ACRONYM
    share = WHERE_ORDINARY if is_acronym or folded in known.ordinary else 1.0
    if not known.given.isdisjoint((folded, *parts[:1])):
        return GIVEN * share
    if not known.surnames.isdisjoint((folded, *parts)):
        return SURNAME * share
    if is_acronym or folded in known.brands:
        return NO_NAME
    formed = all(map(NAME.fullmatch, word.strip(".").split("-")))
    return ORDINARY if folded in known.ordinary else UNKNOWN if formed else NO_NAME
