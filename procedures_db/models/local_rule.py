"""Tables of the city's own rules."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from procedures_db.models.base import Amount, Base, Source, Unchangeable
from procedures_db.vocabulary import CodeBasis, Grade


class LocalRule(Amount, Base):
    """An amount set by a resolution of the city, which wins over the national value."""

    __tablename__ = "local_rule"
    __closing__ = frozenset({"superseded_at"})

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(index=True)
    content_hash: Mapped[str]
    superseded_at: Mapped[datetime | None]
    condition: Mapped[str | None]
    note: Mapped[str | None]
    whole_subject: Mapped[bool]
    grade: Mapped[Grade]
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"))
    source: Mapped[Source] = relationship()
    procedures: Mapped[list["LocalRuleProcedure"]] = relationship(back_populates="rule")


class LocalRuleProcedure(Unchangeable, Base):
    """Ties a local rule to a procedure, in some circumstances or all, and says on what basis."""

    __tablename__ = "local_rule_procedure"

    id: Mapped[int] = mapped_column(primary_key=True)
    rule_id: Mapped[int] = mapped_column(ForeignKey("local_rule.id"), index=True)
    rule: Mapped[LocalRule] = relationship(back_populates="procedures")
    procedure_code: Mapped[str] = mapped_column(index=True)
    basis: Mapped[CodeBasis]
    circumstances: Mapped[list[str]]
