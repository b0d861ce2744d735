"""Take a rating of the assistant or of the counter, why it is low, a comment; a low one leads to a follow-up."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.clock import now, today
from actions.database import sessions
from actions.follow_up import follow_up_for
from actions.nearby import place_told, where_told
from actions.rating import LOW, SCALE, rating_buttons
from actions.rendering import render, words
from actions.reply import Button, intent_button, payload, say
from actions.tracked import entity
from procedures_db.lexicon import read_lexicon
from procedures_db.queries.feedback import About, When, explain, read_feedback, say_of, withdraw
from procedures_db.queries.follow_ups import end_for
from procedures_db.redaction import redact
from procedures_db.vocabulary import Rated, SipasFactor


class TakeFeedback(Action):
    """Stores what was said, without personal data, before it thanks; asks for what is missing."""

    def name(self) -> str:
        """Return the name the rules use."""
        return "action_feedback"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict) -> list[EventType]:
        """Take a rating, a factor, a subject or a comment, whichever the message has."""
        rating, factor = _rating(tracker), _member(SipasFactor, entity(tracker, "sipas"))
        text = tracker.latest_message.get("text") or ""
        if rating is not None:
            return take_rating(dispatcher, tracker, rating)
        if factor is not None and tracker.get_slot("feedback"):
            return _explained(dispatcher, tracker, factor)
        if text and not text.startswith("/"):
            return take_comment(dispatcher, tracker) if _is_invited(tracker) else _invite(dispatcher)
        subject = _member(Rated, entity(tracker, "subject"))
        ratings = rating_buttons() if subject else []
        buttons = ratings or [_subject_button(each) for each in Rated]
        say(dispatcher, render("feedback_asked", subject=subject), "feedback", buttons)
        asked = [SlotSet("rating_subject", subject), SlotSet("rating_asked", bool(subject) or None)]
        return [*asked, SlotSet("commenting", True)]


class WithdrawFeedback(Action):
    """Takes back the last rating of the conversation, and what it led to."""

    def name(self) -> str:
        """Return the name the rules use."""
        return "action_withdraw_feedback"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict) -> list[EventType]:
        """Withdraw it, or say that there is none."""
        with sessions().begin() as session:
            known = read_feedback(session, tracker.get_slot("feedback"), tracker.sender_id)
            if known is not None:
                withdraw(known, now())
                end_for(session, known.id, now())
        say(dispatcher, render("feedback_withdrawn", there_was=known is not None), "feedback")
        return [SlotSet("feedback", None), SlotSet("commenting", None)]


def _is_invited(tracker: Tracker) -> bool:
    """Say whether somebody was told that what he writes is kept, or rates already: nothing is kept of others."""
    return any(tracker.get_slot(slot) for slot in ("commenting", "feedback", "rating_asked"))


def _invite(dispatcher: CollectingDispatcher) -> list[EventType]:
    """Say that what was said is not kept, and how it would be."""
    say(dispatcher, render("feedback_invited"), "feedback", [_subject_button(each) for each in Rated])
    return [SlotSet("commenting", True)]


def awaits_comment(tracker: Tracker) -> bool:
    """Say whether words that name nothing for certain are the comment that was asked for."""
    return bool(tracker.get_slot("commenting")) and not (tracker.latest_message.get("text") or "/").startswith("/")


def take_comment(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
    """Store the message as a comment on the rating it belongs to; ask for a rating where there is none."""
    text = tracker.latest_message.get("text") or ""
    with sessions().begin() as session:
        known = read_feedback(session, tracker.get_slot("feedback"), tracker.sender_id)
        feedback = known or say_of(session, _about(tracker, text), When(now(), today()))
        feedback.comment, feedback.changed_at = redact(text), now()
        number, rating, subject = feedback.id, feedback.rating, feedback.subject
    buttons = [] if rating else rating_buttons()
    say(dispatcher, render("feedback_noted", rating=rating, subject=subject), "feedback", buttons)
    asked = SlotSet("rating_asked", True if buttons else None)
    return [SlotSet("feedback", number), SlotSet("commenting", None), SlotSet("rating_subject", subject), asked]


def take_rating(dispatcher: CollectingDispatcher, tracker: Tracker, rating: int) -> list[EventType]:
    """Store a rating from 1 to 5 or change the one there is; a low one opens a follow-up, a better one ends it."""
    where = where_told(tracker)
    with sessions().begin() as session:
        feedback = say_of(session, _about(tracker), When(now(), today()))
        before, feedback.rating = feedback.rating, rating
        number, subject = feedback.id, feedback.subject
        case = follow_up_for(session, feedback, where) if rating <= LOW else None
        if case is None:
            end_for(session, feedback.id, now())
    values = {"rating": rating, "before": before if before != rating else None, "subject": subject, "case": case}
    factors = [_factor_button(each) for each in SipasFactor] if case else []
    say(
        dispatcher,
        render("feedback", **values),
        "feedback",
        [*factors, intent_button("withdraw", "withdraw_feedback")],
    )
    return [SlotSet("feedback", number), SlotSet("commenting", case is not None or None), SlotSet("rating_asked", None)]


def _explained(dispatcher: CollectingDispatcher, tracker: Tracker, factor: SipasFactor) -> list[EventType]:
    with sessions().begin() as session:
        known = read_feedback(session, tracker.get_slot("feedback"), tracker.sender_id)
        if known is not None:
            explain(known, factor, now())
    say(dispatcher, render("feedback_explained", factor=factor), "feedback")
    return [SlotSet("commenting", True)]


def _about(tracker: Tracker, text: str = "") -> About:
    """Return what is rated: what the message speaks of, or what was chosen, or else the assistant."""
    chosen = _member(Rated, tracker.get_slot("rating_subject"))
    subject = Rated.COUNTER if text and read_lexicon().is_about_counter(text) else chosen or Rated.ASSISTANT
    code, channel = tracker.get_slot("procedure_code"), tracker.get_latest_input_channel()
    return About(tracker.sender_id, subject, code, channel, _commune(tracker))


def _commune(tracker: Tracker) -> str | None:
    """Return the code of the one commune that the person named, or else of the one that the embedding site declares."""
    named = (place_told(tracker) or {}).get("communes", [])
    declared = (tracker.latest_message.get("metadata") or {}).get("commune")
    return named[0] if len(named) == 1 else declared


def _rating(tracker: Tracker) -> int | None:
    rating = entity(tracker, "rating")
    return rating if type(rating) is int and rating in SCALE else None


def _member(kind: Any, value: Any) -> Any:
    return kind(value) if value in set(kind) else None


def _factor_button(factor: SipasFactor) -> Button:
    return {"title": words()["factors"][factor], "payload": payload("give_feedback", sipas=factor.value)}


def _subject_button(subject: Rated) -> Button:
    return {"title": words()["rated"][subject], "payload": payload("give_feedback", subject=subject.value)}
