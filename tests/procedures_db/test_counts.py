"""Messages are counted as they are written, and stay counted."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session, sessionmaker

from procedures_db.models import Turn
from procedures_db.queries.conversations import add_turn
from procedures_db.queries.counts import Period, messages_by_hour, messages_by_outcome, messages_by_procedure
from procedures_db.queries.own_data import forget_conversation
from tests.factories import turn

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


def say(sessions: sessionmaker[Session], day: date, code: str | None = None, **changes: object) -> None:
    """Write a message."""
    with sessions.begin() as session:
        add_turn(session, turn(day=day, procedure_code=code, **changes))


def test_messages_are_counted_by_day_channel_outcome_and_hour(sessions: sessionmaker[Session]) -> None:
    """The same again adds one."""
    for _ in range(2):
        say(sessions, date(2026, 11, 3), hour=8)
    say(sessions, date(2026, 11, 3), hour=9, channel="telegram", outcome="refused")
    with sessions() as session:
        counted = messages_by_outcome(session, YEAR)
        hours = messages_by_hour(session, YEAR)
        assert messages_by_outcome(session, Period(date(2026, 11, 4), date(2026, 11, 30))) == []
    assert counted == [(date(2026, 11, 3), "telegram", "refused", 1), (date(2026, 11, 3), "web", "answered", 2)]
    assert (hours[8], hours[9], sum(hours)) == (2, 1, 3)


def test_counts_stay_when_a_conversation_is_deleted_or_its_texts_go(sessions: sessionmaker[Session]) -> None:
    """Deleting twice, or what is no longer there, changes nothing."""
    say(sessions, date(2026, 11, 3), "1.000001", conversation_id="c")
    for _ in range(2):
        with sessions.begin() as session:
            forget_conversation(session, "c")
    with sessions.begin() as session:
        session.execute(delete(Turn))
    with sessions() as session:
        assert [count for *_, count in messages_by_outcome(session, YEAR)] == [1]
        assert messages_by_procedure(session, YEAR) == [("1.000001", 1)]


def test_a_message_that_is_not_written_is_not_counted(sessions: sessionmaker[Session]) -> None:
    """Both happen, or neither: what dies between them leaves nothing."""
    with sessions() as session:
        add_turn(session, turn())
        session.flush()
        session.rollback()
    with sessions() as session:
        assert messages_by_outcome(session, YEAR) == []
        assert session.scalar(select(func.count()).select_from(Turn)) == 0


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2026, 1, 1), date(2026, 12, 31), {"a": 5, "b": 1}),
        (date(2026, 8, 31), date(2026, 11, 1), {"a": 4}),
        (date(2026, 9, 1), date(2026, 9, 30), {"a": 1}),
        (date(2026, 9, 2), date(2026, 10, 30), {}),
        (date(2026, 10, 31), date(2026, 10, 31), {"a": 1}),
        (date(2026, 11, 2), date(2026, 12, 30), {"a": 1, "b": 1}),
        (date(2027, 1, 1), date(2027, 1, 31), {}),
    ],
)
def test_procedures_are_counted_over_any_days(
    sessions: sessionmaker[Session], first: date, last: date, expected: dict[str, int]
) -> None:
    """Whole months and the days at both ends are added up, none twice."""
    for month, day in ((8, 31), (9, 1), (10, 31), (11, 1), (11, 2)):
        say(sessions, date(2026, month, day), "a")
    say(sessions, date(2026, 12, 30), "b")
    say(sessions, date(2026, 12, 30), None)
    with sessions() as session:
        assert dict(messages_by_procedure(session, Period(first, last))) == expected
        assert len(messages_by_procedure(session, Period(first, last), 1)) == min(1, len(expected))


def test_messages_of_the_same_moment_are_all_counted(sessions: sessionmaker[Session]) -> None:
    """Whoever counts waits for the other; none is lost."""

    def say_some(conversation: int) -> None:
        for _ in range(10):
            say(sessions, date(2026, 11, 3), "a", conversation_id=str(conversation))

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(say_some, range(4)))
    with sessions() as session:
        assert [count for *_, count in messages_by_outcome(session, YEAR)] == [40]
        assert messages_by_procedure(session, YEAR) == [("a", 40)]
