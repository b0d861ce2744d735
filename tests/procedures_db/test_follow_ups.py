"""Follow-ups in the database."""

from datetime import date

import pytest
from sqlalchemy.orm import Session, sessionmaker

from procedures_db.models import Feedback
from procedures_db.queries.follow_ups import NoSuchFollowUp, case_of, close, live_cases, open_follow_up, take, written
from procedures_db.vocabulary import FollowUpState, Rated
from tests.factories import DAY, NOW


def opened(session: Session, due_on: date) -> str:
    """Open a follow-up of a new rating."""
    feedback = Feedback(at=NOW, day=DAY, conversation_id="c", subject=Rated.COUNTER, rating=1, comment="chậm")
    session.add(feedback)
    session.flush()
    return open_follow_up(session, feedback, NOW, due_on)


def test_overdue_ones_come_first_and_are_marked(sessions: sessionmaker[Session]) -> None:
    """The day they are due is still in time."""
    with sessions.begin() as session:
        later, late, today = (opened(session, day) for day in (date(2026, 12, 1), date(2026, 11, 20), DAY))
        cases = live_cases(session, DAY)
    assert [(case.reference, case.overdue) for case in cases] == [(late, True), (today, False), (later, False)]
    assert (cases[0].rating, cases[0].comment, cases[0].subject) == (1, "chậm", "counter")


def test_one_that_has_ended_is_neither_taken_nor_ended_again(sessions: sessionmaker[Session]) -> None:
    """Two who see to the same one do not overwrite each other."""
    with sessions.begin() as session:
        reference = opened(session, DAY)
        take(session, reference, "Lan")
        close(session, reference, FollowUpState.DONE, " Đã gọi lại. ", NOW)
        for again in (
            lambda: take(session, reference, "Mai"),
            lambda: close(session, reference, FollowUpState.DECLINED, "x", NOW),
        ):
            with pytest.raises(NoSuchFollowUp, match=reference):
                again()
        case = case_of(session, reference, DAY)
        assert case is not None
        assert (case.owner, case.state, case.outcome, case.closed) == ("Lan", "done", "Đã gọi lại.", True)
        assert live_cases(session, DAY) == []


@pytest.mark.parametrize(("state", "outcome"), [(FollowUpState.OPEN, "x"), (FollowUpState.DONE, " ")])
def test_an_end_is_an_end_and_says_what_came_of_it(
    sessions: sessionmaker[Session], state: FollowUpState, outcome: str
) -> None:
    """Nothing is closed silently."""
    with sessions.begin() as session:
        reference = opened(session, DAY)
        with pytest.raises(ValueError, match="done or declined"):
            close(session, reference, state, outcome, NOW)


@pytest.mark.parametrize("typed", ["GY-K7M2QP", "gy k7m2qp", "GYK7M2QP", "gy–k7m2qp"])
def test_a_reference_is_known_however_it_is_typed(typed: str) -> None:
    """Small letters, spaces, other dashes."""
    assert written(typed) == "GY-K7M2QP"
