"""What is said of a dossier that was opened, and of one that is locked."""

from math import ceil

from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.clock import now, today
from actions.database import sessions
from actions.rendering import render
from actions.reply import say
from procedures_db.dossiers.attempts import Locked
from procedures_db.dossiers.status import DossierStatus, working_days_late
from procedures_db.queries.work_calendar import work_calendar

OUTCOME = "dossier"


def say_the_status(dispatcher: CollectingDispatcher, status: DossierStatus) -> None:
    """Show procedure, days, step, whether it is late, what to do next, and as of when."""
    with sessions()() as session:
        late = working_days_late(status, today(), work_calendar(session))
    due = status.due_at.date() if status.due_at else None
    say(dispatcher, render("dossier_status", status=status, late=late, coming=due is None or due >= today()), OUTCOME)


def say_it_is_locked(dispatcher: CollectingDispatcher, lock: Locked) -> list[EventType]:
    """Say in how many minutes to try again, and where to ask; the code is forgotten."""
    minutes = ceil((lock.until - now()).total_seconds() / 60)
    say(dispatcher, render("dossier_locked", minutes=max(minutes, 1)), OUTCOME)
    return [SlotSet("dossier_pending", None), SlotSet("dossier_proposed", None)]
