"""noticeparse: notices in which schools say whom they share data with → structured, tagged data.

    >>> import noticeparse
    >>> sorted(set(noticeparse.__all__) & {"read", "parse", "parse_many", "to_frame", "compare"})
    ['compare', 'parse', 'parse_many', 'read', 'to_frame']

The names of this package are loaded when they are first used, so that importing it costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from noticeparse.errors import NoticeparseError
from noticeparse.version import __version__ as __version__

if TYPE_CHECKING:
    from noticeparse.batch import parse_many
    from noticeparse.changed import changes
    from noticeparse.comparison import Comparison, compare
    from noticeparse.extractors import read
    from noticeparse.model import Disclosure, Document, Failure, Issue, Notice, School, Tag
    from noticeparse.pipeline import parse
    from noticeparse.reports.csv import read_csv, to_frame
    from noticeparse.reports.json import from_dict, to_dict
    from noticeparse.vocabulary import Vocabulary, load_vocabulary

_NAMES = {
    "batch": ("parse_many",),
    "changed": ("changes",),
    "comparison": ("Comparison", "compare"),
    "extractors": ("read",),
    "model": ("Disclosure", "Document", "Failure", "Issue", "Notice", "School", "Tag"),
    "pipeline": ("parse",),
    "reports.csv": ("read_csv", "to_frame"),
    "reports.json": ("from_dict", "to_dict"),
    "vocabulary": ("Vocabulary", "load_vocabulary"),
}
_HOMES = {name: module for module, names in _NAMES.items() for name in names}

__all__ = [
    "Comparison", "Disclosure", "Document", "Failure", "Issue", "Notice", "NoticeparseError",
    "School", "Tag", "Vocabulary", "changes", "compare", "from_dict", "load_vocabulary",
    "parse", "parse_many", "read", "read_csv", "to_dict", "to_frame",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'noticeparse' has no attribute {name!r}")
    return getattr(import_module(f"noticeparse.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
