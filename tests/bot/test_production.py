"""In production nothing is served on settings that are good for trying only."""

from dataclasses import replace
from pathlib import Path
from secrets import token_hex

import pytest

from bot.production import require_production
from bot.settings import BadSetting, Settings, TelegramSettings, read_settings
from procedures_db.engine import migrate


@pytest.fixture
def production(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Settings:
    """Settings that suit a server for the public."""
    for name in ("MOTCUA_TODAY", "MOTCUA_DOSSIER_URL", "MOTCUA_DOSSIER_TOKEN", "TELEGRAM_TOKEN", "TELEGRAM_SECRET"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("MOTCUA_PRODUCTION", "1")
    monkeypatch.setenv("MOTCUA_DOSSIER_SECRET", token_hex(32))
    monkeypatch.setenv("DATABASE_URL", url := f"sqlite:///{tmp_path / 'motcua.sqlite3'}")
    migrate(url)
    return read_settings()


def test_a_server_with_secrets_of_its_own_is_served(production: Settings) -> None:
    """With the database as `motcua db upgrade` makes it."""
    require_production(production)


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("MOTCUA_DOSSIER_SECRET", "a" * 64, "can be guessed"),
        ("MOTCUA_DOSSIER_SECRET", "", "is missing"),
        ("TELEGRAM_SECRET", "0123456789abcdef", "TELEGRAM_SECRET can be guessed"),
        ("MOTCUA_METRICS_TOKEN", "ChangeMe-0a1b2c3d4e5f60718293a4b5c6d7e8f9", "can be guessed"),
        ("MOTCUA_TODAY", "2026-11-22", "for trying only"),
        ("PYTHONASYNCIODEBUG", "1", "for trying only"),
    ],
)
def test_a_weak_secret_and_what_is_for_trying_are_refused_by_name(
    production: Settings, monkeypatch: pytest.MonkeyPatch, name: str, value: str, sentence: str
) -> None:
    """The secret is not shown."""
    monkeypatch.setenv(name, value)
    with pytest.raises(BadSetting, match=sentence) as caught:
        require_production(production)
    assert name in str(caught.value)
    assert not value or len(value) < 5 or name == "MOTCUA_TODAY" or value not in str(caught.value)


def test_one_secret_for_two_uses_is_refused(production: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever learns one would know both."""
    secret = token_hex(32)
    monkeypatch.setenv("MOTCUA_DOSSIER_SECRET", secret)
    monkeypatch.setenv("TELEGRAM_SECRET", secret)
    with pytest.raises(BadSetting, match="MOTCUA_DOSSIER_SECRET and TELEGRAM_SECRET are the same"):
        require_production(production)


def test_what_would_go_over_http_is_refused_all_at_once(production: Settings) -> None:
    """A site, another Telegram, an address without a proxy that ends https."""
    plain = replace(
        production,
        origins=("http://xa.haiphong.gov.vn",),
        host="0.0.0.0",
        telegram=TelegramSettings("1:a", api="http://10.0.0.9"),
    )
    with pytest.raises(BadSetting, match="MOTCUA_ORIGINS.*TELEGRAM_API.*MOTCUA_HOST"):
        require_production(plain)
    require_production(replace(production, host="0.0.0.0", trusted_proxies=("10.0.0.1",)))


def test_a_database_that_everybody_on_the_machine_may_read_is_refused(production: Settings, tmp_path: Path) -> None:
    """As an older version made it."""
    (tmp_path / "motcua.sqlite3").chmod(0o644)
    with pytest.raises(BadSetting, match="chmod o-rwx"):
        require_production(production)
    require_production(replace(production, production=False))


@pytest.mark.parametrize("value", ["*", "everywhere", "10.0.0.0/99", "300.1.1.1"])
def test_proxies_are_addresses_or_networks(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    """Nobody trusts everybody by mistake."""
    monkeypatch.setenv("MOTCUA_TRUSTED_PROXIES", value)
    with pytest.raises(BadSetting, match="MOTCUA_TRUSTED_PROXIES"):
        read_settings()


def test_proxies_may_be_none_or_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """By default the machine itself."""
    monkeypatch.delenv("MOTCUA_TRUSTED_PROXIES", raising=False)
    assert read_settings().trusted_proxies == ("127.0.0.1",)
    monkeypatch.setenv("MOTCUA_TRUSTED_PROXIES", "none")
    assert read_settings().trusted_proxies == ()
    monkeypatch.setenv("MOTCUA_TRUSTED_PROXIES", "10.0.0.5, 10.1.0.0/16")
    assert read_settings().trusted_proxies == ("10.0.0.5", "10.1.0.0/16")


def test_production_is_a_switch(monkeypatch: pytest.MonkeyPatch) -> None:
    """A value that nobody foresaw does not count as off."""
    monkeypatch.setenv("MOTCUA_PRODUCTION", "yes")
    with pytest.raises(BadSetting, match="MOTCUA_PRODUCTION"):
        read_settings()
