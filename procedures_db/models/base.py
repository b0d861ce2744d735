"""The base of all tables, what several of them share, and the guard that published facts are never changed in place."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Enum, Numeric, event
from sqlalchemy.orm import DeclarativeBase, Mapped, Mapper, mapped_column
from sqlalchemy.orm.attributes import get_history

from procedures_db.vocabulary import FeeKind, FeeUnit


class FactChanged(RuntimeError):
    """An attempt to update a published fact in place."""


def _words(words: type[StrEnum]) -> list[str]:
    return [word.value for word in words]


class Base(DeclarativeBase):
    """All tables; lists of words are stored as JSON, closed lists as their words."""

    type_annotation_map = {
        list[str]: JSON,
        list[int]: JSON,
        dict[str, Any]: JSON(none_as_null=True),
        Decimal: Numeric(6, 2),
        StrEnum: Enum(StrEnum, native_enum=False, length=30, values_callable=_words),
    }


class Unchangeable:
    """A mixin for rows that are written once; only the columns named here may be closed later."""

    __closing__: frozenset[str] = frozenset()


class Amount(Unchangeable):
    """What every amount in đồng says of itself, national or the city's; the end is the first day not in force."""

    kind: Mapped[FeeKind]
    subject: Mapped[str]
    label: Mapped[str]
    channels: Mapped[list[str]]
    amount: Mapped[int]
    unit: Mapped[FeeUnit]
    exemption: Mapped[str | None]
    effective_from: Mapped[date | None]
    effective_to: Mapped[date | None]


class Source(Unchangeable, Base):
    """Where facts were read, and on which day."""

    __tablename__ = "source"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    number: Mapped[str | None]
    url: Mapped[str | None]
    retrieved_on: Mapped[date]


@event.listens_for(Unchangeable, "before_update", propagate=True)
def refuse_update(mapper: Mapper, connection: object, row: Any) -> None:
    """Raise FactChanged when a written fact would be changed."""
    changed = {attribute.key for attribute in mapper.column_attrs if get_history(row, attribute.key).has_changes()}
    if changed - row.__closing__:
        raise FactChanged(f"{type(row).__name__} {sorted(changed)}: add a new version instead")


@event.listens_for(Unchangeable, "before_delete", propagate=True)
def refuse_delete(mapper: Mapper, connection: object, row: Any) -> None:
    """Raise FactChanged when a written fact would be deleted."""
    raise FactChanged(f"{type(row).__name__}: what was published stays; add a new version instead")
