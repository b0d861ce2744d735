"""Follow-ups: opened by a low rating or a message, taken by somebody, closed with an outcome."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select, true, update
from sqlalchemy.orm import Session

from procedures_db.models import Feedback, FollowUp, User
from procedures_db.queries.reading import read_as
from procedures_db.vocabulary import FollowUpKind, FollowUpState, Rated, SipasFactor

LIVE = (FollowUpState.OPEN, FollowUpState.IN_PROGRESS)
ENDS = (FollowUpState.DONE, FollowUpState.DECLINED)
PREFIX = "GY-"
LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none that looks like another
LENGTH = 6
RATED = ("rating", "subject", "factor", "procedure_code", "comment")  # what a follow-up takes from its rating
SHOWN = func.coalesce(User.display_name, FollowUp.owner)  # the owner, as others see them


class NoSuchFollowUp(ValueError):
    """A reference that leads nowhere, or a follow-up that has ended already."""


class TakenMeanwhile(ValueError):
    """A follow-up that somebody else has taken since it was looked at; `owner` says who, as they are shown."""

    def __init__(self, reference: str, owner: str) -> None:
        """Take whose it is now."""
        super().__init__(f"{owner} has taken {reference} meanwhile.")
        self.owner = owner


@dataclass(frozen=True)
class Where:
    """Where a matter belongs: the key of a one-stop shop and the name of a place, as far as they are known."""

    office: str | None = None
    place: str | None = None


@dataclass(frozen=True)
class Seen:
    """Whose a follow-up was when somebody looked at it; the office that they are limited to, and who looked.

    People are told apart by the names they sign in with: two may be shown by the same name.
    """

    owner: str | None
    office: str | None = None
    looker: str | None = None


@dataclass(frozen=True)
class Case:
    """A follow-up with what it is about; `overdue` as of the day asked for, `contact` enciphered.

    `owner` is a name to sign in with, `owner_shown` the one to be shown.
    """

    reference: str
    kind: FollowUpKind
    state: FollowUpState
    opened_at: datetime
    due_on: date
    overdue: bool
    owner: str | None
    owner_shown: str | None
    outcome: str | None
    office: str | None
    place: str | None
    message: str | None
    contact: str | None
    rating: int | None
    subject: Rated | None
    factor: SipasFactor | None
    procedure_code: str | None
    comment: str | None

    @property
    def closed(self) -> bool:
        """Say whether it has ended."""
        return self.state not in LIVE


def open_follow_up(session: Session, feedback: Feedback, at: datetime, due_on: date, where: Where | None = None) -> str:
    """Open a follow-up for a low rating, or return the reference of the one that is open; `at` is UTC."""
    known = live_of(session, feedback.id)
    if known is not None:
        return known.reference
    return _add(session, at, due_on, where or Where(), kind=FollowUpKind.RATING, feedback_id=feedback.id)


def leave_message(
    session: Session, conversation_id: str, message: str, at: datetime, due_on: date, where: Where
) -> str:
    """Open a follow-up for a message, redacted already, and return its reference; `at` is UTC."""
    said = {"kind": FollowUpKind.MESSAGE, "conversation_id": conversation_id, "message": message}
    return _add(session, at, due_on, where, **said)


def live_of(session: Session, feedback_id: int) -> FollowUp | None:
    """Return the follow-up of a rating that has not ended."""
    return session.scalar(
        select(FollowUp).where(FollowUp.feedback_id == feedback_id, FollowUp.state.in_(LIVE)).limit(1)
    )


def end_for(session: Session, feedback_id: int, at: datetime) -> None:
    """End the follow-up of a rating that its giver took back or raised."""
    if (known := live_of(session, feedback_id)) is not None:
        known.state, known.closed_at = FollowUpState.WITHDRAWN, at


def take(session: Session, reference: str, owner: str, seen: Seen | None = None) -> None:
    """Give a follow-up to an account, by its name.

    Raises NoSuchFollowUp, or TakenMeanwhile when it is no longer as it was seen.
    """
    _change(session, reference, seen, owner=owner, state=FollowUpState.IN_PROGRESS)


def close(
    session: Session, reference: str, state: FollowUpState, outcome: str, at: datetime, seen: Seen | None = None
) -> None:
    """End a follow-up with what came of it, a sentence that the citizen reads; how to reach them is deleted.

    Raises NoSuchFollowUp, TakenMeanwhile when it is no longer as it was seen, and ValueError without a real end.
    """
    if state not in ENDS or not outcome.strip():
        raise ValueError("A follow-up ends as done or declined, with a sentence that says what came of it.")
    _change(session, reference, seen, state=state, outcome=outcome.strip(), closed_at=at, contact=None)


def case_of(session: Session, reference: str, day: date) -> Case | None:
    """Return a follow-up by its reference, however it was typed."""
    row = session.execute(_cases().where(FollowUp.reference == written(reference))).first()
    return _case(row.FollowUp, row.Feedback, row.shown, day) if row else None


def live_cases(session: Session, day: date, office: str | None = None) -> list[Case]:
    """Return what has not ended, the earliest due first; only of an office and of none, if one is named."""
    live = _cases().where(FollowUp.state.in_(LIVE), _of(office)).order_by(FollowUp.due_on, FollowUp.id)
    return [_case(row.FollowUp, row.Feedback, row.shown, day) for row in session.execute(live)]


def written(reference: str) -> str:
    """Write a reference as it is kept: "gy k7m2qp" becomes "GY-K7M2QP"."""
    letters = "".join(letter for letter in reference.upper() if letter.isalnum())
    return PREFIX + letters.removeprefix(PREFIX.rstrip("-"))


def _cases() -> Select[tuple[FollowUp, Feedback, str]]:
    cases = select(FollowUp, Feedback, SHOWN.label("shown")).outerjoin(Feedback, FollowUp.feedback_id == Feedback.id)
    return cases.outerjoin(User, User.name == FollowUp.owner)


def _case(found: FollowUp, about: Feedback | None, shown: str | None, day: date) -> Case:
    rated: dict[str, Any] = {name: getattr(about, name, None) for name in RATED}
    overdue = found.state in LIVE and found.due_on < day
    return read_as(Case, found, overdue=overdue, owner_shown=shown, **rated)


def _of(office: str | None) -> ColumnElement[bool]:
    return true() if office is None else or_(FollowUp.office == office, FollowUp.office.is_(None))


def _change(session: Session, reference: str, seen: Seen | None, **values: Any) -> None:
    """Change a live follow-up in one statement, so that of two who do it at once only one does."""
    live = [FollowUp.reference == written(reference), FollowUp.state.in_(LIVE), _of(seen.office if seen else None)]
    as_seen: ColumnElement[bool] = true()
    if seen is not None:
        as_seen = or_(FollowUp.owner.is_not_distinct_from(seen.owner), FollowUp.owner == seen.looker)
    changed = session.execute(update(FollowUp).where(*live, as_seen).values(**values))
    if changed.rowcount:  # type: ignore[attr-defined]
        return
    owner = session.scalar(select(SHOWN).outerjoin_from(FollowUp, User, User.name == FollowUp.owner).where(*live))
    if owner is None:
        raise NoSuchFollowUp(f"There is no open follow-up {written(reference)}.")
    raise TakenMeanwhile(written(reference), owner)


def _add(session: Session, at: datetime, due_on: date, where: Where, **values: Any) -> str:
    reference = _new_reference(session)
    made = FollowUp(reference=reference, opened_at=at, due_on=due_on, state=FollowUpState.OPEN, **vars(where), **values)
    session.add(made)
    session.flush()
    return reference


def _new_reference(session: Session) -> str:
    while True:
        reference = PREFIX + "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
        if session.scalar(select(FollowUp.id).where(FollowUp.reference == reference)) is None:
            return reference
