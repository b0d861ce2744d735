"""The public pages over a database of the test."""

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session, sessionmaker
from starlette.testclient import TestClient

from bot.app import create_app
from bot.nlu.lookups import lookups
from tests.actions.conftest import acting, stocked_database  # noqa: F401  a fixture that the next one asks for


@pytest.fixture
def client(acting: sessionmaker[Session]) -> Iterator[TestClient]:  # noqa: F811
    """A client of the whole application, without an assistant."""
    lookups.cache_clear()
    yield TestClient(create_app(None, "no model"), follow_redirects=False)  # type: ignore[arg-type]
    lookups.cache_clear()
