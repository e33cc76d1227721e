"""Stores, databases and addresses that do not answer, or that name files elsewhere: a sentence."""

from __future__ import annotations

import io
import socket
import zipfile

import fsspec
import pytest
from fsspec.implementations.memory import MemoryFileSystem
from tests.correcting import notice_text, read_in_process
from typer.testing import CliRunner

from noticeparse import elsewhere
from noticeparse.batch import read_apart
from noticeparse.batch.pool import Limits
from noticeparse.cli import app
from noticeparse.cli.console import FAULT, UNREACHABLE
from noticeparse.errors import InputError, MissingExtra, TooLarge, Unreachable


class StoreError(Exception):
    """What a library of a store raises: no error of ours, of fsspec's or of the system."""


class Silent(MemoryFileSystem):
    """A store that does not answer."""

    protocol = "silent"

    def __getattribute__(self, name):
        if name in ("find", "exists", "size", "ukey", "info", "get_file", "put_file"):
            raise StoreError(
                "https://anna:secret@store.example/ Could not connect\nto the endpoint"
            )
        return super().__getattribute__(name)


class Fickle(MemoryFileSystem):
    """A store that lists its files and then gives none."""

    protocol = "fickle"

    def find(self, path, **kwargs):
        return ["/notices/a.txt"]

    def ukey(self, path):
        return "1"

    def size(self, path):
        return 4

    def get_file(self, rpath, lpath, **kwargs):
        raise StoreError("gone")


fsspec.register_implementation("silent", Silent, clobber=True)
fsspec.register_implementation("fickle", Fickle, clobber=True)


def run(*command, status):
    done = CliRunner().invoke(app, [str(each) for each in command])
    told = " ".join(done.output.split())
    assert done.exit_code == status, told
    assert "Traceback" not in told and "secret" not in told
    return told


@pytest.fixture
def notices(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "notice.txt").write_text(notice_text("Alder School"), "utf-8")
    return tmp_path / "in"


COMMANDS = {
    "convert from": ("convert", "silent://notices", "--output", "out"),
    "convert into": ("convert", "in", "--output", "silent://results"),
    "compare": ("compare", "silent://notices"),
    "incident": ("incident", "Arbor", "silent://notices"),
    "check": ("check", "silent://notices"),
    "draft": ("draft", "silent://notices"),
    "register add": ("register", "add", "silent://notices", "--database", "r.db"),
}


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_a_store_that_does_not_answer_is_a_sentence_and_a_status(notices, command) -> None:
    told = run(*command, status=UNREACHABLE)
    assert told.startswith("noticeparse: silent://")
    assert "cannot be reached: https:" in told and "Could not connect to the endpoint" in told


DATABASE = "postgresql://anna:secret@127.0.0.1:{}/register"
REGISTER = {
    "add": ("add", "in"), "list": ("list",), "show": ("show", "Alder School"), "sync": ("sync", "l.csv"),
    "history": ("history", "Alder School"), "suppliers": ("suppliers",), "search": ("search", "a"),
    "changes": ("changes", "--since", "2026-01-01"), "export": ("export", "e"), "publish": ("publish", "s"),
    "backup": ("backup", "b.db"), "check": ("check",), "merge": ("merge", "a", "b"),
    "release": ("release", "a"), "undo": ("undo",), "link": ("link", "a", "b", "c"),
    "erase": ("erase", "a", "--who", "b", "--why", "c", "--yes"), "restore": ("restore", "b.db"),
}  # fmt: skip


@pytest.mark.parametrize("command", REGISTER.values(), ids=REGISTER)
def test_a_database_that_does_not_answer_is_a_sentence_and_a_status(notices, command) -> None:
    (notices.parent / "l.csv").write_text("school,address\nAlder School,in/notice.txt\n")
    with socket.socket() as taken:  # nobody listens there
        taken.bind(("127.0.0.1", 0))
        address = DATABASE.format(taken.getsockname()[1])
        told = run("register", *command, "--database", address, status=UNREACHABLE)
    assert "cannot be opened: Connection refused" in told


def test_a_file_that_cannot_be_fetched_fails_alone(notices, monkeypatch) -> None:
    read_in_process(monkeypatch)  # the store is known in this process alone
    told = run("convert", "fickle://notices", "in", "--output", "out", "--jobs", "1", status=1)
    assert "1 notice" in told and "1 failure" in told
    failures = (notices.parent / "out" / "failures.csv").read_text("utf-8-sig")
    assert "a.txt,unreachable," in failures


@pytest.mark.parametrize("name", ["../victim.txt", "a/../../victim.txt", "/etc/victim"])
def test_results_at_an_address_are_written_below_their_folder(tmp_path, name) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr(f"results/{name}", "poisoned")
        file.writestr("results/run.json", "{}")
    (tmp_path / "sent.zip").write_bytes(packed.getvalue())
    (tmp_path / "victim.txt").write_text("mine")
    before = set(tmp_path.parent.rglob("*"))
    with elsewhere.worked_on(f"zip://results::file://{tmp_path}/sent.zip") as folder:
        assert [path.name for path in folder.rglob("*") if path.is_file()] == ["run.json"]
        inside = set(folder.parent.rglob("*"))
        assert not any(path.name.startswith("victim") for path in inside)
    assert (tmp_path / "victim.txt").read_text() == "mine"
    assert set(tmp_path.parent.rglob("*")) == before


def test_an_address_that_is_none_and_one_that_needs_a_package() -> None:
    with pytest.raises(Unreachable, match="silent://x cannot be reached"):
        elsewhere.mark_of("silent://x")
    with pytest.raises(MissingExtra, match="s3fs"):
        elsewhere.mark_of("s3://bucket/x")
    with pytest.raises(InputError, match="no address that is known"):
        elsewhere.mark_of("nothinglikeit://x")


def test_what_nobody_foresaw_is_a_sentence_too(notices, monkeypatch) -> None:
    def fails(*_, **__):
        raise ZeroDivisionError("of a library")

    monkeypatch.setattr("noticeparse.cli.reading.resolve", fails)
    told = run("convert", "in", "--output", "out", status=FAULT)
    assert "an unexpected ZeroDivisionError (test_elsewhere.py, line" in told
    assert "please report it" in told
    monkeypatch.setenv("NOTICEPARSE_TRACEBACK", "1")
    assert isinstance(CliRunner().invoke(app, ["convert", "in"]).exception, ZeroDivisionError)


# --- zip folders


def bomb(number: int) -> bytes:
    """A Word file whose properties inflate two hundred times, which a page of prose does not."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        file.writestr("word/document.xml", "<w/>")
        filler = b"".join(b"%020d" % (n // 60) for n in range(150_000))
        file.writestr("docProps/core.xml", b"<x>" + filler + b"%d</x>" % number)
    return packed.getvalue()


def test_listing_a_zip_folder_holds_little_of_its_members(tmp_path) -> None:
    with zipfile.ZipFile(tmp_path / "sent.zip", "w") as file:
        for number in range(20):
            file.writestr(f"{number}.docx", bomb(number))
            file.writestr(f"{number}.html", b" " * 3_000_000)
    found = elsewhere.members_of(tmp_path / "sent.zip")
    assert len(found) == 40
    assert max(map(len, found.values())) <= 20_000


def test_a_zip_folder_is_listed_in_a_worker_that_may_die(notices, monkeypatch) -> None:
    with zipfile.ZipFile(notices / "sent.zip", "w") as file:
        file.writestr("notice.txt", notice_text("Beck School"))
    with pytest.raises(TooLarge):
        read_apart(notices / "sent.zip", fills_the_memory, Limits(1, 60, 300))
    monkeypatch.setattr("noticeparse.elsewhere.members_of", fills_the_memory)
    told = run("convert", "in", "--output", "out", "--jobs", "1", status=1)
    assert "this is a zip file of other files" in told


def fills_the_memory(path):
    raise MemoryError


def test_many_members_of_one_name_are_told_apart(tmp_path) -> None:
    with zipfile.ZipFile(tmp_path / "sent.zip", "w") as file:
        for number in range(2000):  # of which none can be in a name
            signs = "".join('<>:"|?*'[number // 7**place % 7] for place in range(4))
            file.writestr(f"a{signs}.txt", "x")
    assert len(elsewhere.members_of(tmp_path / "sent.zip")) == 2000


@pytest.mark.parametrize(
    "rename", [str.upper, str.title, lambda name: name.replace("word", "Word")]
)
def test_a_word_file_whose_parts_are_named_in_another_case_is_one_file(tmp_path, rename) -> None:
    import docx

    document = docx.Document()
    document.add_paragraph("Alder School shares names and dates of birth with Arbor.")
    document.save(tmp_path / "notice.docx")
    renamed = tmp_path / "renamed.docx"
    with zipfile.ZipFile(tmp_path / "notice.docx") as old, zipfile.ZipFile(renamed, "w") as new:
        for name in old.namelist():
            new.writestr(rename(name), old.read(name))
    assert not elsewhere.is_zip_folder(renamed)
    run("convert", renamed, "--output", tmp_path / "out", "--jobs", "1", status=0)
    assert "Arbor" in (tmp_path / "out" / "disclosures.csv").read_text("utf-8")
