"""Take a rating or a comment on the service."""

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.clock import now
from actions.database import sessions
from actions.rendering import render, words
from actions.reply import payload, say
from actions.tracked import entity
from procedures_db.models import Feedback
from procedures_db.queries.conversations import add_feedback
from procedures_db.redaction import redact

SCALE = range(1, 6)


class TakeFeedback(Action):
    """Stores what was said, without personal data, and asks for a rating when there is none."""

    def name(self) -> str:
        """Return the name the rules use."""
        return "action_feedback"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict) -> list[EventType]:
        """Store a rating from 1 to 5 or a comment, and thank; say so when there was nothing to store."""
        rating = entity(tracker, "rating")
        rated = rating if type(rating) is int and rating in SCALE else None
        stored = self._store(tracker, rated)
        buttons = [] if rated else [_rating_button(value) for value in SCALE]
        say(dispatcher, render("feedback", rating=rated, stored=stored), "feedback", buttons)
        return []

    def _store(self, tracker: Tracker, rating: int | None) -> bool:
        text = tracker.latest_message.get("text") or ""
        comment = None if rating or text.startswith("/") else redact(text)
        if rating is None and not comment:
            return False
        feedback = Feedback(
            at=now(),
            conversation_id=tracker.sender_id,
            procedure_code=tracker.get_slot("procedure_code"),
            rating=rating,
            comment=comment,
        )
        with sessions().begin() as session:
            add_feedback(session, feedback)
        return True


def _rating_button(value: int) -> dict[str, str]:
    return {"title": words()["ratings"][value], "payload": payload("give_feedback", rating=value)}
