"""Read what another system answers about a dossier: the fields agreed in docs/dossiers.md, nothing else."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import BaseModel, Extra, StrictStr, constr, validator

from procedures_db.dossiers.status import DossierStatus
from procedures_db.text import tidy
from procedures_db.vocabulary import DossierState

HAI_PHONG = ZoneInfo("Asia/Ho_Chi_Minh")
MOMENTS = ("received_at", "due_at", "finished_at", "read_at")
TEXTS = ("procedure_name", "step", "office")
Short = constr(strict=True, min_length=1, max_length=500)


class _Answer(BaseModel):
    """The answer, whole; what it tells beyond it, as a name, is dropped unread."""

    procedure_code: StrictStr | None = None
    procedure_name: Short  # type: ignore[valid-type]
    received_at: datetime
    due_at: datetime | None = None
    finished_at: datetime | None = None
    state: DossierState
    step: Short | None = None  # type: ignore[valid-type]
    office: Short | None = None  # type: ignore[valid-type]
    read_at: datetime

    class Config:
        extra = Extra.ignore

    @validator(*MOMENTS, pre=True)
    def _only_text(cls, value: Any) -> Any:
        if value is not None and not (isinstance(value, str) and "-" in value):
            raise ValueError("a moment is a text like 2026-11-22T14:30:00")
        return value

    @validator(*MOMENTS)
    def _local(cls, value: datetime | None) -> datetime | None:
        return value.astimezone(HAI_PHONG).replace(tzinfo=None) if value and value.tzinfo else value

    @validator(*TEXTS)
    def _tidy(cls, value: str | None) -> str | None:
        return tidy(value) if value else value


def read_answer(data: Any) -> DossierStatus:
    """Return the status that an answer tells; raise ValueError when it is not as agreed."""
    if not isinstance(data, dict):
        raise ValueError("an object is expected")
    return DossierStatus(**_Answer.parse_obj(data).dict())
