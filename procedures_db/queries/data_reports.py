"""Reports of wrong data."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from procedures_db.facts_accounts import Report, SignedIn
from procedures_db.models import DataReport
from procedures_db.queries.reading import read_as
from procedures_db.vocabulary import ReportState


def add_report(session: Session, at: datetime, code: str, aspect: str, reason: str, who: SignedIn) -> int:
    """Write a report that nobody has looked at yet; the reason is redacted already. Returns its number."""
    values = {"procedure_code": code, "aspect": aspect, "reason": reason, "reporter": who.name, "office": who.office}
    row = DataReport(at=at, state=ReportState.OPEN, **values)
    session.add(row)
    session.flush()
    return row.id


def open_reports(session: Session, count: int, office: str | None = None) -> list[Report]:
    """Return the oldest reports that nobody has dealt with; only of an office and of none, if one is named."""
    statement = select(DataReport).where(opened(office)).order_by(DataReport.id).limit(count)
    return [read_as(Report, row) for row in session.scalars(statement)]


def opened(office: str | None) -> ColumnElement[bool]:
    """Say in SQL whether nobody has dealt with a report; only of an office and of none, if one is named."""
    still = DataReport.state == ReportState.OPEN
    return still if office is None else and_(still, or_(DataReport.office == office, DataReport.office.is_(None)))
