"""What was kept long enough goes, counts stay."""

from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from procedures_db.models import Answered, Consent, Conversation, DossierAttempt, Feedback, FollowUp, SignIn, Turn
from procedures_db.queries.accounts import add_account, new_account
from procedures_db.queries.consent import give_consent, keeps_texts, withdraw_consent
from procedures_db.queries.conversations import add_turn, write_state
from procedures_db.queries.follow_ups import Where, close, leave_message
from procedures_db.queries.messages import add_contact
from procedures_db.queries.sign_ins import keep_session
from procedures_db.retention import BATCH, COMMENTS, OUTCOMES, Expired, count_expired, forget_old
from procedures_db.vocabulary import FollowUpState, Role
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
    assert forget_old(sessions, NOW, DAY, TEXTS) == Expired(turns=1)
    with sessions() as session:
        kept = session.execute(
            select(Turn.conversation_id, Turn.text, Turn.gist, Turn.understood).order_by(Turn.id)
        ).all()
        assert kept == [("", None, None, None), *[("c", "a", "a", {"intents": []})] * 2]
        assert session.scalar(select(func.count()).select_from(Turn).where(Turn.outcome == "answered")) == 3
    assert forget_old(sessions, NOW, DAY, TEXTS) == Expired()


def test_more_than_one_batch_goes_in_one_run(sessions: sessionmaker[Session]) -> None:
    """However many there are."""
    said(sessions, *[LONG_AGO] * (BATCH + 1))
    assert forget_old(sessions, NOW, DAY, TEXTS).turns == BATCH + 1


def test_counting_first_changes_nothing(sessions: sessionmaker[Session]) -> None:
    """It tells what a run would do."""
    said(sessions, LONG_AGO)
    with sessions.begin() as session:
        give_consent(session, "silent", NOW - TEXTS - timedelta(days=1))
        assert count_expired(session, NOW, DAY, TEXTS) == Expired(turns=1, consents=1)
        assert count_expired(session, NOW, DAY, TEXTS) == Expired(turns=1, consents=1)
    assert forget_old(sessions, NOW, DAY, TEXTS) == Expired(turns=1, consents=1)


def test_counting_first_finds_every_kind_that_a_run_takes(sessions: sessionmaker[Session]) -> None:
    """A consent goes with the last message that is tied to it; of each kind something is left."""
    long_ago, soon = NOW - TEXTS * 2, NOW + timedelta(hours=1)
    with sessions.begin() as session:
        for name, day in (("old", LONG_AGO), ("both", LONG_AGO), ("both", DAY)):
            add_turn(session, turn(name, day=day))
        for name in ("old", "both", "silent"):
            give_consent(session, name, long_ago)
        for name, at in (("old", NOW), ("young", soon)):
            write_state(session, name, "{}", long_ago, at)
            session.add(Answered(key=name, conversation_id=name, reply="{}", delivered=True, expires_at=at))
            session.add(DossierAttempt(at=at - timedelta(hours=2, minutes=1), conversation_id=name, key="k"))
        for number, at in enumerate((long_ago, long_ago, NOW)):
            reference = leave_message(session, "c", "chậm", at, DAY, Where())
            add_contact(session, reference, "c", "sealed")
            if number == 0:
                close(session, reference, FollowUpState.DONE, "Xong.", long_ago)
        add_account(session, new_account("lan", "Lan", Role.STAFF, None, NOW), "x")
        for key, at in (("old", NOW), ("young", soon)):
            keep_session(session, key, 1, "s", NOW, at)
    with sessions() as session:
        would = count_expired(session, NOW, DAY, TEXTS)
    assert would == Expired(turns=2, consents=2, states=1, answers=1, attempts=1, sign_ins=1, messages=2)
    assert forget_old(sessions, NOW, DAY, TEXTS) == would
    assert forget_old(sessions, NOW, DAY, TEXTS) == Expired()
    with sessions() as session:
        assert session.scalars(select(Consent.conversation_id)).all() == ["both"]
        for column in (Conversation.id, Answered.key, DossierAttempt.conversation_id, SignIn.key):
            assert session.scalars(select(column)).all() == ["young"]


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
    assert forget_old(sessions, NOW, DAY, TEXTS) == Expired(ratings=2, comments=1, outcomes=1)
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
    forget_old(sessions, NOW, DAY, TEXTS)
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
