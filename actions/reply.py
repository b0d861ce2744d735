"""The shapes of what actions send: text, buttons, and the outcome beside them."""

import json
from collections.abc import Iterable
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.rendering import words

Button = dict[str, str]

INTENTS = {
    "documents": "ask_documents",
    "fee": "ask_fees",
    "duration": "ask_deadline",
    "where": "ask_place",
    "online": "ask_online",
    "steps": "ask_steps",
    "form": "ask_forms",
    "eligibility": "ask_eligibility",
    "legal": "ask_legal_basis",
    "result": "ask_result",
    "overview": "ask_procedure",
}
QUICK = ("documents", "fee", "duration", "where", "online", "steps")


def say(
    dispatcher: CollectingDispatcher,
    text: str,
    outcome: str,
    buttons: Iterable[Button] = (),
    **details: Any,
) -> None:
    """Send one message with its outcome, and what it answered (aspect, procedure_code, candidates)."""
    dispatcher.utter_message(text=text, buttons=list(buttons), json_message={"outcome": outcome, **details})


def payload(intent: str, **entities: Any) -> str:
    """Write the payload of a button in Rasa's way: /intent{"name": "value"}."""
    filled = {name: value for name, value in entities.items() if value is not None}
    return f"/{intent}" + (json.dumps(filled, ensure_ascii=False) if filled else "")


def aspect_buttons(code: str, but: str | None = None) -> list[Button]:
    """Offer the other aspects of a procedure."""
    return [option_button(words()["aspects"][aspect], aspect, code) for aspect in QUICK if aspect != but]


def option_button(title: str, aspect: str, code: str, circumstance: str | None = None) -> Button:
    """Offer an aspect of a procedure, in a circumstance if one is named."""
    intent = INTENTS.get(aspect, "ask_procedure")
    return {"title": title, "payload": payload(intent, procedure_code=code, circumstance=circumstance)}


def intent_button(word: str, intent: str) -> Button:
    """Offer something that is no procedure."""
    return {"title": words()["buttons"][word], "payload": payload(intent)}
