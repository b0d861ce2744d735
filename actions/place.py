"""Where to file, and who decides."""

from actions.aspect import AspectAction, Facts
from actions.database import sessions
from actions.target import Target
from procedures_db.facts import RecordInForce
from procedures_db.queries.offices import known_offices
from procedures_db.vocabulary import Reception


class AnswerPlace(AspectAction):
    """Names the desk that takes the dossier and the authority that decides."""

    aspect = "where"
    template = "place"

    def facts(self, record: RecordInForce, target: Target) -> Facts:
        """Name the centres whose address is known, when a centre takes the dossier."""
        if record.received_by is not Reception.SERVICE_CENTRE:
            return {"offices": []}
        with sessions()() as session:
            return {"offices": known_offices(session)}
