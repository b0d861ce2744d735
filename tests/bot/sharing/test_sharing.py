"""What is said at the start where several processes would not know of each other."""

from dataclasses import replace

import pytest

from bot.settings import BadSetting, read_settings
from bot.sharing.locks import OwnLocks
from bot.sharing.sharing import advice, require_sharing, sharing_of


def test_several_workers_without_redis_are_refused_in_one_sentence() -> None:
    """It names the setting, and what would happen."""
    with pytest.raises(BadSetting, match="4 workers need REDIS_URL"):
        require_sharing(replace(read_settings(), workers=4))
    require_sharing(replace(read_settings(), workers=4, redis_url="redis://127.0.0.1:1/0"))
    require_sharing(replace(read_settings(), workers=1))


def test_a_server_on_postgresql_without_redis_is_told_to_stay_alone() -> None:
    """Another machine could be on the same database."""
    alone = read_settings()
    assert advice(alone, "postgresql://motcua@192.0.2.1/motcua") is not None
    assert advice(replace(alone, redis_url="redis://127.0.0.1:1/0"), "postgresql://motcua@192.0.2.1/motcua") is None
    assert advice(alone, "sqlite:////srv/motcua.sqlite3") is None


@pytest.mark.parametrize("address", ["localhost", "http://127.0.0.1", "redis://"])
def test_an_address_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    """Before anything starts."""
    monkeypatch.setenv("REDIS_URL", address)
    with pytest.raises(BadSetting, match="REDIS_URL"):
        read_settings()


def test_without_an_address_a_process_is_alone() -> None:
    """And asks nobody."""
    sharing = sharing_of(read_settings())
    assert isinstance(sharing.locks, OwnLocks)
    assert sharing.state() == {}
