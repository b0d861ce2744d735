"""The application over a database of the test, and parts that need Rasa, prepared once on the curated catalogue."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session, sessionmaker
from starlette.testclient import TestClient

from actions.database import sessions as sessions_of_actions
from bot.app import create_app
from bot.nlu.lookups import lookups_with
from bot.settings import read_settings
from procedures_db.engine import migrate, open_engine, open_sessions
from procedures_db.importers.curated import load_curated
from tests.actions.conftest import acting, stocked_database
from tests.factories import NOW

__all__ = ["acting", "stocked_database"]  # fixtures that these here ask for


@pytest.fixture
def client(acting: sessionmaker[Session]) -> Iterator[TestClient]:
    """A client of the whole application, without an assistant."""
    lookups_with.cache_clear()
    yield TestClient(create_app(None, None, read_settings()), follow_redirects=False)  # type: ignore[arg-type]
    lookups_with.cache_clear()


@pytest.fixture(scope="session")
def curated_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A database with the curated catalogue."""
    url = f"sqlite:///{tmp_path_factory.mktemp('curated') / 'curated.sqlite3'}"
    migrate(url)
    load_curated(open_sessions(open_engine(url)), NOW)
    return url


@pytest.fixture(scope="session")
def assistant(curated_url: str) -> Any:
    """The real assistant: trained model, curated database, kept conversations."""
    from bot.runtime.preparation import prepare_rasa

    prepare_rasa()
    from bot.assistant import load_assistant
    from bot.settings import read_settings
    from bot.training import model_path

    patch = pytest.MonkeyPatch()
    patch.setenv("DATABASE_URL", curated_url)
    patch.setenv("MOTCUA_TODAY", "2026-11-22")
    sessions_of_actions.cache_clear()
    lookups_with.cache_clear()
    settings = read_settings()
    path: Path = model_path(settings.models)
    yield load_assistant(path, settings, open_sessions(open_engine(curated_url)))
    patch.undo()
    sessions_of_actions.cache_clear()
    lookups_with.cache_clear()
