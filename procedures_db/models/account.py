"""Tables of the people who work with the assistant: accounts, their sign-ins, what they report as wrong."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from procedures_db.models.base import Base
from procedures_db.vocabulary import ReportState, Role


class User(Base):
    """An account; `office` limits it to one shop, `failures` counts wrong passwords since the last right one."""

    __tablename__ = "user"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    display_name: Mapped[str]
    password_hash: Mapped[str]
    role: Mapped[Role]
    office: Mapped[str | None]
    created_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None]
    failures: Mapped[int]
    locked_until: Mapped[datetime | None]


class SignIn(Base):
    """A session of an account; the key is the SHA-256 of the browser's token, which is kept nowhere."""

    __tablename__ = "session"

    key: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    created_at: Mapped[datetime]
    last_seen: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    form_secret: Mapped[str]


class DataReport(Base):
    """A sentence of a staff member on what is wrong in a record, redacted before it gets here.

    `office` is the one that the account of the reporter is limited to.
    """

    __tablename__ = "data_report"
    __table_args__ = (Index("ix_data_report_state", "state", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    procedure_code: Mapped[str] = mapped_column(index=True)
    aspect: Mapped[str]
    reason: Mapped[str] = mapped_column(Text)
    reporter: Mapped[str]
    office: Mapped[str | None]
    state: Mapped[ReportState]
