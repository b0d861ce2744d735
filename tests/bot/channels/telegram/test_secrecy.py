"""The token is in no log, and no table names a chat."""

import io
import logging
from collections.abc import Iterator

import pytest

from bot.channels.telegram.secrecy import HIDDEN, conversation_of, token_hidden

TOKEN = "123456:AAHsecretsecretsecretsecretsecret"


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What a handler of the root logger writes while the token is hidden."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    logging.getLogger().addHandler(handler)
    with token_hidden(TOKEN):
        yield written
    logging.getLogger().removeHandler(handler)


def test_the_token_is_in_no_message_argument_or_traceback(written: io.StringIO) -> None:
    """Of whatever logger."""
    log = logging.getLogger("some.library")
    log.error(f"calling https://api.telegram.org/bot{TOKEN}/getMe")
    log.error("calling %s", f"bot{TOKEN}")
    try:
        try:
            raise ValueError(TOKEN)
        except ValueError as error:
            raise RuntimeError("outer") from error
    except RuntimeError:
        log.exception("failed")
    assert TOKEN not in written.getvalue()
    assert written.getvalue().count(HIDDEN) >= 3
    assert "RuntimeError: outer" in written.getvalue()


def test_what_does_not_hold_the_token_is_logged_as_it_is(written: io.StringIO) -> None:
    """With arguments and traceback."""
    try:
        raise ValueError("plain")
    except ValueError:
        logging.getLogger("x").exception("failed %d times", 3)
    assert "failed 3 times" in written.getvalue()
    assert "ValueError: plain" in written.getvalue()


def test_libraries_that_log_every_address_are_silenced(written: io.StringIO) -> None:
    """They do it at INFO."""
    for name in ("httpx", "httpcore", "httpcore.connection"):
        assert not logging.getLogger(name).isEnabledFor(logging.INFO)


def test_a_conversation_is_named_without_its_chat_and_one_a_person_in_groups() -> None:
    """And differently for every bot."""
    alone = conversation_of(TOKEN, 4242, None)
    assert alone == conversation_of(TOKEN, 4242, None)
    assert alone.startswith("tg-")
    assert len(alone) == 35
    assert "4242" not in alone
    others = {conversation_of(TOKEN, -1, 7), conversation_of(TOKEN, -1, 8), conversation_of("1:b", 4242, None), alone}
    assert len(others) == 4
