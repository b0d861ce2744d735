"""Fixtures shared by all tests: a migrated SQLite database of its own for each test."""

import shutil
from pathlib import Path

import pytest
from sqlalchemy.orm import Session, sessionmaker

from procedures_db.engine import migrate, open_engine, open_sessions


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database without rows, made once."""
    path = tmp_path_factory.mktemp("database") / "empty.sqlite3"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture
def database_url(empty_database: Path, tmp_path: Path) -> str:
    """The address of a copy of the empty database."""
    path = tmp_path / "test.sqlite3"
    shutil.copy(empty_database, path)
    return f"sqlite:///{path}"


@pytest.fixture
def sessions(database_url: str) -> sessionmaker[Session]:
    """Sessions on the copy."""
    return open_sessions(open_engine(database_url))
