"""Tables of dossiers already filed, without their codes and without anything of their applicants."""

from datetime import datetime

from sqlalchemy import Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from procedures_db.models.base import Base
from procedures_db.vocabulary import DossierState


class Dossier(Base):
    """A dossier as a one-stop shop exported it; the moments are local time of the city.

    `key` is made of the code, the two factors of the key and the last four digits of the telephone and
    the ID number given when filing (procedures_db/dossiers/keys.py); `read_at` is what the row is as of.
    """

    __tablename__ = "dossier"

    key: Mapped[str] = mapped_column(primary_key=True)
    factor_phone: Mapped[str | None]
    factor_id: Mapped[str | None]
    procedure_code: Mapped[str | None]
    procedure_name: Mapped[str]
    received_at: Mapped[datetime]
    due_at: Mapped[datetime | None] = mapped_column(index=True)
    finished_at: Mapped[datetime | None]
    state: Mapped[DossierState]
    step: Mapped[str | None] = mapped_column(Text)
    office: Mapped[str | None]
    read_at: Mapped[datetime]


class DossierAttempt(Base):
    """An attempt to open a dossier that did not succeed, kept as long as it counts; the moment is UTC."""

    __tablename__ = "dossier_attempt"
    __table_args__ = (
        Index("ix_dossier_attempt_key", "key", "at"),
        Index("ix_dossier_attempt_conversation", "conversation_id", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    conversation_id: Mapped[str]
    key: Mapped[str]
