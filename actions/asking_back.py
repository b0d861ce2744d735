"""Ask back which procedure is meant: at most four offers, at most two rounds."""

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.database import sessions
from actions.feedback import awaits_comment, take_comment
from actions.memory import remember_choice
from actions.rendering import render
from actions.reply import aspect_buttons, intent_button, option_button, say
from actions.target import Target
from procedures_db.queries.names import short_names

OFFERS = 4
ROUNDS = 2


def ask_which(dispatcher: CollectingDispatcher, tracker: Tracker, target: Target, aspect: str) -> list[EventType]:
    """Offer the candidates, or ask for the name; after two rounds offer a person instead.

    Where a comment is awaited, words that name nothing for certain are the comment.
    """
    if awaits_comment(tracker):
        return take_comment(dispatcher, tracker)
    rounds = int(tracker.get_slot("rounds") or 0)
    if rounds >= ROUNDS:
        return give_up(dispatcher, tracker)
    codes = _offers(tracker, target)
    with sessions()() as session:
        names = short_names(session, codes)
    options = [
        {"title": names[code], "aspect": aspect, "procedure_code": code, "circumstance": None}
        for code in codes
        if code in names
    ]
    buttons = [option_button(names[code], aspect, code) for code in codes if code in names]
    if buttons:
        buttons.append(intent_button("none_of_these", "reject_candidates"))
    text = render("asking_back", options=options)
    say(dispatcher, text, "asked_back", buttons, aspect=aspect, candidates=codes)
    return [*remember_choice(options, aspect), SlotSet("rounds", rounds + 1)]


def _offers(tracker: Tracker, target: Target) -> list[str]:
    """Return what is offered: the candidates, and last the procedure under discussion.

    It may be meant after all where words were taken for another name, not where somebody has put it right.
    """
    now = tracker.get_slot("procedure_code") if target.candidates and target.named else None
    others = [code for code in target.candidates if code != now]
    return [*others[: OFFERS - bool(now)], *([now] if now else [])]


def give_up(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
    """Say that it was not understood, and offer a person, and what else there is to ask of the procedure discussed."""
    code = tracker.get_slot("procedure_code")
    with sessions()() as session:
        name = short_names(session, [code]).get(code) if code else None
    text = render("giving_up") if name is None else render("lost_within", name=name)
    buttons = [] if name is None else aspect_buttons(code)
    say(dispatcher, text, "refused", [*buttons, intent_button("handoff", "ask_handoff")])
    return [SlotSet("offered", None), SlotSet("rounds", 0)]
