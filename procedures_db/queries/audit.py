"""The audit log: add an act, read the latest ones, check the chain."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from procedures_db.chain import Entry, Link, Verdict, hash_of, verify
from procedures_db.models import Audit, AuditHead
from procedures_db.queries.reading import read_as

BATCH = 1000  # rows that are read at a time


def add_act(session: Session, at: datetime, actor: str, act: str, subject: str, **details: Any) -> None:
    """Write an act at the end of the log, in the transaction of the act itself.

    The head is changed before it is read: one writer after another gets it, so the chain never forks.
    """
    session.execute(update(AuditHead).values(entries=AuditHead.entries + 1))
    entries, previous = session.execute(select(AuditHead.entries, AuditHead.hash)).one()
    entry = Entry(entries, at, actor, act, subject, details)
    linked = hash_of(entry, previous)
    session.add(Audit(**vars(entry), previous=previous, hash=linked))
    session.execute(update(AuditHead).values(hash=linked))


def latest_acts(session: Session, before: int | None, count: int) -> list[Entry]:
    """Return the newest acts, newest first, only those with a smaller number than `before` if it is given."""
    statement = select(Audit).order_by(Audit.id.desc()).limit(count)
    if before is not None:
        statement = statement.where(Audit.id < before)
    return [read_as(Entry, row) for row in session.scalars(statement)]


def verify_audit(session: Session) -> Verdict:
    """Check the whole log, with the head that says where it ends."""
    head = session.execute(select(AuditHead.entries, AuditHead.hash)).one_or_none()
    return verify(_links(session), *(head or (0, "")))


def _links(session: Session) -> Iterator[Link]:
    rows = session.execute(
        select(
            Audit.id, Audit.at, Audit.actor, Audit.act, Audit.object, Audit.details, Audit.previous, Audit.hash
        ).order_by(Audit.id),
        execution_options={"yield_per": BATCH},
    )
    for *entry, previous, linked in rows.tuples():
        yield Link(Entry(*entry), previous, linked)
