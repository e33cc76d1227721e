"""Cards → drafts: a service's name, and below it labelled fields, one card a service.

"Purpose of data: payments" beside or below its label, cards in forms, in list items or in one
paragraph with line breaks: all are lines with labels. The description is what the lines without a
label, the data and the purpose fields say, in reading order; other fields keep their role.

A group of cards lists recipients where enough of the names are known, or where the notice announces
suppliers and the cards have the fields of such lists (a link, a place of storage, the name itself).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from noticeparse.model import NOT_SHARED, Fields, Text
from noticeparse.parser.companies import Named, is_name, looks_like_name, read_company
from noticeparse.parser.drafts import Draft
from noticeparse.parser.layouts.card_lines import find_cards
from noticeparse.parser.layouts.card_page import Card, Entry, Page, to_page
from noticeparse.parser.layouts.columns import FIELD_ROLES, joined
from noticeparse.parser.layouts.heading_names import bare_heading, framed_names
from noticeparse.parser.layouts.lines import join_lines
from noticeparse.parser.layouts.region import Context, Region
from noticeparse.parser.recipients import is_generic, split_recipients
from noticeparse.parser.wording import Wording

FIT = 0.92  # cards that repeat their labels leave as little to doubt as a table does
FIT_ALONE = 0.85
SHARE_OF_NAMES = 0.2  # of the cards whose names have to be known
_FIELD_ROLES = (*FIELD_ROLES, "withheld")
_SAYS_WHAT = ("data", "purpose", "both")
_OF_SUPPLIERS = ("link", "location", "company")

_DASH = re.compile(r"\s+[-–—]\s+")
_ABBREVIATED = re.compile(r"\b[A-Z]\w{0,3}\.\s*$")  # "Clever Inc." keeps its point


@dataclass(frozen=True, slots=True)
class _Read:
    """A card with its name as it is printed."""

    card: Card
    name: Text
    section: int | None


def find(context: Context) -> list[Region]:
    """Find the cards that describe recipients."""
    page = to_page(context)
    cards = _with_sections(find_cards(page), page)
    named = [read for read in cards if _is_service(read, page)]
    if not _list_recipients(named, page):
        return []
    fit = FIT if len(named) > 1 else FIT_ALONE
    return [_region(group, page, fit) for group in _by_blocks(named, page)]


def _with_sections(cards: Sequence[Card], page: Page) -> list[_Read]:
    """Give every card its name, and the section that it stands in."""
    section: int | None = None
    read: list[_Read] = []
    for card in cards:
        if card.section is not None:
            section = card.section
        elif _leaves(card, section, page):
            section = None
        read.append(_Read(card, _name(card, page), section))
    return read


def _leaves(card: Card, section: int | None, page: Page) -> bool:
    """Say whether a card's heading is above its section's in rank."""
    if card.name is None or section is None:
        return False
    name, above = page.lines[card.name], page.lines[section]
    both = name.look == above.look == "heading"
    return both and name.level < above.level


def _name(card: Card, page: Page) -> Text:
    for entry in card.entries:
        if card.name is not None and page.wording.says("maker", entry.label.text.string):
            continue  # the firm behind the product that the card is headed with
        if entry.label.role == "company" and (value := _value(entry, page)):
            return bare_heading(value)
    return Text("") if card.name is None else bare_heading(page.lines[card.name].text)


def _value(entry: Entry, page: Page) -> Text:
    return join_lines(entry.label.value, [page.lines[number] for number in entry.more])


def _is_service(read: _Read, page: Page) -> bool:
    """Say whether a card names a service and says something of it."""
    string = read.name.string
    if not read.name or _is_of_cookies(read, page) or _is_product(read.card, page):
        return False
    known = bool(page.find_names(string, alone=True)) or is_generic(string, page.context)
    roles = {entry.label.role for entry in read.card.entries}
    labelled = "company" in roles and looks_like_name(string)  # "Body: Chubb Fire & Security"
    if page.wording.says("not_a_service", string) and not known and not labelled:
        return False
    if not known and not roles & {"data", "both"} and _may_be_person(read, page):
        return False
    return bool(roles & set(_SAYS_WHAT)) or (known and "link" in roles and "company" not in roles)


def _is_product(card: Card, page: Page) -> bool:
    """Say whether a card is an item below one with the shape of a name: a product of that firm."""
    if card.name is None or page.lines[card.name].look != "item":
        return False
    level = page.lines[card.name].level
    for line in reversed(page.lines[: card.name]):
        if line.look != "item":
            return False
        if line.level < level:
            return looks_like_name(line.text.string)
    return False


def _may_be_person(read: _Read, page: Page) -> bool:
    """Say whether a card is one of a contact: a title and a surname, or no more than "Name: …"."""
    if page.wording.says("person", read.name.string):
        return True
    keys = [entry.label.key for entry in read.card.entries if entry.label.role == "company"]
    return bool(keys) and keys[0] in ("name", "names", "title")


def _is_of_cookies(read: _Read, page: Page) -> bool:
    """Say whether a card describes a cookie of the school's own web site."""
    texts = [entry.label.text.string for entry in read.card.entries]
    texts += [] if read.section is None else [page.lines[read.section].text.string]
    texts += [] if page.title is None else [page.lines[page.title].text.string]
    return any(page.wording.says("about_cookies", text) for text in texts)


def _list_recipients(cards: Sequence[_Read], page: Page) -> bool:
    """Say whether cards list recipients, by the names in them, else by what announces them."""
    if not cards:
        return False
    known = sum(bool(page.find_names(read.name.string, alone=True)) for read in cards)
    if known and known >= SHARE_OF_NAMES * len(cards):
        return True
    roles = [_roles(read.card, page) for read in cards]
    typical = sum(bool(found & set(_OF_SUPPLIERS)) for found in roles)
    if len(cards) == 1 and len(roles[0]) < len(_SAYS_WHAT):
        return False
    if typical * 2 >= len(cards):
        return _announced(cards[0], page)
    firms = sum(_names_firm(read.name.string) for read in cards)
    return len(cards) > 1 and firms * 2 > len(cards) and _announced(cards[0], page, loudly=True)


def _names_firm(string: str) -> bool:
    """Say whether a name is more than one ordinary word: "Wren Milk", "eSchools", "Book4U"."""
    capitals = sum(part[:1].isupper() for part in string.split())
    return capitals > 1 or re.search(r"[a-z][A-Z0-9]", string) is not None


def _roles(card: Card, page: Page) -> set[str]:
    """The roles of a card's fields; a web address below its name is a link."""
    bare = {"link" for number in card.extra if page.lines[number].is_url}
    return bare | {entry.label.role for entry in card.entries}


def _announced(first: _Read, page: Page, *, loudly: bool = False) -> bool:
    """Say whether the notice announces suppliers before its first card, or in a label.

    `loudly`: in a heading.
    """
    if any(entry.label.role == "company" for entry in first.card.entries):
        return True
    above = page.lines[: min(first.card.numbers())]
    return any(
        page.wording.says("announces_suppliers", line.text.string)
        for line in above
        if line.loud or not loudly
    )


def _by_blocks(cards: Sequence[_Read], page: Page) -> list[list[_Read]]:
    """Put cards that share a block together: they can only be read as one."""
    groups: list[list[_Read]] = []
    taken: set[int] = set()
    for read in cards:
        blocks = {page.lines[number].block for number in read.card.numbers()}
        if groups and blocks & taken:
            groups[-1].append(read)
        else:
            groups.append([read])
        taken |= blocks
    return groups


def _region(cards: Sequence[_Read], page: Page, fit: float) -> Region:
    sections = [read.card.section for read in cards if read.card.section is not None]
    numbers = sorted({n for read in cards for n in read.card.numbers()} | set(sections))
    labels = [entry.label.text for read in cards for entry in read.card.entries]
    return Region(
        layout="cards",
        blocks=tuple(sorted({page.lines[number].block for number in numbers})),
        fit=fit,
        drafts=tuple(draft for read in cards for draft in _drafts(read, page)),
        headers=(*(page.lines[number].text for number in sections), *labels),
    )


def _drafts(read: _Read, page: Page) -> list[Draft]:
    """Read a card into drafts, one a company that its name line names."""
    card = read.card
    section = None if read.section is None else page.lines[read.section].text.strip()
    fields, body = _contents(card, page)
    place = page.lines[card.numbers()[0]].place
    return [
        Draft(
            one.company,
            joined([*([one.descriptor] if one.descriptor else []), *body]),
            section,
            fields,
            place,
            one.mark,
        )
        for one in _companies(read.name, page)
    ]


def _companies(name: Text, page: Page) -> list[Named]:
    """The companies of a name line; "How we use Tapestry" is Tapestry."""
    bare = name.strip() if _ABBREVIATED.search(name.string) else name.strip(" .")
    parts = split_recipients(bare, page.context)
    companies = [one for part in parts for one in read_company(part, page.find_names)]
    if all(is_name(one.company.string, page.find_names) for one in companies):
        return companies
    if framed := framed_names(name, page.context):
        return framed
    if (match := _DASH.search(bare.string)) and _parts_names(page):
        return [Named(bare.slice(0, match.start()), bare.slice(match.end()))]
    return [one for one in companies if _is_printed_as_name(one.company.string, page)]


def _parts_names(page: Page) -> bool:
    """Say whether a dash parts the names above the labels from what describes them."""
    return any(
        below is not None
        and label is None
        and _DASH.search(line.text.string)
        and page.known(number)
        for number, (line, label, below) in enumerate(
            zip(page.lines, page.labels, page.labels[1:], strict=False)
        )
    )


def _is_printed_as_name(string: str, page: Page) -> bool:
    """Say whether a company is more than a word for its kind: "the venue" is none."""
    return not string.islower() or is_generic(string, page.context)


def _contents(card: Card, page: Page) -> tuple[Fields, list[Text]]:
    """The fields of a card, and the texts of its description in reading order."""
    by_role: dict[str, list[Text]] = {}
    body: list[Text] = []
    other: list[tuple[str, Text]] = []
    for number in card.extra:
        text = page.lines[number].text.strip()
        by_role.setdefault("link" if page.lines[number].is_url else "purpose", []).append(text)
        body += [] if page.lines[number].is_url else [text]
    for entry in card.entries:
        role, value = entry.label.role, _value(entry, page)
        if not value or page.wording.is_empty(str(value)):
            continue
        if bare_heading(value) == _name(card, page):
            continue
        value = _with_subjects(entry, value, card, page)
        if role == "link" and "." not in value.string and "/" not in value.string:
            role = "other"  # "Agreement: signed in May" is no address
        if role in _SAYS_WHAT and page.wording.says("yes_or_no", value.string):
            role = "other"  # "Special category data? Yes" names none
        if role in (*_SAYS_WHAT, *_FIELD_ROLES, "link"):
            by_role.setdefault(role, []).append(value)
            body += [value] if role in _SAYS_WHAT else []
        else:
            other.append((entry.label.text.string, value))
    return to_fields(by_role, other, page.wording), body


def _with_subjects(entry: Entry, value: Text, card: Card, page: Page) -> Text:
    """Keep the label of a data field where the card has one for each group of people."""
    label = entry.label
    several = sum(other.label.role == "data" for other in card.entries) > 1
    asks = label.text.string.endswith("?")
    if (
        label.role == "data"
        and several
        and not asks
        and page.wording.says("whose", label.text.string)
    ):
        return Text.join([label.text, value], ": ")
    return value


def to_fields(
    by_role: dict[str, list[Text]], other: Iterable[tuple[str, Text]], wording: Wording
) -> Fields:
    """Make the fields of a card; a text that holds data and purpose together is neither."""

    def said(role: str, separator: str = " ") -> Text | None:
        texts = [text for text in by_role.get(role, ()) if not wording.is_empty(str(text))]
        return joined(texts, separator) if texts else None

    return Fields(
        data=said("data"),
        purpose=said("purpose"),
        lawful_basis=said("lawful_basis"),
        location=said("location"),
        retention=said("retention"),
        link=said("link"),
        consent=said("consent"),
        subjects=said("subjects"),
        other=(*other, *(((NOT_SHARED, denied),) if (denied := said("withheld", ", ")) else ())),
    )
