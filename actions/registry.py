"""Which action answers which aspect."""

from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.aspect import AspectAction
from actions.target import Target


def answer_aspect(dispatcher: CollectingDispatcher, aspect: str, target: Target) -> list[EventType]:
    """Answer an aspect of a known procedure."""
    by_aspect = {action.aspect: action for action in AspectAction.__subclasses__()}
    return by_aspect[aspect]().answer(dispatcher, target)
