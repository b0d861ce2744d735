"""Tell whether a message is what a conversation awaits of who leaves a message for a person, or something else."""

from typing import Any

from actions.aspect import CLEAR
from actions.leaving import CONSENT, CONTACT
from bot.nlu.arbiter import ABOUT_PROCEDURES, FOUND
from procedures_db.contacts import find_contact, tries_to_be_contact
from procedures_db.lexicon import read_lexicon

INTENT = "leave_message"
CODES = ("reference", "dossier_code", "procedure_code")
FEW = 3  # words of a message that is no more than a code
ANSWERS = {CONSENT: ("agree", "cancel"), CONTACT: ("alone", "cancel", "back")}  # told by whole messages
Parsed = dict[str, Any]


def is_awaited(step: str | None, text: str, parsed: Parsed) -> bool:
    """Say whether a text, as it was understood, is an answer to a step; never a button, which speaks for itself.

    To the question for consent only a yes or a no is one, to that for a contact only a contact or a
    refusal; anything is the message itself, except a question that can be answered for certain.
    """
    if step is None or text.startswith("/") or "emergency" in _told(parsed):
        return False
    if step in ANSWERS:
        lexicon = read_lexicon()
        answers = any(lexicon.leaving(text, meaning) for meaning in ANSWERS[step])
        return answers or (step == CONTACT and bool(find_contact(text) or tries_to_be_contact(text)))
    return not is_clear_question(text, parsed)


def is_clear_question(text: str, parsed: Parsed) -> bool:
    """Say whether a text asks about a procedure that it names for certain, or is no more than a code."""
    told = _told(parsed)
    if any(code in told for code in CODES) and len(text.split()) <= FEW:
        return True
    guess = parsed["intent"]
    sure = guess["name"] in ABOUT_PROCEDURES and guess["confidence"] >= CLEAR
    return sure and told.get("decision") == FOUND and "doubtful" not in told and guess["name"] != "give_feedback"


def as_awaited(parsed: Parsed) -> Parsed:
    """Return what was understood with the intent of what was awaited."""
    return {**parsed, "intent": {"name": INTENT, "confidence": 1.0}}


def _told(parsed: Parsed) -> dict[str, Any]:
    return {entity["entity"]: entity["value"] for entity in parsed.get("entities", [])}
