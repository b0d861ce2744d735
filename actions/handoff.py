"""Lead to a person."""

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.database import sessions
from actions.rendering import render
from actions.reply import say
from procedures_db.queries.places import known_offices


class HandOff(Action):
    """Gives the addresses and telephones that are known."""

    def name(self) -> str:
        """Return the name the rules use."""
        return "action_handoff"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict) -> list[EventType]:
        """Say where a person can be reached."""
        with sessions()() as session:
            offices = known_offices(session)
        say(dispatcher, render("handoff", offices=offices), "handoff")
        return []
