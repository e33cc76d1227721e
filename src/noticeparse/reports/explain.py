"""A document and what became of each word → a page for the browser, or a picture of a PDF page.

Both have the words in the colours of their classes, and are made of the laid-out document that the
words were read from. The left half of the page is the source in reading order; a word of a row
leads to that row in the right half. One file, no script, no network. The picture is the page as it
is printed, with its rows framed and the words of tags underlined; the legend beside it tells the
rest. Only PDF pages have places.
"""

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from PIL import Image, ImageChops, ImageDraw, ImageFont
from PIL.PngImagePlugin import PngInfo

from noticeparse.comparison import Names
from noticeparse.comparison.differences import STATUS_WORDS
from noticeparse.errors import InputError
from noticeparse.extractors.pdf.engine import opened
from noticeparse.model import (
    Box,
    Disclosure,
    Document,
    Notice,
    ReadWord,
    Table,
    Tag,
    Text,
    where,
)
from noticeparse.receipt import row_texts, texts_of
from noticeparse.reports.page import TERM_NAMES, asset, render
from noticeparse.reports.why import evidence_in_words
from noticeparse.reports.words import many, place_in_words, titles_of
from noticeparse.text.dates import date_in_words

CLASSES = titles_of("class of words")
TAG_LISTS = titles_of("list of tags")
SCALE = 2.0  # pixels a point: 144 dots an inch, so that small print can be read
PANEL = 620  # pixels of the panel beside the page
MAX_PIXELS = 40_000_000  # a page that would be larger is drawn smaller
FILLS = dict(re.findall(r"--(\w+):(#\w{6})", asset("explain.css")))  # but for white, no colour
LINES = {"category": (19, 115, 51), "purpose": (26, 82, 168), "data_subject": (142, 36, 170)}
FRAME = (31, 111, 67)
GRID = (150, 160, 175)
INK = (27, 36, 48)
_Colour = str | tuple[int, int, int]
_font = ImageFont.load_default


@dataclass(frozen=True, slots=True)
class View:
    """What the page looks up: the words of the source by their start, and what ids are called."""

    notice: Notice
    names: Names
    words: Mapping[int, ReadWord]

    def marked(self, text: Text) -> Iterator[tuple[str, str, str | None]]:
        """A text in pieces, each with its class and row; neighbours of one class are one piece."""
        if not text.runs or text.runs[0].at is None:
            yield text.string, "", None
            return
        base = text.runs[0].at - text.runs[0].start
        found = [self.words[at] for at in range(base, base + len(text)) if at in self.words]
        done = 0
        for (kind, row), group in groupby(found, key=lambda word: (word.kind, word.row)):
            same = list(group)
            start, end = same[0].start - base, same[-1].end - base
            yield text.string[done:start], "", None
            yield text.string[start:end], kind, row
            done = end
        yield text.string[done:], "", None

    def tags(self, row: Disclosure) -> list[tuple[str, list[tuple[str, Tag, bool]]]]:
        """The tags under what they are: data, data not shared, purposes, whose data, bases."""
        found: dict[str, list[tuple[str, Tag, bool]]] = {name: [] for name in TAG_LISTS}
        for tag in (*row.tags, *row.lawful_bases):
            list_of = (tag.polarity or "shared") if tag.kind == "category" else tag.kind
            special = tag.kind == "category" and tag.id in self.names.special
            found[list_of].append((self.names.label(tag.kind, tag.id), tag, special))
        needed = ("shared", "purpose")  # what a notice has to say
        return [(TAG_LISTS[name], tags) for name, tags in found.items() if tags or name in needed]


def explain_html(
    document: Document,
    notice: Notice,
    words: Sequence[ReadWord],
    names: Names,
    families: Mapping[str, str],
) -> str:
    """Lay the page out for the browser; `families` says evidence in words (evidence.tsv)."""
    return render(
        "explain.html",
        title=f"What was seen in {notice.source.path}",
        style=asset("explain.css"),
        date_in_words=date_in_words,
        document=document,
        notice=notice,
        view=View(notice, names, {word.start: word for word in words}),
        classes=CLASSES,
        status_words=STATUS_WORDS,
        term_names=TERM_NAMES,
        layouts=titles_of("layout"),
        reasons=titles_of("refused"),
        evidence_in_words=partial(evidence_in_words, families=families),
        place_in_words=lambda place: place_in_words(where(notice, place)),
        judgements=titles_of("judgement"),
        many=many,
    )


def explain_page(
    data: bytes, document: Document, notice: Notice, words: Sequence[ReadWord], page: int
) -> bytes:
    """Draw a page (from 1) of a PDF as a PNG; raise InputError where there is no such page."""
    picture, scale = _rendered(data, page, document.source.path)
    drawing = _Drawing(picture, scale)
    drawing.words(document, words, page)
    drawing.grid(document, page)
    shown = [row for row in notice.disclosures if _boxes(row_texts(row), page)]
    for number, row in enumerate(shown, 1):
        drawing.row(number, row, page)
    return _with_panel(picture, shown, page)


def _rendered(data: bytes, page: int, path: str) -> tuple[Image.Image, float]:
    with opened(data, path) as document:
        if not 1 <= page <= len(document):
            raise InputError(
                f"{path} has no page {page}.",
                what_to_do=f"It has {len(document)} pages, counted from 1.",
            )
        sheet = document[page - 1]
        width, height = sheet.get_size()
        scale = min(SCALE, (MAX_PIXELS / max(width * height, 1.0)) ** 0.5)
        return sheet.render(scale=scale).to_pil().convert("RGB"), scale


def _boxes(texts: Sequence[Text], page: int) -> list[Box]:
    return [
        run.bbox for text in texts for run in text.runs if run.page == page and run.bbox is not None
    ]


def evidence_boxes(row: Disclosure, tag: Tag, page: int) -> list[Box]:
    """The boxes of the words that earned a tag of this row; none where they stand elsewhere."""
    text = row.field(tag.evidence.field)
    if text is None or tag.evidence.row is not None:
        return []
    return _boxes([text.slice(tag.evidence.start, tag.evidence.end)], page)


class _Drawing:
    """Draws on a rendered page; places are in points."""

    def __init__(self, picture: Image.Image, scale: float) -> None:
        self.scale = scale
        self.picture = picture
        self.pen = ImageDraw.Draw(picture)

    def _pixels(self, box: Box, grow: float = 0.0) -> tuple[float, float, float, float]:
        x0, top, x1, bottom = (value * self.scale for value in box)
        return x0 - grow, top - grow, x1 + grow, bottom + grow

    def words(self, document: Document, words: Sequence[ReadWord], page: int) -> None:
        """Lay the colour of its class under every word: where it is lighter than the page."""
        layer = Image.new("RGB", self.picture.size, "white")
        pen = ImageDraw.Draw(layer)
        kinds = {word.start: word.kind for word in words}
        for run in (run for text in texts_of(document) for run in text.runs):
            if run.page == page and run.bbox is not None and run.at is not None:
                kind = next((kinds[at] for at in run.stretch() if at in kinds), "other")
                if fill := FILLS.get(kind):
                    pen.rectangle(self._pixels(run.bbox, 2.0), fill=fill)
        self.picture.paste(ImageChops.multiply(self.picture, layer))

    def grid(self, document: Document, page: int) -> None:
        """Draw the cells of the page's tables."""
        for block in document.blocks:
            if not isinstance(block, Table):
                continue
            for cell in block.cells:
                if cell.place.bbox is not None and (cell.place.page or block.page) == page:
                    self.pen.rectangle(self._pixels(cell.place.bbox), outline=GRID, width=1)

    def row(self, number: int, row: Disclosure, page: int) -> None:
        """Frame a row, number it, and underline the words that earned its tags."""
        notes = {id(text) for caption, text in row.fields.other if caption == "note"}
        framed = [text for text in row_texts(row) if id(text) not in notes]  # those stand apart
        boxes = _boxes(framed, page) or _boxes(row_texts(row), page)
        left, top, right, bottom = zip(*boxes, strict=True)
        frame = self._pixels((min(left), min(top), max(right), max(bottom)), 4.0)
        self.pen.rectangle(frame, outline=FRAME, width=2)
        runs = (*row.company.runs, *row.description.runs)
        label = f"{number}{'+' * any(run.page not in (None, page) for run in runs)}"
        x = max(2.0, frame[0] - 34)
        self.pen.rectangle((x, frame[1], x + 30, frame[1] + 22), fill=FRAME)
        self.pen.text((x + 5, frame[1] + 2), label, fill="white", font=_font(16))
        for tag in row.tags:
            for box in evidence_boxes(row, tag, page):
                x0, _, x1, y = self._pixels(box)
                y += 1 + list(LINES).index(tag.kind) * 3
                self.pen.line((x0, y, x1, y), fill=LINES[tag.kind], width=2)


def _with_panel(picture: Image.Image, rows: Sequence[Disclosure], page: int) -> bytes:
    """Put the legend and the rows beside the page."""
    lines = list(_panel_lines(rows, page))
    height = max(picture.height, 40 + sum(size + 8 for _, size, *_ in lines))
    whole = Image.new("RGB", (picture.width + PANEL, height), (245, 246, 248))
    whole.paste(picture, (0, 0))
    pen = ImageDraw.Draw(whole)
    y = 20
    for text, size, fill, line in lines:
        x = picture.width + 24
        if fill:
            pen.rectangle((x, y + 2, x + 18, y + size), fill=fill, outline=GRID)
        if line:
            pen.line((x, y + size - 3, x + 18, y + size - 3), fill=line, width=3)
        x += 28 if fill or line else 0
        shown = _fitting(text, PANEL - (x - picture.width) - 16, size)
        pen.text((x, y), shown, fill=INK, font=_font(size))
        y += size + 8
    saved = io.BytesIO()
    about = PngInfo()
    about.add_text("Software", "noticeparse")  # so that it is not read as a notice
    whole.save(saved, "PNG", optimize=True, pnginfo=about)
    return saved.getvalue()


def _panel_lines(
    rows: Sequence[Disclosure], page: int
) -> Iterator[tuple[str, int, _Colour | None, _Colour | None]]:
    """A text, its size, and the colour of a field or of a line before it."""
    yield f"Page {page}: what was seen", 22, None, None
    for kind, said in CLASSES.items():
        if fill := FILLS.get(kind):
            yield said, 15, fill, None
    for kind, colour in LINES.items():
        yield f"words that earned a {kind.replace('_', ' ')}", 15, None, colour
    yield "thin lines: cells of a table; number+: goes on on another page", 15, None, None
    yield "", 8, None, None
    for number, row in enumerate(rows, 1):
        yield f"{number}  {row.company}", 17, None, None
        for kind, colour in LINES.items():
            tags = [tag for tag in row.tags if tag.kind == kind]
            ids = [f"{'not ' * (tag.polarity == 'not_shared')}{tag.id}" for tag in tags]
            if ids:
                yield ", ".join(ids).replace("_", " "), 13, None, colour


def _fitting(text: str, width: float, size: int) -> str:
    """Cut a text to the width of the panel."""
    shown = text
    while _font(size).getlength(shown) > width:
        text = text[:-1]
        shown = f"{text}…"
    return shown
