"""The answers that took so long that a person noticed."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from procedures_db.models import Turn
from procedures_db.models.conversation import SLOW
from procedures_db.queries.counts import Period


@dataclass(frozen=True)
class SlowAnswer:
    """An answer that took long, in milliseconds; the text is redacted, or not kept."""

    day: date
    text: str | None
    intent: str | None
    milliseconds: float


def slowest(session: Session, period: Period, limit: int) -> list[SlowAnswer]:
    """Return the answers that took longest of those that a person noticed, the slowest first."""
    rows = session.execute(
        select(Turn.day, Turn.text, Turn.intent, Turn.milliseconds)
        .where(Turn.day.between(period.first, period.last), text(SLOW))
        .order_by(Turn.milliseconds.desc())
        .limit(limit)
    )
    return [SlowAnswer(*row) for row in rows]
