"""What noticeparse knows of the field, kept in data files: taxonomy, lexicon, cues, suppliers."""

from noticeparse.vocabulary.entries import Combination, Conditions, Entry, Meaning
from noticeparse.vocabulary.index import Lexicon
from noticeparse.vocabulary.inflection import GROUP_OF, reduce_word
from noticeparse.vocabulary.loader import Vocabulary, load_vocabulary
from noticeparse.vocabulary.suppliers import Supplier
from noticeparse.vocabulary.taxonomy import LawfulBasis, Term
from noticeparse.vocabulary.weights import PurposeWeights, TagWeights

__all__ = [
    "GROUP_OF", "Combination", "Conditions", "Entry", "LawfulBasis", "Lexicon", "Meaning",
    "PurposeWeights", "Supplier", "TagWeights", "Term", "Vocabulary", "load_vocabulary",
    "reduce_word",
]  # fmt: skip
