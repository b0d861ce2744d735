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
