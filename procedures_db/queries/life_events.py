"""The life events and the procedures that go with them."""

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from procedures_db.facts_city import LifeEventFact, StepFact
from procedures_db.models import LifeEvent
from procedures_db.queries.reading import read_as


def life_event(session: Session, key: str) -> LifeEventFact | None:
    """Return a life event, or None when there is none of this key."""
    return next((event for event in life_events(session) if event.key == key), None)


def life_events(session: Session) -> list[LifeEventFact]:
    """Return all life events, in the order of the catalogue."""
    rows = session.scalars(select(LifeEvent).order_by(LifeEvent.position).options(selectinload(LifeEvent.steps)))
    return [read_as(LifeEventFact, row, steps=tuple(read_as(StepFact, step) for step in row.steps)) for row in rows]
