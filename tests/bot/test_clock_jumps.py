"""The clock of the machine jumps: conversations, answers and limits go on."""

import asyncio
from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session, sessionmaker

from bot.messages import Incoming
from bot.once import Once
from procedures_db.dossiers.breaker import CircuitBreaker
from procedures_db.queries.conversations import forget_expired, read_state, write_state
from tests.bot.channels.test_web import Echo
from tests.factories import NOW

DAY = timedelta(days=1)


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        """Begin at some moment."""
        self.time = NOW

    def __call__(self) -> datetime:
        """Tell the time."""
        return self.time


@pytest.mark.parametrize("jump", [timedelta(days=-400), timedelta(hours=-1), timedelta(hours=1)])
def test_a_message_that_comes_again_after_a_jump_is_answered_once(
    sessions: sessionmaker[Session], jump: timedelta
) -> None:
    """Back or forth, within the time that answers are kept."""
    clock, echo = Clock(), Echo()
    once = Once(echo, sessions, clock)
    message = Incoming("conversation-1", "xin chào", "web")
    first = asyncio.run(once.reply(message, "key-1"))
    clock.time += jump
    assert asyncio.run(once.reply(message, "key-1")) == first
    assert echo.asked == 1


def test_a_conversation_outlives_a_clock_that_goes_back_and_forth(sessions: sessionmaker[Session]) -> None:
    """What was written before the jump is read after it; written again, it lives as long as any other."""
    with sessions.begin() as session:
        write_state(session, "conversation-1", "{}", NOW, NOW + DAY)
        assert read_state(session, "conversation-1", NOW - 400 * DAY) == "{}"
        write_state(session, "conversation-1", '{"a": 1}', NOW - 400 * DAY, NOW - 399 * DAY)
        assert read_state(session, "conversation-1", NOW - 400 * DAY) == '{"a": 1}'
        forget_expired(session, NOW)
        assert read_state(session, "conversation-1", NOW) is None
        write_state(session, "conversation-1", "{}", NOW, NOW + DAY)
        assert read_state(session, "conversation-1", NOW) == "{}"


def test_a_system_that_is_left_alone_is_tried_again_by_a_clock_that_never_jumps() -> None:
    """The breaker counts seconds that only grow; in production those of the process, not of the day."""
    seconds = [0.0]
    breaker = CircuitBreaker(lambda: seconds[0], most=1, rest=30)
    breaker.note(succeeded=False)
    assert (breaker.is_open(), breaker.allows()) == (True, False)
    seconds[0] = 31
    assert breaker.allows()
    breaker.note(succeeded=True)
    assert not breaker.is_open()
