"""The status of a dossier already filed."""

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.clock import today
from actions.rendering import render
from actions.reply import say
from actions.tracked import entity
from procedures_db.dossiers.codes import filed_on


class AnswerDossier(Action):
    """Checks the form of a dossier code and leads to the portal's look-up: no register is connected."""

    def name(self) -> str:
        """Return the name the rules use."""
        return "action_dossier"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict) -> list[EventType]:
        """Explain how to look a dossier up; a code whose date cannot be is said to be mistyped."""
        code = entity(tracker, "dossier_code")
        day = filed_on(code) if code else None
        impossible = code is not None and (day is None or day > today())
        say(dispatcher, render("dossier", code=code, day=day, impossible=impossible), "dossier")
        return []
