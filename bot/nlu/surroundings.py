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
    """Adds the entities place, namesakes, only_place, office, outside, life_event and only_event."""

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
    """Return (entity, value) pairs; the value of a place is its name, communes' codes, whether it is a former name.

    Namesakes are kept apart from the place too: the next message may tell by its district which one is meant.
    A life event counts when nothing else is told; or something is asked, unless the rest of the text is a
    story of its own, or finds a procedure with a score of at least `named`.
    """
    found: list[tuple[str, Any]] = []
    places = lookups().places.get()
    if place := places.find(text):
        found.append(("place", place.told()))
        if place.namesakes:
            found.append(("namesakes", place.told()["namesakes"]))
        if places.names_only_a_place(text):
            found.append(("only_place", True))
    if office := read_lexicon().office_asked(places.without_places(text)):
        found.append(("office", office))
    if outside := places.outside(text):
        found.append(("outside", outside))
    events = lookups().life_events.get()
    rest = events.without_event(text)
    if told := events.told(text):
        found += [("life_event", told), ("only_event", True)]
    elif (event := events.find(text)) and len(rest.split()) <= STORY and not _names_procedure(rest, named):
        found.append(("life_event", event))
    return found


def _names_procedure(text: str, named: float) -> bool:
    """Say whether a text has telling words enough to name a procedure, and names one."""
    lexicon = read_lexicon()
    if len(lexicon.telling_words(text)) < 2:
        return False
    matches = lookups().search.find(text, 1).matches
    return bool(matches) and matches[0].score >= named
