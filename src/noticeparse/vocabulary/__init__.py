"""What noticeparse knows of the field, kept in data files: taxonomy, lexicon, cues, suppliers."""

from noticeparse.vocabulary.entries import (
    AGREES,
    Combination,
    Conditions,
    Cue,
    Entry,
    Mark,
    Meaning,
    RowConditions,
)
from noticeparse.vocabulary.index import Lexicon, Opened
from noticeparse.vocabulary.inflection import reduce_word
from noticeparse.vocabulary.loader import load_vocabulary
from noticeparse.vocabulary.tag_weights import TagWeights
from noticeparse.vocabulary.values import Term, Vocabulary

__all__ = [
    "AGREES", "Combination", "Conditions", "Cue", "Entry", "Lexicon", "Mark", "Meaning", "Opened",
    "RowConditions", "TagWeights", "Term", "Vocabulary", "load_vocabulary", "reduce_word",
]  # fmt: skip
