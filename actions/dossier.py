"""The status of a dossier already filed: the code, then a second factor, then what may be shown."""

import asyncio

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.aspect import CLEAR
from actions.clock import now, today
from actions.database import sessions
from actions.dossier_answers import say_it_is_locked, say_the_status
from actions.dossier_source import dossier_source
from actions.fallback import NotUnderstood
from actions.feedback import awaits_comment, take_comment
from actions.rendering import render, words
from actions.reply import payload, say
from actions.tracked import entity
from procedures_db.dossiers.attempts import Asker, Locked, locked, try_factor
from procedures_db.dossiers.codes import filed_on
from procedures_db.dossiers.status import DossierSource, SourceDown

OUTCOME = "dossier"
PENDING, PROPOSED = "dossier_pending", "dossier_proposed"


class AnswerDossier(Action):
    """Takes a code, asks for the last four digits of a number given when filing, and shows the status.

    Whatever a code is, it is answered alike until the digits fit it. What a conversation keeps of the code
    is what the source holds of it, never the code.
    """

    def name(self) -> str:
        """Return the name the rules use."""
        return "action_dossier"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict) -> list[EventType]:
        """Go one step on; without a source, lead to the portal's look-up."""
        source = dossier_source()
        code = entity(tracker, "dossier_code") or entity(tracker, "dossier_repaired")
        if entity(tracker, "factor") and not code:
            return await _take_factor(dispatcher, tracker, domain, source)
        if not code and awaits_comment(tracker) and tracker.latest_message["intent"]["confidence"] < CLEAR:
            return take_comment(dispatcher, tracker)
        if source is None or (code and not _may_be(code)):
            return _explain(dispatcher, code, connected=source is not None)
        if entity(tracker, "dossier_code"):
            return await _take_code(dispatcher, tracker, source, source.hold(code))
        if code:
            return _propose(dispatcher, code, source.hold(code))
        if entity(tracker, "dossier") and (proposed := tracker.get_slot(PROPOSED)):
            return _ask_factor(dispatcher, tracker, source, proposed)
        return _explain(dispatcher, None, connected=True)


class Affirm(Action):
    """Takes "yes" for the code that was proposed; else it is small talk."""

    def name(self) -> str:
        """Return the name the rules use."""
        return "action_affirm"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict) -> list[EventType]:
        """Ask for the factor of the proposed code, if one was."""
        source, proposed = dossier_source(), tracker.get_slot(PROPOSED)
        if source and proposed:
            return _ask_factor(dispatcher, tracker, source, proposed)
        dispatcher.utter_message(response="utter_affirm")
        return []


def _may_be(code: str) -> bool:
    """Say whether the day in a code is one that has come."""
    day = filed_on(code)
    return day is not None and day <= today()


def _explain(dispatcher: CollectingDispatcher, code: str | None, *, connected: bool) -> list[EventType]:
    impossible = code is not None and not _may_be(code)
    day = None if code is None else filed_on(code)
    text = render("dossier", code=code, day=day, impossible=impossible, connected=connected)
    say(dispatcher, text, OUTCOME)
    return []


def _propose(dispatcher: CollectingDispatcher, code: str, held: str) -> list[EventType]:
    button = {"title": words()["buttons"]["that_code"], "payload": payload("ask_dossier", dossier="proposed")}
    say(dispatcher, render("dossier_proposed", code=code), OUTCOME, [button])
    return [SlotSet(PROPOSED, held), SlotSet(PENDING, None)]


def _ask_factor(
    dispatcher: CollectingDispatcher, tracker: Tracker, source: DossierSource, held: str
) -> list[EventType]:
    lock = locked(sessions(), source.key(held), Asker(tracker.sender_id, now()))
    if lock:
        return say_it_is_locked(dispatcher, lock)
    say(dispatcher, render("dossier_factor"), OUTCOME)
    return [SlotSet(PENDING, held), SlotSet(PROPOSED, None)]


async def _take_factor(
    dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict, source: DossierSource | None
) -> list[EventType]:
    """Try the digits with the code that was named; where none was, they are no factor."""
    held = tracker.get_slot(PENDING)
    if source is None or held is None:
        return NotUnderstood().run(dispatcher, tracker, domain)
    return await _try(dispatcher, tracker, source, held)


async def _take_code(
    dispatcher: CollectingDispatcher, tracker: Tracker, source: DossierSource, held: str
) -> list[EventType]:
    """Ask for the digits, unless the message has them beside the code."""
    if not entity(tracker, "factor"):
        return _ask_factor(dispatcher, tracker, source, held)
    kept = [SlotSet(PENDING, held), SlotSet(PROPOSED, None)]
    return [*kept, *await _try(dispatcher, tracker, source, held)]


async def _try(dispatcher: CollectingDispatcher, tracker: Tracker, source: DossierSource, held: str) -> list[EventType]:
    asker = Asker(tracker.sender_id, now())
    try:
        found = await asyncio.to_thread(try_factor, source, sessions(), held, entity(tracker, "factor"), asker)
    except SourceDown:
        say(dispatcher, render("dossier_down"), OUTCOME)
        return []
    if isinstance(found, Locked):
        return say_it_is_locked(dispatcher, found)
    if found is None:
        say(dispatcher, render("dossier_not_found"), OUTCOME)
        return []
    say_the_status(dispatcher, found)
    return [SlotSet(PENDING, None)]
