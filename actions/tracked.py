"""What a tracker tells: the entities of the latest message, and what was offered."""

from typing import Any

from rasa_sdk import Tracker

Option = dict[str, Any]


def entity(tracker: Tracker, name: str) -> Any:
    """Return the first value of an entity in the latest message, or None."""
    return next(iter(entities(tracker, name)), None)


def entities(tracker: Tracker, name: str) -> list[Any]:
    """Return all values of an entity in the latest message."""
    return [found["value"] for found in tracker.latest_message.get("entities", []) if found["entity"] == name]


def linked_entities(tracker: Tracker) -> list[dict[str, Any]]:
    """Return the procedures that the latest message may name, with their scores."""
    return [each for each in tracker.latest_message.get("entities", []) if each["entity"] == "procedure"]


def offered(tracker: Tracker) -> list[Option]:
    """Return the options offered in the last answer, in their order."""
    return tracker.get_slot("offered") or []
