"""Strings with places: folding that maps back, words, clauses, phrase search. No domain words."""

from noticeparse.text.clauses import SHORTEST_LINE, clause_at, clauses, sentence_at, sentences
from noticeparse.text.fold import Tokens, first_match, fold, fold_key, pieces, tokenise, words
from noticeparse.text.phrases import Hit, PhraseIndex

__all__ = [
    "SHORTEST_LINE", "Hit", "PhraseIndex", "Tokens", "clause_at", "clauses", "first_match", "fold",
    "fold_key", "pieces", "sentence_at", "sentences", "tokenise", "words",
]  # fmt: skip
