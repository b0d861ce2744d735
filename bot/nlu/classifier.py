"""Tell what a message asks for: TF-IDF over characters and words, logistic regression."""

from typing import Any

import joblib
import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline

from bot.nlu.askings import read_askings, said_of_many
from bot.nlu.features import features
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
        self, config: dict[str, Any], storage: ModelStorage, resource: Resource, model: Pipeline | None = None
    ) -> None:
        """Keep where to store the model; `model` is None until trained."""
        self._config = {**self.get_default_config(), **config}
        self._storage = storage
        self._resource = resource
        self._model = model

    def train(self, training_data: TrainingData) -> Resource:
        """Fit on the examples and store the model."""
        examples = [(example.get(TEXT), example.get(INTENT)) for example in training_data.intent_examples]
        subjects = [phrase for phrases in everyday_phrases().values() for phrase in phrases]
        texts, intents = zip(*examples, *said_of_many(read_askings(), subjects), strict=True)
        self._model = make_pipeline(
            features(self._config["characters"]),
            LogisticRegression(C=self._config["regularisation"], max_iter=500, class_weight="balanced"),
        )
        self._model.fit(texts, intents)
        # Predicting multiplies by the transposed weights, which are copied each time unless they lie like this.
        self._model[-1].coef_ = np.asfortranarray(self._model[-1].coef_)
        with self._storage.write_to(self._resource) as folder:
            joblib.dump(self._model, folder / MODEL_FILE)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the intent and the ranking of each message."""
        for message in messages:
            ranking = self._rank(message.get(TEXT) or "")
            message.set("intent", ranking[0], add_to_output=True)
            message.set("intent_ranking", ranking[: self._config["ranking_length"]], add_to_output=True)
        return messages

    def _rank(self, text: str) -> list[dict[str, Any]]:
        assert self._model is not None, "the classifier is not trained"
        probabilities = self._model.predict_proba([text])[0]
        pairs = sorted(zip(probabilities, self._model.classes_, strict=True), reverse=True)
        return [{"name": str(name), "confidence": float(probability)} for probability, name in pairs]
