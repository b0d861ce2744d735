"""Link a message to procedures by asking the database at run time, never a list of training time."""

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.component import MessageComponent
from bot.nlu.entity_names import CERTAINTY, LINK, PLACES
from bot.nlu.lookups import lookups
from procedures_db.lexicon import read_lexicon


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR], is_trainable=False)
class ProcedureLinker(MessageComponent):
    """Adds `procedure` per candidate, best first, its score as confidence, and `certainty`.

    Places and offices name none.
    """

    @staticmethod
    def get_default_config() -> dict[str, float]:
        """Return the settings that config.yml may change: how many candidates, how near to the best."""
        return {"candidates": 5, "near": 0.6}

    def look_at(self, message: Message) -> None:
        """Add the candidates to the message's entities."""
        if PLACES & {entity["entity"] for entity in message.get(ENTITIES, [])}:
            return
        text = lookups().places.get().without_places(message.get(TEXT) or "")
        if not read_lexicon().names_something(text):
            return
        found = lookups().search.find(text, self.config["candidates"])
        near = [match for match in found.matches if match.score >= self.config["near"] * found.matches[0].score]
        entities = [
            {"entity": LINK, "value": match.code, "confidence_entity": match.score, "extractor": "linker"}
            for match in near
        ]
        if entities:
            entities.append({"entity": CERTAINTY, "value": found.certainty, "extractor": "linker"})
        message.set(ENTITIES, message.get(ENTITIES, []) + entities, add_to_output=True)
