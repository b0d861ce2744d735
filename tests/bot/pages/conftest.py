"""Clients of people who work here."""

import pytest
from sqlalchemy.orm import Session, sessionmaker
from starlette.testclient import TestClient

from tests.bot.desk import employ, enter


@pytest.fixture
def employed(acting: sessionmaker[Session]) -> sessionmaker[Session]:
    """The database with a staff member, Lan, and an administrator, Minh."""
    employ(acting)
    return acting


@pytest.fixture
def lan(client: TestClient, employed: sessionmaker[Session]) -> TestClient:
    """The client of the staff member, signed in."""
    assert enter(client, "lan").status_code == 303
    return client


@pytest.fixture
def minh(client: TestClient, employed: sessionmaker[Session]) -> TestClient:
    """The client of the administrator, signed in."""
    assert enter(client, "minh").status_code == 303
    return client
