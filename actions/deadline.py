"""How long it takes, and the day that makes of it."""

from functools import partial

from actions.aspect import AspectAction, Facts
from actions.circumstances import sort_out
from actions.clock import local_now
from actions.database import sessions
from actions.target import Target
from procedures_db.calendar import WorkCalendar
from procedures_db.deadlines import Due, due_date
from procedures_db.facts import ProcessingTimeFact, RecordInForce
from procedures_db.queries.work_calendar import work_calendar


class AnswerDeadline(AspectAction):
    """Lists processing times by channel and circumstance, each with the day it is due if filed now."""

    aspect = "duration"
    template = "deadline"

    def facts(self, record: RecordInForce, target: Target) -> Facts:
        """Sort the times by circumstance; count from this hour in Hải Phòng."""
        with sessions()() as session:
            work = work_calendar(session)
        return {
            "by_case": sort_out(record.processing_times, record, target.circumstance),
            "filed": local_now(),
            "due": partial(_due, work),
        }


def _due(work: WorkCalendar, time: ProcessingTimeFact) -> Due:
    return due_date(local_now(), time.value, time.unit, work, time.cutoff_hour)
