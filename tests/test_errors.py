"""Every code of errors.py is documented, and each of them happens."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests import readers_that_fail
from tests.extractors.word_file import p, r, word_file

import noticeparse
from noticeparse import errors, extractors
from noticeparse.batch import Task, failure_of, read_isolated
from noticeparse.batch.pool import Limits
from noticeparse.errors import MissingExtra, NoticeparseError
from noticeparse.given import table
from noticeparse.inputs import resolve
from noticeparse.model import Failure
from noticeparse.register.database import open_database
from noticeparse.register.guard import refusal
from noticeparse.reports.files import check_folder
from noticeparse.vocabulary import load_vocabulary

DOCS = Path(__file__).parents[1] / "docs" / "errors.md"
# The lines of its table: what to do, by the code.
DOCUMENTED = {
    line.split("`")[1]: line.split(" | ")[-1].removesuffix(" |")
    for line in DOCS.read_text("utf-8").splitlines()
    if line.startswith("| `")
}
PICTURE = b"GIF89a"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


def of_file(data: bytes) -> Callable[[Path], tuple[str, str]]:
    """What reading a file of these bytes comes to."""

    def happen(folder: Path) -> tuple[str, str]:
        path = folder / "notice.docx"
        path.write_bytes(data)
        (failure,) = noticeparse.parse_many([path])
        assert isinstance(failure, Failure)
        assert failure.path in failure.message or path.name in failure.message
        return failure.code, failure.what_to_do

    return happen


def of_worker(name: str) -> Callable[[Path], tuple[str, str]]:
    """What becomes of a document whose worker does what its name says."""

    def happen(folder: Path) -> tuple[str, str]:
        task = Task(folder / f"{name}.pdf", f"{name}.pdf")
        (failure,) = read_isolated([task], readers_that_fail.read, Limits(timeout=0.5))
        assert isinstance(failure, Failure)
        return failure.code, failure.what_to_do

    return happen


def of_call(call: Callable[[Path], object]) -> Callable[[Path], tuple[str, str]]:
    """What a call raises."""

    def happen(folder: Path) -> tuple[str, str]:
        with pytest.raises(NoticeparseError) as caught:
            call(folder)
        return caught.value.code, caught.value.what_to_do

    return happen


def write_over_a_file(folder: Path) -> None:
    (folder / "out").write_text("x")
    check_folder(folder / "out")


def load_a_broken_vocabulary(folder: Path) -> None:
    (folder / "taxonomy.yaml").write_text("categories: [\n")
    load_vocabulary(folder)


def miss_an_extra(folder: Path) -> None:
    raise MissingExtra(f"{folder}: needs an extra.", what_to_do="pip install noticeparse[all]")


def not_fetched(why: str, **said: object) -> Callable[[Path], tuple[str, str]]:
    """What is said of an address; tests/register has each as it happens."""

    def happen(folder: Path) -> tuple[str, str]:
        error = refusal(why, host="school.example", **said)
        return error.code, error.what_to_do

    return happen


HAPPENINGS: dict[str, Callable[[Path], tuple[str, str]]] = {
    "unsupported": of_file(b"{\\rtf1 We share names.}"),
    "unreadable": of_file(b""),
    "encrypted": of_file(OLE + "EncryptedPackage".encode("utf-16-le")),
    "needs_ocr": of_file(PICTURE),
    "too_large": of_file(b"We share names with Arbor.\n" * 100_000),
    "unreachable": of_call(lambda folder: open_database("postgresql://a@127.0.0.1:1/b")),
    "refused_address": not_fetched("port", port=8000),
    "robots": not_fetched("robots"),
    "no_answer": not_fetched("robots_unknown", said="Status 500."),
    "not_there": not_fetched("gone", status=404),
    "other_kind": not_fetched("other_kind"),
    "too_many_links": not_fetched("many_links", count=21, most=20),
    "missing_extra": of_call(miss_an_extra),
    "timeout": of_worker("spins"),
    "stalled": of_worker("hang"),
    "out_of_memory": of_worker("memory"),
    "crashed": of_worker("crash"),
    "internal": of_worker("bug"),
    "input": of_call(lambda folder: resolve([str(folder / "gone")])),
    "output": of_call(write_over_a_file),
    "vocabulary": of_call(load_a_broken_vocabulary),
}


def test_every_code_is_tried() -> None:
    assert list(HAPPENINGS) == list(DOCUMENTED)


@pytest.mark.parametrize("code", HAPPENINGS)
def test_it_happens(code: str, tmp_path: Path) -> None:
    found, what_to_do = HAPPENINGS[code](tmp_path)
    assert found == code
    assert what_to_do or code == "vocabulary"  # whose message says it all


def classes(root: type[NoticeparseError] = NoticeparseError) -> Iterator[type[NoticeparseError]]:
    for kind in root.__subclasses__():
        if kind.__module__ == errors.__name__:
            yield kind
            yield from classes(kind)


def test_every_class_has_a_line_on_the_page_and_in_the_tree() -> None:
    for kind in classes():
        assert kind.advice in DOCUMENTED[kind.code] or kind.code == "output"  # which says more
        assert f"── {kind.__name__} " in DOCS.read_text("utf-8")
    advice = {row["sign"]: row["what"] for row in table(extractors.__file__, "refused.csv")}
    assert advice["save_as_docx"][1:] in DOCUMENTED["unsupported"]


def test_every_code_of_a_failure_has_a_line_on_the_page() -> None:
    for error in (MemoryError(), OSError(), KeyError()):
        assert failure_of(Task(Path("a")), error).code in DOCUMENTED


@pytest.mark.parametrize("kind", [NoticeparseError, *classes()])
def test_errors_travel_between_processes(kind: type[NoticeparseError]) -> None:
    error = pickle.loads(pickle.dumps(kind("a.pdf: broken.", what_to_do="Mend it.")))
    assert type(error) is kind
    assert str(error) == "a.pdf: broken. Mend it."


def test_one_text_can_be_too_long_in_any_format(tmp_path: Path) -> None:
    path = tmp_path / "notice.docx"
    path.write_bytes(
        word_file("".join(p(r("We share names with Arbor. " * 100)) for _ in range(400)))
    )
    (failure,) = noticeparse.parse_many([path])
    assert isinstance(failure, Failure)
    assert (failure.code, "more text" in failure.message) == ("too_large", True)
