"""The names that other programs may use."""

import noticeparse
from noticeparse import _HOMES


def test_all_names_are_there_and_sorted() -> None:
    assert noticeparse.__all__ == sorted(noticeparse.__all__)
    assert {"read", "parse", "parse_many", "to_frame", "compare", "read_csv"} <= set(
        noticeparse.__all__
    )
    for name in noticeparse.__all__:
        assert getattr(noticeparse, name) is not None


def test_nothing_is_exported_that_is_not_listed() -> None:
    assert set(_HOMES) | {"NoticeparseError"} == set(noticeparse.__all__)


def test_an_unknown_name_is_an_attribute_error() -> None:
    assert not hasattr(noticeparse, "no_such_name")
