"""A document, what was made of it, and a second reading of its source → the receipt.

The document's texts are laid end to end (`lay_out`), so that every text that a stage hands on
knows which stretch of the source it came from. A stage claims words by handing on such texts. The
second reading is a dumb one: all text nodes of the source, apart from the extractor. A word that
it has and that nobody claimed is unaccounted: it was lost.

A word is a run of letters and digits, folded; what has none ("–", "✓") is no word.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import accumulate

from noticeparse.model import Disclosure, Document, ListItem, Run, Text, texts_of_block, with_texts
from noticeparse.model.document import new_run
from noticeparse.model.notice import WORD_CLASSES, Claimed, ReadWord, Receipt
from noticeparse.text import fold, pieces

Mark = tuple[str, str | None]  # the class of a character, and its row
_UNCLAIMED: Mark = ("unaccounted", None)
_RANKS = {kind: rank for rank, kind in enumerate((*WORD_CLASSES, _UNCLAIMED[0]))}
_GAP = 1  # between two texts, so that words of neighbours never touch


def lay_out(document: Document) -> Document:
    """Give every text of a document its offset in the reading order."""
    at = 0

    def laid(text: Text) -> Text:
        nonlocal at
        runs = text.runs or (Run(0, len(text)),)
        runs = tuple(new_run(Run, (*r[:4], at + r.start, r[5])) for r in runs)
        at += len(text) + _GAP
        return Text(text.string, runs)

    blocks = tuple(with_texts(block, laid) for block in document.blocks)
    return replace(document, blocks=blocks, furniture=tuple(map(laid, document.furniture)))


def texts_of(document: Document) -> Iterator[Text]:
    """Yield every text of a document in reading order, the furniture last."""
    for block in document.blocks:
        yield from texts_of_block(block)
    yield from document.furniture


def row_texts(row: Disclosure) -> list[Text]:
    """The texts that a row claims."""
    return [row.company, row.description, *(text for _, text in row.fields.named())]


def read_words(
    document: Document, disclosures: Sequence[Disclosure], claimed: Claimed
) -> list[ReadWord]:
    """Every word of the laid-out document with its class and row, in reading order."""
    texts = list(texts_of(document))
    ends = (run.stretch().stop for text in texts for run in text.runs)
    marks: list[Mark] = [_UNCLAIMED] * max(ends, default=0)
    for kind in reversed(WORD_CLASSES):
        if kind == "rows":
            for row in reversed(disclosures):
                _mark(marks, row_texts(row), ("rows", row.id))
        else:
            _mark(marks, getattr(claimed, kind), (kind, None))
    return [
        ReadWord(word, start, end, *_kind(marks, start, end))
        for text in texts
        for word, start, end in _words(text)
    ]


def _mark(marks: list[Mark], texts: Iterable[Text], value: Mark) -> None:
    for text in texts:
        for run in text.runs:
            stretch = run.stretch()
            marks[stretch.start : stretch.stop] = [value] * len(stretch)


def _kind(marks: Sequence[Mark], start: int, end: int) -> Mark:
    found = marks[start:end] or [_UNCLAIMED]  # beyond the last run of the last text
    if found.count(found[0]) == len(found):
        return found[0]
    return min(found, key=lambda mark: _RANKS[mark[0]])


def _words(text: Text) -> Iterator[tuple[str, int, int]]:
    """(word, start, end) of a laid-out text; offsets in the reading order."""
    if not text.runs or text.runs[0].at is None:
        return
    base = text.runs[0].at - text.runs[0].start
    folded = fold(text.string)
    for start, end in pieces(folded.string):
        left, right = (start, end) if folded.is_raw else folded.raw_span(start, end)
        yield folded.string[start:end], base + left, base + right


def count(bare: str, words: Sequence[ReadWord], markers: Iterable[str] = ()) -> Receipt:
    """Count the words of the dumb reading by the class of the word that was read for them."""
    dumb = _bare_words(bare)
    left = Counter(dumb)
    read = [(word.text, word.kind) for word in words if word.kind in WORD_CLASSES]
    read += [(word, "furniture") for marker in markers for word in _bare_words(marker)]
    counted, extra = Counter[str](), list[tuple[str, str]]()
    for text, kind in sorted(read, key=lambda word: _RANKS[word[1]]):
        if left[text] > 0:
            left[text] -= 1
            counted[kind] += 1
        else:
            extra.append((text, kind))
    _count_split(dumb, left, extra, counted, read)
    _count_marked(left, extra, counted)
    return Receipt(words=len(dumb), unaccounted=sum(left.values()), **counted)


def count_read(words: Sequence[ReadWord], *, unaccounted: int) -> Receipt:
    """Count the words of a part of a document, of which there is no second reading."""
    counts = Counter(word.kind for word in words if word.kind in WORD_CLASSES)
    return Receipt(words=counts.total() + unaccounted, unaccounted=unaccounted, **counts)


def _count_split(
    dumb: Sequence[str],
    left: Counter[str],
    extra: Sequence[tuple[str, str]],
    counted: Counter[str],
    read: Sequence[tuple[str, str]],
) -> None:
    """Count what one reading saw as one word and the other, for a narrow gap, as several."""
    spelled = _speller(dumb)
    for text, kind in extra:
        for first, last in spelled(text):
            if all(left[part] > 0 for part in dumb[first:last]):
                left.subtract(dumb[first:last])
                counted[kind] += last - first
                break
    texts, spare = [text for text, _ in read], Counter(text for text, _ in extra)
    spelled = _speller(texts)
    for whole in [word for word in left if left[word] > 0]:
        for first, last in spelled(whole):
            if left[whole] > 0 and all(spare[part] > 0 for part in texts[first:last]):
                left[whole] -= 1
                counted[read[first][1]] += 1
                spare.subtract(texts[first:last])


def _speller(words: Sequence[str]) -> Callable[[str], Iterator[tuple[int, int]]]:
    """What finds the words [first, last) of a list, two or more, that together spell one."""
    string = "".join(words)
    starts = list(accumulate(map(len, words), initial=0))

    def spelled(whole: str) -> Iterator[tuple[int, int]]:
        at = string.find(whole)
        while at >= 0:
            first, last = (bisect_left(starts, each) for each in (at, at + len(whole)))
            if starts[first] == at and starts[last] == at + len(whole) and last - first > 1:
                yield first, last
            at = string.find(whole, max(at + 1, starts[first]))

    return cache(spelled)  # the next search for a word goes on where its last one ended


def _count_marked(
    left: Counter[str], extra: Sequence[tuple[str, str]], counted: Counter[str]
) -> None:
    """Count words to which the dumb reading glued a footnote's mark, which was read apart."""
    spare, kinds = Counter(text for text, _ in extra), dict(reversed(extra))
    for whole in [word for word in left if left[word] > 0]:
        for text, mark in ((whole[:-digits], whole[-digits:]) for digits in (1, 2, 3)):
            if mark.isdigit() and spare[text] > 0 and spare[mark] > 0:
                left[whole] -= 1
                counted[kinds[text]] += 1
                spare.subtract((text, mark))
                break


def _bare_words(bare: str) -> list[str]:
    folded = fold(bare).string
    return [folded[start:end] for start, end in pieces(folded)]


def list_markers(document: Document) -> list[str]:
    """The printed marks of list items ("1.", "a)"), which are no part of their text."""
    return [block.marker for block in document.blocks if isinstance(block, ListItem)]
