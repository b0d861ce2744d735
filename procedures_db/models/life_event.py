"""Tables of life events: the procedures that go with them, in the order people take them."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from procedures_db.models.base import Base


class LifeEvent(Base):
    """Something that happens to people and makes several procedures due; `words` are ways to say it."""

    __tablename__ = "life_event"

    key: Mapped[str] = mapped_column(primary_key=True)
    label: Mapped[str]
    words: Mapped[list[str]]
    position: Mapped[int]
    linked_code: Mapped[str | None]
    steps: Mapped[list["LifeEventStep"]] = relationship(order_by="LifeEventStep.position", cascade="all, delete-orphan")


class LifeEventStep(Base):
    """One procedure of a life event; `when` says for whom, `linked` that it can be filed with the others at once."""

    __tablename__ = "life_event_step"

    event_key: Mapped[str] = mapped_column(ForeignKey("life_event.key"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    procedure_code: Mapped[str] = mapped_column(index=True)
    title: Mapped[str]
    when: Mapped[str | None]
    linked: Mapped[bool]
