"""Rows that are written whether or not they are there."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session, sessionmaker

from procedures_db.queries.answered import keep_answered, mark_delivered, read_answered, was_delivered
from procedures_db.queries.conversations import read_state, write_state

NOW = datetime(2026, 11, 22)
LATER = NOW + timedelta(hours=1)


def test_what_is_written_again_takes_the_place_of_the_first(sessions: sessionmaker[Session]) -> None:
    """The state of a conversation and a kept answer, which is then not delivered yet."""
    for text in ("first", "second"):
        with sessions.begin() as session:
            write_state(session, "c", text, NOW, LATER)
            keep_answered(session, "k", "c", text, LATER)
        with sessions.begin() as session:
            assert read_state(session, "c", NOW) == text
            assert read_answered(session, "k", NOW) == text
            assert not was_delivered(session, "k")
            mark_delivered(session, "k")


def test_what_has_expired_is_not_read(sessions: sessionmaker[Session]) -> None:
    """At the very time."""
    with sessions.begin() as session:
        write_state(session, "c", "state", NOW, LATER)
        keep_answered(session, "k", "c", "reply", LATER)
    with sessions() as session:
        assert read_state(session, "c", LATER) is None
        assert read_answered(session, "k", LATER) is None
