"""A short text → what kind of name it is: of the catalogue, of a body, shaped like one, or none.

"known" is a name of the catalogue; "generic" a recipient without a name of its own ("other
schools"); "shaped" a few words with capitals that are not ordinary ones; "plain" is the rest.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from noticeparse.model import Text
from noticeparse.parser.context import Context
from noticeparse.parser.marks import AND, ARTICLE, COMMA, STRONG_CUT, bare_name, cut
from noticeparse.text import words

LONGEST_SHAPED = 7  # words with capitals
LONGEST_GENERIC = 6  # words
_NAME_WORD = re.compile(
    r"(?:[A-Z0-9(+&À-ÖØ-Þ]|(?:of|for|the|and|by|my|in|on|to|a|de|la|na|an|&|\+|/)$|[a-z][A-Z])"
)
_OTHERS = re.compile(r"^(?:and |many )?(?:others?|more|etc\.?|so on|similar)$", re.IGNORECASE)
_WORD_OF_BODY = re.compile(r"[\w'’/&-]+,?")
_APPOSED = re.compile(r"an? [a-z]")


@dataclass(frozen=True, slots=True)
class Name:
    """What a text is as a name.

    `begins` is where the name of the catalogue ends with which it begins, after an article; 0 where
    it begins with none.
    """

    kind: str
    begins: int = 0

    @property
    def likely(self) -> bool:
        """Whether the text may be a recipient's name."""
        return self.kind != "plain"


def name_of(text: str, context: Context) -> Name:
    """Say what kind of name a text is."""
    return context.asked.names.once(text, lambda: _name_of(text, context))


def _name_of(text: str, context: Context) -> Name:
    bare = bare_name(text)
    spans = [span for span in context.find_names(bare, alone=True) if not span.start]
    begins = text.find(bare[: spans[0].end]) + spans[0].end if spans else 0
    if spans and spans[0].end >= len(bare) - 1:
        return Name("known", begins)
    if is_generic(bare, context):
        return Name("generic", begins)
    if looks_like_name(bare) and not is_ordinary(bare, context):
        return Name("shaped", begins)
    return Name("plain", begins)


def is_ordinary(text: str, context: Context) -> bool:
    """Say whether a text is made of ordinary words alone: "Learning Support", "Year 6", "Also"."""
    plain, more, breaks = (context.words(key) for key in ("ordinary", "qualifiers", "breaks"))
    return all(w in plain or w in more or w in breaks or w.isdigit() for w in words(text))


def is_generic(text: str, context: Context) -> bool:
    """Say whether a text is a noun for bodies with words that say of which kind: "other schools".

    Two such phrases with "and" between them are one more: "schools and other settings".
    """
    if not all(_WORD_OF_BODY.fullmatch(part) for part in text.split()):
        return False
    head, _, what = text.partition(" of ")
    if what and words(head)[-1:] and words(head)[-1] in context.words("of_what"):
        text = head  # "providers of school meals"
    parts = re.split(r" (?:and|or|&) ", text)
    return all(_is_generic(part, context) for part in parts) or _is_generic(text, context)


def _is_generic(text: str, context: Context) -> bool:
    *before, last = words(text) or [""]
    if last not in context.words("bodies") or len(before) >= LONGEST_GENERIC:
        return False
    if any(character.isupper() for character in text[1:]):
        known = context.words("qualifiers") | context.words("bodies") | {"and", "&"}
        return known.issuperset(before)
    return (context.words("breaks") - {"and", "or", "&"}).isdisjoint(before)


def looks_like_name(text: str) -> bool:
    """Say whether a text has the shape of a name: a few words, with capitals."""
    parts = text.strip(" .").split()
    if not any(c.isupper() for c in text) or sum(not p.islower() for p in parts) > LONGEST_SHAPED:
        return False
    return all(_NAME_WORD.match(part) for part in parts)


def split_names(text: Text, context: Context) -> list[Text]:
    """Cut "My Book Club, DoJo, Oxford Reading Buddy" into its names; else give it whole."""
    known = name_of(str(text), context).kind == "known"
    if known or lists_fields(bare_name(str(text)), context):
        return [text]
    strong = cut(text, STRONG_CUT)
    parts = [part for piece in strong for part in _by_comma(piece, context)]
    if len(strong) > 1 and not all(name_of(str(part), context).likely for part in parts):
        return [text]
    return parts if len(parts) > 1 else [text]


def lists_fields(name: str, context: Context) -> bool:
    """Say whether a name is a body's that lists its fields: "Department for Sport and Culture"."""
    folded = words(name)
    body = next((n for n, w in enumerate(folded[:-2]) if w in context.words("listing_bodies")), -1)
    capitals = all(
        part[0].isupper() or part in ("and", "for", "of", "the") for part in name.split()
    )
    return body >= 0 and folded[body + 1] in ("for", "of") and capitals


def _by_comma(text: Text, context: Context) -> list[Text]:
    if name_of(str(text), context).kind == "known":
        return [text]
    listed = [part for part in cut(text, COMMA) if not _OTHERS.match(str(part))]
    apposed = any(_APPOSED.match(str(part)) for part in listed[1:])  # "Lexia, a reading scheme"
    if len(listed) > 1 and (apposed or not _are_listed(listed, context)):
        return [text]
    return [one for part in listed for one in _by_and(part, context, listed=len(listed) > 1)]


def _by_and(text: Text, context: Context, *, listed: bool) -> list[Text]:
    parts = cut(text, AND)
    kinds = [name_of(str(part), context).kind for part in parts]
    named = all(
        kind in ("known", "generic")
        or (kind == "shaped" and (listed or _is_body(str(part), context)))
        for part, kind in zip(parts, kinds, strict=True)
    )
    distinct = [part for part, kind in zip(parts, kinds, strict=True) if kind != "generic"]
    if not distinct and not listed:
        return [text]
    field = not context.words("qualifiers").isdisjoint(words(str(parts[0]))[-1:])
    if kinds == ["shaped", "generic"] and field and str(parts[1])[0].isupper():
        return [text]  # the fields of one body: "Fenmoor Health and Social Care Trust"
    return parts if named and _differ(distinct) else [text]


def _is_body(text: str, context: Context) -> bool:
    """Say whether a name is that of a public body: "Fenmoor Council"."""
    folded = words(text)
    return len(folded) > 1 and (
        folded[-1] in context.words("bodies")
        or any(word in context.words("listing_bodies") for word in folded)
    )


def _are_listed(parts: Sequence[Text], context: Context) -> bool:
    """Say whether the parts between commas are names, not a vendor with its products."""
    last = cut(parts[-1], AND)
    of_last = [name_of(str(part), context).kind for part in last]
    if of_last[-1] == "generic" and "plain" not in of_last:  # "HESA, OfS and other funding bodies"
        parts = [*parts[:-1], *last]
    elif len(last) > 1 and all(_is_whole(str(part), context) for part in (*parts[:-1], *last)):
        parts = [*parts[:-1], *last]  # "Camp Blencowe, Redgum Coaches and Fenmoor Ambulance"
    kinds = [name_of(str(part), context).kind for part in parts]
    if not _differ([part for part, kind in zip(parts, kinds, strict=True) if kind != "generic"]):
        return False
    sure = sum(kind in ("known", "generic") for kind in kinds)
    return "plain" not in kinds and (len(parts) > 2 or sure > 0)


def _is_whole(text: str, context: Context) -> bool:
    """Say whether a name surely stands by itself: it is known, a kind of body, or several words."""
    kind = name_of(text, context).kind
    return kind in ("known", "generic") or (kind == "shaped" and len(words(text)) > 1)


def _differ(parts: Sequence[Text]) -> bool:
    """Say whether all parts begin with other words: products of one supplier often share theirs."""
    return len({tuple(words(str(part))[:1]) for part in parts}) == len(parts)


def without_article(text: Text, context: Context) -> Text:
    """Take "the" or "our" off the front of a name, unless the catalogue has it: "The Key"."""
    match = ARTICLE.match(text.string)
    if match is None:
        return text
    bare = text.slice(match.end())
    with_it = any(not span.start for span in context.find_names(text.string, alone=True))
    return text if with_it and name_of(bare.string, context).kind != "known" else bare
