"""The names that other programs may use."""

import importlib
import json

import pytest
from tests.reports.made import disclosure, notice

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


def test_a_notice_is_laid_out_and_read_back() -> None:
    data = noticeparse.to_dict(notice())
    assert noticeparse.from_dict(json.loads(json.dumps(data))) == notice()
    for wrong in (None, [], {}, {**data, "disclosures": [1]}, {**data, "schema_version": 2}):
        with pytest.raises(noticeparse.NoticeparseError, match="notice file"):
            noticeparse.from_dict(wrong)


def test_what_changed_is_a_function_whatever_was_imported() -> None:
    importlib.import_module("noticeparse.changed")
    (found,) = noticeparse.changes([notice()], [notice(disclosure(), disclosure("Wonde", id="d2"))])
    assert (found.what, found.company) == ("added", "Wonde")


def test_an_unknown_name_is_an_attribute_error() -> None:
    assert not hasattr(noticeparse, "no_such_name")
