"""The procedures that a life event makes due, in the order people take them."""

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.asking_back import ask_which
from actions.aspect import answer_aspect
from actions.clock import today
from actions.database import read_record, sessions
from actions.fallback import chosen_by_words
from actions.memory import remember_choice, turn_to
from actions.rendering import render
from actions.reply import option_button, say
from actions.target import Target
from actions.tracked import Option, entity
from procedures_db.facts_city import LifeEventFact
from procedures_db.queries.life_events import life_event
from procedures_db.queries.names import short_names

BUTTONS = 4


class AnswerLifeEvent(Action):
    """Lists the procedures of a life event; each can be chosen by number."""

    def name(self) -> str:
        """Return the name the rules use."""
        return "action_life_event"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict) -> list[EventType]:
        """Tell the journey of the event that the message tells of; a case of what is discussed may be told so too."""
        if entity(tracker, "only_event") and (chosen := chosen_by_words(tracker)):
            return answer_aspect(dispatcher, tracker, *chosen)
        with sessions()() as session:
            event = life_event(session, entity(tracker, "life_event") or "")
            known = short_names(session, [step.procedure_code for step in event.steps]) if event else {}
        if event is None:
            return ask_which(dispatcher, tracker, Target(), "overview")
        linked = read_record(event.linked_code, today()) if event.linked_code else None
        options = _options(event)
        plain = [option for option, step in zip(options, event.steps, strict=True) if step.procedure_code in known]
        buttons = [option_button(option["title"], "overview", option["procedure_code"]) for option in plain[:BUTTONS]]
        say(dispatcher, render("life_event", event=event, known=known, linked=linked), "answered", buttons)
        return [*turn_to(tracker, None), *remember_choice(options, "overview")]


def _options(event: LifeEventFact) -> list[Option]:
    return [
        {"title": step.title, "aspect": "overview", "procedure_code": step.procedure_code, "circumstance": None}
        for step in event.steps
    ]
