"""Compile the schemas of action responses once, and check an event only against its own.

Rasa compiles the constant schema anew after every custom action, tries each event against every
kind of event, and walks all event classes for each one it reads back: together a third of the
time of a message.
"""

from functools import lru_cache
from typing import Any

import rasa.shared.utils.common
from jsonschema import Draft7Validator, ValidationError
from rasa.core.actions.action import RemoteAction
from rasa.shared.utils.schemas.events import EVENT_SCHEMA


def cache_validation() -> None:
    """Replace the two slow functions by ones that remember; may be called more than once."""
    RemoteAction._validate_action_result = _validate_action_result  # type: ignore[method-assign]
    common = rasa.shared.utils.common
    if not hasattr(common.all_subclasses, "cache_info"):
        common.all_subclasses = lru_cache(common.all_subclasses)


def _validate_action_result(action: RemoteAction, result: dict[str, Any]) -> bool:
    _validator().validate(result)
    for event in result.get("events", []):
        _validator_of(event.get("event")).validate(event)
    return True


@lru_cache
def _validator() -> Draft7Validator:
    """Compile the schema of a response with events of any kind."""
    schema = RemoteAction.action_response_format_spec()
    events = {"type": "array", "items": {"type": "object"}}
    return Draft7Validator({**schema, "properties": {**schema["properties"], "events": events}})


@lru_cache(maxsize=64)
def _validator_of(kind: Any) -> Draft7Validator:
    """Compile the schema of one kind of event."""
    for schema in EVENT_SCHEMA["oneOf"]:
        if schema["properties"]["event"].get("const") == kind:
            return Draft7Validator(schema)
    raise ValidationError(f"{kind!r} is no kind of event")
