"""Which words of the vocabulary only some notices use, and the vocabulary without them.

A word is the name of a supplier, a pattern of headings.yaml, rows.yaml or prose.yaml, or a word of
recipients.yaml. A notice uses it where it stands in, or matches, a text of the notice: a block, or
a line, sentence or part of one. Of the files of a notice one is looked at, a page if there is one.
Words that no notice is seen to use stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache, partial

from labelled import Labelled, in_parallel
from noticeparse.model import Table
from noticeparse.parser.context import LONGEST_CAPTION
from noticeparse.suppliers import find_names
from noticeparse.text import fold_key, sentences, words
from noticeparse.vocabulary import Vocabulary, load_vocabulary
from noticeparse.vocabulary.suppliers import Catalogue, Supplier, name_key

PATTERNS = ("headings", "rows", "prose")
_ON_RAW_TEXT = ("person", "placeholder")
_MARK = re.compile(r"[:;,()|–—]| - ")
_JOBS = 16

Word = tuple[str, str, str]  # file, key (the supplier's id), the word itself
Words = frozenset[Word]
Texts = Sequence[tuple[str, int]]  # a text, and the folds that have it as the bits of a number
NO_WORDS: Words = frozenset()


def own_words(labelled: Sequence[Labelled], left_out: Sequence[Sequence[Labelled]]) -> list[Words]:
    """The words that, of all notices, only those of a fold use, a set a fold."""
    fold_of = {one.path: fold for fold, ones in enumerate(left_out) for one in ones}
    pages_last = sorted(labelled, key=lambda one: one.kind == "html")
    shown = {(one.folder, one.id): one for one in pages_last}
    folds: dict[str, int] = {}
    for one in shown.values():
        bit = 1 << fold_of.get(one.path, len(left_out))
        for text in _texts(one):
            folds[text] = folds.get(text, 0) | bit
    texts = list(folds.items())
    vocabulary = load_vocabulary()
    patterns = [
        (name, key, pattern)
        for name in PATTERNS
        for key, own in getattr(vocabulary, name).items()
        for pattern in own
    ]
    jobs = [patterns[start::_JOBS] for start in range(_JOBS)]
    used = dict(_names_and_words(texts, vocabulary))
    for found in in_parallel(partial(_used, texts), jobs):
        used |= found
    return [frozenset(w for w, by in used.items() if by == 1 << n) for n in range(len(left_out))]


def _texts(one: Labelled) -> Iterator[str]:
    """The texts of a document, whole and in parts."""
    for block in one.document.blocks:
        texts = [cell.text for cell in block.cells] if isinstance(block, Table) else [block.text]
        for whole in (text.string for text in texts):
            yield whole
            yield from (whole[start:end] for start, end in sentences(whole))
            for line in whole.splitlines():
                yield line
                yield from (part.strip() for part in _MARK.split(line))


def _used(texts: Texts, patterns: Sequence[Word]) -> dict[Word, int]:
    """Pattern → the folds that use it; beyond the second nobody looks on."""
    folded = [(text.strip(), fold_key(text), by) for text, by in texts]
    captions = [(f.strip(" .:*?"), by) for _, f, by in folded if len(f) <= LONGEST_CAPTION]
    used = {}
    for name, key, pattern in patterns:
        search, seen = re.compile(pattern).search, 0
        subjects = (
            captions
            if name == "headings"
            else ((raw if key in _ON_RAW_TEXT else text, by) for raw, text, by in folded)
        )
        for text, by in subjects:
            if by | seen != seen and search(text):
                seen |= by
                if seen & (seen - 1):
                    break
        used[name, key, pattern] = seen
    return used


def _names_and_words(texts: Texts, vocabulary: Vocabulary) -> Iterator[tuple[Word, int]]:
    used: dict[Word, int] = {}
    lists = {
        word: [key for key, lines in vocabulary.recipients.items() if word in _words(lines)]
        for word in {w for lines in vocabulary.recipients.values() for w in _words(lines)}
    }
    for text, by in texts:
        for span in find_names(text, vocabulary.suppliers, alone=True):
            name = ("suppliers", span.supplier_id, name_key(text[span.start : span.end]))
            used[name] = used.get(name, 0) | by
        for word in {*words(text), *fold_key(text).split()}:
            for key in lists.get(word, ()):
                used["recipients", key, word] = used.get(("recipients", key, word), 0) | by
    yield from used.items()


def _words(lines: Sequence[str]) -> list[str]:
    return [word for line in lines for word in line.split()]


@lru_cache(maxsize=2)
def without(dropped: Words) -> Vocabulary:
    """The shipped vocabulary without some words; a supplier without a name is left out."""
    vocabulary = load_vocabulary()
    if not dropped:
        return vocabulary
    lists = {
        name: {
            key: tuple(pattern for pattern in own if (name, key, pattern) not in dropped)
            for key, own in getattr(vocabulary, name).items()
        }
        for name in PATTERNS
    }
    lists["recipients"] = {
        key: tuple(w for w in _words(lines) if ("recipients", key, w) not in dropped)
        for key, lines in vocabulary.recipients.items()
    }
    suppliers = (_left(supplier, dropped) for supplier in vocabulary.suppliers)
    return replace(vocabulary, suppliers=Catalogue(filter(None, suppliers)), **lists)


def _left(supplier: Supplier, dropped: Words) -> Supplier | None:
    names = [n for n in supplier.names if ("suppliers", supplier.id, name_key(n)) not in dropped]
    if not names:
        return None
    old = tuple(name for name in supplier.old_names if name in names)
    return replace(supplier, name=names[0], aliases=tuple(names[1:]), old_names=old)
