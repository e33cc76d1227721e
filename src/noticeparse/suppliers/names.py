"""Company as printed → the forms in which it is looked up, each with the reason in words.

The first form that the catalogue knows wins, so the forms run from the printed name to what is left
of it when everything that is not the name is taken away. Nothing here is fuzzy: "ParentMail" never
comes near "ParentPay". Limits: descriptors are known by a list of words.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from noticeparse.text import fold_key

_MARKS = re.compile(
    r"(?:[*\u2020\u2021\u00a7\u00b9\u00b2\u00b3\u2070-\u2079\u00ae\u2122]|\[\d{1,2}\])+\s*$"
)
_EDGES = " \t\r\n.,;:|\u2022\u00b7\u25aa-\u2013\u2014*"
_LEGAL = re.compile(
    r"[\s,]+(?:ltd|limited|plc|inc(?:orporated)?|llc|llp|cic|gmbh|corp(?:oration)?"
    r"|pty(?: ltd)?|b\.?v)\.?$",
    re.IGNORECASE,
)
_LEADING = re.compile(r"^(?:the|our|an?)\s+(?=\S)", re.IGNORECASE)
_OWNER = re.compile(r"^\w+['\u2019]s\s+(?=\S)")
_PARENTHESIS = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*")
_MAKER = re.compile(r"\s+(?:by|from)\s+(?=\S)", re.IGNORECASE)
_DASH = re.compile(r"\s+[-\u2010-\u2015]+\s*|\s*[\u2013\u2014:]\s+")
_SLASH = re.compile(r"\s*/\s*")
_EDITION = re.compile(
    r"\s+(?:for\s+(?:education|schools?|teachers|primary|secondary)|(?:education|schools?)\s+edition|uk)$",
    re.IGNORECASE,
)
_DESCRIPTOR = re.compile(
    r"\s+(?:apps?|web ?sites?|software|systems?|platform|tools?|programmes?|programs?|online|portal"
    r"|sites?|services?|reporting|data|tracking|database|package|account|books|subscription"
    r"|cloud|data-?cent(?:re|er)|embedded player|(?i:student information system)"
    r"|safeguarding|homework|payments?|management|information|communications?|learning journals?"
    r"|(?i:mis|exam(?:ination)? board|awarding body))$"
)
# "Oaktree Ltd trading as ParentPay": the same firm under another name.
_KNOWN_AS = re.compile(
    r",?\s+(?:formerly|previously|trading as|t/a|also known as|a\.?k\.?a\.?)(?:\s+known as)?\s+",
    re.IGNORECASE,
)
_MICROSOFT = re.compile(r"^MS(?:\s+(?=\S)|(?=\d))")
_DOMAIN = re.compile(
    r"^(?:https?://)?(?:www\.)?((?:[a-z0-9-]+\.)+[a-z]{2,})(?:/\S*)?$", re.IGNORECASE
)
# One word that says what is done, not who does it: "Kitchen (Chartwells)".
_WORK = re.compile(
    r"canteen|catering|caterers?|cleaning|kitchen|lunches|meals|milk|payroll|photos|photographers?"
    r"|photography|transport",
    re.IGNORECASE,
)
_CURRENTLY = re.compile(r"^(?:e\.?g\.?|i\.?e\.?|currently|presently|now|such as),?\s+", re.I)
SMALL = frozenset(("a", "and", "&", "for", "of", "the"))  # words that name nothing
_COUNCILS = {
    "cc": ("county council", "city council"),
    "mbc": ("metropolitan borough council",),
    "mdc": ("metropolitan district council",),
    "bc": ("borough council",),
    "dc": ("district council",),
}


@dataclass(frozen=True, slots=True)
class Form:
    """A way to look a name up; `how` says what was done to the printed name ("" for nothing).

    `part`: what was taken away may name something else, so a public body is not known by it.
    """

    text: str
    how: str = ""
    part: bool = False


def cleaned(printed: str) -> str:
    """Take footnote marks, bullets and the punctuation at the ends off a printed name.

    >>> cleaned("• Edsential**")
    'Edsential'
    """
    text = printed.strip()
    while True:
        shorter = _MARKS.sub("", text).strip(_EDGES)
        if shorter == text:
            return text
        text = shorter


@lru_cache(maxsize=256)
def forms(printed: str) -> tuple[Form, ...]:
    """The forms of a printed name, the nearest to print first.

    >>> [form.text for form in forms("Purple Mash by 2Simple Ltd")]
    ['Purple Mash by 2Simple Ltd', 'Purple Mash by 2Simple', 'Purple Mash']
    """
    found: dict[str, Form] = {}
    for form in _all_forms(cleaned(printed)):
        if key := fold_key(form.text):
            found.setdefault(key, form)
    return tuple(found.values())


def _all_forms(name: str) -> Iterator[Form]:
    yield from _whole(Form(name))
    if (written := _MICROSOFT.sub("Microsoft ", name)) != name:
        yield from _whole(Form(written, "with MS written out"))
    product, maker = in_parenthesis(name)
    if product and maker:  # "Microsoft Teams" for "Teams (Microsoft)"
        yield Form(f"{maker} {product}", "with its maker before it")
    outside = cleaned(_PARENTHESIS.sub(" ", name))
    yield from _whole(Form(outside, "without its parenthesis") if outside != name else Form(name))
    yield Form(_OWNER.sub("", outside), "without its owner", part=True)
    for pattern, how in ((_MAKER, "without its maker"), (_DASH, "without what follows the dash")):
        first = cleaned(pattern.split(outside, maxsplit=1)[0])
        yield from _whole(Form(first, how, part=True))
        yield from _whole(Form(cleaned(_MAKER.split(first)[0]), "without its maker", part=True))
    yield from _descriptors(outside)
    yield from _described(name, outside)
    yield from _known_as(name)


def in_parenthesis(printed: str) -> tuple[str, str]:
    """Part a name that ends in a parenthesis: what stands before it, what in it ("" for none).

    >>> in_parenthesis("Teams (Microsoft)")
    ('Teams', 'Microsoft')
    """
    name = cleaned(printed)
    inside = _PARENTHESIS.search(name)
    if inside is None or inside.end() != len(name):
        return name, ""
    return cleaned(name[: inside.start()]), cleaned(inside.group(1))


def _known_as(name: str) -> Iterator[Form]:
    """Yield both names of "A, formerly B" and of "A (trading as B)"."""
    bare = " ".join(_PARENTHESIS.sub(r" \1 ", name).split())
    for part in _KNOWN_AS.split(bare)[:2]:
        if part != bare:
            yield from _whole(Form(cleaned(part), "one of the two that are printed", part=True))


def _whole(form: Form) -> Iterator[Form]:
    """Yield a name with and without its legal form, article and edition."""
    yield form
    for pattern, how in (
        (_LEGAL, "without its legal form"),
        (_LEADING, "without the article"),
        (_EDITION, "without its edition"),
    ):
        shorter = cleaned(pattern.sub("", form.text))
        if shorter and shorter != form.text:
            form = Form(shorter, form.how or how, form.part)
            yield form
    yield from (Form(text, "a council written out") for text in council_names(form.text))


def _descriptors(name: str) -> Iterator[Form]:
    while (shorter := cleaned(_DESCRIPTOR.sub("", name))) != name and shorter:
        yield Form(shorter, "without what describes it", part=True)
        name = shorter


def _described(name: str, outside: str) -> Iterator[Form]:
    """Yield what a parenthesis names, where only a description stands before it ("Our MIS (X)")."""
    inside = _PARENTHESIS.search(name)
    words = outside.split()
    if inside is None or (len(words) < 2 and not _WORK.fullmatch(outside)):
        return
    if all(word[:1].islower() or word.isupper() for word in words[1:]):
        named = _CURRENTLY.sub("", cleaned(inside.group(1)))
        yield Form(cleaned(named), "named in the parenthesis", part=True)


def council_names(name: str) -> list[str]:
    """Write a council's abbreviation out, every way that it may be meant.

    >>> council_names("Fenmarsh CC")
    ['Fenmarsh county council', 'Fenmarsh city council']
    """
    first, _, last = name.rpartition(" ")
    return [f"{first} {council}" for council in _COUNCILS.get(last.casefold(), ()) if first]


def domain_of(printed: str) -> str | None:
    """Find the domain where the printed name is nothing but a web address."""
    match = _DOMAIN.match(printed.strip().rstrip("/"))
    return match.group(1).casefold() if match else None


def slashed(printed: str) -> list[str]:
    """List the parts between slashes, or the products that share the first one's name.

    >>> slashed("SIMS, SIMS Pay"), slashed("ParentMail / +Pay"), slashed("AQA, OCR")
    (['SIMS', 'SIMS Pay'], ['ParentMail', '+Pay'], [])
    """
    name = cleaned(printed)
    products = [part.strip() for part in re.split(r",|\s+(?:and|&)\s+", name) if part.strip()]
    if len(products) > 1 and all(part.startswith(f"{products[0]} ") for part in products[1:]):
        return products
    parts = [part for part in _SLASH.split(name) if part]
    return parts if len(parts) > 1 else []


def stable_name(printed: str) -> str:
    """Reduce the name of an unknown supplier to what stays the same from notice to notice.

    >>> stable_name("Kool Kidz Ltd (after school)"), stable_name("Fenmarsh CC – Payments")
    ('Kool Kidz', 'Fenmarsh county council')
    """
    name = cleaned(printed)
    outside = cleaned(_PARENTHESIS.sub(" ", name)) or name
    outside = _LEADING.sub("", outside)
    for text in (outside, cleaned(_DASH.split(outside, maxsplit=1)[0])):
        councils = council_names(text)
        if councils:
            return councils[0]
        if text.casefold().endswith(" council"):
            return text
    return cleaned(_LEGAL.sub("", outside)) or outside
