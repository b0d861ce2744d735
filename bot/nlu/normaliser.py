"""Give every message one form: NFC, no control characters, white space folded."""

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.component import MessageComponent
from procedures_db.text import tidy


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER], is_trainable=False)
class Normaliser(MessageComponent):
    """Tidy the text of a message; what diacritics it has stay, folding is done where it is needed."""

    def look_at(self, message: Message) -> None:
        """Replace the text by its tidy form."""
        if text := message.get(TEXT):
            message.set(TEXT, tidy(text))
