"""What noticeparse knows of the field, kept in data files: taxonomy, lexicon, cues, suppliers."""

from noticeparse.vocabulary.entries import AGREES, Cue, Entry
from noticeparse.vocabulary.index import Combination, Conditions, Lexicon, Mark, Meaning
from noticeparse.vocabulary.loader import load_vocabulary
from noticeparse.vocabulary.values import Term, Vocabulary

__all__ = [
    "AGREES",
    "Combination",
    "Conditions",
    "Cue",
    "Entry",
    "Lexicon",
    "Mark",
    "Meaning",
    "Term",
    "Vocabulary",
    "load_vocabulary",
]
