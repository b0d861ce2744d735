"""Leave a message for a person, step by step: consent, then the message, then how to be reached, if one wants to be."""

from datetime import timedelta

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.clock import now
from actions.database import sessions
from actions.follow_up import day_due
from actions.nearby import where_told
from actions.rendering import render, words
from actions.reply import Button, payload, say
from actions.settings import contact_secret
from actions.tracked import entity
from procedures_db.contacts import find_contact, seal_contact
from procedures_db.lexicon import read_lexicon
from procedures_db.queries.follow_ups import leave_message
from procedures_db.queries.messages import KEPT, add_contact, messages_since, take_back_message
from procedures_db.redaction import redact

OUTCOME = "message"
AWAITED, LEFT = "leaving", "left"  # slots: the step that is awaited, the reference of the last message
CONSENT, MESSAGE, CONTACT = "consent", "message", "contact"
MOST, DAY = 5, timedelta(days=1)  # messages of one conversation


class LeaveMessage(Action):
    """Keeps nothing of a message before its sender has agreed, and of a contact nothing but how to reach them."""

    def name(self) -> str:
        """Return the name the rules use."""
        return "action_leave_message"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict) -> list[EventType]:
        """Go one step on, or back; begin where nothing fits."""
        step = tracker.get_slot(AWAITED)
        if _means(tracker, "back", step == CONTACT):
            return _take_back(dispatcher, tracker)
        if step == CONTACT and (_is_typed(tracker) or entity(tracker, "leaving") == "alone"):
            return _take_contact(dispatcher, tracker)
        if _means(tracker, "cancel", step is not None):
            return _say(dispatcher, "message_cancelled", None)
        if step == MESSAGE and _is_typed(tracker):
            return _keep(dispatcher, tracker)
        if _has_left_enough(tracker):
            return _say(dispatcher, "message_too_many", None, most=MOST)
        if _means(tracker, "agree", step == CONSENT):
            return _say(dispatcher, "message_asked", MESSAGE, "cancel")
        return _explain(dispatcher)


def _has_left_enough(tracker: Tracker) -> bool:
    with sessions()() as session:
        return messages_since(session, tracker.sender_id, now() - DAY) >= MOST


def _explain(dispatcher: CollectingDispatcher) -> list[EventType]:
    """Say what is kept, what for, how long and who reads it, and ask for consent."""
    text = render("message_explained", days=KEPT.days, takes_contact=contact_secret() is not None)
    say(dispatcher, text, OUTCOME, [_button("agree"), _button("cancel", "refuse")])
    return [SlotSet(AWAITED, CONSENT)]


def _keep(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
    """Store the message without personal numbers before saying so; give the reference, ask how to reach its sender."""
    text, where = redact(tracker.latest_message.get("text") or ""), where_told(tracker)
    with sessions().begin() as session:
        due = day_due(session)
        reference = leave_message(session, tracker.sender_id, text, now(), due, where)
    takes = contact_secret() is not None
    values = {"reference": reference, "due_on": due, "takes_contact": takes}
    buttons = ("alone", "back") if takes else ("back",)
    return [*_say(dispatcher, "message_kept", CONTACT if takes else None, *buttons, **values), SlotSet(LEFT, reference)]


def _take_contact(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
    """Store a telephone number or an e-mail address, enciphered, and nothing beside it."""
    secret, contact = contact_secret(), _contact(tracker)
    values = {"reference": tracker.get_slot(LEFT), "kept": False, "alone": False, "ended": False}
    if contact is None or secret is None:
        alone = secret is None or _means(tracker, "alone", True) or _means(tracker, "cancel", True)
        return _say(
            dispatcher, "message_contact", None if alone else CONTACT, *_after(alone), **values | {"alone": alone}
        )
    with sessions().begin() as session:
        kept = add_contact(session, values["reference"], tracker.sender_id, seal_contact(secret, contact))
    return _say(dispatcher, "message_contact", None, *_after(kept), **values | {"kept": kept, "ended": not kept})


def _take_back(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
    """Delete what the last message says."""
    reference = tracker.get_slot(LEFT)
    with sessions().begin() as session:
        done = reference is not None and take_back_message(session, reference, tracker.sender_id, now())
    return [*_say(dispatcher, "message_taken_back", None, reference=reference if done else None), SlotSet(LEFT, None)]


def _after(settled: bool) -> tuple[str, ...]:
    return ("back",) if settled else ("alone", "back")


def _contact(tracker: Tracker) -> str | None:
    return find_contact(tracker.latest_message.get("text") or "") if _is_typed(tracker) else None


def _means(tracker: Tracker, meaning: str, awaited: bool) -> bool:
    """Say whether a button says so, or, where it is awaited, the whole message."""
    if entity(tracker, "leaving") == meaning:
        return True
    text = tracker.latest_message.get("text") or ""
    return awaited and _is_typed(tracker) and read_lexicon().leaving(text, meaning)


def _is_typed(tracker: Tracker) -> bool:
    return not (tracker.latest_message.get("text") or "/").startswith("/")


def _say(
    dispatcher: CollectingDispatcher, template: str, awaited: str | None, *buttons: str, **values: object
) -> list[EventType]:
    say(dispatcher, render(template, **values), OUTCOME, [_button(meaning) for meaning in buttons])
    return [SlotSet(AWAITED, awaited)]


def _button(meaning: str, title: str | None = None) -> Button:
    return {"title": words()["leaving"][title or meaning], "payload": payload("leave_message", leaving=meaning)}
