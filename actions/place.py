"""Where to file, who decides, and what a place in the city is called today."""

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.aspect import AspectAction, Facts
from actions.database import sessions
from actions.rendering import render
from actions.reply import say
from actions.target import Target
from actions.tracked import entity
from procedures_db.facts import RecordInForce
from procedures_db.facts_city import OfficeFact
from procedures_db.queries.places import communes_of, known_offices
from procedures_db.vocabulary import Reception


class AnswerPlace(AspectAction):
    """Names the desk that takes the dossier, near the place that is told, and the authority that decides."""

    aspect = "where"
    template = "place"

    def facts(self, record: RecordInForce, target: Target) -> Facts:
        """Name the centres whose address is known, when a centre takes the dossier; the commune when it matters."""
        near = _near(target)
        if record.received_by is not Reception.SERVICE_CENTRE:
            near["offices"] = []
        asks = record.own_commune and not target.place and not target.outside
        return {**near, "asks_commune": asks, "outside": target.outside}

    def without_procedure(self, dispatcher: CollectingDispatcher, tracker: Tracker, target: Target) -> list[EventType]:
        """Tell what a place is called today when the message names nothing else."""
        if not entity(tracker, "only_place") or target.candidates:
            return super().without_procedure(dispatcher, tracker, target)
        say(dispatcher, render("place_today", **_near(target)), "answered", aspect=self.aspect)
        return []


def _near(target: Target) -> Facts:
    """Return the place that is told, its communes of today, and the centres in them, or all whose address is known."""
    codes = target.place["communes"] if target.place else []
    with sessions()() as session:
        communes, offices = communes_of(session, codes), known_offices(session)
    inside: list[OfficeFact] = [office for office in offices if office.commune_code in codes]
    return {"place": target.place, "communes": communes, "offices": inside or offices, "inside": bool(inside)}
