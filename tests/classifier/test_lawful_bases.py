"""What rows say of their lawful basis → Article 6 and 9."""

import pytest

from noticeparse import load_vocabulary
from noticeparse.classifier import named_in


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Public task", ["A6-1-e"]),
        ("Art. 6(1)(e)", ["A6-1-e"]),
        ("6.1e and 9.2h", ["A6-1-e", "A9-2-h"]),
        ("Legal obligation / public task", ["A6-1-c", "A6-1-e"]),
        ("Consent for photos, otherwise public interest", ["A6-1-a", "A6-1-e"]),
        ("Explicit consent", ["A9-2-a"]),
        ("Contract; Art 9(2)(b)", ["A6-1-b", "A9-2-b"]),
        ("Legitimate interests", ["A6-1-f"]),
        ("Substantial public interest", ["A9-2-g"]),
        ("Required by law", ["A6-1-c"]),
        ("Consent is not required", []),
        ("School official exception", []),
    ],
)
def test_bases(text: str, ids: list[str]) -> None:
    found = list(named_in(text, load_vocabulary().lawful_bases))
    assert sorted(id for id, _, _ in found) == ids
    assert all(text[start:end].strip() for _, start, end in found)


def test_every_basis_is_named_by_its_label_or_article() -> None:
    for basis in load_vocabulary().lawful_bases:
        named = {
            id for id, _, _ in named_in(f"Article {basis.article}", load_vocabulary().lawful_bases)
        }
        assert basis.id in named
