"""Each test of the register runs on SQLite, and on PostgreSQL where a server is given.

NOTICEPARSE_TEST_POSTGRES is the address of a server without a database, such as
postgresql://tester@127.0.0.1:5432; .ci/run starts one.
"""

import os
import uuid
from contextlib import contextmanager

import pytest
import sqlalchemy as sa
from tests.programs import needs
from tests.register.site import Network, open_site

from noticeparse import load_vocabulary
from noticeparse.cli.before import Knowledge
from noticeparse.register.database import open_database
from noticeparse.register.store import Adding

SERVER = os.environ.get("NOTICEPARSE_TEST_POSTGRES", "")


@contextmanager
def database_on_server():
    """The address of an empty database that is gone afterwards."""
    needs(bool(SERVER), "PostgreSQL server for tests (NOTICEPARSE_TEST_POSTGRES)")
    name = f"test_{uuid.uuid4().hex}"
    url = sa.make_url(SERVER).set(drivername="postgresql+pg8000", database="postgres")
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name}")
        yield f"{SERVER}/{name}"
        with engine.connect() as connection:
            connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
    finally:
        engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request, tmp_path):
    """Where an empty register may be made."""
    if request.param == "sqlite":
        yield str(tmp_path / "register.db")
    else:
        with database_on_server() as found:
            yield found


@pytest.fixture
def register(address):
    """An empty register."""
    database = open_database(address)
    yield database
    database.close()


@pytest.fixture
def knowledge():
    """What reads the words of a person."""
    return Knowledge(load_vocabulary)


@pytest.fixture
def at(register, knowledge):
    """What adds to the register on a day of a year: at("2025-09-01").add(notice)."""
    return lambda day: Adding(register, knowledge, f"{day}T08:00:00.000000Z")


@pytest.fixture
def site(monkeypatch):
    """A web site on this machine, which needs no rest between two requests."""
    monkeypatch.setattr("noticeparse.settings.PAUSE", 0)
    with open_site() as found:
        yield found


@pytest.fixture
def network(monkeypatch, site):
    """What connections go to; each of them ends at the site."""
    return Network(monkeypatch, site)
