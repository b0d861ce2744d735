"""Buttons: payloads in the 64 bytes that Telegram lets a button carry, there and back, and their rows."""

import json
import logging
import re

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from actions.privacy import ERASE
from actions.rating import RATING
from actions.reply import INTENTS, payload

MOST = 64  # bytes
SHORT = 18  # letters of a title that has room beside another
FORGET = "forget"  # what a button of before carries for the payload that deletes
WORDS = {
    **INTENTS,
    "rate": "give_feedback",
    "none": "reject_candidates",
    "person": "ask_handoff",
    "lookup": "ask_dossier",
    "withdraw": "withdraw_feedback",
    "message": "leave_message",
    "keep": "keep_texts",
    "unkeep": "withdraw_texts",
    "mine": "show_data",
    "delete": "delete_data",
    FORGET: "erase_data",
}
NAMED = {
    "sipas": "give_feedback",
    "subject": "give_feedback",
    "dossier": "ask_dossier",
    "leaving": "leave_message",
}  # whose one value is named like the word
_INTENTS = {intent: word for word, intent in WORDS.items()}
_FORM = re.compile(
    r"(?P<word>[a-z]+)\|(?P<code>[\w.]{0,20})\|(?P<case>[a-z0-9_?]{0,40})\|(?P<rating>\d{0,2})", re.ASCII
)
log = logging.getLogger(__name__)
_ENTITIES = {"procedure_code", "circumstance", "rating", *NAMED}


class DoesNotFit(ValueError):
    """A payload that no button of Telegram can carry."""


def encode(text: str) -> str:
    """Write a payload such as /ask_fees{"procedure_code": "1.001193"} as word|code|circumstance|rating."""
    intent, brace, rest = text.removeprefix("/").partition("{")
    entities = json.loads(brace + rest) if brace else {}
    named = next((name for name in NAMED if name in entities), None)
    values = [entities.get(name) for name in ("procedure_code", named or "circumstance", "rating")]
    word = named or _INTENTS.get(intent, "")
    written = "|".join([word, *("" if value is None else str(value) for value in values)])
    if entities.keys() - _ENTITIES or decode(written) != text or len(written.encode()) > MOST:
        raise DoesNotFit(f"No button of Telegram can carry {text}.")
    return written


def decode(data: str) -> str | None:
    """Return the payload that a button carries; None for what no button of ours can."""
    if data == FORGET:
        return ERASE
    match = _FORM.fullmatch(data)
    if match is None or match["word"] not in {*WORDS, *NAMED}:
        return None
    if match["word"] in NAMED:
        return payload(NAMED[match["word"]], **{match["word"]: match["case"] or None})
    return payload(
        WORDS[match["word"]],
        procedure_code=match["code"] or None,
        circumstance=match["case"] or None,
        rating=int(match["rating"]) if match["rating"] else None,
    )


def keyboard(buttons: list[dict[str, str]]) -> InlineKeyboardMarkup | None:
    """Lay out buttons: long titles in a row of their own, short ones two by two, ratings in the last row."""
    ratings = [made for each in buttons if each.get("kind") == RATING and (made := _button(each)) is not None]
    others = [made for each in buttons if each.get("kind") != RATING and (made := _button(each)) is not None]
    rows: list[list[InlineKeyboardButton]] = []
    for button in others:
        if rows and len(rows[-1]) == 1 and _short(rows[-1][0]) and _short(button):
            rows[-1].append(button)
        else:
            rows.append([button])
    rows += [ratings] if ratings else []
    return InlineKeyboardMarkup(rows) if rows else None


def _button(button: dict[str, str]) -> InlineKeyboardButton | None:
    """Make a button; one that Telegram cannot carry is left out, so that the answer still arrives."""
    try:
        return InlineKeyboardButton(button["title"], callback_data=encode(button["payload"]))
    except DoesNotFit:
        log.exception("a button was left out")
        return None


def _short(button: InlineKeyboardButton) -> bool:
    return len(button.text) <= SHORT
