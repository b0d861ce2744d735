"""What was kept long enough goes, counts stay."""

from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from procedures_db.models import Consent, Feedback, FollowUp, Turn
from procedures_db.queries.consent import give_consent, keeps_texts, withdraw_consent
from procedures_db.queries.conversations import add_turn
from procedures_db.retention import BATCH, COMMENTS, OUTCOMES, Expired, count_expired, forget_old
from tests.factories import DAY, NOW, turn

TEXTS = timedelta(days=90)
LONG_AGO = DAY - TEXTS - timedelta(days=1)


def said(sessions: sessionmaker[Session], *days: object) -> None:
    """Keep a turn for each day."""
    with sessions.begin() as session:
        for day in days:
            add_turn(session, turn("c", day=day, text="a", gist="a", understood={"intents": []}))


def test_old_texts_go_and_young_ones_stay(sessions: sessionmaker[Session]) -> None:
    """The last day of the period still counts as young; an old turn is of no conversation any more."""
    said(sessions, LONG_AGO, DAY - TEXTS, DAY)
    assert forget_old(sessions, DAY, TEXTS) == Expired(1, 0, 0, 0, 0)
    with sessions() as session:
        kept = session.execute(
            select(Turn.conversation_id, Turn.text, Turn.gist, Turn.understood).order_by(Turn.id)
        ).all()
        assert kept == [("", None, None, None), *[("c", "a", "a", {"intents": []})] * 2]
        assert session.scalar(select(func.count()).select_from(Turn).where(Turn.outcome == "answered")) == 3
    assert forget_old(sessions, DAY, TEXTS) == Expired(0, 0, 0, 0, 0)


def test_more_than_one_batch_goes_in_one_run(sessions: sessionmaker[Session]) -> None:
    """However many there are."""
    said(sessions, *[LONG_AGO] * (BATCH + 1))
    assert forget_old(sessions, DAY, TEXTS).turns == BATCH + 1


def test_counting_first_changes_nothing(sessions: sessionmaker[Session]) -> None:
    """It tells what a run would do."""
    said(sessions, LONG_AGO)
    with sessions.begin() as session:
        give_consent(session, "silent", NOW - TEXTS - timedelta(days=1))
        assert count_expired(session, DAY, TEXTS) == Expired(1, 0, 0, 0, 1)
        assert count_expired(session, DAY, TEXTS) == Expired(1, 0, 0, 0, 1)
    assert forget_old(sessions, DAY, TEXTS) == Expired(1, 0, 0, 0, 1)


def test_comments_and_outcomes_have_periods_of_their_own(sessions: sessionmaker[Session]) -> None:
    """Ratings are untied with the texts, their comments go later, outcomes a year after the end."""
    with sessions.begin() as session:
        for name, day in (("old", DAY - COMMENTS - timedelta(days=1)), ("tied", LONG_AGO), ("young", DAY)):
            rated = Feedback(at=NOW, day=day, conversation_id=name, subject="assistant", rating=1, comment="chậm")
            session.add(rated)
            session.flush()
            session.add(
                FollowUp(
                    kind="rating",
                    reference=f"GY-{name}",
                    feedback_id=rated.id,
                    opened_at=NOW,
                    due_on=day,
                    state="done",
                    outcome="đã sửa",
                    closed_at=NOW - (OUTCOMES + timedelta(days=2) if name == "old" else timedelta()),
                )
            )
    assert forget_old(sessions, DAY, TEXTS) == Expired(0, 2, 1, 1, 0)
    with sessions() as session:
        ratings = session.execute(
            select(Feedback.conversation_id, Feedback.rating, Feedback.comment).order_by(Feedback.id)
        ).all()
        assert ratings == [("", 1, None), ("", 1, "chậm"), ("young", 1, "chậm")]
        assert session.scalars(select(FollowUp.outcome).order_by(FollowUp.id)).all() == [None, "đã sửa", "đã sửa"]


def test_a_consent_lives_as_long_as_a_message_of_it(sessions: sessionmaker[Session]) -> None:
    """It is the proof of why the text is there."""
    said(sessions, DAY)
    with sessions.begin() as session:
        give_consent(session, "c", NOW - TEXTS * 2)
    forget_old(sessions, DAY, TEXTS)
    with sessions() as session:
        assert session.scalars(select(Consent.conversation_id)).all() == ["c"]


def test_a_withdrawn_consent_takes_the_texts_with_it(sessions: sessionmaker[Session]) -> None:
    """Of this conversation; that something was said stays."""
    said(sessions, DAY, DAY)
    with sessions.begin() as session:
        add_turn(session, turn("other", text="b"))
        give_consent(session, "c", NOW)
        give_consent(session, "c", NOW + TEXTS)
        assert session.scalars(select(Consent.given_at)).all() == [NOW]
        assert withdraw_consent(session, "c") == 2
        assert not keeps_texts(session, "c")
        assert session.scalars(select(Turn.text).order_by(Turn.id)).all() == [None, None, "b"]
        assert withdraw_consent(session, "c") == 0
