"""Begin a conversation: say that this is a machine."""

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActionExecuted, EventType, SessionStarted
from rasa_sdk.executor import CollectingDispatcher

from actions.database import sessions
from actions.privacy import choice_button
from actions.rendering import render
from actions.reply import say
from procedures_db.queries.consent import keeps_texts


class BeginSession(Action):
    """Greets once per conversation with the notice that the law asks for (Law 134/2025/QH15, art. 11)."""

    def name(self) -> str:
        """Return the name by which Rasa calls it."""
        return "action_session_start"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict) -> list[EventType]:
        """Give the notice, with the choice whether texts are kept unless it was made, and listen."""
        with sessions()() as session:
            keeps = keeps_texts(session, tracker.sender_id)
        buttons = [] if keeps else [choice_button(keeps)]
        say(dispatcher, render("notice", keeps=keeps), "notice", buttons)
        return [SessionStarted(), ActionExecuted("action_listen")]
