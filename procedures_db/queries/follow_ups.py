"""Follow-ups: opened by a low rating, taken by somebody, closed with an outcome."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from procedures_db.models import Feedback, FollowUp
from procedures_db.vocabulary import FollowUpState, Rated, SipasFactor

LIVE = (FollowUpState.OPEN, FollowUpState.IN_PROGRESS)
ENDS = (FollowUpState.DONE, FollowUpState.DECLINED)
PREFIX = "GY-"
LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none that looks like another
LENGTH = 6


class NoSuchFollowUp(ValueError):
    """A reference that leads nowhere, or a follow-up that has ended already."""


@dataclass(frozen=True)
class Case:
    """A follow-up with what it is about; `overdue` as of the day asked for."""

    reference: str
    state: FollowUpState
    opened_at: datetime
    due_on: date
    overdue: bool
    owner: str | None
    outcome: str | None
    rating: int | None
    subject: Rated | None
    factor: SipasFactor | None
    procedure_code: str | None
    comment: str | None

    @property
    def closed(self) -> bool:
        """Say whether it has ended."""
        return self.state not in LIVE


def open_follow_up(session: Session, feedback: Feedback, at: datetime, due_on: date) -> str:
    """Open a follow-up for a low rating, or return the reference of the one that is open; `at` is UTC."""
    known = live_of(session, feedback.id)
    if known is not None:
        return known.reference
    made = FollowUp(
        reference=_new_reference(session),
        feedback_id=feedback.id,
        opened_at=at,
        due_on=due_on,
        state=FollowUpState.OPEN,
    )
    session.add(made)
    session.flush()
    return made.reference


def live_of(session: Session, feedback_id: int) -> FollowUp | None:
    """Return the follow-up of a rating that has not ended."""
    return session.scalar(
        select(FollowUp).where(FollowUp.feedback_id == feedback_id, FollowUp.state.in_(LIVE)).limit(1)
    )


def end_for(session: Session, feedback_id: int, at: datetime) -> None:
    """End the follow-up of a rating that its giver took back or raised."""
    if (known := live_of(session, feedback_id)) is not None:
        known.state, known.closed_at = FollowUpState.WITHDRAWN, at


def take(session: Session, reference: str, owner: str) -> None:
    """Give a follow-up an owner; raises NoSuchFollowUp."""
    known = _live(session, reference)
    known.owner, known.state = owner, FollowUpState.IN_PROGRESS


def close(session: Session, reference: str, state: FollowUpState, outcome: str, at: datetime) -> None:
    """End a follow-up with what came of it; raises NoSuchFollowUp, and ValueError for a state that is no end."""
    if state not in ENDS or not outcome.strip():
        raise ValueError("A follow-up ends as done or declined, with a sentence that says what came of it.")
    known = _live(session, reference)
    known.state, known.outcome, known.closed_at = state, outcome.strip(), at


def case_of(session: Session, reference: str, day: date) -> Case | None:
    """Return a follow-up by its reference, however it was typed."""
    row = session.execute(_cases().where(FollowUp.reference == written(reference))).first()
    return _case(row.FollowUp, row.Feedback, day) if row else None


def live_cases(session: Session, day: date) -> list[Case]:
    """Return what has not ended, the earliest due first."""
    rows = session.execute(_cases().where(FollowUp.state.in_(LIVE)).order_by(FollowUp.due_on, FollowUp.id))
    return [_case(row.FollowUp, row.Feedback, day) for row in rows]


def written(reference: str) -> str:
    """Write a reference as it is kept: "gy k7m2qp" becomes "GY-K7M2QP"."""
    letters = "".join(letter for letter in reference.upper() if letter.isalnum())
    return PREFIX + letters.removeprefix(PREFIX.rstrip("-"))


def _cases() -> Select[tuple[FollowUp, Feedback]]:
    return select(FollowUp, Feedback).outerjoin(Feedback, FollowUp.feedback_id == Feedback.id)


def _case(found: FollowUp, about: Feedback | None, day: date) -> Case:
    return Case(
        found.reference,
        found.state,
        found.opened_at,
        found.due_on,
        found.state in LIVE and found.due_on < day,
        found.owner,
        found.outcome,
        about.rating if about else None,
        about.subject if about else None,
        about.factor if about else None,
        about.procedure_code if about else None,
        about.comment if about else None,
    )


def _live(session: Session, reference: str) -> FollowUp:
    known = session.scalar(select(FollowUp).where(FollowUp.reference == written(reference)))
    if known is None or known.state not in LIVE:
        raise NoSuchFollowUp(f"There is no open follow-up {written(reference)}.")
    return known


def _new_reference(session: Session) -> str:
    while True:
        reference = PREFIX + "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
        if session.scalar(select(FollowUp.id).where(FollowUp.reference == reference)) is None:
            return reference
