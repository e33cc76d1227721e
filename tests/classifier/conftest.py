"""Rows as the parser makes them, in one line."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from noticeparse.classifier import classify
from noticeparse.model import Disclosure, Fields, Text
from noticeparse.vocabulary import Vocabulary, load_vocabulary


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    return load_vocabulary()


def make_row(  # one optional part of a row each
    description: str = "",
    *,
    data: str | None = None,
    purpose: str | None = None,
    company: str = "Acme",
    section: str | None = None,
    id: str = "d1",
    same_as: str | None = None,
) -> Disclosure:
    def text(value: str | None) -> Text | None:
        return None if value is None else Text(value)

    return Disclosure(
        id=id,
        company=Text(company),
        description=Text(description or " ".join(part for part in (data, purpose) if part)),
        section=text(section),
        fields=Fields(data=text(data), purpose=text(purpose)),
        same_as=same_as,
    )


@pytest.fixture(scope="session")
def tagged(vocabulary: Vocabulary) -> Callable[..., Disclosure]:
    """Make one row and classify it."""

    def make(description: str = "", **parts: str) -> Disclosure:
        return classify([make_row(description, **parts)], vocabulary)[0]

    return make
