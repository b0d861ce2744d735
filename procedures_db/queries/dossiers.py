"""Dossiers by their keys, and the attempts to open them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import case, delete, func, insert, select, update
from sqlalchemy.orm import Session

from procedures_db.models import Dossier, DossierAttempt, Office
from procedures_db.queries.retention import delete_rows, old_attempts
from procedures_db.text import fold
from procedures_db.vocabulary import DossierState

RUNNING = (DossierState.RECEIVED, DossierState.PROCESSING)


def read_dossier(session: Session, key: str) -> Dossier | None:
    """Return the dossier of a key."""
    return session.get(Dossier, key)


def dossier_rows(session: Session, keys: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Return what is stored of dossiers, by key, each as its columns."""
    rows = session.execute(select(Dossier.__table__).where(Dossier.key.in_(list(keys))))
    return {row.key: dict(row._mapping) for row in rows}


def add_dossiers(session: Session, rows: list[Mapping[str, Any]]) -> None:
    """Store new dossiers."""
    if rows:
        session.execute(insert(Dossier), rows)


def change_dossiers(session: Session, rows: list[Mapping[str, Any]]) -> None:
    """Store dossiers anew; each row has its key and every column."""
    if rows:
        session.execute(update(Dossier), rows)


def confirm_dossiers(session: Session, keys: list[str], read_at: datetime) -> None:
    """Note that dossiers were still the same at a moment."""
    session.execute(update(Dossier).where(Dossier.key.in_(keys)).values(read_at=read_at))


@dataclass(frozen=True)
class Pending:
    """Dossiers of one procedure and office: due on a day, and overdue by then; `as_of` is local time."""

    procedure_code: str | None
    procedure_name: str
    office: str | None
    due_today: int
    overdue: int
    as_of: datetime


def pending_dossiers(session: Session, day: date, office: str | None = None) -> list[Pending]:
    """Return what is due on a day or was before, most overdue first; what is paused does not count.

    With the key of an office only its own and what belongs to none; exports write its name, in whatever letters.
    """
    late = case((Dossier.due_at < datetime.combine(day, time()), 1), else_=0)
    overdue, count, as_of = func.sum(late), func.count(), func.min(Dossier.read_at)
    rows = session.execute(
        select(Dossier.procedure_code, Dossier.procedure_name, Dossier.office, count, overdue, as_of)
        .where(Dossier.due_at < datetime.combine(day, time()) + timedelta(days=1), Dossier.state.in_(RUNNING))
        .group_by(Dossier.procedure_code, Dossier.procedure_name, Dossier.office)
        .order_by(overdue.desc(), count.desc(), Dossier.procedure_name)
    )
    pending = [Pending(code, name, at, total - late, late, read) for code, name, at, total, late, read in rows]
    if office is None:
        return pending
    own = {fold(name) for name in (office, session.scalar(select(Office.name).where(Office.key == office)) or "")}
    return [each for each in pending if not each.office or fold(each.office) in own]


def add_attempt(session: Session, at: datetime, conversation_id: str, key: str) -> int:
    """Record an attempt and return its number."""
    attempt = DossierAttempt(at=at, conversation_id=conversation_id, key=key)
    session.add(attempt)
    session.flush()
    return attempt.id


def attempts_on_key(session: Session, key: str, count: int, but: int | None = None) -> list[datetime]:
    """Return when a dossier was tried last, newest first, at most so many; without the attempt of a number."""
    return _newest(session, DossierAttempt.key == key, count, but)


def attempts_in_conversation(session: Session, conversation_id: str, count: int, but: int | None) -> list[datetime]:
    """Return when a conversation tried last, newest first, at most so many; without the attempt of a number."""
    return _newest(session, DossierAttempt.conversation_id == conversation_id, count, but)


def forget_attempt(session: Session, number: int) -> None:
    """Delete one attempt: it succeeded, or was none."""
    session.execute(delete(DossierAttempt).where(DossierAttempt.id == number))


def forget_attempts(session: Session, before: datetime) -> int:
    """Delete the attempts that count no more; return how many."""
    return delete_rows(session, DossierAttempt, old_attempts(before))


def _newest(session: Session, whose: Any, count: int, but: int | None) -> list[datetime]:
    statement = select(DossierAttempt.at).where(whose, DossierAttempt.id != (but or 0))
    return list(session.scalars(statement.order_by(DossierAttempt.at.desc()).limit(count)))
