"""Incident → the values that its page and its Word file print: both say the same; and a workbook.

The workbook says whom to phone, a line a school, and the words of every notice.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from noticeparse.comparison import Names
from noticeparse.comparison.differences import STATUS_WORDS, TERMS, in_words
from noticeparse.incident import (
    BY_COLUMN,
    BY_NAME,
    BY_PRODUCT,
    CERTAIN,
    POSSIBLE,
    Incident,
    Involved,
)
from noticeparse.reports import page as parts
from noticeparse.reports.sheets import Layout
from noticeparse.reports.words import many, places_in_words, titles_of, words_about
from noticeparse.reports.xlsx_sheet import workbook
from noticeparse.text.dates import date_in_words

ALL_HEADS = tuple(titles_of("incident column").values())
# Groups whose schools are told with what they say, or only where they name it; others are a list.
_HEADS = {
    **dict.fromkeys(("sharing", "perhaps", "not_in_use", "nothing"), ALL_HEADS),
    "mentioned": (ALL_HEADS[0], ALL_HEADS[-1]),
}
_COLUMNS = (
    *("school", "urn", "trust", "contact", "what is known", "data", "data that needs special care"),
    *("notice dated", "since", "named as", "known by", "how sure", "whose data", "why"),
    *("basis", "location", "retention", "said of the whole notice", "words", "where"),
)


def page_of(incident: Incident, names: Names, *, made: date | None = None) -> parts.Page:
    """Put an incident into words; `made` is the day on which that is done."""
    sharing = incident.of("sharing")
    return parts.Page(
        title=f"Who shares data with {incident.called}?",
        made=parts.made_on(made),
        headline=headline(incident),
        counts=tuple(sum_of_schools(incident)),
        looked_for=_looked_for(incident),
        certain=incident.match.judgement == CERTAIN and not incident.is_body,
        data=tuple(_data(sharing, names)),
        people=_people_of_all(sharing, names),
        sections=(*_by_product(incident), *_sections(incident, names)),
        limits=words_about("limits")["incident"][1],
    )


def sum_of_schools(incident: Incident) -> Iterator[tuple[int, str]]:
    """How many schools are in which group, and how many that is in all."""
    yield from ((number, in_sum(group)) for group, number in incident.counts().items() if number)
    yield len(incident.schools), "school in all" if len(incident.schools) == 1 else "schools in all"


def in_sum(group: str) -> str:
    """What a group is called in a sum of all schools."""
    return words_about("number of schools")[group][0]


def headline(incident: Incident) -> str:
    """Say in a sentence how many schools share data with the supplier."""
    if incident.is_body:
        named = f"{len(incident.of('perhaps'))} of {many(len(incident.schools), 'school')}"
        return f"{named} name one, each its own: this is not one supplier."
    sharing = incident.of("sharing")
    special = sum(bool(each.special) for each in sharing)
    what = "it or a product of it" if incident.products else "it"
    of_them = f"{special} of them data that needs special care" if special else ""
    return (
        f"{len(sharing)} of {many(len(incident.schools), 'school')} say that they share data with "
        f"{what}; {of_them or 'no data that needs special care is stated'}."
    )


def _looked_for(incident: Incident) -> str:
    if incident.is_body:
        return (
            f"“{incident.asked}” is no supplier but a kind of body: every school has its own. "
            "Give the name of the one that is meant; schools that name theirs no nearer are listed."
        )
    if incident.match.judgement == CERTAIN:
        made = f" And its products: {', '.join(incident.products)}." if incident.products else ""
        return f"Looked for under the names: {', '.join(incident.names)}.{made}"
    return (
        f"“{incident.asked}” is no supplier for certain: {'; '.join(incident.match.reasons)}. "
        "Rows with this very name are listed."
    )


def _data(sharing: Sequence[Involved], names: Names) -> Iterator[tuple[str, bool]]:
    """Which data is concerned, and in how many schools."""
    counts = Counter(id for each in sharing if each.said for id in each.said.categories)
    for id in names.ordered(counts):
        special = id in names.special
        label = f"{'◆ ' * special}{names.label('category', id)}"
        yield f"{label} at {many(counts[id], 'school')}", special


def _people_of_all(sharing: Sequence[Involved], names: Names) -> str:
    people = Counter(id for each in sharing if each.said for id in each.said.data_subjects)
    return ", ".join(
        f"{names.label('data_subject', id)} ({people[id]})"
        for id in sorted(people, key=lambda id: (-people[id], id))
    )


def _sections(incident: Incident, names: Names) -> Iterator[parts.Section]:
    titles = words_about("incident") | (
        words_about("incident of bodies") if incident.is_body else {}
    )
    for group, (heading, why) in titles.items():
        heads = _HEADS.get(group, ())
        schools = incident.of(group)
        entries = tuple(
            parts.Entry(
                head=each.school,
                facts=tuple(_facts(each)),
                cells=tuple(_cells(each, names)) if len(heads) > 2 else (),
                words=tuple(_words(each, each_named=bool(incident.products))),
            )
            for each in schools
        )
        if entries:
            yield parts.Section(f"{heading} ({len(entries)})", why, heads, entries)
        elif group == "sharing" and not incident.is_body:
            yield parts.Section(f"{heading} (0)", "No notice that was read says so.", (), ())
    if incident.failed:
        why = "Some may be of schools that are listed above under what their other notices say."
        failed = tuple(
            parts.Entry(path, (parts.Line(message),)) for path, message in incident.failed
        )
        yield parts.Section(f"Documents that could not be read ({len(failed)})", why, (), failed)


def _by_product(incident: Incident) -> Iterator[parts.Section]:
    """Of a firm: by which product, or how else, the schools are known to share data with it."""
    if not incident.products:
        return
    found: dict[tuple[str, str], list[str]] = {}
    for each in incident.of("sharing"):
        for known_by in each.known_by:
            found.setdefault(known_by, []).append(each.school)
    found = {key: found[key] for key in sorted(found, key=_order)}
    if mentioned := [each.school for each in incident.of("mentioned")]:
        found["", ""] = mentioned
    entries = tuple(
        parts.Entry(
            head=_known_as(how, product, incident.called),
            cells=((parts.Line(str(len(schools))),), (parts.Line("; ".join(schools)),)),
        )
        for (how, product), schools in found.items()
    )
    if entries:
        heading, why = words_about("incident of firms")["products"]
        yield parts.Section(heading, why, tuple(titles_of("incident product").values()), entries)


def _order(known_by: tuple[str, str]) -> tuple[int, str]:
    how, product = known_by
    return (BY_NAME, BY_COLUMN, BY_PRODUCT).index(how), product


def _known_as(how: str, product: str, firm: str) -> str:
    """How a row is known to be a firm's, in words."""
    named = {
        BY_NAME: f"{firm} itself is named",
        BY_COLUMN: f"{firm} is named as the provider",
        BY_PRODUCT: "",
    }.get(how, f"{firm} is named elsewhere only")
    return f"{named}, for {product}" if named and product else named or product


def _words(each: Involved, *, each_named: bool) -> Iterator[parts.Words]:
    """The words of a school; `each_named`: of which product they are has to be told."""
    for quote in each.said.quotes if each.said else ():
        yield parts.words_of(quote, who=True, before=f"{quote.company}:" if each_named else "")
    for quote in each.also:
        status = STATUS_WORDS.get(quote.status, quote.status).casefold()
        yield parts.words_of(quote, who=True, before=f"Also named as {quote.company} ({status}):")
    for quote in each.mentions:
        before = f"In the row of {quote.company}:" if quote.company else "In other text:"
        yield parts.words_of(quote, before=before)


def _facts(each: Involved) -> Iterator[parts.Line]:
    known = filter(None, (f"URN {each.urn}" if each.urn else "", each.trust))
    if told := ", ".join(known):
        yield parts.Line(told)
    if each.contact:
        yield parts.Line(each.contact, "Contact")
    if each.said:
        printed = ", ".join(dict.fromkeys(quote.company for quote in each.said.quotes))
        yield parts.Line(printed, "Named as")
        yield parts.Line(sure_of(each), look="soft")
        if each.said.statuses != ("in_use",):
            yield parts.Line("; ".join(STATUS_WORDS.get(name, name) for name in each.said.statuses))
    for text in each.since:
        yield parts.Line(text)
    if each.group not in ("not_read", "no_notice"):
        dated = f"Notice dated {', '.join(map(date_in_words, each.dates))}"
        yield (
            parts.Line(dated) if each.dates else parts.Line("Notice’s date not stated", look="soft")
        )
    for path, why in each.unread:
        yield parts.Line(why, path, look="soft")


def sure_of(each: Involved) -> str:
    """Say how sure it is that the supplier is meant, and why."""
    sure = {CERTAIN: "Certain", POSSIBLE: "Not certain"}.get(each.judgement, "Same name")
    return ": ".join(filter(None, (sure, "; ".join(each.reasons))))


def _cells(each: Involved, names: Names) -> Iterator[tuple[parts.Line, ...]]:
    if each.said:
        data, terms = [*parts.data_lines(each.said, names)], [*parts.term_lines(each.said, names)]
        yield (*data, *_whole(each, parts.DATA_STATEMENTS, data))
        whose = names.listed("data_subject", each.said.data_subjects)
        yield _stated("Whose", whose), _stated("Why", names.listed("purpose", each.said.purposes))
        yield (*terms, *_whole(each, TERMS, terms))


def _stated(caption: str, labels: str) -> parts.Line:
    return parts.Line(labels, caption) if labels else replace(parts.UNSTATED, caption=caption)


def _whole(
    each: Involved, kinds: Sequence[str], lines: Sequence[parts.Line]
) -> Iterator[parts.Line]:
    """What the notice says apart from its rows, of all suppliers or of some, and no line has."""
    for told, text in each.statements:
        if told[0] in kinds and not any(f"“{text}”" in line.text for line in lines):
            yield parts.Line(f"“{text}”", f"Apart from the rows, {parts.told_of(told)}", "soft")


def incident_xlsx(incident: Incident, names: Names, *, made: date | None = None) -> bytes:
    """Fill the workbook; `made` is the day on which that is done."""
    page = page_of(incident, names, made=made)
    told = [
        *(("", text) for text in (page.title, page.made, page.headline, page.looked_for)),
        *((str(number), what) for number, what in page.counts),
        *((path, message) for path, message in incident.failed),
        ("", page.limits),
    ]
    schools = (_sheet_row(each, names, incident.called) for each in incident.schools)
    tables = (
        (Layout("Schools", _COLUMNS, editable=_COLUMNS), schools),
        (Layout("Summary", ("number", "what"), editable=("number", "what")), told),
    )
    return workbook("Who shares data with a supplier", tables)


def _sheet_row(each: Involved, names: Names, firm: str) -> Iterator[str]:
    said = each.said
    quotes = (*(said.quotes if said else ()), *each.also, *each.mentions)
    labels = names.listed
    yield from (each.school, each.urn, each.trust, each.contact, in_sum(each.group))
    yield "\n".join(line.text for line in parts.data_lines(said, names)) if said else ""
    yield labels("category", names.ordered(each.special))
    yield "; ".join(each.dates)
    yield "; ".join(each.since)
    yield "; ".join(said.companies) if said else ""
    yield "; ".join(_known_as(how, product, firm) for how, product in each.known_by)
    yield sure_of(each) if said else ""
    yield labels("data_subject", said.data_subjects) if said else ""
    yield labels("purpose", said.purposes) if said else ""
    yield from (in_words(said, name, names) if said else "" for name in TERMS)
    yield "\n".join(f"{parts.told_of(kinds)}: {text}" for kinds, text in each.statements)
    words = (f"{each.company}: {each.text}" if each.company else each.text for each in quotes)
    yield "\n".join(words)
    unread = (f"{path}: {why}" for path, why in each.unread)
    found = (
        places_in_words(q.places) if q.company else "; ".join(at.source for at in q.places)
        for q in quotes
    )
    yield "; ".join((*found, *unread))
