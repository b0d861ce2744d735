"""Find what is told by its form or a fixed list: codes, ratings, choices, channels, emergencies, others' matters."""

import re
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.component import MessageComponent
from procedures_db.lexicon import read_lexicon

PROCEDURE_CODE = re.compile(r"(?<![\d.])([1-6]\.\d{6})(?:\.\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2})?(?!\d)")
DOSSIER_CODE = re.compile(
    r"(?i)\b((?:\d{3}\.\d{2}\.\d{2}\.)?[A-Z]\d{2}(?:\.\d{1,4}){0,3}\s*[-\u2013]\s*\d{6}\s*[-\u2013]\s*\d{4,6})\b"
)


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR], is_trainable=False)
class CodeExtractor(MessageComponent):
    """Adds the entities procedure_code, dossier_code, rating, ordinal, channel, emergency and elsewhere."""

    def look_at(self, message: Message) -> None:
        """Add what is found to the message's entities."""
        found = find_codes(message.get(TEXT) or "")
        entities = [{"entity": name, "value": value, "extractor": "codes"} for name, value in found]
        if entities:
            message.set(ENTITIES, message.get(ENTITIES, []) + entities, add_to_output=True)


def find_codes(text: str) -> list[tuple[str, Any]]:
    """Return (entity, value) pairs; a rating is 1 to 5, an ordinal counts from 1, -1 is the last."""
    found: list[tuple[str, Any]] = [("procedure_code", code) for code in PROCEDURE_CODE.findall(text)]
    found += [("dossier_code", code) for code in dossier_codes(text)]
    lexicon = read_lexicon()
    if rating := lexicon.rating(text):
        found.append(("rating", rating))
    if ordinal := lexicon.ordinal(text):
        found.append(("ordinal", ordinal))
    if channel := lexicon.channel(text):
        found.append(("channel", channel.value))
    if lexicon.is_emergency(text):
        found.append(("emergency", True))
    if lexicon.is_elsewhere(text):
        found.append(("elsewhere", True))
    return found


def dossier_codes(text: str) -> list[str]:
    """Return the dossier codes in a text, upper case, without spaces, with plain dashes."""
    return [re.sub(r"\s", "", code).upper().replace("\u2013", "-") for code in DOSSIER_CODE.findall(text)]
