"""What administrators teach, and the models made of it, as plain values."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from procedures_db.vocabulary import LessonKind, SipasFactor, TriageReason, TrialState


@dataclass(frozen=True)
class Taught:
    """A lesson; `question` is asked to see whether it was learned, `code` is the procedure that is to be answered."""

    id: int
    at: datetime
    author: str
    kind: LessonKind
    text: str
    target: str
    question: str
    code: str | None


@dataclass(frozen=True)
class VersionOfModel:
    """A model of lessons; `report` is what its trial found, `kept` says whether its archive is still there."""

    id: int
    at: datetime
    author: str
    lessons: tuple[int, ...]
    state: TrialState
    fingerprint: str | None
    report: dict[str, Any] | None
    fault: str | None
    kept: bool


@dataclass(frozen=True)
class Released:
    """Which version was put in force, None for the model of the files alone; times in UTC."""

    id: int
    at: datetime
    actor: str
    version_id: int | None


@dataclass(frozen=True)
class Matter:
    """Messages that say the same and were not plainly answered: `keys` are their gists, `example` one of them."""

    keys: tuple[str, ...]
    count: int
    last: date
    reasons: tuple[TriageReason, ...]
    example: str


@dataclass(frozen=True)
class Heard:
    """A message as it is kept, and what was understood of it; its text is None where it is not kept."""

    day: date
    text: str | None
    outcome: str
    intent: str | None
    procedure_code: str | None
    understood: dict[str, Any] | None


@dataclass(frozen=True)
class LowRated:
    """Low ratings of the assistant for one procedure and one reason, with what people wrote."""

    key: str
    procedure_code: str | None
    factor: SipasFactor | None
    count: int
    last: date
    comments: tuple[str, ...]


@dataclass(frozen=True)
class Reported:
    """Open reports of staff that say the same part of one procedure is wrong."""

    procedure_code: str
    aspect: str
    count: int
    last: datetime
    reasons: tuple[str, ...]
