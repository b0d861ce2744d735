"""Fixtures shared by all tests: a migrated database of its own for each test."""

import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session, sessionmaker

from procedures_db.engine import migrate, open_engine, open_sessions
from procedures_db.importers.catalogue import read_catalogue
from procedures_db.importers.curated import load_curated
from procedures_db.records import ProcedureRecord
from tests.factories import NOW
from tests.postgresql import programs, running

NUMBERS = count()
CATALOGUE = {"curated", "catalogue"}


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the same tests run on a PostgreSQL server of their own."""
    parser.addoption("--postgresql", action="store_true", help="use PostgreSQL in the place of SQLite")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Run what reads the whole catalogue in one worker, which reads it once; leave out what the database cannot run."""
    for item in items:
        if CATALOGUE & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.xdist_group("catalogue"))
    if not config.getoption("--postgresql"):
        return
    missing = pytest.mark.skip(reason="PostgreSQL is not installed") if programs() is None else None
    for item in items:
        if missing or item.get_closest_marker("sqlite"):
            item.add_marker(missing or pytest.mark.skip(reason="about SQLite"))


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a migrated database without rows, made once."""
    if not request.config.getoption("--postgresql"):
        migrate(url := f"sqlite:///{tmp_path_factory.mktemp('database') / 'empty.sqlite3'}")
        yield url
        return
    with running() as server:
        run_on(server, "CREATE DATABASE empty TEMPLATE template0 LOCALE 'C.UTF-8'")
        migrate(f"{server}/empty")
        yield f"{server}/empty"


@pytest.fixture
def database_url(empty_database: str, tmp_path: Path) -> str:
    """The address of a copy of the empty database."""
    return copied(empty_database, tmp_path)


@pytest.fixture(scope="session")
def catalogue() -> list[ProcedureRecord]:
    """Every procedure of the catalogue, read once."""
    return list(read_catalogue())


@pytest.fixture(scope="session")
def curated(tmp_path_factory: pytest.TempPathFactory) -> sessionmaker[Session]:
    """Sessions on a database with the curated catalogue, made once and only read."""
    url = f"sqlite:///{tmp_path_factory.mktemp('curated') / 'curated.sqlite3'}"
    migrate(url)
    sessions = open_sessions(open_engine(url))
    load_curated(sessions, NOW)
    return sessions


@pytest.fixture
def sessions(database_url: str) -> Iterator[sessionmaker[Session]]:
    """Sessions on the copy."""
    engine = open_engine(database_url)
    yield open_sessions(engine)
    engine.dispose()


def copied(url: str, folder: Path) -> str:
    """Copy a database that nobody is connected to, into a file of the folder or beside it on its server."""
    if url.startswith("sqlite"):
        path = folder / f"test-{next(NUMBERS)}.sqlite3"
        shutil.copy(url.removeprefix("sqlite:///"), path)
        return f"sqlite:///{path}"
    server, _, template = url.rpartition("/")
    name = f"test_{next(NUMBERS)}"
    run_on(server, f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
    return f"{server}/{name}"


def run_on(server: str, statement: str) -> None:
    """Run one statement on a PostgreSQL server, outside a transaction."""
    engine = open_engine(f"{server}/postgres")
    with engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").execute(text(statement))
    engine.dispose()
