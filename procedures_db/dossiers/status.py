"""The status of a dossier, how late it is, and what every source of them can do."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from procedures_db.calendar import WorkCalendar
from procedures_db.vocabulary import DossierState

RUNNING = (DossierState.RECEIVED, DossierState.PROCESSING)
DONE = (DossierState.READY, DossierState.RETURNED)


@dataclass(frozen=True)
class DossierStatus:
    """What may be shown of a dossier to whoever knows its code and a factor; local time of the city."""

    procedure_code: str | None
    procedure_name: str
    received_at: datetime
    due_at: datetime | None
    finished_at: datetime | None
    state: DossierState
    step: str | None
    office: str | None
    read_at: datetime


class SourceDown(RuntimeError):
    """The source does not answer, or not as agreed; nothing is known of the dossier."""


class DossierSource(Protocol):
    """Where the state of dossiers is read."""

    def hold(self, code: str) -> str:
        """Return what a conversation may remember in the place of a code."""

    def key(self, held: str) -> str | None:
        """Return the key of what was held, or None when it is not ours."""

    def find(self, held: str, factor: str) -> DossierStatus | None:
        """Return the status; None for an unknown code as for a wrong factor. Raises SourceDown."""


def working_days_late(status: DossierStatus, today: date, work: WorkCalendar) -> int:
    """Return how many working days after the appointed one the result came, or had not come yet.

    Nothing is known of the days between what the status is as of and today, so they do not count. 0 when it is in
    time, when no day was appointed, and while or since the clock does not run.
    """
    if status.due_at is None or status.state not in (*RUNNING, *DONE):
        return 0
    if status.state in RUNNING:
        return work.count(status.due_at.date(), min(today, status.read_at.date()))
    return work.count(status.due_at.date(), status.finished_at.date()) if status.finished_at else 0
