"""Tell what a message asks for: TF-IDF over characters and words, logistic regression."""

from typing import Any

import joblib
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.askings import read_askings, said_of_many
from bot.nlu.ranking import IntentRanking
from procedures_db.everyday import everyday_phrases

MODEL_FILE = "intents.joblib"


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER], is_trainable=True)
class IntentClassifier(GraphComponent):
    """Ranks the intents of a message; folded and written text are both looked at."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the settings that config.yml may change."""
        return {"regularisation": 4.0, "characters": 4, "ranking_length": 5}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "IntentClassifier":
        """Build an untrained classifier."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **options: Any,
    ) -> "IntentClassifier":
        """Read a trained classifier from the model."""
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, joblib.load(folder / MODEL_FILE))

    def __init__(
        self, config: dict[str, Any], storage: ModelStorage, resource: Resource, model: IntentRanking | None = None
    ) -> None:
        """Keep where to store the model; `model` is None until trained."""
        self._config = {**self.get_default_config(), **config}
        self._storage = storage
        self._resource = resource
        self._model = model

    def train(self, training_data: TrainingData) -> Resource:
        """Fit on the examples and store the model."""
        from bot.nlu.fitting import fit

        examples = [(example.get(TEXT), example.get(INTENT)) for example in training_data.intent_examples]
        subjects = [phrase for phrases in everyday_phrases().values() for phrase in phrases]
        texts, intents = zip(*examples, *said_of_many(read_askings(), subjects), strict=True)
        self._model = fit(texts, intents, self._config["characters"], self._config["regularisation"])
        with self._storage.write_to(self._resource) as folder:
            joblib.dump(self._model, folder / MODEL_FILE)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the intent and the ranking of each message."""
        for message in messages:
            ranking = self._rank(message.get(TEXT) or "")
            message.set("intent", ranking[0], add_to_output=True)
            message.set("intent_ranking", ranking, add_to_output=True)
        return messages

    def _rank(self, text: str) -> list[dict[str, Any]]:
        assert self._model is not None, "the classifier is not trained"
        ranked = self._model.ranking(text, self._config["ranking_length"])
        return [{"name": intent, "confidence": probability} for intent, probability in ranked]
