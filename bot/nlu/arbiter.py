"""Weigh what is asked against which procedure is named, and decide: found, likely, unsure, weak or none."""

from dataclasses import dataclass
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from actions.reply import INTENTS
from bot.nlu.component import MessageComponent
from bot.nlu.entity_names import ASPECT, CERTAINTY, LINK
from bot.nlu.headings import aspects_told
from procedures_db.lexicon import read_lexicon

FOUND, LIKELY, UNSURE, WEAK, NONE = "found", "likely", "unsure", "weak", "none"
NOT_UNDERSTOOD = "nlu_fallback"
SEVERAL = 2
FEW = 2
SPEAKING = {
    "emergency": "out_of_scope",
    "elsewhere": "out_of_scope",
    "dossier_code": "ask_dossier",
    "reference": "ask_follow_up",
    "dossier_repaired": "ask_dossier",
    "factor": "ask_dossier",
    "only_place": "ask_place",
    "unlisted": "ask_place",
    "office": "ask_place",
    "only_event": "ask_life_event",
    "ordinal": "choose_option",
    "rating": "give_feedback",
}
PLAIN = frozenset(
    {"affirm", "deny", "ask_privacy", "keep_texts", "withdraw_texts", "show_data", "delete_data"}
)  # whose words stand in many names
LIFE_EVENT, OUT_OF_SCOPE = "ask_life_event", "out_of_scope"
LISTING = frozenset({LIFE_EVENT, "ask_procedure", "ask_documents", "ask_steps", OUT_OF_SCOPE})
ABOUT_PROCEDURES = frozenset(
    {
        "ask_documents",
        "ask_fees",
        "ask_deadline",
        "ask_place",
        "ask_steps",
        "ask_forms",
        "ask_legal_basis",
        "ask_eligibility",
        "ask_online",
        "ask_result",
        "ask_procedure",
        "correct_procedure",
        "give_feedback",
    }
)


@dataclass(frozen=True)
class Margins:
    """All thresholds of the decision, from 0 to 1.

    `sure` and `found` are ones on the certainty of the best match; `unsure`, `named`, `weak` and `overrule` on
    its score; `intent`, `shy` and `plain` on the confidence in what is asked; `faint` on score and confidence together.
    """

    sure: float
    found: float
    unsure: float
    named: float
    weak: float
    overrule: float
    intent: float
    shy: float
    faint: float
    plain: float


def decide(best: float, certainty: float, margins: Margins, words: int = SEVERAL) -> str:
    """Say whether a procedure is found, likely (enough when none is under discussion), unsure, weak (a hint) or none.

    `words` is how many telling words the message has; a single one must be nearly the whole name, and
    few with little in common may speak of anything.
    """
    if words < SEVERAL and best < margins.overrule:
        return WEAK if best >= margins.weak else NONE
    if certainty >= margins.found:
        return FOUND if best >= margins.unsure or words > FEW else LIKELY
    if best >= margins.unsure:
        return UNSURE
    return WEAK if best >= margins.weak else NONE


def arbitrate(intent: str, confidence: float, entities: dict[str, Any], best: float, margins: Margins) -> str:
    """Return the intent to act on: codes and numbers speak for themselves, a clear name beats small talk."""
    for entity, spoken_for in SPEAKING.items():
        if entity in entities:
            return spoken_for
    if intent in LISTING and "life_event" in entities:
        return LIFE_EVENT
    if "returning" in entities and (intent not in ABOUT_PROCEDURES or confidence < margins.shy):
        return "go_back"
    if _overruled(intent, confidence, entities, best, margins):
        return "ask_procedure"
    if "unnamed" in entities and intent not in ABOUT_PROCEDURES and confidence < margins.shy:
        return "ask_procedure"
    if confidence < margins.intent and best < margins.weak:
        return NOT_UNDERSTOOD
    return "ask_procedure" if intent == LIFE_EVENT else intent


def _doubtful(guess: dict[str, Any], best: float, certainty: float, margins: Margins) -> bool:
    """Say whether even a certain match is only asked about: out of scope perhaps, or both halves see little."""
    enough = margins.faint if certainty >= margins.sure else margins.unsure
    faint = best < enough and guess["confidence"] < margins.faint
    return faint or (guess["name"] == OUT_OF_SCOPE and best < margins.overrule)


def _overruled(intent: str, confidence: float, entities: dict[str, Any], best: float, margins: Margins) -> bool:
    """Say whether a name beside small talk counts; not beside a plain yes or no, nor a wish about one's own data."""
    plain = intent in PLAIN and confidence >= margins.plain and "procedure_code" not in entities
    return intent not in ABOUT_PROCEDURES and not plain and _names_procedure(confidence, entities, best, margins)


def _names_procedure(confidence: float, entities: dict[str, Any], best: float, margins: Margins) -> bool:
    """Say whether a message names a procedure so clearly that what it seems to be beside counts for nothing."""
    clear = best >= margins.unsure or (entities.get(CERTAINTY, 0.0) >= margins.found and best >= margins.named)
    return "procedure_code" in entities or best >= margins.overrule or (clear and confidence < margins.shy)


def _asked(aspects: list[str]) -> list[dict[str, Any]]:
    return [{"entity": ASPECT, "value": aspect, "extractor": "arbiter"} for aspect in aspects if len(aspects) > 1]


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER], is_trainable=False)
class IntentArbiter(MessageComponent):
    """Sets the final intent and adds the entities `decision` and, where the best match is not sure, `doubtful`."""

    @staticmethod
    def get_default_config() -> dict[str, float]:
        """Return the margins, fitted on labelled questions (docs/decisions/0004-decision-margins.md)."""
        return {
            "sure": 0.8,
            "found": 0.66,
            "unsure": 0.42,
            "named": 0.33,
            "weak": 0.22,
            "overrule": 0.55,
            "intent": 0.2,
            "shy": 0.4,
            "faint": 0.3,
            "plain": 0.9,
        }

    def __init__(self, config: dict[str, Any]) -> None:
        """Read the margins."""
        super().__init__(config)
        self._margins = Margins(**{name: self.config[name] for name in Margins.__dataclass_fields__})

    def look_at(self, message: Message) -> None:
        """Decide one message; a typed payload decides itself."""
        if (message.get(TEXT) or "").startswith("/"):
            return
        entities = message.get(ENTITIES, [])
        best = max((entity["confidence_entity"] for entity in entities if entity["entity"] == LINK), default=0.0)
        others = {entity["entity"]: entity["value"] for entity in entities if entity["entity"] != LINK}
        words = len(read_lexicon().telling_words(message.get(TEXT) or ""))
        value = decide(best, others.get(CERTAINTY, 0.0), self._margins, words)
        guess = message.get(INTENT)
        name = arbitrate(guess["name"], guess["confidence"], others, best, self._margins)
        aspects = aspects_told(message.get(TEXT) or "") if "procedure_code" not in others else []
        if aspects:
            value, name = NONE, INTENTS[aspects[0]]
            entities = [entity for entity in entities if entity["entity"] != ASPECT] + _asked(aspects)
        if value in (FOUND, LIKELY) and _doubtful(guess, best, others.get(CERTAINTY, 0.0), self._margins):
            value = UNSURE
        added: list[dict[str, Any]] = [{"entity": "decision", "value": value, "extractor": "arbiter"}]
        if value == FOUND and others.get(CERTAINTY, 0.0) < self._margins.sure:
            added.append({"entity": "doubtful", "value": True, "extractor": "arbiter"})
        message.set(ENTITIES, [*entities, *added], add_to_output=True)
        message.set(INTENT, {**guess, "name": name}, add_to_output=True)
