"""Fixtures shared by all tests: a migrated database of its own for each test."""

import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session, sessionmaker

from procedures_db.engine import migrate, open_engine, open_sessions
from procedures_db.importers.curated import load_curated
from tests.factories import NOW
from tests.postgresql import programs, running

NUMBERS = count()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the same tests run on a PostgreSQL server of their own."""
    parser.addoption("--postgresql", action="store_true", help="use PostgreSQL in the place of SQLite")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what cannot be run on the chosen database."""
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
    if empty_database.startswith("sqlite"):
        path = tmp_path / "test.sqlite3"
        shutil.copy(empty_database.removeprefix("sqlite:///"), path)
        return f"sqlite:///{path}"
    name = f"test_{next(NUMBERS)}"
    server = empty_database.removesuffix("/empty")
    run_on(server, f"CREATE DATABASE {name} TEMPLATE empty STRATEGY FILE_COPY")
    return f"{server}/{name}"


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


def run_on(server: str, statement: str) -> None:
    """Run one statement on a PostgreSQL server, outside a transaction."""
    engine = open_engine(f"{server}/postgres")
    with engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").execute(text(statement))
    engine.dispose()
