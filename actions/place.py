"""Where to file, who decides, what a place in the city is called today, where its offices are and when they open."""

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.aspect import AspectAction, Facts
from actions.clock import today
from actions.database import read_record
from actions.feedback import awaits_comment
from actions.nearby import near, place_told
from actions.rendering import render
from actions.reply import intent_button, say
from actions.target import Target, find_target
from actions.tracked import entity
from procedures_db.facts import RecordInForce
from procedures_db.vocabulary import Reception

CENTRE = "centre"  # the office that a message is about, where it is not another one


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

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Facts) -> list[EventType]:
        """Tell of a place that no list has, or of the offices where the procedure's answer does not tell of them."""
        if name := entity(tracker, "unlisted"):
            say(dispatcher, render("place_unlisted", name=name), "refused", [intent_button("handoff", "ask_handoff")])
            return []
        office = entity(tracker, "office")
        if not office or awaits_comment(tracker) or (office == CENTRE and _goes_to_a_centre(find_target(tracker))):
            return super().run(dispatcher, tracker, domain)
        text = render("offices", others=office != CENTRE, **near(place_told(tracker)))
        say(dispatcher, text, "answered", [intent_button("handoff", "ask_handoff")], aspect=self.aspect)
        return []

    def without_procedure(self, dispatcher: CollectingDispatcher, tracker: Tracker, target: Target) -> list[EventType]:
        """Tell what a place is called today when the message names nothing else."""
        if not entity(tracker, "only_place") or target.candidates:
            return super().without_procedure(dispatcher, tracker, target)
        say(dispatcher, render("place_today", **near(target.place)), "answered", aspect=self.aspect)
        return []


def _goes_to_a_centre(target: Target) -> bool:
    """Say whether the answer about the procedure under discussion names the centres and their hours."""
    record = read_record(target.code, today()) if target.code else None
    return record is not None and record.received_by is Reception.SERVICE_CENTRE
