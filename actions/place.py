"""Where to file, who decides, and what a place in the city is called today."""

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.aspect import AspectAction, Facts
from actions.nearby import near
from actions.rendering import render
from actions.reply import say
from actions.target import Target
from actions.tracked import entity
from procedures_db.facts import RecordInForce
from procedures_db.vocabulary import Reception


class AnswerPlace(AspectAction):
    """Names the desk that takes the dossier, near the place that is told, and the authority that decides."""

    aspect = "where"
    template = "place"
    lasting = {"standings": {}}

    def facts(self, record: RecordInForce, target: Target) -> Facts:
        """Name the centres whose address is known, when a centre takes the dossier; the commune when it matters."""
        found = near(target.place)
        if record.received_by is not Reception.SERVICE_CENTRE:
            found["offices"] = []
        asks = record.own_commune and not target.place and not target.outside
        return {**found, "asks_commune": asks, "outside": target.outside}

    def without_procedure(self, dispatcher: CollectingDispatcher, tracker: Tracker, target: Target) -> list[EventType]:
        """Tell what a place is called today when the message names nothing else."""
        if not entity(tracker, "only_place") or target.candidates:
            return super().without_procedure(dispatcher, tracker, target)
        say(dispatcher, render("place_today", **near(target.place)), "answered", aspect=self.aspect)
        return []
