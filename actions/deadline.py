"""How long it takes."""

from actions.aspect import AspectAction, Facts
from actions.circumstances import sort_out
from procedures_db.facts import RecordInForce


class AnswerDeadline(AspectAction):
    """Lists processing times by channel and circumstance."""

    aspect = "duration"
    template = "deadline"

    def facts(self, record: RecordInForce, circumstance: str | None) -> Facts:
        """Sort the times by circumstance."""
        return {"by_case": sort_out(record.processing_times, record, circumstance)}
