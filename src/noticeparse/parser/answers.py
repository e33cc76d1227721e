"""A cell of a tick matrix → what it answers to its caption, with the remark beside the answer.

"Yes", a tick and a sign that the notice's key explains say that the item is shared; so do "Yes –
allergies" and "Care plan only", which also say what of it. "No" and "Never" say that it is not. A
blank says so only where the key does. What is none of these is unclear, as is an X beside a Y or a
tick that no key explains: it denies nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from noticeparse.model import Heading, ListItem, Paragraph, Text
from noticeparse.parser.context import Context, Wording
from noticeparse.parser.marks import strip_mark

Kind = Literal["shared", "denied", "blank", "unclear"]
_MEANINGS: tuple[tuple[str, Kind], ...] = (
    ("key_neutral", "blank"),
    ("key_deny", "denied"),
    ("key_tick", "shared"),
    ("answer_in_part", "shared"),
)
_SIGN = re.compile(
    r"(?:^|(?<=[\s;,(]))(?P<sign>[✓✔☑✗✘☒☐×●○■–—-]|\([A-Z]\)|[A-Z]{1,2}|[Bb]lank|[Ee]mpty|"
    r"[Nn]o tick)(?: box| cell)?\s*(?:=|means)\s*"
)
_EMPTY = ("blank", "empty", "no tick")
_REMARK = re.compile(r"^[\s:;,.–—-]*|[\s.;,]*$")
_BRACKETS = re.compile(r"^\((?P<inside>[^()]*)\)$")
_LONGEST_CAPTION = 3  # words of a caption that "No" denies: a longer one may ask something else


@dataclass(frozen=True, slots=True)
class Answer:
    """What a cell says of its caption; `remark` is what it says besides, `mark` its footnote's."""

    kind: Kind
    remark: Text = field(default_factory=lambda: Text(""))
    mark: str | None = None

    def item(self, caption: str) -> Text:
        """The shared item: the caption with the remark, "Medical (allergies)"."""
        if not self.remark:
            return Text(caption)
        return Text.join((Text(f"{caption} ("), self.remark, Text(")")), "")


@dataclass(frozen=True, slots=True)
class MatrixKey:
    """What a notice says of signs ("C = with consent"; "" is the empty box), and of blanks."""

    wording: Wording
    signs: Mapping[str, Answer] = field(default_factory=dict)
    blank_denies: bool = False
    x_unclear: bool = False  # the table has another sign for yes

    def in_table(self, cells: Iterable[Text]) -> MatrixKey:
        """The key for a table of these boxes: beside a Y nobody knows what an X says."""
        ticks = (text for cell in cells if self.wording.says("tick", text := cell.string))
        return replace(self, x_unclear=any(not self.wording.says("an_x", tick) for tick in ticks))

    def answer(self, cell: Text, caption: str) -> Answer:
        """Read a cell below a caption."""
        text = cell.strip()
        if text.string in self.signs:
            return self.signs[text.string]
        text, mark = strip_mark(text)
        kind, remark = self._plain(text)
        if kind == "denied" and len(caption.split()) > _LONGEST_CAPTION:
            kind, remark = "unclear", text
        return Answer(kind, remark, mark)

    def _plain(self, text: Text) -> tuple[Kind, Text]:
        says, nothing = self.wording.says, Text("")
        if says("tick", text.string):
            unclear = self.x_unclear and says("an_x", text.string)
            return ("unclear", text) if unclear else ("shared", nothing)
        if says("cross", text.string):
            kind = self._crossed(text.string)
            return kind, text if kind == "unclear" else nothing
        if says("answer_no", text.string):
            return "denied", nothing
        if yes := re.match(r"(?:yes|y|[✓✔☑✅☒])(?![\w'’])", text.string, re.IGNORECASE):
            return "shared", _bare(text.slice(yes.end()))
        if says("answer_in_part", text.string):
            return "shared", _bare(text)
        return "unclear", text

    def _crossed(self, sign: str) -> Kind:
        if not sign:
            explained = any(answer.kind == "denied" for answer in self.signs.values())
            return "denied" if self.blank_denies and not explained else "blank"
        if self.wording.says("answer_no", sign):
            return "denied"
        if sign.isalpha() and len(sign) == 1:
            return "unclear"  # a letter that only a key explains
        return "denied" if self.blank_denies and not sign.isalpha() else "blank"


def _bare(remark: Text) -> Text:
    """A remark without the dash before it or the brackets around it."""
    start, *_, end = [*_REMARK.finditer(remark.string)]
    cut = remark.slice(start.end(), max(start.end(), end.start()))
    inside = _BRACKETS.match(cut.string)
    return cut.slice(*inside.span("inside")).strip() if inside else cut


def read_key(context: Context) -> MatrixKey:
    """Find what a notice says of the signs in its tables."""
    signs: dict[str, Answer] = {}
    denies = False
    for text in _notes(context):
        denies = denies or context.wording.says("blank_denies", text) is not None
        found = list(_SIGN.finditer(text))
        ends = [*(match.start() for match in found[1:]), len(text)]
        for match, end in zip(found, ends, strict=False):
            meaning = text[match.end() : end].strip(" ;,.")
            kinds = (kind for key, kind in _MEANINGS if context.wording.says(key, meaning))
            if (kind := next(kinds, None)) is not None:
                in_part = context.wording.says("answer_in_part", meaning) and kind == "shared"
                answer = Answer(kind, Text(meaning if in_part else ""))
                signs.setdefault("" if match["sign"].lower() in _EMPTY else match["sign"], answer)
    return MatrixKey(context.wording, signs, denies)


def _notes(context: Context) -> Iterator[str]:
    for block in context.blocks:
        text = block.text.string if isinstance(block, Heading | Paragraph | ListItem) else ""
        if isinstance(block, ListItem) and text.lstrip().startswith("="):
            yield f"{block.marker} {text}"  # the sign was taken for the item's bullet
        elif text:
            yield text
