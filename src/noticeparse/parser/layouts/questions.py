"""Questions and answers → drafts: "Q3 What is on Moodle? A Your name …", one a company.

Marks ("Q3", "A:"), a table of marks, or a question on a line of its own show what is asked. What is
said before an answer names anybody is said of whom the question names; where the question asks who
receives, the names that begin the answer are those who do. Limit: an answer in a list of bullets is
read as such a list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from noticeparse.model import Block, Heading, ListItem, Paragraph, Table, Text
from noticeparse.parser.candidates import SHAPED, find_candidates
from noticeparse.parser.drafts import Draft
from noticeparse.parser.layouts.pieces import Piece, read_paragraph
from noticeparse.parser.layouts.prose import Passage, to_region
from noticeparse.parser.layouts.region import Context, Region
from noticeparse.parser.mentions import find_mentions, groups
from noticeparse.parser.recipients import is_known, is_shaped
from noticeparse.text import sentences

FIT_MARKED = 0.9  # better than headings, which read an answer as one service's
FIT_PLAIN = 0.42  # better than prose, which does not hear the question
SHARE_OF_MARKS = 0.8  # of the rows of a table of questions
FEWEST_ROWS = 2

_QUESTION = re.compile(r"^\s*Q(?:uestion)?\s?\d{0,3}\s*[.:)–—-]?\s+(?=\S)")
_ANSWER = re.compile(r"^\s*A(?:ns(?:wer)?)?\s?\d{0,3}\s*(?:[.:)–—-]\s*|\s+)(?=\S)")
_BOTH = re.compile(r"(?<=\?)\s+A(?:ns(?:wer)?)?\s?\d{0,3}\s*(?:[.:)–—-]\s*|\s+)(?=[A-Z\"'])")
_MARK = re.compile(r"\s*(?:(?P<asks>Q(?:uestion)?)|A(?:ns(?:wer)?)?)\s?\d{0,3}\s*[.:)]?\s*")
_APPOSED = re.compile(r", (?=an? |the |our |who |which )")
_NUMBER = re.compile(r"^\s*\d{1,2}[.)]\s+")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, its answer in paragraphs, each with the number of its block."""

    question: Text
    answers: tuple[tuple[int, Text], ...]
    number: int
    marked: bool


def find(context: Context) -> list[Region]:
    """Find the questions whose answers name recipients."""
    regions: list[Region] = []
    for number, block in enumerate(context.blocks):
        if isinstance(block, Table) and (asked := _in_table(number, block)):
            regions += _joined([_read(one, context) for one in asked], number)
    for asked_one in _in_blocks(context.blocks):
        if region := _read(asked_one, context):
            regions.append(region)
    return regions


def _in_table(number: int, table: Table) -> list[Asked]:
    """Read a table whose first column holds the marks "Q1" and "A"."""
    rows: dict[int, list[Text]] = {}
    for cell in table.cells:
        rows.setdefault(cell.row, []).append(cell.text)
    pairs = [(row[0], Text.join(row[1:])) for row in rows.values()]
    marks = [_MARK.fullmatch(str(mark)) for mark, _ in pairs]
    if len(pairs) < FEWEST_ROWS or sum(map(bool, marks)) < SHARE_OF_MARKS * len(pairs):
        return []
    asked: list[Asked] = []
    for mark, (_, text) in zip(marks, pairs, strict=True):
        if mark and mark["asks"]:
            asked.append(Asked(text, (), number, marked=True))
        elif asked:
            last = asked.pop()
            asked.append(Asked(last.question, (*last.answers, (number, text)), number, marked=True))
    return asked


def _in_blocks(blocks: Sequence[Block]) -> Iterator[Asked]:
    """Read the questions that are blocks of their own, or begin one."""
    for number, block in enumerate(blocks):
        if not isinstance(block, Heading | Paragraph | ListItem):
            continue
        text, marked = block.text, False
        if mark := _QUESTION.match(text.string):
            text, marked = text.slice(mark.end()), True
        if both := _BOTH.search(text.string):
            answer = text.slice(both.end())
            yield Asked(text.slice(0, both.start()), ((number, answer),), number, marked=True)
        elif text.string.rstrip().endswith("?") or (marked and _answers(blocks, number)):
            answers = _below(blocks, number, marked=marked)
            if answers:
                yield Asked(text, tuple(answers), number, marked)


def _answers(blocks: Sequence[Block], number: int) -> bool:
    """Say whether an answer with its mark follows a block."""
    following = blocks[number + 1] if number + 1 < len(blocks) else None
    return isinstance(following, Paragraph | ListItem) and bool(_ANSWER.match(str(following.text)))


def _below(blocks: Sequence[Block], number: int, *, marked: bool) -> list[tuple[int, Text]]:
    """The paragraphs that answer a question."""
    found: list[tuple[int, Text]] = []
    for place in range(number + 1, len(blocks)):
        block = blocks[place]
        if not isinstance(block, Paragraph) or block.bold or block.role != "body":
            break
        string = block.text.string
        if string.rstrip().endswith("?") or _QUESTION.match(string):
            break
        mark = _ANSWER.match(string) if marked and not found else None
        found.append((place, block.text.slice(mark.end()) if mark else block.text))
    return found


def _read(asked: Asked, context: Context) -> Region | None:
    question = str(asked.question).strip()
    if not asked.answers or context.wording.cue("asks_aside", question):
        return None
    about = _about(asked.question, context)
    who = context.wording.cue("asks_who", _NUMBER.sub("", question)) is not None
    who = who or _is_answered_by_name(asked.answers[0][1], context)
    pieces: list[Piece] = []
    for _, answer in asked.answers:
        last = pieces[-1].companies if pieces else about
        pieces += read_paragraph(answer.strip(), context, about=last, leads=who and not pieces)
    if not pieces:
        return None
    number, answer = asked.answers[0]
    more = tuple(dict.fromkeys(other for other, _ in asked.answers[1:] if other != number))
    block = Paragraph(answer, place=context.blocks[number].place)
    passage = Passage(number, block, None, tuple(pieces), more)
    region = to_region([passage], context, fit=FIT_MARKED if asked.marked else FIT_PLAIN)
    blocks = tuple(sorted({asked.number, *region.blocks}))
    return Region("questions", blocks, region.fit, region.drafts, (asked.question,))


def _is_answered_by_name(answer: Text, context: Context) -> bool:
    """Say whether an answer begins with a sentence that is a name: "VSware. It holds …"."""
    string = answer.string.strip()
    first = string[slice(*sentences(string)[0])] if string else ""
    head = _APPOSED.split(first.rstrip(". "))[0]
    return is_known(head, context) or (is_shaped(head, context) and " " in head)


def _about(question: Text, context: Context) -> tuple[Text, ...]:
    """The companies that a question names: "What goes to UCAS?", "Why do you use Seesaw?".

    Names that nobody knows are taken for companies where they stand in a list.
    """
    string = question.string.rstrip("? ")
    found = find_mentions(string, context)
    names = [question.slice(one.start, one.end) for one in found]
    if not names:
        spans = context.find_names(string)
        names = [question.slice(one.start, one.end) for one in spans]
        names = [name for name in names if is_known(str(name), context)]
    if not names:
        shaped = [one for one in find_candidates(string, context) if one.kind == SHAPED]
        lists = [listed for listed in groups(shaped, string) if len(listed) > 1]
        names = [question.slice(one.start, one.end) for listed in lists for one in listed]
    return tuple(names)


def _joined(regions: Sequence[Region | None], number: int) -> list[Region]:
    """Put the answers of one table into one region."""
    found = [region for region in regions if region is not None]
    drafts: list[Draft] = [draft for region in found for draft in region.drafts]
    headers = tuple(text for region in found for text in region.headers)
    return [Region("questions", (number,), FIT_MARKED, tuple(drafts), headers)] if drafts else []
