"""Which papers to bring."""

from actions.aspect import AspectAction, Facts
from actions.circumstances import sort_out
from procedures_db.facts import RecordInForce


class AnswerDocuments(AspectAction):
    """Lists the papers to hand in and to show, by circumstance."""

    aspect = "documents"
    template = "documents"

    def facts(self, record: RecordInForce, circumstance: str | None) -> Facts:
        """Sort the papers by circumstance."""
        return {"by_case": sort_out(record.documents, record, circumstance)}
