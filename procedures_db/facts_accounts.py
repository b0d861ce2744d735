"""What is known of accounts and of who is signed in, as plain values."""

from dataclasses import dataclass
from datetime import datetime

from procedures_db.vocabulary import ReportState, Role


@dataclass(frozen=True)
class Account:
    """An account as administrators see it; times in UTC, without its password's hash."""

    name: str
    display_name: str
    role: Role
    office: str | None
    created_at: datetime
    disabled_at: datetime | None
    failures: int
    locked_until: datetime | None


@dataclass(frozen=True)
class SignedIn:
    """Whose session a request belongs to; `form_secret` is what the forms of the session prove to know."""

    key: str
    form_secret: str
    last_seen: datetime
    name: str
    display_name: str
    role: Role
    office: str | None


@dataclass(frozen=True)
class Report:
    """What a staff member says is wrong in a record."""

    id: int
    at: datetime
    procedure_code: str
    aspect: str
    reason: str
    reporter: str
    office: str | None
    state: ReportState
