"""The taxonomy → docs/taxonomy.md: every term, its definition, and its terms elsewhere.

usage: python benchmarks/taxonomy_page.py > docs/taxonomy.md
"""

from __future__ import annotations

import sys

from noticeparse.vocabulary import Term, Vocabulary, load_vocabulary

_TITLES = {
    "category": "Data categories",
    "purpose": "Purposes",
    "data_subject": "Data subjects",
}
_HEAD = """# Taxonomy

Made from `src/noticeparse/vocabulary/` by `python benchmarks/taxonomy_page.py`.
A term of the W3C Data Privacy Vocabulary (DPV) and a key of fideslang stand beside each term, with
how well they fit: exact, close, broad (theirs is wider) or related. “Special” says whether the
category is of Article 9 of the UK GDPR: yes, no, or sometimes (it depends on the content).
"""


def taxonomy_page(vocabulary: Vocabulary) -> str:
    """Lay the page out."""
    parts = [_HEAD]
    for kind, title in _TITLES.items():
        parts += [f"## {title}\n", *_table(kind, vocabulary), ""]
    parts += [
        "## Lawful bases\n",
        "| id | basis | article | DPV |",
        "| --- | --- | --- | --- |",
        *(f"| `{b.id}` | {b.label} | {b.article} | {b.iri} |" for b in vocabulary.lawful_bases),
        "",
    ]
    return "\n".join(parts)


def _table(kind: str, vocabulary: Vocabulary) -> list[str]:
    special = kind == "category"
    heads = ["id", "label", "meaning", *(["special"] if special else []), "DPV", "fideslang"]
    rows = [f"| {' | '.join(heads)} |", f"|{' --- |' * len(heads)}"]
    for term in vocabulary.of_kind(kind):
        cells = [f"`{term.id}`", term.label, term.definition]
        if special:
            cells.append(_special(term))
        cells += [_elsewhere(term.dpv), _elsewhere(term.fides)]
        rows.append(f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |")
    return rows


def _special(term: Term) -> str:
    treated = term.treat_as_special and term.art9 != "yes"
    return f"{term.art9}; treat as special" if treated else str(term.art9)


def _elsewhere(known: tuple[str, str] | None) -> str:
    return "–" if known is None else f"{known[0]} ({known[1]})"


if __name__ == "__main__":
    sys.stdout.write(taxonomy_page(load_vocabulary()))
