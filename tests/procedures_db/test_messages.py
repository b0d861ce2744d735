"""Messages that citizens left, in the database."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from procedures_db.models import FollowUp
from procedures_db.queries.follow_ups import (
    NoSuchFollowUp,
    Seen,
    TakenMeanwhile,
    Where,
    close,
    leave_message,
    live_cases,
    take,
)
from procedures_db.queries.messages import (
    KEPT,
    add_contact,
    forget_messages_of,
    forget_old_messages,
    take_back_message,
)
from procedures_db.vocabulary import FollowUpState
from tests.factories import DAY, NOW


def left(session: Session, conversation_id: str = "c", office: str | None = None) -> str:
    """Leave a message with a contact."""
    reference = leave_message(session, conversation_id, "chậm", NOW, DAY, Where(office, "xã Thử"))
    assert add_contact(session, reference, conversation_id, "sealed")
    return reference


def row(session: Session, reference: str) -> FollowUp:
    """Return the row of a reference as the database has it."""
    session.expire_all()
    return session.scalars(select(FollowUp).where(FollowUp.reference == reference)).one()


def test_the_contact_goes_when_the_message_is_closed(sessions: sessionmaker[Session]) -> None:
    """Its words stay a while; afterwards neither can be added again."""
    with sessions.begin() as session:
        reference = left(session)
        close(session, reference, FollowUpState.DONE, "Đã gọi.", NOW)
        assert (row(session, reference).contact, row(session, reference).message) == (None, "chậm")
        assert not add_contact(session, reference, "c", "sealed")
        forget_old_messages(session, NOW)
        assert row(session, reference).message == "chậm"
        forget_old_messages(session, NOW + timedelta(seconds=1))
        assert (row(session, reference).message, row(session, reference).outcome) == (None, "Đã gọi.")


def test_no_contact_is_kept_longer_than_told_though_nobody_closes_it(sessions: sessionmaker[Session]) -> None:
    """The message still waits."""
    with sessions.begin() as session:
        reference = left(session)
        forget_old_messages(session, NOW + timedelta(days=91) - KEPT)
        kept = row(session, reference)
        assert (kept.contact, kept.message, kept.state) == (None, "chậm", "open")


def test_only_the_conversation_that_left_a_message_changes_it(sessions: sessionmaker[Session]) -> None:
    """Whoever guesses a reference does nothing with it."""
    with sessions.begin() as session:
        reference = left(session)
        assert not add_contact(session, reference, "other", "foreign")
        assert not take_back_message(session, reference, "other", NOW)
        assert row(session, reference).contact == "sealed"
        assert take_back_message(session, reference, "c", NOW)
        assert not take_back_message(session, reference, "c", NOW)
        with pytest.raises(NoSuchFollowUp):
            take(session, reference, "Lan")


def test_deleting_a_conversation_leaves_other_messages_alone(sessions: sessionmaker[Session]) -> None:
    """And of an ended one what came of it."""
    with sessions.begin() as session:
        mine, ended, other = left(session), left(session), left(session, "other")
        close(session, ended, FollowUpState.DONE, "Xong.", NOW)
        forget_messages_of(session, "c")
        assert (row(session, mine).state, row(session, mine).message) == ("withdrawn", None)
        assert (row(session, ended).state, row(session, ended).message) == ("done", None)
        assert (row(session, ended).outcome, row(session, ended).conversation_id) == ("Xong.", None)
        assert row(session, other).message == "chậm"


def test_an_office_sees_its_own_and_those_of_none(sessions: sessionmaker[Session]) -> None:
    """And cannot change those of another."""
    with sessions.begin() as session:
        own, foreign, nobodys = left(session, office="a"), left(session, office="b"), left(session)
        assert {case.reference for case in live_cases(session, DAY, "a")} == {own, nobodys}
        assert len(live_cases(session, DAY)) == 3
        for act in (
            lambda: take(session, foreign, "Lan", Seen(None, "a")),
            lambda: close(session, foreign, FollowUpState.DONE, "x", NOW, Seen(None, "a")),
        ):
            with pytest.raises(NoSuchFollowUp):
                act()
        take(session, own, "Lan", Seen(None, "a"))


def test_who_looked_before_somebody_else_took_it_is_told_who(sessions: sessionmaker[Session]) -> None:
    """Taking it over is an act of its own."""
    with sessions.begin() as session:
        reference = left(session)
        take(session, reference, "Lan", Seen(None))
        for act in (
            lambda: take(session, reference, "Mai", Seen(None)),
            lambda: close(session, reference, FollowUpState.DONE, "x", NOW, Seen(None)),
        ):
            with pytest.raises(TakenMeanwhile) as told:
                act()
            assert told.value.owner == "Lan"
        take(session, reference, "Mai", Seen("Lan"))
        assert row(session, reference).owner == "Mai"


def test_of_two_who_take_one_at_the_same_time_only_one_does(sessions: sessionmaker[Session]) -> None:
    """Whatever the database is."""
    with sessions.begin() as session:
        reference = left(session)
    ready, outcomes = Barrier(2), []

    def reviewer(name: str) -> None:
        ready.wait()
        try:
            with sessions.begin() as session:
                take(session, reference, name, Seen(None))
            outcomes.append((name, None))
        except TakenMeanwhile as told:
            outcomes.append((name, told.owner))

    threads = [Thread(target=reviewer, args=(name,)) for name in ("Lan", "Mai")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    winner = next(name for name, owner in outcomes if owner is None)
    assert sorted(owner or "" for _, owner in outcomes) == ["", winner]
    with sessions() as session:
        assert row(session, reference).owner == winner
