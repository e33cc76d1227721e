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
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise, takewhile
from typing import Final

from noticeparse.contacts import seen, without_contacts
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
ROLE, CONTACT, LETTERS = 1.2, 1.5, 2.0
SMALL: Final = -0.6  # of a name without capitals, against the same one with them
WHERE_ORDINARY: Final = 0.7  # of what a name says that is an ordinary word, too ("Will")
BODY, ORDINARY, NO_NAME, LOWER = -4.0, -1.5, -2.0, -0.7
BY_LENGTH: Final = (0.0, 0.0, 0.8, 0.8, 0.4, 0.0)  # words of the name; more are a phrase
TOO_LONG: Final = -2.0

_ASIDE = re.compile(r"[(\[].*|\s[-–—|/]\s.*|[,;:].*", re.DOTALL)
_WORD = re.compile(r"[^\W\d_][\w’'.-]*")
_INITIALS = re.compile(r"(?:[A-Z]\.?[-\s]?){1,3}")
_RUN_TOGETHER = re.compile(r"[A-Z]{2,3}")  # "JK Patterson"
_NAME = re.compile(
    r"(?:[A-Z]['’]|Mac|Mc|Nic|Fitz|De|Di|La|Le|Van|[hnt]-?)?"
    r"[^\W\d_a-z][^\W\d_A-Z]*['’]?[^\W\d_A-Z]+"
    r"|[^\W\d_a-z]{2,}"
)
_SPACED_OUT = re.compile(r"(?<!\w)(?:[^\W\d_] ){4,}[^\W\d_](?!\w)")
_JOINT = re.compile(  # "JanePatterson", "KSmith", "Bob.Hoskins", "Bob_Hoskins", "Patterson1"
    r"(?<=[a-zß-öø-ÿ])(?=[A-ZÀ-ÖØ-Þ])|(?<=[A-Z])(?=[A-Z][a-z])|[._]+(?=[^\W\d_])|(?<=[a-z])-(?=[a-z])|\d{1,4}\b|@"
)
_SIGNS = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af·・]{2,4}")
_LATIN: Final = (("", "\u024f"), ("\u1e00", "\u1eff"))
_AFTER_SURNAME = re.compile(  # "Pellow, J.K.", "van der Pellow EM (harp)"; the words in front of it
    r"((?:[a-z]{1,3} ){0,2})([^\W\d_][\w’'-]{2,40})"
    r"(?:,?\s{1,2}((?:[A-Za-z]\.[\s-]?){1,3})|(,)\s{0,2}[A-Z]{1,3}\b|\s{1,2}([A-Z]{1,2})\b)"
    r"\s?(?:[(\[,;/|–—-].*)?",
    re.DOTALL,
)
_LOCAL = re.compile(r"((?:\b[A-Za-z]\. )?[\w.+-]{2,64})@[\w-]{2,63}\b(?!\.\w)")  # "anna@school"
_LONG_WORD = re.compile(r"[^\W\d_]{3}")
_POINT = re.compile(r"(?<=\b[A-Z])\.(?=[^\W\d_]{3})")  # "K.Smith"
_SURELY_SURNAME = re.compile(r"(?:O['’]?|Mac|Mc|Fitz)[A-Z][a-z]{2,}")
_IRISH: Final = frozenset(("Ó", "Ní", "Nic", "Uí", "Mhic"))  # before a surname
_OF_VIETNAM = re.compile("[\u1ea0-\u1ef9\u0102\u0103\u01a0\u01a1\u01af\u01b0\u0110\u0111]")
_YEAR = re.compile(r"\b(?:Y|Yr|Year)\s?\d{1,2}\b", re.IGNORECASE)  # of a pupil
_HOUSE = re.compile(r"\b\d{1,4}[a-z]?,? (?:[A-Z][\w’'-]* ){1,3}([A-Z]\w+)")  # "12 Mill Lane"
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b")
_LONGEST_ACRONYM: Final = 4  # letters
_LONGEST: Final = 120  # characters: a longer text is no name
_LONGEST_NAME: Final = 4  # words
_LONG_SURNAME: Final = 10  # letters of one that nobody knows, before initials without points
_LONG_GIVEN: Final = 5  # letters of one that counts beside a surname that nobody knows
_SHORTEST: Final = 3  # letters of a given name that is run together with another word ("EdTech")
_LONGEST_PLACED: Final = 5  # words of "Steve from the IT office"
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


@cache
def words() -> Words:
    """Load the words that come with noticeparse."""
    lines = (SHIPPED / NAMES_FILE).read_text("utf-8").splitlines()
    pairs = [line.split("\t") for line in lines if "\t" in line][1:]
    lines_of: Mapping[str, list[str]] = read_yaml(SHIPPED / WORDS_FILE).value
    said = {name: frozenset(" ".join(lines).split()) for name, lines in lines_of.items()}
    lists = load_vocabulary().word_lists
    plain = (
        "titles",
        "courtesy",
        "roles",
        "kin",
        "families",
        "vietnamese",
        "letters",
        "after",
        "placed",
        "acronyms",
    )
    return Words(
        given=frozenset(name for name, kind in pairs if "g" in kind),
        surnames=frozenset(name for name, kind in pairs if "s" in kind),
        **{name: said[name] for name in (*plain, "streets", "particles", "legal")},
        before=frozenset(lines_of["before"]),
        bodies=said["bodies"] | lists["bodies"] - said["roles"] - said["kin"],
        brands=frozenset(each.name.casefold() for each in load_vocabulary().suppliers),
        ordinary=said["ordinary"] | lists["ordinary"] | lists["qualifiers"] | lists["breaks"],
    )


def may_be_person(row: Disclosure) -> bool:
    """Does the recipient of a row look like a person, and does nobody know it?"""
    match = row.supplier
    if match and (match.generic or (match.judgement == "certain" and match.in_catalogue)):
        return False
    return likeness(row.company.string, row.section.string if row.section else "") >= ENOUGH


def names_a_body(company: str) -> bool:
    """Does it hold a word by which a body is known ("Ltd", "College")?"""
    known = words()
    return not (known.bodies | known.legal).isdisjoint(map(key_of, _WORD.findall(company)))


def begins_with_title(name: str) -> bool:
    """Is the first of several words a title, as in "Mrs Hartley"?"""
    said = _WORD.findall(name)
    return len(said) > 1 and key_of(said[0]) in words().courtesy


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


@lru_cache(maxsize=4096)
def likeness(company: str, context: str = "") -> float:
    """How much a name looks like a person's: ENOUGH and more, and it may be one.

    >>> likeness("Siân Llewellyn") >= ENOUGH, likeness("Llewellyn Systems Ltd") >= ENOUGH
    (True, False)
    """
    if len(company) > _LONGEST:
        return 0.0
    name = _legible(company)
    if _is_sign_of_person(name):
        return ENOUGH
    score = max((_of_name(part, context, name) for part in _parts(name)), default=0.0)
    if name.islower() and _LONG_WORD.search(name):  # who writes so writes all names so
        in_capitals = _WORD.sub(lambda found: found[0][0].upper() + found[0][1:], name)
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
        said = [word for word in _WORD.findall(part) if not _is_beside(word, known)]
        if not part.islower():  # "Steve from IT": what follows tells more of him
            said = [
                *takewhile(lambda word: not word.islower() or key_of(word) in known.particles, said)
            ]
        if said and len(said) <= _LONGEST_NAME and not names_a_body(part):
            found[" ".join(said)] = None
    return tuple(found)


def _is_beside(word: str, known: Words) -> bool:
    key = key_of(word)
    return (
        key in known.titles
        or key in known.after
        or word.rstrip(".,") in known.letters
        or (key in known.roles | known.kin and key not in known.given)
    )


def _legible(company: str) -> str:
    """A name as it is read: no signs of no width, and no letters that are spaced out."""
    name = _POINT.sub(". ", _YEAR.sub(" ", seen(company).string))
    return _SPACED_OUT.sub(lambda found: found[0].replace(" ", ""), name)


def _is_sign_of_person(name: str) -> bool:
    """Is it a person's for another reason than its words: its script, or how it is written?"""
    if not _WORD.search(rest := without_contacts(name, " ", " ")):
        return rest != name  # an address alone
    keys = [key_of(word) for word in _WORD.findall(_ASIDE.sub("", name))]
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
    latin = [word for word in _WORD.findall(_ASIDE.sub("", name)) if _is_latin(word[0])]
    if not all(_is_beside(word, known) for word in latin):
        return False
    return any(sign.isalpha() and not _is_latin(sign) for sign in name)


def _is_latin(sign: str) -> bool:
    return any(first <= sign <= last for first, last in _LATIN)


def _has_initials_behind(name: str) -> bool:
    """Is it a surname and initials ("Pellow, J.K.", "Featherstonehaugh EM")?

    Without points and commas the surname has to be known, or to be too long for a product's.
    """
    found = _AFTER_SURNAME.fullmatch(name)
    if found is None or not _may_be_surname(found[2]):
        return False
    known, key, bare = words(), key_of(found[2]), found[5]
    if bare is None:
        return True
    if bare.casefold() in known.acronyms:
        return False
    particle = found[1] != "" and known.particles.issuperset(found[1].split())
    return particle or known.is_surname(key) or len(key) >= _LONG_SURNAME


def _may_be_surname(word: str) -> bool:
    """Is it written as one, and no ordinary word nor that of a body?"""
    known, key = words(), key_of(word)
    no_name = known.ordinary | known.bodies | known.brands | known.legal | known.roles | known.kin
    return key not in no_name and all(
        _NAME.fullmatch(part[:1].upper() + part[1:]) for part in word.split("-")
    )


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
            return _may_be_surname(name.split()[-2])
        born_of_one = keys[0] == "the" or keys[-1] in ("twins", "triplets", "brothers", "sisters")
        return (
            born_of_one
            and 0 < len(named) <= 1 + 1
            and all(known.is_given(key) or known.is_surname(key) for key in named)
        )
    if len(keys) != len(("The", "Hartleys")) or keys[0] != "the" or not keys[1].endswith("s"):
        return False
    return name.rsplit(maxsplit=1)[-1].istitle() and known.is_surname(keys[1][:-1])


def _is_run_together(name: str) -> bool:
    """Is it a full name written as one word ("JanePatterson", "bob.hoskins", "KSmith")?

    Many products are two words run together, so that one has to be known and the other to be no
    ordinary word, and both to be written alike.
    """
    said = _WORD.findall(_JOINT.sub(" ", name))
    if said == _WORD.findall(name):
        return False
    alike = len({word.islower() for word in said}) == 1
    shouted = {word.isupper() for word in said if len(word) > 1}
    long_enough = len(said[0]) == 1 or len(said[0]) >= _SHORTEST
    if not alike or len(shouted) != 1 or not long_enough:
        return False
    if is_full_name(said):
        return True
    if len(said) != 1 + 1:
        return False
    joined = re.search(r"[a-z][._-][a-z]", name, re.IGNORECASE)  # the surname may stand first
    return _may_be_full_name(*said) or (bool(joined) and _may_be_full_name(*said[::-1]))


def _may_be_full_name(given: str, surname: str) -> bool:
    """Are these a given name or a surname that is nothing else, and a word that may be another?"""
    known, first, last = words(), key_of(given), key_of(surname)
    if not (_may_be_surname(given) and _may_be_surname(surname)) or len(last) < _SHORTEST:
        return False
    long = len(first) >= _LONG_GIVEN or len(last) >= _LONG_GIVEN  # "MarkBook" is short
    if known.is_given(first) and long and (first not in known.surnames or len(last) >= _LONG_GIVEN):
        return True
    return known.is_surname(last) and len(last) >= _LONG_GIVEN


def is_full_name(said: Sequence[str]) -> bool:
    """Are these words a person's name for sure: given name and surname, both known?"""
    known = words()
    if _is_of_vietnam(said):
        return True
    irish = len(said) > 2 and said[-2] in _IRISH and said[-1][0].isupper()
    named = [(word, key_of(word)) for word in said if not _is_beside(word, known)]
    named = [each for each in named if each[1] not in known.particles or len(each[1]) == 1]
    keys = [key for _, key in named]
    if not 2 <= len(keys) <= _LONGEST_NAME or not known.bodies.isdisjoint(keys):
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
    if not 2 < len(said) <= _LONGEST_NAME or keys[0] not in known.vietnamese:
        return False
    marked = any(_OF_VIETNAM.search(word) for word in said)
    return all(word[0].isupper() for word in said) and (marked or keys[1] in ("van", "thi"))


def _parts(company: str) -> Iterator[str]:
    """What may be a name: the words before a bracket or a comma, and those after a role or title.

    Of a name with a title in the midst of it ("piano teacher Mrs Jones") also what follows.
    """
    known = words()
    text = without_contacts(company, " ", " ")
    first = _ASIDE.sub("", text)
    rest = text[len(first) :].strip(" ,;:-–—|/()[]")
    parts = [first]
    if rest and _WORD.search(first):
        parts.append(_ASIDE.sub("", rest))
    for part in parts:
        yield part
        said = [*_WORD.finditer(part)]
        for word, following in pairwise(said):
            key = key_of(word[0])
            if word[0][0].isupper() and word is not said[0] and key in known.courtesy:
                yield part[word.start() :]
            elif key in known.kin and following[0][0].isupper():
                yield part[following.start() :]


def _of_name(text: str, context: str, company: str) -> float:
    known = words()
    score = CONTACT if without_contacts(company, "", "") != company else 0.0
    said = [(word, key_of(word)) for word in _WORD.findall(text)]
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
        elif word[0].islower() and folded not in known.given and not _NAME.fullmatch(word):
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
    keys = [key_of(word) for word in _WORD.findall(company)]
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
    formed = all(map(_NAME.fullmatch, word.strip(".").split("-")))
    return ORDINARY if folded in known.ordinary else UNKNOWN if formed else NO_NAME
