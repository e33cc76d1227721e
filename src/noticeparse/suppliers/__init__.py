"""Company as printed → Match, never guessed, or a kind of body; text → the suppliers in it.

"Our local authority" of two schools are two authorities, and "other schools" are whichever: such
names are told under the kind of body, and never taken for one supplier. Known are the kinds of the
catalogue (`local_body`), and phrases of the words of recipients.yaml alone. Limits: a word that is
not in these lists makes a name, unless the phrase begins with "our" or is a plural without
capitals.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from noticeparse.model import Match
from noticeparse.suppliers.directory import directory, find_names
from noticeparse.suppliers.firms import firm_of, products_of
from noticeparse.suppliers.judge import match_supplier
from noticeparse.suppliers.names import cleaned
from noticeparse.suppliers.short_forms import with_short_forms
from noticeparse.text import words
from noticeparse.vocabulary import Vocabulary
from noticeparse.vocabulary.inflection import reduce_word
from noticeparse.vocabulary.suppliers import NameSpan, name_key

__all__ = [
    "NameSpan", "find_names", "firm_of", "kind_of_body", "match_supplier", "products_of",
    "supplier_of", "with_short_forms",
]  # fmt: skip

_LONGEST = 7  # words
_TWO = 2
_PARTED = re.compile(r"\s+(?:and|&)\s+|\s*[,/]\s*")
_WHICH = re.compile(r"\s+(?:that|who|which|where|whose|to which)\s.*|\s*[(\[].*", re.I | re.S)
_AND, _OF = frozenset(("and", "or", "&")), frozenset(("of", "for", "in", "to", "on"))
_OWN = ("our", "their", "your", "my")
# They say which of the kind, as articles do: "another local authority", "new schools".
_WHICHEVER = {"other", "others", "another", "relevant", "appropriate", "new", "next", "previous"}
_WHICHEVER |= {"former", "receiving", "future"}


def supplier_of(company: str, vocabulary: Vocabulary, *, context: str = "") -> Match:
    """Say which known supplier a company is, or which kind of body."""
    match = match_supplier(company, vocabulary.suppliers, context=context)
    if match.judgement == "unknown":
        match = _beside_a_body(company, vocabulary) or match
    return replace(match, generic=kind_of_body(match, vocabulary))


def _beside_a_body(company: str, vocabulary: Vocabulary) -> Match | None:
    """Take "Ofsted and the local authority" for the one that is a name, where all others are kinds.

    The row stays one, and its words name both.
    """
    parts = [part for part in _PARTED.split(cleaned(company)) if part]
    matches = [match_supplier(part, vocabulary.suppliers) for part in parts]
    kinds = [kind_of_body(match, vocabulary) for match in matches]
    names = [m for m, kind in zip(matches, kinds, strict=True) if kind is None]
    if len(parts) < _TWO or len(names) != 1 or names[0].judgement != "certain":
        return None
    reason = "the other that is named with it is a kind of body, of which every school has its own"
    return replace(names[0], reasons=(*names[0].reasons, reason))


def kind_of_body(match: Match, vocabulary: Vocabulary) -> str | None:
    """Name the kind of body that a match is, where each school has its own; None for a name.

    The id of the catalogue for a kind that it knows ("local-authority"), else the words of it.
    """
    book = directory(vocabulary.suppliers)
    if match.judgement != "unknown":
        known = book.by_id.get(match.id)
        return match.id if known and known.is_generic else None
    core = _core(_WHICH.sub("", cleaned(match.name)), vocabulary.word_lists)
    named = book.by_name.get(name_key(" ".join(core)))
    return named.id if named and named.is_generic else " ".join(core) or None


def _core(text: str, lists: Mapping[str, frozenset[str]]) -> Sequence[str]:
    """The words of a phrase for a body that say of which kind it is; none where it is a name."""
    said = words(text)
    if not said or len(said) > _LONGEST or said[-1] not in lists["bodies"]:
        return ()
    plain = not any(letter.isupper() for letter in text[1:])
    listed = lists["bodies"] | lists["articles"] | lists["qualifiers"] | _AND
    rest = set(said) - listed - (_OF if plain else set())
    begins = said[0] in _OWN or _folded(said[-1]) != said[-1]
    if rest and not (plain and begins and lists["breaks"].isdisjoint(rest)):
        return ()
    return [_folded(word) for word in said if word not in lists["articles"] | _WHICHEVER]


def _folded(word: str) -> str:
    return word if len(word) < 4 else reduce_word(word)  # "NHS" and "GPs" stay
