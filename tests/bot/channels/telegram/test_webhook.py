"""Who may bring updates, and what comes back."""

import asyncio
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from bot.channels.telegram.webhook import HEADER, webhook
from bot.channels.web import PROBLEMS
from bot.settings import TelegramSettings, read_settings

SECRET = "a-secret-of-some-length"


class Door:
    """Keeps what it is given; `state` says what becomes of it."""

    settings = TelegramSettings("1:a", "https://a.vn", SECRET)

    def __init__(self) -> None:
        """Begin with nothing."""
        self.taken: list[dict[str, Any]] = []
        self.outcome: bool | None = True

    def take(self, data: dict[str, Any]) -> "asyncio.Task[bool] | None":
        """Keep an update."""
        if "update_id" not in data:
            raise TypeError("no update")
        self.taken.append(data)

        async def end(outcome: bool) -> bool:
            return outcome

        return None if self.outcome is None else asyncio.create_task(end(self.outcome))


@pytest.fixture
def door() -> Door:
    """Behind the route."""
    return Door()


@pytest.fixture
def client(door: Door) -> TestClient:
    """Whoever calls."""
    app = Starlette(routes=[webhook(door)], exception_handlers=PROBLEMS)  # type: ignore[arg-type]
    app.state.settings = read_settings()
    return TestClient(app)


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET[:-1], SECRET + "x", "é"])
def test_whoever_lacks_the_secret_is_refused_before_the_body_is_read(
    client: TestClient, door: Door, secret: str | None
) -> None:
    """However large it is."""
    headers = {} if secret is None else {HEADER: secret.encode()}
    assert client.post("/telegram", content=b"a" * 100_000, headers=headers).status_code == 403
    assert door.taken == []


@pytest.mark.parametrize(("outcome", "status"), [(True, 200), (False, 503), (None, 503)])
def test_an_update_is_taken_and_what_is_not_done_comes_again(
    client: TestClient, door: Door, outcome: bool | None, status: int
) -> None:
    """Telegram repeats what it got no 200 for."""
    door.outcome = outcome
    assert client.post("/telegram", json={"update_id": 1}, headers={HEADER: SECRET}).status_code == status
    assert door.taken == [{"update_id": 1}]


@pytest.mark.parametrize(
    ("body", "status"), [(b"{", 400), (b"[]", 422), (b"{}", 422), (b'"' + b"a" * 70_000 + b'"', 413)]
)
def test_what_is_no_update_is_refused(client: TestClient, body: bytes, status: int) -> None:
    """Never a 5xx."""
    headers = {HEADER: SECRET, "content-type": "application/json"}
    assert client.post("/telegram", content=body, headers=headers).status_code == status
