"""What came of a low rating or a message: open a follow-up, and tell how it stands."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from actions.clock import local_now, now, today
from actions.database import sessions
from actions.rendering import render
from actions.reply import say
from actions.tracked import entity
from procedures_db.deadlines import due_date
from procedures_db.models import Feedback
from procedures_db.queries.follow_ups import Where, case_of, live_of, open_follow_up
from procedures_db.queries.work_calendar import work_calendar
from procedures_db.vocabulary import TimeUnit

WORKING_DAYS = Decimal(5)  # until somebody must have seen to it; our own promise, no law states one


@dataclass(frozen=True)
class Opened:
    """The reference that the citizen gets, and the day by which somebody sees to it."""

    reference: str
    due_on: date


def follow_up_for(session: Session, feedback: Feedback, where: Where) -> Opened:
    """Open a follow-up for a low rating, or return the one there is."""
    due = day_due(session)
    reference = open_follow_up(session, feedback, now(), due, where)
    live = live_of(session, feedback.id)
    return Opened(reference, live.due_on if live else due)


def day_due(session: Session) -> date:
    """Return the day by which somebody sees to what is opened now."""
    return due_date(local_now(), WORKING_DAYS, TimeUnit.WORKING_DAY, work_calendar(session)).day


class TellFollowUp(Action):
    """Tells how a follow-up stands, by its reference."""

    def name(self) -> str:
        """Return the name the rules use."""
        return "action_follow_up"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict) -> list[EventType]:
        """Tell it, or say that there is none of this reference."""
        reference = str(entity(tracker, "reference") or "")
        with sessions()() as session:
            case = case_of(session, reference, today()) if reference else None
        say(dispatcher, render("follow_up", case=case, reference=reference), "follow_up")
        return []
