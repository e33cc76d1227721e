"""A supplier's name → what is looked for; a row → is it that supplier's, and why.

Certain is only what the catalogue says is the same, or the very name where it does not know it.
Of a firm its products are looked for too, and the columns that say whose a product is. Everything
else is listed for a person to look at: names that several go by, names that are merely alike,
products with the supplier's name in theirs.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from rapidfuzz.fuzz import ratio

from noticeparse.comparison.values import still_held
from noticeparse.incident.values import (
    BY_COLUMN,
    BY_NAME,
    BY_PRODUCT,
    CERTAIN,
    POSSIBLE,
    SAME_NAME,
    Judged,
)
from noticeparse.model import Disclosure, Match, Notice
from noticeparse.suppliers import find_names, kind_of_body, match_supplier, products_of
from noticeparse.suppliers.likeness import LIKE, likeness
from noticeparse.suppliers.names import forms
from noticeparse.text import words
from noticeparse.vocabulary import Vocabulary
from noticeparse.vocabulary.suppliers import Supplier, name_key

_ALIKE = 88  # of 100: enough for a slip of the pen; never merges, only lists
_SHORTEST_ALIKE = 5  # letters: shorter names are alike by chance
_SHORTEST_WITHIN = 4
_NOT_WHOSE = "every school has its own, and the notice does not say which it is"
_KINDS_OF_BODY = {"council": "local-authority", "police": "police", "nhs": "nhs"}
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Target:
    """What is looked for: the known supplier, or None, and the keys of the name as asked."""

    asked: str
    match: Match
    supplier: Supplier | None
    keys: frozenset[str]
    others: tuple[Supplier, ...]  # that go by the name as asked, where several do
    products: Mapping[str, str]  # of a firm: id → name of what it makes
    related: Mapping[str, str]  # id of another supplier → why it may be the same house
    bodies: Mapping[str, str]  # kind of body → why a school's own may be the one that is meant
    is_body: bool  # a kind of body is looked for, of which every school has its own
    vocabulary: Vocabulary = field(repr=False)
    pattern: re.Pattern[str] = field(repr=False)  # of all names, its products' too, in running text
    captions: re.Pattern[str] = field(repr=False)  # of columns that say whose a product is

    def names(self) -> tuple[str, ...]:
        """Every name that finds it."""
        return tuple(dict.fromkeys((*(self.supplier.names if self.supplier else ()), self.asked)))


def resolve(name: str, vocabulary: Vocabulary, *, exactly: bool = False) -> Target:
    """Say what is looked for by this name; `exactly`: this text, whosever name it is."""
    match = match_supplier(name, vocabulary.suppliers)
    if exactly:
        match = Match("", name.strip(), "unknown", 0.0, ("looked for exactly as it was typed",))
    known = {supplier.id: supplier for supplier in vocabulary.suppliers}
    supplier = None if exactly else known.get(match.id)
    if supplier is not None and supplier.likely_product is not None:
        # Whoever asks for an owner means it, and not the product that a notice may mean by it.
        reason = f"the name is one of {supplier.name}"
        match = Match(supplier.id, supplier.name, CERTAIN, 1.0, (reason,))
    body = None if exactly else kind_of_body(match, vocabulary)
    products = products_of(supplier, vocabulary.suppliers) if supplier else {}
    sought = [known[id] for id in (*([supplier.id] if supplier else ()), *products)]
    keys = frozenset(name_key(form.text) for form in forms(name) if not form.part and not exactly)
    return Target(
        asked=name.strip(),
        match=match,
        supplier=supplier,
        keys=keys or frozenset({name_key(name)}),
        others=tuple(
            supplier
            for supplier in vocabulary.suppliers
            if any(name_key(unsure) in keys for unsure, _ in supplier.unsure)
        ),
        products=products,
        related=dict(_related(supplier, vocabulary.suppliers)) if supplier else {},
        bodies={body: _NOT_WHOSE} if body else dict(_own_bodies(name, supplier)),
        is_body=body is not None,
        vocabulary=vocabulary,
        pattern=_pattern(sought, name.strip()),
        captions=re.compile("|".join(vocabulary.rows["whose_product"]), re.IGNORECASE),
    )


def _pattern(suppliers: Sequence[Supplier], asked: str) -> re.Pattern[str]:
    """What finds the names in a text: as whole words, their parts run together or apart."""
    names = {asked: False}
    if suppliers:
        names = {}
    for each in suppliers:
        names |= {name: each.common_word and len(words(name)) == 1 for name in each.names}
        names |= dict.fromkeys((name for name, _ in each.unsure), True)
    return re.compile("|".join(_alternative(name, ordinary=names[name]) for name in names))


def _alternative(name: str, *, ordinary: bool) -> str:
    """A name in any capitals, an abbreviation in its own, an ordinary word inside a clause.

    "Every" begins many sentences; only after a small letter or in a list it is a name. So it is
    with "Collect", where COLLECT is meant.
    """
    parts = re.findall(r"[^\W_]+", _CAMEL.sub(" ", name))
    body = r"[\W_]{0,3}".join(map(re.escape, parts)) or re.escape(name)
    inside = r"(?:(?<=[a-z,;&/] )|(?<=[(/“‘\"]))"
    whole, end = r"(?<![^\W_])", r"(?![^\W_])"
    if ordinary:
        return f"{inside}{body}{end}"
    if name.isupper() and len(parts) == 1:
        return f"{whole}{body}{end}|{inside}{re.escape(name.capitalize())}{end}"
    if len(name_key(name)) >= _SHORTEST_WITHIN:
        body = f"(?i:{body})"
    return f"{whole}{body}{end}"


def _own_bodies(name: str, supplier: Supplier | None) -> Iterator[tuple[str, str]]:
    """The kinds of body that a name is one of: "Larkshire Council" is a local authority."""
    if supplier is None or supplier.is_public:
        for word, kind in _KINDS_OF_BODY.items():
            if word in words(name):
                yield kind, f"{_NOT_WHOSE}; it may be {name.strip()}"


def _related(wanted: Supplier, catalogue: Sequence[Supplier]) -> Iterator[tuple[str, str]]:
    """Products of the wanted one, its makers, and suppliers with its name in theirs."""
    for other in catalogue:
        if other.id == wanted.id:
            continue
        if maker := _makes(wanted, other):
            yield other.id, f"{other.name} is, or was, sold as a product of {maker}"
        elif maker := _makes(other, wanted):
            yield other.id, f"{wanted.name} is, or was, sold as a product of {maker}"
        elif shared := _name_within(wanted, other) or _name_within(other, wanted):
            yield other.id, f"{other.name} is another supplier; both names have “{shared}” in them"


def _makes(maker: Supplier, other: Supplier) -> str | None:
    """The maker's name, where the catalogue says that it is printed with the other's."""
    makers = {name_key(name) for name in other.product_of}
    return maker.name if any(name_key(name) in makers for name in maker.names) else None


def _name_within(small: Supplier, large: Supplier) -> str | None:
    """A name of the one that begins a longer name of the other, or None."""
    for name in small.names:
        key = words(name)
        if len(name_key(name)) < _SHORTEST_WITHIN or (small.common_word and len(key) == 1):
            continue
        for longer in large.names:
            if len(words(longer)) > len(key) and words(longer)[: len(key)] == key:
                return name
    return None


def judge(row: Disclosure, target: Target) -> Judged | None:
    """Judge whether a row is the supplier's, and by what it is known; None: it is not."""
    found, beside = _by_company(row, target), _by_columns(row, target)
    if found is None or beside is None or found.judgement == POSSIBLE:
        return beside or found
    if found.how == BY_PRODUCT and beside.how == BY_COLUMN:
        return replace(found, how=BY_COLUMN, why=f"{found.why}; {beside.why}")
    return replace(found, product=found.product or beside.product)


def _by_columns(row: Disclosure, target: Target) -> Judged | None:
    """Take the firm, or a product of it, from a column that says whose a product is."""
    for caption, text in row.fields.other:
        if not text or not target.captions.search(caption):
            continue
        match = match_supplier(text.string, target.vocabulary.suppliers)
        said = f"its column “{caption}” has {' '.join(text.string.split())}"
        if match.id in target.products and match.judgement == CERTAIN:
            said = f"{said}, a product of {target.match.name}"
            return Judged(CERTAIN, said, BY_PRODUCT, match.name)
        if target.supplier is not None and match.id == target.supplier.id:
            return Judged(CERTAIN, said, BY_COLUMN)
        if target.supplier is None and _is_called(text.string, target):
            return Judged(SAME_NAME, said, BY_COLUMN)
    return None


def _is_called(printed: str, target: Target) -> bool:
    return any(name_key(form.text) in target.keys for form in forms(printed) if not form.part)


def _by_company(row: Disclosure, target: Target) -> Judged | None:
    company = row.company.string
    match = row.supplier
    if match is None or match.judgement == "unknown":  # an older vocabulary may have lacked it
        context = row.description.string
        match = match_supplier(company, target.vocabulary.suppliers, context=context)
    body = match.generic or kind_of_body(match, target.vocabulary)
    if body and (why := target.bodies.get(body)):
        return Judged(POSSIBLE, why)
    if (sure := _surely(company, match, target)) is not None:
        return sure
    if match.id in target.related:
        return Judged(POSSIBLE, target.related[match.id])
    others = {other.id for other in target.others}
    if target.supplier is not None and match.judgement == "certain" and match.id not in others:
        return None
    reason = _possible(row, match, target)
    return Judged(POSSIBLE, reason) if reason else None


def _surely(company: str, match: Match, target: Target) -> Judged | None:
    """A row of the supplier, of a product of it, or of the very name where nobody is known."""
    if target.supplier is None:
        if not _is_called(company, target):
            return None
        known = ", ".join(sorted(other.name for other in target.others))
        several = f"printed so; several suppliers go by this name ({known})"
        unknown = "the name is the same; the catalogue does not know it"
        return Judged(SAME_NAME, several if known else unknown, BY_NAME)
    if match.id == target.supplier.id:
        if match.judgement == CERTAIN:
            return Judged(CERTAIN, "; ".join(match.reasons), BY_NAME)
        # An owner's bare name is its own, whatever product is meant.
        owner = target.supplier.likely_product is not None
        return Judged(CERTAIN, "; ".join(target.match.reasons), BY_NAME) if owner else None
    if match.judgement == CERTAIN and match.id in target.products:
        return _of_product(company, match, target)
    return None


def _of_product(company: str, match: Match, target: Target) -> Judged:
    """A row of a product; where its recipient is printed as the firm, that is named as well."""
    why = f"{match.name} is a product of {target.match.name}"
    named = match_supplier(company, target.vocabulary.suppliers).id == target.match.id
    return Judged(CERTAIN, why, BY_NAME if named else BY_PRODUCT, match.name)


def _possible(row: Disclosure, match: Match, target: Target) -> str | None:
    """Why a row may be the supplier's, in words; None where nothing says so."""
    company = row.company.string
    wanted = target.supplier
    if any(other.id == match.id and match.judgement == "certain" for other in target.others):
        return f"{match.name} is one of those that go by the name {target.asked}"
    if wanted is None:
        printed = (match.name, company) if match.judgement == "certain" else (company,)
        alike = next(filter(None, (_alike(name, (target.asked,)) for name in printed)), None)
        return f"the name is like {alike}" if alike else None
    if match.id == wanted.id:
        return "; ".join(match.reasons)
    keys = {name_key(form.text) for form in forms(company)}
    for name, note in wanted.unsure:
        if name_key(name) in keys:
            return f"several suppliers go by the name {name}: {note}"
    if spans := named_at(company, target):
        return f"the printed name has {company[slice(*spans[0])]} in it"
    alike = _alike(company, wanted.names)
    return f"the name is like {alike}" if alike else None


def _alike(company: str, names: Sequence[str]) -> str | None:
    key = name_key(company)
    if len(key) < _SHORTEST_ALIKE:
        return None
    scored = [(ratio(key, name_key(name)), name) for name in names]
    score, name = max(scored, default=(0.0, ""))
    return name if score >= _ALIKE else None


def named_at(text: str, target: Target) -> tuple[tuple[int, int], ...]:
    """Where a text names the supplier; a superset of what makes a row, for people to read."""
    found = [match.span() for match in target.pattern.finditer(text)]
    supplier = target.supplier
    if not found and supplier is not None and supplier.common_word:
        spans = find_names(text, target.vocabulary.suppliers, alone=True)
        found = [(span.start, span.end) for span in spans if span.supplier_id == supplier.id]
    return tuple(found)


def names_like(target: Target, notices: Iterable[Notice]) -> list[str]:
    """List names of the catalogue and of the notices, the most alike first, each supplier once.

    Never the very name that was asked for.
    """
    asked = name_key(target.asked)
    scores: dict[str, float] = {}
    for shown, name in _known(target, notices):
        score = likeness(target.asked, name)
        if score >= LIKE and asked not in (name_key(name), name_key(shown)):
            scores[shown] = max(score, scores.get(shown, 0.0))
    return sorted(scores, key=lambda name: (-scores[name], name))


def _known(target: Target, notices: Iterable[Notice]) -> Iterator[tuple[str, str]]:
    """(the name to show, a name of it): suppliers, then companies as printed, but no person."""
    for supplier in target.vocabulary.suppliers:
        for name in supplier.names:
            yield supplier.name, name
    for notice in notices:
        for row in notice.disclosures:
            known = row.supplier is not None and row.supplier.judgement == "certain"
            if not known and not still_held(row):
                yield row.company.string, row.company.string
