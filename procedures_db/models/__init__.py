"""The tables of the database, a file per subject."""

from procedures_db.models.account import DataReport, SignIn, User
from procedures_db.models.audit import Audit, AuditHead
from procedures_db.models.base import Base, FactChanged, Source
from procedures_db.models.calendar import CalendarDay, CalendarYear
from procedures_db.models.conversation import (
    Answered,
    Consent,
    Conversation,
    MessageCount,
    ProcedureCount,
    Revision,
    Turn,
)
from procedures_db.models.dossier import Dossier, DossierAttempt
from procedures_db.models.feedback import Feedback, FollowUp
from procedures_db.models.lesson import Lesson, ModelVersion, Release, Settled
from procedures_db.models.life_event import LifeEvent, LifeEventStep
from procedures_db.models.local_rule import LocalRule, LocalRuleProcedure
from procedures_db.models.place import Commune, Office
from procedures_db.models.procedure import (
    Alias,
    Circumstance,
    Doubt,
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
    "Answered",
    "Audit",
    "AuditHead",
    "Base",
    "CalendarDay",
    "CalendarYear",
    "Circumstance",
    "Commune",
    "Consent",
    "Conversation",
    "DataReport",
    "Dossier",
    "DossierAttempt",
    "Doubt",
    "FactChanged",
    "Fee",
    "Feedback",
    "FollowUp",
    "LegalBasis",
    "Lesson",
    "LifeEvent",
    "LifeEventStep",
    "LocalRule",
    "LocalRuleProcedure",
    "MessageCount",
    "ModelVersion",
    "Office",
    "Procedure",
    "ProcedureCount",
    "ProcessingTime",
    "Release",
    "RequiredDocument",
    "Revision",
    "Settled",
    "SignIn",
    "Source",
    "Statement",
    "Turn",
    "User",
    "Version",
]
