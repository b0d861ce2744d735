"""Lead to a person."""

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.nearby import near, place_told
from actions.rendering import render
from actions.reply import intent_button, say


class HandOff(Action):
    """Gives address, telephone and hours of the nearest centre, or of those that are known."""

    def name(self) -> str:
        """Return the name the rules use."""
        return "action_handoff"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict) -> list[EventType]:
        """Say where a person can be reached."""
        leave = intent_button("leave_message", "leave_message")
        say(dispatcher, render("handoff", **near(place_told(tracker))), "handoff", [leave])
        return []
