"""In production nothing is served on settings that are good for trying only."""

import re
import shutil
from dataclasses import replace
from pathlib import Path
from secrets import token_hex, token_urlsafe

import pytest

from bot.guessable import can_be_guessed, is_regular
from bot.production import require_production
from bot.settings import BadSetting, Settings, TelegramSettings, read_settings
from procedures_db.engine import migrate
from procedures_db.server_login import server_login


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database as `motcua db upgrade` makes it."""
    path = tmp_path_factory.mktemp("migrated") / "motcua.sqlite3"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture
def production(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, migrated: Path) -> Settings:
    """Settings that suit a server for the public."""
    for name in ("MOTCUA_TODAY", "MOTCUA_DOSSIER_URL", "MOTCUA_DOSSIER_TOKEN", "TELEGRAM_TOKEN", "TELEGRAM_SECRET"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("MOTCUA_PRODUCTION", "1")
    monkeypatch.setenv("MOTCUA_DOSSIER_SECRET", token_hex(32))
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{shutil.copy(migrated, tmp_path)}")
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
        ("MOTCUA_DOSSIER_SECRET", "abcdefghijklmnopqrstuvwxyz0123456789", "openssl rand -hex 32"),
        ("MOTCUA_CONTACT_SECRET", "0123456789abcdef0123456789abcdef", "MOTCUA_CONTACT_SECRET can be guessed"),
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


@pytest.mark.parametrize(
    "secret",
    [
        "zyxwvutsrqponmlkjihgfedcba9876543210",
        "aabbccddeeff00112233445566778899",
        "abcd1234efgh5678ijkl9012mnop3456",
        "a1b2c3d4e5f6g7h8i9j0k1l2m3n4o5p6",
        "acegikmoqsuwy13579bdfhjlnprtvxz24680",
        "k7Qz9pLm2xVbk7Qz9pLm2xVbk7Qz9pLm2xVb",
        "1q2w3e4r5t6y7u8i9o0p1q2w3e4r5t6y",
        "zxcvbnm,./asdfghjkl;qwertyuiop[]",
    ],
)
def test_runs_repetitions_and_rows_of_keys_can_be_guessed(secret: str) -> None:
    """However many different characters they have."""
    assert can_be_guessed(secret)


def test_what_is_made_as_the_sentence_says_is_never_refused() -> None:
    """With room to spare; nor are shorter ones of other makes."""
    for _ in range(5_000):
        assert not can_be_guessed(token_hex(32))
        assert not can_be_guessed(token_urlsafe(32))
        assert not is_regular(token_hex(24))
        assert not is_regular(token_urlsafe(12))


@pytest.mark.parametrize("network", ["0.0.0.0/0", "::/0", "128.0.0.0/1", "2000::/3", "96.0.0.0/7"])
def test_a_network_of_proxies_that_strangers_are_in_is_refused(production: Settings, network: str) -> None:
    """Whoever is believed may claim any address and https."""
    with pytest.raises(BadSetting, match=f"MOTCUA_TRUSTED_PROXIES lists {re.escape(network)}, so strangers"):
        require_production(replace(production, trusted_proxies=("10.0.0.5", network)))


def test_a_network_of_ones_own_or_of_a_provider_is_believed(production: Settings) -> None:
    """As wide as they come."""
    networks = ("10.0.0.0/8", "172.16.0.0/12", "fc00::/7", "fe80::/10", "104.16.0.0/13", "2a06:98c0::/29", "::1")
    require_production(replace(production, trusted_proxies=networks))


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("postgresql://motcua:motcua@127.0.0.1/motcua", "is the user's name"),
        ("postgresql://motcua:Motcua2026!@db.example.vn/motcua", "is the user's name"),
        ("postgresql://motcua:123456789012@localhost/motcua", "can be guessed"),
        ("postgresql://motcua:haiphong@/motcua", "can be guessed"),
        ("postgresql://motcua:qazwsxedcrfv@10.0.0.9/motcua", "can be guessed"),
        ("postgresql://motcua:lkjihgfedcba@10.0.0.9/motcua", "can be guessed"),
        ("postgresql://motcua:f3%40Kz81bQ@10.0.0.9/motcua", "shorter than 12"),
        ("postgresql://motcua@10.0.0.9/motcua?password=f3Kz81bQ", "shorter than 12"),
        ("postgresql://motcua:f3Kz81bQ@127.0.0.1/motcua?host=10.0.0.9", "shorter than 12"),
        ("postgresql://motcua:f3Kz81bQ@/motcua?host=127.0.0.1,10.0.0.9", "shorter than 12"),
    ],
)
def test_a_weak_password_of_the_database_is_refused(
    production: Settings, monkeypatch: pytest.MonkeyPatch, address: str, sentence: str
) -> None:
    """And not shown."""
    monkeypatch.setenv("DATABASE_URL", address)
    with pytest.raises(BadSetting, match=f"The password in DATABASE_URL .*{sentence}.*openssl rand") as caught:
        require_production(production)
    login = server_login()
    assert login is not None
    assert login.password not in str(caught.value)
    assert f"'{login.password}'" not in repr(replace(login, user=""))


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://motcua:7749065ed77953110f09453d2aa6dff7f64976962b267ceb@postgresql/motcua",
        "postgresql://motcua:f3Kz81bQ@127.0.0.1/motcua",
        "postgresql://motcua:f3Kz81bQ@[::1]/motcua",
        "postgresql://motcua:f3Kz81bQ@/motcua?host=/var/run/postgresql",
        "postgresql://motcua@10.0.0.9/motcua",
        "postgresql:///motcua",
    ],
)
def test_a_database_with_a_good_password_or_another_proof_is_served(
    production: Settings, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    """Short ones on this machine alone."""
    monkeypatch.setenv("DATABASE_URL", address)
    require_production(production)


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
