"""Say so when nothing was understood."""

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.asking_back import ask_which, give_up
from actions.target import Target, entities


class NotUnderstood(Action):
    """Offers what the words come near to, or another wording, or a person."""

    def name(self) -> str:
        """Return the name by which Rasa calls it when no rule applies."""
        return "action_default_fallback"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict) -> list[EventType]:
        """Ask when the message comes near to procedures, else say that it was not understood."""
        decision = next(iter(entities(tracker, "decision")), "none")
        if decision == "none":
            return give_up(dispatcher)
        return ask_which(dispatcher, tracker, Target(candidates=entities(tracker, "procedure")), "overview")
