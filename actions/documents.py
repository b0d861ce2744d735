"""Which papers to bring."""

from actions.aspect import AspectAction, Facts
from actions.circumstances import sort_out
from actions.target import Target
from procedures_db.facts import RecordInForce


class AnswerDocuments(AspectAction):
    """Lists the papers to hand in and to show, by circumstance."""

    aspect = "documents"
    template = "documents"

    def facts(self, record: RecordInForce, target: Target) -> Facts:
        """Sort the papers by circumstance."""
        return {"by_case": sort_out(record.documents, record, target.circumstance)}
