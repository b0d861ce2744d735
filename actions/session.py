"""Begin a conversation: say that this is a machine."""

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActionExecuted, EventType, SessionStarted
from rasa_sdk.executor import CollectingDispatcher

from actions.rendering import render
from actions.reply import say


class BeginSession(Action):
    """Greets once per conversation with the notice that the law asks for (Law 134/2025/QH15, art. 11)."""

    def name(self) -> str:
        """Return the name by which Rasa calls it."""
        return "action_session_start"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict) -> list[EventType]:
        """Give the notice and listen."""
        say(dispatcher, render("notice"), "notice")
        return [SessionStarted(), ActionExecuted("action_listen")]
