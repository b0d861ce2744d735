"""The tables of the database, a file per subject."""

from procedures_db.models.base import Base, FactChanged, Source
from procedures_db.models.calendar import CalendarDay, CalendarYear
from procedures_db.models.conversation import Conversation, Feedback, Revision, Turn
from procedures_db.models.local_rule import LocalRule, LocalRuleProcedure, Office
from procedures_db.models.procedure import (
    Alias,
    Circumstance,
    Fee,
    LegalBasis,
    Procedure,
    ProcessingTime,
    RequiredDocument,
    Statement,
    Version,
)

__all__ = [
    "Alias",
    "Base",
    "CalendarDay",
    "CalendarYear",
    "Circumstance",
    "Conversation",
    "FactChanged",
    "Fee",
    "Feedback",
    "LegalBasis",
    "LocalRule",
    "LocalRuleProcedure",
    "Office",
    "Procedure",
    "ProcessingTime",
    "RequiredDocument",
    "Revision",
    "Source",
    "Statement",
    "Turn",
    "Version",
]
