"""The door within the application: closed, or open while Telegram is away."""

import logging
import time
from dataclasses import replace

import pytest
from sqlalchemy.orm import Session, sessionmaker
from starlette.testclient import TestClient

from bot.app import create_app
from bot.settings import Settings, TelegramSettings, read_settings
from tests.bot.channels.telegram.parts import Echo

TOKEN = "123456:AAHsecretsecretsecret"
NOBODY = "http://127.0.0.1:9"  # where nothing listens


def settings(**more: str) -> Settings:
    """Settings with a bot whose Telegram is away."""
    return replace(read_settings(), telegram=TelegramSettings(TOKEN, api=NOBODY, **more))


def served(settings: Settings) -> TestClient:
    """A client of the application on this machine."""
    return TestClient(create_app(Echo(), None, settings), client=("127.0.0.1", 5))


def test_without_a_token_the_door_is_closed(acting: sessionmaker[Session], caplog: pytest.LogCaptureFixture) -> None:
    """The log says so once, and nothing is called."""
    with caplog.at_level(logging.INFO), served(read_settings()) as client:
        assert client.get("/health").json()["telegram"] == "closed"
        assert client.post("/telegram").status_code == 404
    assert [record.message for record in caplog.records if "TELEGRAM_TOKEN is not set" in record.message] != []


@pytest.mark.parametrize("webhook", [{}, {"webhook_url": "https://a.vn", "secret": "0123456789abcdef"}])
def test_a_telegram_that_is_away_holds_nothing_up(
    acting: sessionmaker[Session], caplog: pytest.LogCaptureFixture, webhook: dict[str, str]
) -> None:
    """The page answers, the log tells it without the token, and the server stops at once."""
    begun = time.monotonic()
    with served(settings(**webhook)) as client:
        while "Telegram cannot be reached" not in caplog.text and time.monotonic() < begun + 10:
            assert client.post("/api/chat", json={"text": "a"}).status_code == 200
        assert client.get("/health").json()["telegram"] == "unreachable"
        given = {"X-Telegram-Bot-Api-Secret-Token": "0123456789abcdef"}
        assert client.post("/telegram", json={"update_id": 1}, headers=given).status_code == (503 if webhook else 404)
    assert "Telegram cannot be reached (NetworkError)" in caplog.text
    assert TOKEN not in caplog.text
    assert time.monotonic() < begun + 15
