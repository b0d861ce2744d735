"""Find what a message tells of the person's surroundings: the place in the city, the life event."""

from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.component import MessageComponent
from bot.nlu.lookups import lookups
from procedures_db.lexicon import read_lexicon

STORY = 10  # words beside those for a life event from which on a text tells more than that it happened


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR], is_trainable=False)
class SurroundingsExtractor(MessageComponent):
    """Adds the entities place, namesakes, only_place, unlisted, office, outside, life_event, only_event."""

    @staticmethod
    def get_default_config() -> dict[str, float]:
        """Return the settings that config.yml may change: from which score on the rest of a text names a procedure."""
        return {"named": 0.35}

    def look_at(self, message: Message) -> None:
        """Add what is found to the message's entities."""
        found = find_surroundings(message.get(TEXT) or "", self.config["named"])
        entities = [{"entity": name, "value": value, "extractor": "surroundings"} for name, value in found]
        if entities:
            message.set(ENTITIES, message.get(ENTITIES, []) + entities, add_to_output=True)


def find_surroundings(text: str, named: float) -> list[tuple[str, Any]]:
    """Return (entity, value) pairs; a rest of at least the score `named` names a procedure, and tells of no event."""
    return [*_places(text), *_life_event(text, named)]


def _places(text: str) -> list[tuple[str, Any]]:
    """Return what is told of places and offices; a place has a name, communes' codes, whether the name is a former one.

    Namesakes are kept apart from the place too: the next message may tell by its district which one is meant.
    """
    names = lookups().places.get()
    place = names.find(text)
    told = {
        "place": place and place.told(),
        "namesakes": place and place.told()["namesakes"],
        "only_place": names.names_only_a_place(text),
        "unlisted": names.unlisted(text),
        "office": read_lexicon().office_asked(names.without_places(text)),
        "outside": names.outside(text),
    }
    return [(entity, value) for entity, value in told.items() if value]


def _life_event(text: str, named: float) -> list[tuple[str, Any]]:
    """Return the life event: when nothing else is told, or something is asked and the rest is no matter of its own."""
    events = lookups().life_events.get()
    if told := events.told(text):
        return [("life_event", told), ("only_event", True)]
    rest = events.without_event(text)
    event = events.find(text)
    counts = event and len(rest.split()) <= STORY and not _names_procedure(rest, named)
    return [("life_event", event)] if counts else []


def _names_procedure(text: str, named: float) -> bool:
    """Say whether a text has telling words enough to name a procedure, and names one."""
    lexicon = read_lexicon()
    if len(lexicon.telling_words(text)) < 2:
        return False
    matches = lookups().search.find(text, 1).matches
    return bool(matches) and matches[0].score >= named
