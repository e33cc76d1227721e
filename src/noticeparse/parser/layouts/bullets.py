"""Lists of bullets → drafts: "Arbor – MIS", one a company.

A list is read when the line that leads it in says that recipients follow, or when enough items
begin with a known or generic recipient. Lists of sources, rights, laws, purposes and data items
stand beside those of recipients and are none. An item that leads further bullets is their section
where they are recipients; where they are products or data ("The school nurse", and below it
"height and weight"), it is a recipient that owns them: one row. Limit: a list without a lead-in and
without any known name is not seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from noticeparse.model import Block, Heading, ListItem, Paragraph, Text
from noticeparse.parser.companies import strip_bullet
from noticeparse.parser.drafts import Draft
from noticeparse.parser.layouts.items import is_entry, names_one, read_item
from noticeparse.parser.layouts.region import Context, Region
from noticeparse.parser.recipients import is_known, is_shaped, starts_known
from noticeparse.text import words

SHARE_OF_NAMES = 0.4  # of a list's items that have to begin with a recipient, without a lead-in
SHARE_UNDER_LEAD = 0.3  # the same, where the lead-in says that recipients follow
FEWEST_NAMES = 2
FEWEST_ENTRIES = 4  # of lists that show how the notice writes its entries
SHARE_OF_ENTRIES = 0.8
FIT_SHORT = 0.6
FIT_NAMES = 0.9  # where the notice writes its lists so, the heading above is none itself
FEWEST_LISTS = 2  # of nothing but names, that show how the notice writes them
_OPENS_LIST = ("such as", "including", "with", "to", "e.g.")  # of names, not of data
LONGEST_LEAD = 12  # words; a longer paragraph leads in with its last sentence alone


@dataclass(frozen=True, slots=True)
class Item:
    """An item and the items below it."""

    number: int
    text: Text
    block: ListItem
    below: tuple[tuple[int, Text], ...] = ()


@dataclass(frozen=True, slots=True)
class BulletList:
    """Items that follow one another, and the line that leads them in."""

    items: tuple[Item, ...]
    lead: Text | None
    lead_item: int | None = None  # the number of the block, where the lead is itself an item
    owner: bool = False  # the heading above names a supplier, so these may be its products


def find(context: Context) -> list[Region]:
    """Find the lists that name recipients, and short ones that are written as they are."""
    lists = find_lists(context)
    regions: list[Region | None] = []
    for bullets in lists:
        after_list = bool(regions) and regions[-1] is not None
        regions.append(read_bullets(bullets, context, after_list=after_list))
    read = [each for each, region in zip(lists, regions, strict=True) if region]
    names = [each for each in read if _are_names(each, context)]
    if len(names) >= FEWEST_LISTS or any(len(each.items) > FEWEST_NAMES for each in names):
        for place, bullets in enumerate(lists):
            never = lead_kind(bullets.lead, context) == "never" or bullets.owner
            sure = len(names) >= FEWEST_LISTS and _look_like_names(bullets, context)
            if regions[place] is None and not never and (sure or _are_names(bullets, context)):
                regions[place] = _region(bullets, context, fit=FIT_NAMES if sure else FIT_SHORT)
    if _are_entries(read, context):
        for place, bullets in enumerate(lists):
            if regions[place] is None and _is_short_list(bullets, context):
                regions[place] = _region(bullets, context, fit=FIT_SHORT)
    return [region for region in regions if region is not None]


def _are_names(bullets: BulletList, context: Context) -> bool:
    """Say whether a list holds nothing but names, one of them known: a section of such lists."""
    texts = _lone_items(bullets)
    return any(starts_known(text, context) for text in texts) and all(
        is_known(text, context) or is_shaped(text, context) for text in texts
    )


def _look_like_names(bullets: BulletList, context: Context) -> bool:
    """Say whether a list holds nothing but names, known or of several words with capitals."""
    texts = _lone_items(bullets)
    return bool(texts) and all(
        is_known(text, context) or (" " in text and is_shaped(text, context)) for text in texts
    )


def _lone_items(bullets: BulletList) -> list[str]:
    """List the items' texts; none where other items stand below one of them."""
    nested = any(item.below for item in bullets.items)
    return [] if nested else [str(item.text) for item in bullets.items]


def _are_entries(lists: Sequence[BulletList], context: Context) -> bool:
    """Say whether the items of lists are written as entries: a name, a dash, what is said of it."""
    items = [item for bullets in lists for item in bullets.items]
    entries = [item for item in items if is_entry(item.text, context)]
    return len(entries) >= FEWEST_ENTRIES and len(entries) >= SHARE_OF_ENTRIES * len(items)


def _is_short_list(bullets: BulletList, context: Context) -> bool:
    """Say whether a list too short to be sure of is of entries too, and nothing speaks against."""
    never = bullets.owner or lead_kind(bullets.lead, context) in ("never", "weak")
    return not never and all(is_entry(item.text, context) for item in bullets.items)


def find_lists(context: Context) -> list[BulletList]:
    """Find the lists among the blocks; an item that leads others begins a list of its own."""
    lists: list[BulletList] = []
    run: list[tuple[int, ListItem]] = []
    lead: Text | None = None
    owner = False
    for number, block in enumerate(context.blocks):
        if isinstance(block, ListItem):
            run.append((number, block))
            continue
        lists += _split_run(run, lead, context, owner=owner)
        run = []
        lead = lead_of(block)
        if isinstance(block, Heading):
            owner = is_known(str(block.text), context)
    return lists + _split_run(run, lead, context, owner=owner)


def lead_of(block: Block) -> Text | None:
    """Return the text by which a block may lead a list in."""
    if isinstance(block, Heading):
        return block.text
    if isinstance(block, Paragraph):
        return block.text
    return None


def _split_run(
    run: Sequence[tuple[int, ListItem]], lead: Text | None, context: Context, *, owner: bool
) -> list[BulletList]:
    """Cut a run of items into lists, at the items that lead others in."""
    lists: list[BulletList] = []
    current: list[Item] = []
    lead_item: int | None = None
    outer: list[tuple[int, Text | None]] = []  # level and lead of the lists around this one
    place = 0
    while place < len(run):
        number, block = run[place]
        text = strip_bullet(block.text)
        below = _below(run, place)
        while outer and block.level <= outer[-1][0]:
            if current:
                lists.append(BulletList(tuple(current), lead, lead_item, owner))
            current = []
            _, lead = outer.pop()
            lead_item = None
        if below and _owns(text, [one for _, one in below], context, lead=lead):
            current.append(Item(number, text, block, tuple(below)))
            place += 1 + len(below)
            continue
        if place + 1 < len(run) and _leads(str(text), context, deeper=bool(below)):
            if current:
                lists.append(BulletList(tuple(current), lead, lead_item, owner))
            if below:
                outer.append((block.level, lead))
            current, lead, lead_item = [], text, number
        else:
            current.append(Item(number, text, block))
        place += 1
    if current:
        lists.append(BulletList(tuple(current), lead, lead_item, owner))
    return lists


def _owns(text: Text, below: Sequence[Text], context: Context, *, lead: Text | None) -> bool:
    """Say whether an item is a recipient and what stands below it its products or data."""
    string = str(text).rstrip(":;- ")
    if starts_known(string, context):
        return True
    if string.endswith(_OPENS_LIST) or any(starts_known(str(one), context) for one in below):
        return False
    item = text.slice(0, len(string))
    if not (names_one(item, context) or (_announces(lead, context) and read_item(item, context))):
        return False
    data = sum(context.wording.says("data_item", str(one)) is not None for one in below)
    named = sum(names_one(one, context) for one in below)
    if data * 2 >= len(below) and named < len(below):
        return True
    # "Denholm City Council" has departments; "Security companies" are none themselves.
    own = is_shaped(string, context) and not context.wording.cue("category", string)
    return own and not string.endswith("s")


def _announces(lead: Text | None, context: Context) -> bool:
    return lead_kind(lead, context) == "recipients"


def _leads(text: str, context: Context, *, deeper: bool) -> bool:
    if text.endswith(";"):  # items of a list often end so; a lead-in says what follows
        return text.rstrip("; ").endswith(_OPENS_LIST)
    ends = text.endswith((":", " such as", " including"))
    return deeper or ends or context.wording.cue("lead_continues", text) is not None


def _below(run: Sequence[tuple[int, ListItem]], place: int) -> list[tuple[int, Text]]:
    level = run[place][1].level
    found = []
    for number, block in run[place + 1 :]:
        if block.level <= level:
            break
        found.append((number, strip_bullet(block.text)))
    return found


def read_bullets(bullets: BulletList, context: Context, *, after_list: bool) -> Region | None:
    """Read a list of recipients; None where the list is none."""
    kind = lead_kind(bullets.lead, context, after_list=after_list)
    share = share_of_names(bullets.items, context)
    if bullets.owner and kind != "recipients":
        kind = "never"  # what stands under a supplier's heading are its products
    if not _is_list_of_recipients(kind, share, len(bullets.items)):
        return None
    return _region(bullets, context, fit=0.5 + share / 4 + (0.12 if kind == "recipients" else 0))


def _region(bullets: BulletList, context: Context, *, fit: float) -> Region:
    drafts = [draft for item in bullets.items for draft in _drafts(item, bullets.lead, context)]
    blocks = [number for item in bullets.items for number in _numbers(item)]
    if bullets.lead_item is not None:
        blocks.insert(0, bullets.lead_item)
    return Region(
        layout="bullets",
        blocks=tuple(blocks),
        fit=fit,
        drafts=tuple(drafts),
        headers=(bullets.lead,) if bullets.lead else (),
    )


def _is_list_of_recipients(kind: str | None, share: float, size: int) -> bool:
    if kind == "never":
        return False
    if kind == "recipients":
        return share >= SHARE_UNDER_LEAD
    if kind == "weak":
        return share >= 2 * SHARE_OF_NAMES and size >= FEWEST_NAMES
    return share >= SHARE_OF_NAMES and share * size >= FEWEST_NAMES


def lead_kind(lead: Text | None, context: Context, *, after_list: bool = False) -> str | None:
    """Say what a lead-in announces: "recipients", "never", "weak" (rather not) or None."""
    if lead is None:
        return None
    said = _last_sentence(str(lead))
    if context.wording.cue("lead_never", said):
        return "never"
    if after_list and context.wording.cue("lead_continues", said):
        return "recipients"
    if context.wording.cue("lead_weak", said) and not _hands_over(said):
        return "weak"
    if context.wording.cue("lead", said):
        return "recipients"
    return None


def section_of(lead: Text | None, context: Context) -> Text | None:
    """Return the line above a list where it is a caption of it, not a sentence or a name."""
    if lead is None or len(words(str(lead))) > LONGEST_LEAD:
        return None
    sentence = str(lead).rstrip().endswith((".", "!"))
    return None if sentence or is_known(str(lead), context) else lead


def _hands_over(said: str) -> bool:
    """Say whether a lead-in ends with the word that hands over: "shared with:"."""
    return (
        said.rstrip(" :;-–—")
        .lower()
        .endswith((" with", " to", "such as", "the following", "from us"))
    )


def _last_sentence(text: str) -> str:
    parts = text.rstrip().rstrip(".").replace("? ", ". ").split(". ")
    return parts[-1] if len(words(text)) > LONGEST_LEAD else text


def share_of_names(items: Sequence[Item], context: Context) -> float:
    """The share of items that begin with a recipient; an unknown name counts a half."""
    count = 0.0
    for item in items:
        if item.below or names_one(item.text, context):
            count += 1
        elif is_shaped(str(item.text), context):
            count += 0.5
    return count / len(items)


def _are_data(item: Item, context: Context) -> bool:
    """Say whether the items below an item are what is shared, not products."""
    data = sum(context.wording.says("data_item", str(one)) is not None for _, one in item.below)
    return data * 2 >= len(item.below)


def _numbers(item: Item) -> list[int]:
    return [item.number, *(number for number, _ in item.below)]


def _drafts(item: Item, lead: Text | None, context: Context) -> list[Draft]:
    """The rows of an item; what stands below a supplier are its products or what is said of it."""
    text = item.text
    if item.below and str(text).endswith((":", ";")):
        text = text.slice(0, len(str(text).rstrip(":; "))).strip()
    found = read_item(text, context)
    levels = {getattr(context.blocks[number], "level", 0) for number, _ in item.below}
    products = (
        len(levels) == 1 and starts_known(str(text), context) and not _are_data(item, context)
    )
    inner = Text.join([one for _, one in item.below], ", " if products else "\n")
    if len(found) == 1 or not item.below:
        return [
            Draft(
                one.company,
                Text.join([one.description, inner]),
                lead,
                place=item.block.place,
                mark=one.mark,
            )
            for one in found
        ]
    return [Draft(one.company, inner, lead, place=item.block.place) for one in found]
