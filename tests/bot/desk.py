"""Accounts for tests of the pages behind the sign-in, and how to get there."""

import re
from functools import lru_cache

from httpx import Response
from sqlalchemy.orm import Session, sessionmaker
from starlette.testclient import TestClient

from procedures_db.passwords import hash_password
from procedures_db.queries.accounts import add_account, new_account
from procedures_db.queries.audit import add_act
from procedures_db.vocabulary import Role
from tests.factories import NOW

PASSWORD = "ba con mèo vàng 47"


def employ(maker: sessionmaker[Session]) -> None:
    """Add a staff member and an administrator."""
    with maker.begin() as session:
        for name, role in (("lan", Role.STAFF), ("minh", Role.ADMINISTRATOR)):
            add_account(session, new_account(name, name.title(), role, None, NOW), password_hash())
            add_act(session, NOW, "command line", "users add", name, role=role.value, office=None)


@lru_cache
def password_hash() -> str:
    """Hash the password once: hashing is made to take long."""
    return hash_password(PASSWORD)


def token_in(answer: Response) -> str:
    """Return the token of the forms of a page."""
    return re.findall(r'name="token" value="([^"]+)"', answer.text)[-1]


def enter(client: TestClient, name: str, password: str = PASSWORD, **fields: str) -> Response:
    """Sign in by the form."""
    token = token_in(client.get("/staff/sign-in"))
    return client.post("/staff/sign-in", data={"name": name, "password": password, "token": token, **fields})


def send(client: TestClient, page: str, action: str, **fields: str) -> Response:
    """Send a form of a page."""
    return client.post(action, data={"token": token_in(client.get(page)), **fields})
