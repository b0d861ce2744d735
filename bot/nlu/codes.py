"""Find what is told by its form or a fixed list: codes, ratings, choices, channels, emergencies, others' matters."""

import re
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.askings import asked_aspects
from bot.nlu.component import MessageComponent
from procedures_db.dossiers.codes import find_dossier_codes
from procedures_db.dossiers.factors import factor_told
from procedures_db.lexicon import read_lexicon
from procedures_db.queries.follow_ups import LENGTH, LETTERS, written

PROCEDURE_CODE = re.compile(r"(?<![\d.])([1-6]\.\d{6})(?:\.\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2})?(?!\d)")
REFERENCE = re.compile(rf"(?i)\bGY\s?[-\u2013]?\s?([{LETTERS}]{{{LENGTH}}})\b")  # of a follow-up


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR], is_trainable=False)
class CodeExtractor(MessageComponent):
    """Adds the entities that `find_codes` finds."""

    def look_at(self, message: Message) -> None:
        """Add what is found to the message's entities."""
        found = find_codes(message.get(TEXT) or "")
        entities = [{"entity": name, "value": value, "extractor": "codes"} for name, value in found]
        if entities:
            message.set(ENTITIES, message.get(ENTITIES, []) + entities, add_to_output=True)


def find_codes(text: str) -> list[tuple[str, Any]]:
    """Return (entity, value) pairs.

    A dossier code that had to be repaired is an entity of its own; `factor` holds the four digits of a message
    that tells nothing else, or a code. A rating is 1 to 5, an ordinal counts from 1, -1 is the last; aspects are
    told when several are asked after; `unnamed` tells that something is to be done to a paper that is not named.
    """
    lexicon, aspects = read_lexicon(), asked_aspects(text)
    channel = lexicon.channel(text)
    told = {
        "rating": lexicon.rating(text),
        "ordinal": lexicon.ordinal(text),
        "channel": channel and channel.value,
        "unnamed": lexicon.only_generic(text),
        "returning": lexicon.returns(text),
        "emergency": lexicon.is_emergency(text),
        "elsewhere": lexicon.is_elsewhere(text),
        "factor": factor_told(text),
    }
    return [
        *(("procedure_code", code) for code in PROCEDURE_CODE.findall(text)),
        *(("reference", written(code)) for code in REFERENCE.findall(text)),
        *(("dossier_repaired" if found.repaired else "dossier_code", found.code) for found in find_dossier_codes(text)),
        *(("aspect", aspect) for aspect in aspects if len(aspects) > 1),
        *((entity, value) for entity, value in told.items() if value),
    ]
