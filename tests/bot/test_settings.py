"""Settings come from the environment and are checked."""

from datetime import timedelta

import pytest

from bot.ports import PortUnusable, require_free
from bot.settings import BadSetting, read_settings


def test_defaults_serve_on_this_machine_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """127.0.0.1:8000, conversations for a day."""
    for name in ("MOTCUA_HOST", "MOTCUA_PORT", "MOTCUA_CONVERSATION_HOURS"):
        monkeypatch.delenv(name, raising=False)
    settings = read_settings()
    assert (settings.host, settings.port) == ("127.0.0.1", 8000)
    assert settings.conversation_lifetime == timedelta(days=1)


@pytest.mark.parametrize("port", ["0", "65536", "http", "-1", "", "²"])
def test_a_port_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, port: str) -> None:
    """The variable is named."""
    monkeypatch.setenv("MOTCUA_PORT", port)
    with pytest.raises(BadSetting, match="MOTCUA_PORT"):
        read_settings()


def test_a_short_secret_for_contacts_is_refused_at_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without showing it; none at all means that no contact is taken."""
    monkeypatch.setenv("MOTCUA_CONTACT_SECRET", "x" * 31)
    with pytest.raises(BadSetting, match="MOTCUA_CONTACT_SECRET") as told:
        read_settings()
    assert "xxx" not in str(told.value)
    monkeypatch.setenv("MOTCUA_CONTACT_SECRET", "")
    assert read_settings()


TOKEN = "123456:AAHtoken-of_a_bot"


@pytest.fixture
def telegram(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """An environment with the token of a bot and nothing else of Telegram."""
    for name in ("TELEGRAM_WEBHOOK_URL", "TELEGRAM_SECRET", "TELEGRAM_API"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TELEGRAM_TOKEN", TOKEN)
    return monkeypatch


def test_without_a_token_telegram_stays_closed(telegram: pytest.MonkeyPatch) -> None:
    """With one it is asked for updates; the token is not shown."""
    settings = read_settings().telegram
    assert settings is not None
    assert (settings.token, settings.webhook_url, settings.api) == (TOKEN, None, "https://api.telegram.org")
    assert TOKEN not in repr(read_settings())
    telegram.setenv("TELEGRAM_TOKEN", "")
    assert read_settings().telegram is None


def test_a_webhook_needs_its_secret(telegram: pytest.MonkeyPatch) -> None:
    """And an address that is https."""
    telegram.setenv("TELEGRAM_WEBHOOK_URL", "https://motcua.example.vn/")
    telegram.setenv("TELEGRAM_SECRET", "0123456789abcd-_")
    settings = read_settings().telegram
    assert settings is not None
    assert (settings.webhook_url, settings.secret) == ("https://motcua.example.vn", "0123456789abcd-_")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TELEGRAM_TOKEN", "secret-without-a-number"),
        ("TELEGRAM_TOKEN", "1:secret/../x"),
        ("TELEGRAM_API", "ftp://secret"),
        ("TELEGRAM_API", "http://user:secret@host"),
        ("TELEGRAM_WEBHOOK_URL", "http://motcua.example.vn"),
        ("TELEGRAM_WEBHOOK_URL", "https://motcua.example.vn?secret=1"),
        ("TELEGRAM_SECRET", ""),
        ("TELEGRAM_SECRET", "secret-15-chars"),
        ("TELEGRAM_SECRET", "secret with spaces"),
    ],
)
def test_a_setting_of_telegram_that_is_none_is_refused(telegram: pytest.MonkeyPatch, name: str, value: str) -> None:
    """Named, and not shown."""
    telegram.setenv("TELEGRAM_WEBHOOK_URL", "https://motcua.example.vn")
    telegram.setenv("TELEGRAM_SECRET", "0123456789abcdef")
    telegram.setenv(name, value)
    with pytest.raises(BadSetting, match=name) as caught:
        read_settings()
    assert "secret" not in str(caught.value)


def test_a_taken_port_is_seen() -> None:
    """Before the model is loaded."""
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(PortUnusable, match="is taken"):
            require_free("127.0.0.1", taken.getsockname()[1])


@pytest.mark.parametrize(("host", "sentence"), [("nowhere.invalid", "no address"), ("192.0.2.1", "Nothing can listen")])
def test_a_host_that_is_not_this_machine_is_named(host: str, sentence: str) -> None:
    """It is not the port that is taken."""
    with pytest.raises(PortUnusable, match=sentence):
        require_free(host, 8123)
