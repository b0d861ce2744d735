"""The part that all our untrained components share."""

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData


class MessageComponent(GraphComponent):
    """A component that looks at one message at a time and needs no training."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "MessageComponent":
        """Build the component from its part of config.yml."""
        return cls(config)

    def __init__(self, config: dict[str, Any]) -> None:
        """Keep the settings of config.yml over the defaults."""
        self.config = {**self.get_default_config(), **config}

    def process(self, messages: list[Message]) -> list[Message]:
        """Look at each message in turn."""
        for message in messages:
            self.look_at(message)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Look at each example of the training data."""
        self.process(training_data.training_examples)
        return training_data

    def look_at(self, message: Message) -> None:
        """Change one message."""
        raise NotImplementedError
