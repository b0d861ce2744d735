"""Settings come from the environment and are checked."""

from datetime import timedelta

import pytest

from bot.ports import is_free
from bot.settings import BadSetting, read_settings


def test_defaults_serve_on_this_machine_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """127.0.0.1:8000, conversations for a day."""
    for name in ("MOTCUA_HOST", "MOTCUA_PORT", "MOTCUA_CONVERSATION_HOURS"):
        monkeypatch.delenv(name, raising=False)
    settings = read_settings()
    assert (settings.host, settings.port) == ("127.0.0.1", 8000)
    assert settings.conversation_lifetime == timedelta(days=1)


@pytest.mark.parametrize("port", ["0", "65536", "http", "-1", ""])
def test_a_port_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, port: str) -> None:
    """The variable is named."""
    monkeypatch.setenv("MOTCUA_PORT", port)
    with pytest.raises(BadSetting, match="MOTCUA_PORT"):
        read_settings()


def test_a_taken_port_is_seen() -> None:
    """Before the model is loaded."""
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        assert not is_free("127.0.0.1", taken.getsockname()[1])
