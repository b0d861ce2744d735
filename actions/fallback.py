"""Say so when nothing was understood, or when it is no matter of the one-stop shops."""

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.asking_back import ask_which, give_up
from actions.aspect import answer_aspect
from actions.circumstances import named_circumstance
from actions.clock import today
from actions.database import read_record
from actions.feedback import take_comment
from actions.rendering import render
from actions.reply import intent_button, say
from actions.target import Target, choose_by_words
from actions.tracked import entities, entity, offered

SURE = 0.4  # confidence from which on something is another matter, though a procedure is under discussion


class OutOfScope(Action):
    """Refuses politely; in an emergency it names the numbers to call."""

    def name(self) -> str:
        """Return the name the rules use."""
        return "action_out_of_scope"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict) -> list[EventType]:
        """Refuse, unless the words choose something that was offered, or tell more of the same matter."""
        if entity(tracker, "emergency"):
            say(dispatcher, render("emergency"), "refused")
            return []
        if chosen := chosen_by_words(tracker):
            return answer_aspect(dispatcher, tracker, *chosen)
        if tracker.get_slot("commenting"):
            return take_comment(dispatcher, tracker)
        if near := _near_the_offers(tracker):
            return ask_which(dispatcher, tracker, Target(candidates=near), tracker.get_slot("aspect") or "overview")
        if tracker.get_slot("procedure_code") and tracker.latest_message["intent"]["confidence"] < SURE:
            return give_up(dispatcher, tracker)
        say(dispatcher, render("out_of_scope"), "refused", [intent_button("handoff", "ask_handoff")])
        return []


class NotUnderstood(Action):
    """Offers what the words come near to, or another wording, or a person."""

    def name(self) -> str:
        """Return the name by which Rasa calls it when no rule applies."""
        return "action_default_fallback"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict) -> list[EventType]:
        """Take words as a choice, ask when they come near to procedures, else say that they were not understood."""
        if chosen := chosen_by_words(tracker):
            return answer_aspect(dispatcher, tracker, *chosen)
        if entity(tracker, "decision") in (None, "none") and not tracker.get_slot("commenting"):
            return give_up(dispatcher, tracker)
        return ask_which(dispatcher, tracker, Target(candidates=entities(tracker, "procedure"), named=True), "overview")


def chosen_by_words(tracker: Tracker) -> tuple[str, Target] | None:
    """Take the words as a choice of what was offered, or as a circumstance of what is discussed."""
    if option := choose_by_words(tracker, offered(tracker)):
        return option["aspect"], Target.of(option)
    code = tracker.get_slot("procedure_code")
    record = read_record(code, today()) if code else None
    circumstance = record and named_circumstance(record, tracker.latest_message.get("text") or "")
    return (tracker.get_slot("aspect"), Target(code, circumstance)) if circumstance else None


def _near_the_offers(tracker: Tracker) -> list[str]:
    """Return what was offered, what the words come near to first; nothing when they do not."""
    codes = list(dict.fromkeys(option["procedure_code"] for option in offered(tracker)))
    named = [code for code in entities(tracker, "procedure") if code in codes]
    weak = entity(tracker, "decision") in (None, "none") or entity(tracker, "elsewhere")
    return list(dict.fromkeys([*named, *codes])) if named and not weak and len(codes) > 1 else []
