"""Run an action as Rasa would, with a tracker made by hand."""

import asyncio
from inspect import isawaitable
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher


def tracker(text: str = "", slots: dict[str, Any] | None = None, confidence: float = 0.5, **entities: Any) -> Tracker:
    """Make a tracker whose latest message has these entities; a list makes several of one name."""
    found = [
        {"entity": name, "value": value}
        for name, values in entities.items()
        for value in (values if isinstance(values, list) else [values])
    ]
    message = {"text": text, "entities": found, "intent": {"name": "x", "confidence": confidence}}
    return Tracker("conversation", slots or {}, message, [], False, None, {}, "action_listen")


def run(action: Action, said: Tracker) -> tuple[dict[str, Any], dict[str, Any]]:
    """Run an action; return its one message and the slots it sets."""
    dispatcher = CollectingDispatcher()
    ran: Any = action.run(dispatcher, said, {})
    events: list[EventType] = asyncio.run(_awaited(ran)) if isawaitable(ran) else ran
    (message,) = dispatcher.messages
    return message, {event["name"]: event["value"] for event in events if event["event"] == "slot"}


async def _awaited(ran: Any) -> Any:
    return await ran
