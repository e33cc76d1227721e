"""Drafts of a notice → the same, each sharing once, without the publisher itself.

What only names a company again, in an introduction or by its short form, belongs to the row that
says what it receives. Two rows of one company that say different things are two. Running text makes
one row a company: of what it says in several places, the one that hands it data is the row,
else the likeliest that names data.

Names are held together as the catalogue has them, and printed in full: "Arbor" of "Arbor Payroll".
A short form that a bracket explains ("the Skills Funding Agency (the Agency)") is the name before
it from there on; the catalogue's names of one supplier are one; a legal form, an article and a
bracket make no other company.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import groupby

from noticeparse.model import Heading, ListItem, Text, texts_of_block
from noticeparse.parser.candidates import find_candidates
from noticeparse.parser.context import Context
from noticeparse.parser.drafts import RUNNING_TEXT, Draft
from noticeparse.parser.marks import LEGAL_FORM, bare_name
from noticeparse.text import fold_key, sentences, words

FEWEST_DATA = 3  # kinds of data that a list of data names
MOST_OF_ONE_SERVICE = 3  # recipients of a notice about one service
DATA_COUNTS = 0.03  # likelihood that each kind of data adds to a passage

SHORT_FORM = re.compile(
    r"\s*[(\[](?:[“\"'‘](?:the |an? )?(?P<quoted>[A-Za-z][\w &.’-]{1,40})[”\"'’]"
    r"|(?:the )?(?P<plain>[A-Z][\w &.’-]{1,40}))[)\]]"
)


def company_key(name: str, context: Context) -> str:
    """What two names of one company have in common: its id, or the name without its brackets."""
    bare = LEGAL_FORM.sub("", bare_name(name))
    for span in context.find_names(bare, alone=True):
        if span.start == 0 and span.end >= len(bare):
            return span.supplier_id
    return re.sub(r"\W", "", fold_key(bare))


def short_forms(context: Context) -> Mapping[str, str]:
    """The keys of short forms that the notice explains → the keys of the names they are for."""
    found: dict[str, str] = {}
    for block in context.blocks:
        for text in texts_of_block(block):
            if not SHORT_FORM.search(text.string):
                continue
            for start, end in sentences(text.string):
                sentence = text.string[start:end]
                for one in find_candidates(sentence, context):
                    if bracket := SHORT_FORM.match(sentence, one.end):
                        short = bracket["quoted"] or bracket["plain"]
                        name = sentence[one.start : one.end]
                        found.setdefault(company_key(short, context), company_key(name, context))
    return found


_bare_words = lru_cache(maxsize=8192)(lambda name: tuple(words(bare_name(name))))


def merge(drafts: Sequence[Draft], context: Context) -> list[Draft]:
    """Put the drafts of one sharing together."""
    shorts = short_forms(context)
    keys = [_key(draft.company.string, shorts, context) for draft in drafts]
    school = context.masthead.school
    letters = "".join(word[0] for word in (school or "").split() if word[0].isupper())
    own = {_key(school, shorts, context)} if school else set()
    own |= {letters.lower()} if len(letters) > 2 else set()  # "LA" is another's
    listed = any(draft.layout != RUNNING_TEXT for draft in drafts)
    kept: list[tuple[str, Draft]] = []
    found_by: defaultdict[object, set[int]] = defaultdict(set)  # else each is held against all
    ordered = sorted(range(len(drafts)), key=lambda n: drafts[n].layout == RUNNING_TEXT)
    for number in ordered:
        draft, key = drafts[number], keys[number]
        running = draft.layout == RUNNING_TEXT
        # "Other companies" are those that are listed, whoever they are.
        anyone = context.words("anyone").issuperset(words(draft.company.string))
        if key in own or (running and listed and anyone):
            continue
        near = found_by[key] | found_by[_bare_words(draft.company.string)]
        at = _twin(draft, key, [(n, *kept[n]) for n in sorted(near)])
        if at is None:
            at = len(kept)
            kept.append((key, draft))
        else:
            same = key == kept[at][0]
            kept[at] = (kept[at][0], _together(kept[at][1], draft, context, same=same))
        name = _bare_words(kept[at][1].company.string)
        ends = (end for n in range(1, len(name) + 1) for end in (name[:n], name[-n:]))
        for form in (kept[at][0], *ends):
            found_by[form].add(at)
    order = {id(draft.company): number for number, draft in enumerate(drafts)}
    merged = [draft for _, draft in sorted(kept, key=lambda one: order[id(one[1].company)])]
    return [replace(draft, company=draft.in_full or draft.company) for draft in merged]


def _key(name: str, shorts: Mapping[str, str], context: Context) -> str:
    key = company_key(name, context)
    return shorts.get(key, key)


def _twin(draft: Draft, key: str, near: Iterable[tuple[int, str, Draft]]) -> int | None:
    """Find the row that a draft belongs to; None where it is one of its own."""
    name = fold_key(draft.company.string)
    for number, other_key, other in near:
        if draft.layout == RUNNING_TEXT:
            if key == other_key or _is_part(draft, other):
                return number
        elif other.layout != RUNNING_TEXT and fold_key(other.company.string) == name:
            said, others = fold_key(draft.description.string), fold_key(other.description.string)
            if not said or not others or said == others:
                return number
    return None


def _is_part(draft: Draft, other: Draft) -> bool:
    """Say whether a name only begins or ends a longer one: "Google" of "Google Classroom"."""
    short, long = _bare_words(draft.company.string), _bare_words(other.company.string)
    return 0 < len(short) < len(long) and short in (long[: len(short)], long[-len(short) :])


def _together(kept: Draft, draft: Draft, context: Context, *, same: bool) -> Draft:
    """One draft of two: the first name, and what the one that says more, or likelier, says."""
    better = not kept.description
    if kept.layout == RUNNING_TEXT:
        better = same and _tells(draft, context) > _tells(kept, context)
        # What is said of "Google" is not said of "Google Classroom".
        draft = draft if same else replace(draft, description=Text(""))
    if not better or not draft.description:
        return replace(kept, also=(*kept.also, replace(draft, also=())))
    also = (*kept.also, replace(kept, also=()))
    company = draft.company if kept.layout == RUNNING_TEXT else kept.company
    return replace(draft, company=company, also=also)


def _tells(draft: Draft, context: Context) -> tuple[bool, bool, float]:
    """How well a passage says what its company receives: one that hands it data does best.

    One that denies does worst, and one that names data better than a likelier one that names less.
    """
    data = min(_kinds_of_data([draft.description], context), FEWEST_DATA)
    denies, hands = "around=denied before" in draft.evidence, "is handed data" in draft.evidence
    return not denies, hands, draft.fit + DATA_COUNTS * data


def with_data_of_all(drafts: Sequence[Draft], context: Context) -> list[Draft]:
    """Give what a notice about one service lists as data to that service.

    It says here who runs the service, and there which data it is about. It names the service again,
    or beside the data; where more than one passage tells of recipients, both. Where many receive
    data, nothing says which of them receives what.
    """
    told = drafts and len(drafts) <= MOST_OF_ONE_SERVICE
    if not told or any(d.layout != RUNNING_TEXT or d.fields.data for d in drafts):
        return list(drafts)
    said = " ".join(draft.description.string for draft in drafts)
    listed = list(_lists_of_data(context))
    data = Text.join([text for text in listed if text.string not in said], "\n")
    kinds = _kinds_of_data([draft.description for draft in drafts], context)
    if kinds >= _kinds_of_data([data], context):
        return list(drafts)
    # Google Drive is a part of Google Workspace.
    of_one = {tuple(words(draft.company.string)[:1]) for draft in drafts}
    one = len({draft.place for draft in drafts}) == 1 or len(of_one) == 1
    lists = data.string if one else "\n".join(text.string for text in listed)
    whole = "\n".join(t.string for block in context.blocks for t in texts_of_block(block))
    enough = any if one else all
    named = [re.compile(rf"(?<!\w){re.escape(bare_name(d.company.string))}(?!\w)") for d in drafts]
    return [
        replace(draft, fields=replace(draft.fields, data=data))
        if enough((len(name.findall(whole)) > 1, name.search(lists)))
        else draft
        for draft, name in zip(drafts, named, strict=True)
    ]


def _kinds_of_data(texts: Sequence[Text], context: Context) -> int:
    parts = [part for text in texts for part in re.split(r"[,;:]|\band\b", text.string)]
    patterns, folded = context.wording.rows.get("data_item", ()), "\n".join(map(fold_key, parts))
    return len({said.group() for pattern in patterns for said in pattern.finditer(folded)})


def _lists_of_data(context: Context) -> Iterator[Text]:
    """The paragraphs, tables and runs of items that name kinds of data, and no source of them."""
    for listed, blocks in groupby(context.blocks, key=lambda block: isinstance(block, ListItem)):
        texts = [list(texts_of_block(b)) for b in blocks if not isinstance(b, Heading)]
        for group in [[text for own in texts for text in own]] if listed else texts:
            said = " ".join(text.string for text in group)
            aside = any(context.says(key, said) for key in ("speaks_of_sources", "is_about_site"))
            if not aside and _kinds_of_data(group, context) >= FEWEST_DATA:
                yield from group
