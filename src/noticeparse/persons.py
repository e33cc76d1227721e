"""A recipient → whether it may be a person, for what is published.

`held` asks for a title and a surname, and is right nearly always. What everybody can read has to
leave out more: every recipient that nobody knows and that looks like a person, by given names and
surnames of many origins, titles, initials, what people do ("tutor", "coach"), a mail address. The
name of a body ("Ltd", "College") speaks against it, as ordinary words do.

Limits: a business under the name of its owner ("Emma Jones Photography") counts as a body; a
surname alone, or a nickname, is not known for one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from noticeparse.model import Disclosure
from noticeparse.text import fold_key
from noticeparse.vocabulary import load_vocabulary
from noticeparse.vocabulary.loader import SHIPPED
from noticeparse.vocabulary.yaml_lines import read_yaml

NAMES_FILE: Final = "person_names.tsv"
WORDS_FILE: Final = "persons.yaml"
# What speaks for a person and against, chosen on names that were written for it: a given name and
# one more word that could be a surname are enough, and so are a title or an initial and one.
ENOUGH: Final = 2.0
TITLE, INITIAL, GIVEN, SURNAME, UNKNOWN = 3.0, 2.0, 2.0, 1.0, 0.6
ROLE, CONTACT = 1.2, 1.5
WHERE_ORDINARY: Final = 0.7  # of what a name says that is an ordinary word, too ("Will")
BODY, ORDINARY, NO_NAME, LOWER = -4.0, -1.5, -2.0, -0.7
BY_LENGTH: Final = (0.0, 0.0, 0.8, 0.8, 0.4, 0.0)  # words of the name; more are a phrase
TOO_LONG: Final = -2.0

# Each begins at the start of a word and is bounded: texts may be long, and made to be slow.
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,9}")
_NUMBER = re.compile(r"(?<![\w/.,-])[+(]{0,2}\d[\d\s().-]{7,20}\d(?![\w/])")
_NORTH_AMERICAN = re.compile(r"\(?\d{3}\)?[\s.-]{1,2}\d{3}[\s.-]\d{4}")
_DAY = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2}")
_ASIDE = re.compile(r"[(\[].*|\s[-–—|/]\s.*|[,;:].*", re.DOTALL)
_WORD = re.compile(r"[^\W\d_][\w’'.-]*")
_INITIALS = re.compile(r"(?:[A-Z]\.?[-\s]?){1,3}")
_NAME = re.compile(
    r"(?:[A-Z]['’]|Mac|Mc|Fitz|De|Di|La|Le|Van)?[^\W\d_a-z][^\W\d_A-Z]*['’]?[^\W\d_A-Z]+"
    r"|[^\W\d_a-z]{2,}"
)
_LONGEST_ACRONYM: Final = 4  # letters
_LONGEST: Final = 120  # characters: a longer text is no name


@dataclass(frozen=True, slots=True)
class Words:
    """The words by which persons are known, folded."""

    given: frozenset[str]
    surnames: frozenset[str]
    titles: frozenset[str]
    roles: frozenset[str]
    particles: frozenset[str]
    legal: frozenset[str]
    bodies: frozenset[str]
    brands: frozenset[str]
    ordinary: frozenset[str]


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
        **{name: said[name] for name in ("titles", "roles", "particles", "legal")},
        bodies=said["bodies"] | lists["bodies"] - said["roles"],
        brands=frozenset(each.name.casefold() for each in load_vocabulary().suppliers),
        ordinary=lists["ordinary"] | lists["qualifiers"] | lists["breaks"],
    )


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
    return max((_of_name(part, context, company) for part in _parts(company)), default=0.0)


def without_contacts(text: str, address: str, number: str) -> str:
    """Put these words in the place of each mail address and telephone number.

    >>> without_contacts("Ask 01632 960 001 or anna@example.org", "[address]", "[number]")
    'Ask [number] or [address]'
    """
    if "@" in text:
        text = _MAIL.sub(address, text)

    def told(found: re.Match[str]) -> str:
        return number if _is_telephone(found[0]) else found[0]

    return _NUMBER.sub(told, text)


def _is_telephone(text: str) -> bool:
    digits = re.sub(r"\D", "", text)
    if not 10 <= len(digits) <= 13 or _DAY.match(text):  # 12 digits after the sign of a country
        return False
    return text[0] == "+" or digits[0] == "0" or _NORTH_AMERICAN.fullmatch(text) is not None


def _parts(company: str) -> Iterator[str]:
    """What may be a name: the words before a bracket or a comma, and those after a role."""
    text = without_contacts(company, " ", " ")
    first = _ASIDE.sub("", text)
    yield first
    rest = text[len(first) :].strip(" ,;:-–—|/()[]")
    if rest and _WORD.search(first):
        yield _ASIDE.sub("", rest)


def _of_name(text: str, context: str, company: str) -> float:
    known = words()
    score = CONTACT if without_contacts(company, "", "") != company else 0.0
    said = [(word, fold_key(word).strip(".'’-")) for word in _WORD.findall(text)]
    around = set(re.findall(r"[\w-]+", fold_key(f"{company} {context}")))
    score += ROLE if known.roles & around else 0.0
    score += BODY if known.legal & around else 0.0
    if re.search(r"\d", text):
        score += NO_NAME
    length, after_given = 0, False
    for place, (word, folded) in enumerate(said):
        if folded in known.titles and place < 2 and len(said) > 1:
            score += TITLE if folded not in known.roles else 0.0
        elif folded in known.roles and not (folded in known.given and place):
            continue
        elif _INITIALS.fullmatch(word) and (len(word) == 1 or "." in word):
            score += INITIAL if len(said) > 1 else 0.0
        elif folded in known.particles and length:
            continue
        elif word[0].islower() and folded not in known.given:
            score += LOWER
        else:
            score += _of_word(word, folded, known, last=after_given)
            after_given |= folded in known.given
            length += 1
    return score + (BY_LENGTH[length] if length < len(BY_LENGTH) else TOO_LONG)


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
    formed = all(map(_NAME.fullmatch, word.strip(".").split("-")))
    return ORDINARY if folded in known.ordinary else UNKNOWN if formed else NO_NAME
