"""Offer to rate: beside the second answer about a procedure, or at thanks; once for each procedure of a visit."""

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.rendering import render, words
from actions.reply import Button, payload, say

SCALE = range(1, 6)
LOW = 2  # ratings from which on down somebody has to see to it
RATING = "rating"  # the kind of button that doors may lay out as one row


def rating_buttons() -> list[Button]:
    """Return one button for each rating, with what it means."""
    return [
        {
            "title": words()["stars"].format(value),
            "label": words()["ratings"][value],
            "kind": RATING,
            "payload": payload("give_feedback", rating=value),
        }
        for value in SCALE
    ]


def offer_rating(tracker: Tracker, code: str, *, after: bool) -> tuple[list[Button], list[EventType]]:
    """Return rating buttons for a procedure and what to remember of it; nothing when it was offered before.

    `after` says whether the procedure was answered about before in this conversation.
    """
    offered = tracker.get_slot("rating_offered") or []
    if not after or code in offered:
        return [], []
    events: list[EventType] = [SlotSet("rating_offered", [*offered, code]), SlotSet("rating_subject", None)]
    return rating_buttons(), events


class Thank(Action):
    """Answers thanks; offers to rate what was answered."""

    def name(self) -> str:
        """Return the name the rules use."""
        return "action_thank"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict) -> list[EventType]:
        """Say that it was nothing."""
        code = tracker.get_slot("procedure_code")
        buttons, events = offer_rating(tracker, code, after=True) if code else ([], [])
        say(dispatcher, render("thanks", asks=bool(buttons)), "smalltalk", buttons)
        return [*events, SlotSet("rating_asked", True)] if buttons else []
