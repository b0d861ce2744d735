"""A database with the curated catalogue, for servers that are treated badly."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from procedures_db.engine import migrate, open_engine, open_sessions
from procedures_db.importers.curated import load_curated
from tests.factories import NOW
from tests.faults.serving import STARTED


@pytest.fixture(scope="session")
def curated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a database that nobody uses."""
    path = tmp_path_factory.mktemp("faults") / "curated.sqlite3"
    migrate(url := f"sqlite:///{path}")
    engine = open_engine(url)
    load_curated(open_sessions(engine), NOW)
    engine.dispose()
    return path


@pytest.fixture
def database(curated_file: Path, tmp_path: Path) -> Path:
    """A copy for one test."""
    return Path(shutil.copy(curated_file, tmp_path / "motcua.sqlite3"))


@pytest.fixture(scope="session", autouse=True)
def leaves_nothing_running() -> Iterator[None]:
    """End what a test that failed left running."""
    yield
    for server in STARTED:
        if server.process is not None and server.process.poll() is None:
            server.kill()
