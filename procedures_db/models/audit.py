"""The audit log: one row for each administrative act, chained by hashes, and the row that knows its end."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from procedures_db.models.base import Base, Unchangeable


class Audit(Unchangeable, Base):
    """An act: who did what to what; `hash` covers the row and the hash before it (`procedures_db/chain.py`)."""

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    actor: Mapped[str]
    act: Mapped[str]
    object: Mapped[str]
    details: Mapped[dict[str, Any]]
    previous: Mapped[str] = mapped_column(unique=True)
    hash: Mapped[str]


class AuditHead(Base):
    """How many acts the log holds and the hash of the last one; whoever adds to the log holds this row."""

    __tablename__ = "audit_head"

    id: Mapped[int] = mapped_column(primary_key=True)
    entries: Mapped[int]
    hash: Mapped[str]
