"""What is no register, or no place for one, is said in a sentence, and nothing is changed."""

import gc
import socket
import sqlite3
from contextlib import closing

import psutil
import pytest
from sqlalchemy import text

from noticeparse.errors import InputError, OutputError, Unreachable
from noticeparse.register import database as opened
from noticeparse.register.database import open_database


def test_a_register_of_a_newer_version_is_left_as_it_is(register, address) -> None:
    with register.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'r999'"))
    with pytest.raises(InputError, match="made by a newer noticeparse"):
        open_database(address)


def test_a_database_of_something_else_is_no_register(address) -> None:
    register = open_database(address)
    with register.writing() as connection:
        connection.execute(text("DROP TABLE alembic_version"))
    with pytest.raises(InputError, match="holds other tables"):
        open_database(address)
    register.close()


def test_there_is_no_register_yet(tmp_path) -> None:
    with pytest.raises(InputError, match=r"There is no register .*register add"):
        open_database(str(tmp_path / "none.db"), create=False)
    assert not (tmp_path / "none.db").exists()


@pytest.mark.parametrize(
    "address", ["postgres://", "postgresql://h/b", "mysql://a/b", "nonsense://x", "sqlite:///\0"]
)
def test_what_is_no_address(address) -> None:
    with pytest.raises(InputError, match=r"is no|names no user"):
        open_database(address)


def test_a_file_of_another_kind_is_not_overwritten(tmp_path) -> None:
    (tmp_path / "list.csv").write_text("school,urn\n")
    with pytest.raises(InputError, match=r"list.csv is no register"):
        open_database(str(tmp_path / "list.csv"))
    assert (tmp_path / "list.csv").read_text() == "school,urn\n"


@pytest.mark.parametrize("folder", ["OneDrive - Larkmoor Trust", "Dropbox", "Google Drive"])
def test_a_folder_that_is_copied_elsewhere_is_refused(tmp_path, folder) -> None:
    (tmp_path / folder).mkdir()
    with pytest.raises(InputError, match=r"which copies its files.*backup"):
        open_database(str(tmp_path / folder / "register.db"))
    assert list((tmp_path / folder).iterdir()) == []


@pytest.mark.parametrize("kind", ["cifs", "nfs4", "smbfs"])
def test_a_network_drive_is_refused(tmp_path, monkeypatch, kind) -> None:
    disk = psutil.disk_partitions(all=True)[0]._replace(mountpoint=str(tmp_path), fstype=kind)
    monkeypatch.setattr(psutil, "disk_partitions", lambda all: [disk])
    with pytest.raises(InputError, match="is on a network drive"):
        open_database(str(tmp_path / "register.db"))


def test_a_folder_that_is_not_there(tmp_path) -> None:
    with pytest.raises(InputError, match="is no folder"):
        open_database(str(tmp_path / "none" / "register.db"))


def test_another_program_that_does_not_let_go(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(opened, "_WAIT", 0)
    path = tmp_path / "register.db"
    register = open_database(str(path))
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(OutputError, match="another program has been writing into it"):  # noqa: SIM117
            with register.writing():
                pass
    register.close()


def test_a_full_disk_is_said(tmp_path) -> None:
    register = open_database(str(tmp_path / "register.db"))
    with (
        pytest.raises(OutputError, match=r"the disk is full.*What was not finished is undone"),
        register.writing() as connection,
    ):
        connection.exec_driver_sql("PRAGMA max_page_count = 1")
        connection.exec_driver_sql("CREATE TABLE more (content BLOB)")
        for _ in range(50):
            connection.exec_driver_sql("INSERT INTO more VALUES (zeroblob(100000))")
    register.close()


def test_a_server_that_does_not_answer_is_said() -> None:
    with pytest.raises(Unreachable, match=r"127.0.0.1:1/none cannot be opened: ") as told:
        open_database("postgresql://nobody:secret@127.0.0.1:1/none")
    assert "secret" not in str(told.value)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_server_that_is_silent_is_not_waited_for(monkeypatch) -> None:
    monkeypatch.setattr("noticeparse.register.database._ANSWER", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"postgresql://nobody@127.0.0.1:{silent.getsockname()[1]}/none"
        with pytest.raises(Unreachable, match="timed out"):
            open_database(address)
    gc.collect()  # the driver leaves its half of the call open, and is told off for it here
