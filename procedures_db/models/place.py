"""Tables of places: the communes of the city and its one-stop shops."""

from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from procedures_db.models.base import Base, Source
from procedures_db.vocabulary import CommuneKind


class Commune(Base):
    """A ward, commune or special zone since 1 July 2025, with the former units whose land it has."""

    __tablename__ = "commune"

    code: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[CommuneKind]
    name: Mapped[str]
    former: Mapped[list[str]]
    districts: Mapped[list[str]]
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"))
    source: Mapped[Source] = relationship()


class Office(Base):
    """A one-stop shop that receives dossiers; `hours` are those of a week, by weekday, each "07:30-11:30"."""

    __tablename__ = "office"

    key: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    address: Mapped[str]
    phone: Mapped[str | None]
    email: Mapped[str | None]
    hours: Mapped[dict[str, Any] | None]
    hours_source_id: Mapped[int | None] = mapped_column(ForeignKey("source.id"))
    commune_code: Mapped[str | None] = mapped_column(ForeignKey("commune.code"))
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"))
    source: Mapped[Source] = relationship(foreign_keys=source_id)
    hours_source: Mapped[Source | None] = relationship(foreign_keys=hours_source_id)
