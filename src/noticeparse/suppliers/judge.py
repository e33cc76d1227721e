"""Company as printed → Match: certain, proposed, or unknown with a stable id.

A wrong merge is worse than a missed one: two rows are one supplier only where their names are equal
after a normal form, or are both listed as names of it. A name that several suppliers go by stays
unknown and says so, unless the row speaks of what only one of them does. A name that is merely like
a known one keeps the id and the name of an unknown supplier, so that nothing merges by it; the
reason names the supplier that it may be.
"""

import hashlib
import re
import unicodedata
from itertools import chain

from rapidfuzz.distance import OSA

from noticeparse.model import Match
from noticeparse.model.disclosure import UNLISTED
from noticeparse.suppliers.directory import (
    Directory,
    directory,
    find_names,
    loose_key,
    makers_of,
)
from noticeparse.suppliers.names import (
    SMALL,
    Form,
    domain_of,
    forms,
    in_parenthesis,
    slashed,
    stable_name,
)
from noticeparse.text import words
from noticeparse.vocabulary.suppliers import Catalogue, Supplier, name_key

_Found = tuple[Supplier, str]
_SHORTEST = 8  # letters; of shorter names one letter in seven would be enough
_MOST_SLIPS = 2  # letters that may differ
_SHORTEST_FOR_TWO = 14  # letters of a name in which two may differ
_MARGIN = 1  # how much nearer than the next supplier


def match_supplier(company: str, catalogue: Catalogue, *, context: str = "") -> Match:
    """Say which known supplier a company is.

    `context` is what the row says of it: it decides between suppliers that go by one name. The
    score is 1.0 for a certain match, 0.0 for an unknown one, and between them for a proposed one,
    whose id and name are those of the owner where only the owner of several products is named.
    """
    book = directory(catalogue)
    company = _own_body(company, book)
    found = (
        _by_domain(company, book)
        or _by_name(company, book)
        or _by_maker(company, book)
        or _by_abbreviation(company, book)
        or _by_parts(company, book)
        or _by_context(company, context, book)
    )
    if found is not None:
        supplier, reason = found
        if supplier.likely_product is not None:
            if (made := _named_product(supplier, context, catalogue)) is not None:
                reason = f"the row names {made.name}, a product of {supplier.name}"
                return Match(made.id, made.name, "certain", 1.0, (reason,))
            product = book.by_id[supplier.likely_product]
            reason = f"only the owner, {supplier.name}, is named; likely {product.name}"
            return Match(supplier.id, supplier.name, "proposed", 0.5, (reason,))
        if supplier.is_generic and supplier.home_country is None:
            reason = "every country, or part of one, has its own"
            return Match(supplier.id, supplier.name, "proposed", 0.5, (reason,))
        reasons = [reason]
        if supplier.succeeded_by is not None:
            id, since = supplier.succeeded_by
            reasons.append(f"since {since} its work is done by {book.by_id[id].name}")
        return Match(supplier.id, supplier.name, "certain", 1.0, tuple(reasons))
    id, name, why = _unknown_id(company), company.strip(), _why_unknown(company, book)
    if why is None and (proposal := propose(company, book)) is not None:
        score, reason = proposal
        return Match(id, name, "proposed", score, (reason,))
    return Match(id, name, "unknown", 0.0, (why or "no supplier of this name is in the catalogue",))


def _own_body(company: str, book: Directory) -> str:
    """Take the body in a parenthesis where that is the one meant.

    "LA (Fenmarsh County Council)" says whose authority it is, "Education Funding Agency (ESFA)"
    who does its work now.
    """
    outside, inside = in_parenthesis(company)
    body, named = book.by_name.get(name_key(outside)), book.by_name.get(name_key(inside))
    if body is None:
        return company
    if body.is_generic:
        own = named is not body and (named or inside.casefold().endswith(" council"))
        return inside if own else company
    while body is not None and body.succeeded_by is not None:
        body = book.by_id.get(body.succeeded_by[0])
        if body is named:
            return inside
    return company


def _by_domain(company: str, book: Directory) -> _Found | None:
    domain = domain_of(company)
    if domain is None:
        return None
    if (supplier := book.by_domain.get(domain)) is not None:
        return supplier, f"{domain} is the domain of {supplier.name}"
    # A name of several words is nobody else's domain: drfrostmaths.com, but not horizons.com.
    key = name_key(domain.partition(".")[0])
    supplier = book.by_name.get(key)
    if supplier is None or supplier.common_word:
        return None
    if not any(len(words(name)) > 1 and name_key(name) == key for name in supplier.names):
        return None
    return supplier, f"{domain} is the name of {supplier.name} as a domain"


def _by_name(company: str, book: Directory) -> _Found | None:
    printed = forms(company)
    for form in printed:
        key = name_key(form.text)
        if key in book.unsure:
            return None
        supplier = book.by_name.get(key)
        if supplier is not None and not (form.part and supplier.is_public):
            return supplier, _reason(form, supplier)
    for form in printed:
        supplier = book.by_loose.get(loose_key(form.text))
        if supplier is not None and not form.part:
            return supplier, f"the name, with “and” for “&”, is one of {supplier.name}"
    return None


def _reason(form: Form, supplier: Supplier) -> str:
    key = name_key(form.text)
    what = "is an alias of"
    if key == name_key(supplier.name):
        what = "is that of"
    elif any(key == name_key(name) for name in supplier.old_names):
        what = "is an old name of"
    how = f", {form.how}," if form.how else ""
    return f"the name{how} {what} {supplier.name}"


def _by_parts(company: str, book: Directory) -> _Found | None:
    """Take "A / B" for A where no other part is the name of another supplier."""
    parts = slashed(company)
    found = [_by_name(part, book) for part in parts]
    if not found or found[0] is None or found[0][0].is_public:
        return None
    supplier = found[0][0]
    shared = all(part.startswith(f"{parts[0]} ") for part in parts[1:])
    if shared or all(item is None or item[0].id == supplier.id for item in found):
        return supplier, f"the first of the names, {parts[0]}, is one of {supplier.name}"
    return None


def _by_context(company: str, context: str, book: Directory) -> _Found | None:
    """Take a name that several go by for the one whose cues, alone, the row's words hold."""
    for form in forms(company):
        key = name_key(form.text)
        if key not in book.unsure:
            continue
        said = [
            (supplier, cue)
            for supplier in book.unsure[key][1]
            if (cue := _cue(key, supplier, context)) is not None
        ]
        if len(said) == 1:
            supplier, cue = said[0]
            return supplier, f"several go by this name; the row speaks of {cue}: {supplier.name}"
    return None


def _cue(key: str, supplier: Supplier, context: str) -> str | None:
    """The first cue of a supplier, for a name, that stands in a text."""

    def spoken(text: str) -> str:
        return f" {' '.join(word.removesuffix('s') for word in words(text))} "

    cues = next((cues for name, cues in supplier.cues if name_key(name) == key), ())
    return next((cue for cue in cues if spoken(cue) in spoken(context)), None)


def _why_unknown(company: str, book: Directory) -> str | None:
    """Say that several go by a name; None where nobody is known to."""
    for form in forms(company):
        if name_key(form.text) in book.unsure:
            note, candidates = book.unsure[name_key(form.text)]
            names = ", ".join(supplier.name for supplier in candidates)
            return f"several go by this name ({names}): {note}"
    return None


def _unknown_id(company: str) -> str:
    """Make the id that all notices give an unknown name: case, spacing, accents do not count."""
    key = name_key(stable_name(company)).replace("&", "and").replace("+", "plus")
    parts = unicodedata.normalize("NFKD", key)
    key = unicodedata.normalize("NFC", "".join(c for c in parts if not unicodedata.combining(c)))
    if re.fullmatch(r"[a-z0-9]{1,48}", key):
        return f"{UNLISTED}{key}"
    return f"{UNLISTED}{hashlib.sha256((key or company).encode()).hexdigest()[:12]}"


def _named_product(owner: Supplier, context: str, catalogue: Catalogue) -> Supplier | None:
    """The one product of an owner that the row's words name; None where none or several are."""
    book = directory(catalogue)
    spans = find_names(context, catalogue)
    named = {span.supplier_id for span in spans if owner.id in makers_of(span.supplier_id, book)}
    return book.by_id[named.pop()] if len(named) == 1 else None


def _by_abbreviation(company: str, book: Directory) -> _Found | None:
    """Take "Department of Work & Pensions (DWP)": nearly a name, and the abbreviation of it.

    Each alone says too little: one letter makes another body, and many have the same initials.
    """
    outside, inside = in_parenthesis(company)
    supplier = book.by_name.get(name_key(inside)) if inside.isupper() or len(inside) < 6 else None
    if supplier is None or name_key(inside) in book.unsure:
        return None
    printed = _without_small(outside)
    for name in supplier.names:
        whole = _without_small(name)
        allowed = min(_MOST_SLIPS, len(whole) // _SHORTEST)
        if len(words(name)) > 1 and OSA.distance(printed, whole) <= allowed:
            return supplier, f"nearly the name, and the abbreviation, of {supplier.name}"
    return None


def _without_small(name: str) -> str:
    return "".join(word for word in words(name) if word not in SMALL)


def _by_maker(company: str, book: Directory) -> _Found | None:
    """Take "MAKER PRODUCT" and "MAKER (PRODUCT)" for the product: "Tes Class Charts".

    Only where the catalogue says that the product is that maker's, and nothing stands between the
    two. A maker that is in the catalogue is taken first where a parenthesis names its product.
    """
    outside, inside = in_parenthesis(company)
    if inside and (found := _made(outside, inside, book)):
        return found
    for form in forms(company):
        parts = form.text.split()
        for place in range(1, len(parts)):
            if not (parts[place - 1][-1].isalnum() and parts[place][0].isalnum()):
                continue
            if found := _made(" ".join(parts[:place]), " ".join(parts[place:]), book):
                return found
    return None


def _made(maker: str, product: str, book: Directory) -> _Found | None:
    supplier = book.by_name.get(name_key(product))
    if supplier is None:
        return None
    makers = book.makers.get(supplier.id, frozenset())
    if not any(name_key(form.text) in makers for form in forms(maker) if not form.part):
        return None
    return supplier, f"{product} is a product of {maker}: {supplier.name}"


def propose(company: str, book: Directory) -> tuple[float, str] | None:
    """Name the one supplier whose name is nearly the printed one; None where none or several.

    Gives how like the two are (0..1), and the sentence that names it; a person decides. Left out
    are names for which likeness says little: short ones, ordinary words, councils and other public
    bodies (one letter makes another town), and names whose numbers differ.
    """
    keys = [name_key(form.text) for form in forms(company) if not form.part]
    nearest: dict[str, tuple[int, str, str]] = {}
    for key in dict.fromkeys(keys):
        lengths = range(len(key) - _MOST_SLIPS, len(key) + _MOST_SLIPS + 1)
        for name, supplier in chain(*(book.by_first.get((key[:1], n), ()) for n in lengths)):
            slips = _slips(key, name, supplier)
            if slips is not None and slips < nearest.get(supplier.id, (_MOST_SLIPS + 1, "", ""))[0]:
                nearest[supplier.id] = (slips, key, name)
    ranked = sorted((found, id) for id, found in nearest.items())
    if not ranked or (len(ranked) > 1 and ranked[1][0][0] - ranked[0][0][0] < _MARGIN):
        return None
    (slips, key, name), _ = ranked[0]
    supplier = book.by_name[name]
    printed = next(each for each in supplier.names if name_key(each) == name)
    letters = "one letter differs" if slips == 1 else f"{slips} letters differ"
    alias = "" if printed == supplier.name else f", a name of {supplier.name}"
    reason = f"perhaps {printed}{alias}: {letters}; nobody has confirmed it"
    return round(1 - slips / max(len(key), len(name)), 2), reason


def _slips(key: str, name: str, supplier: Supplier) -> int | None:
    """Count the letters that differ; None where the two are not to be compared, or too far.

    The first letter is the same: a slip of the pen seldom changes it.
    """
    shorter = min(len(key), len(name))
    if shorter < _SHORTEST or supplier.common_word or supplier.is_public:
        return None
    allowed = _MOST_SLIPS if shorter >= _SHORTEST_FOR_TWO else 1
    if abs(len(key) - len(name)) > allowed:
        return None
    if re.findall(r"\d+", key) != re.findall(r"\d+", name):
        return None
    slips = OSA.distance(key, name, score_cutoff=allowed)
    return slips if slips <= allowed else None
