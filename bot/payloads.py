"""Tell the payload of a button from a text that only begins with a slash."""

import json
import re
from collections.abc import Collection

_PAYLOAD = re.compile(r"/(?P<intent>\w+)(?P<entities>\{.*\})?")


def plain_unless_payload(text: str, intents: Collection[str]) -> str:
    """Return a text without its leading slashes, unless it is a well-formed payload of a known intent."""
    match = _PAYLOAD.fullmatch(text)
    if match and match["intent"] in intents and _names_values(match["entities"]):
        return text
    return text.lstrip("/ ")


def _names_values(text: str | None) -> bool:
    """Say whether a JSON object maps names to single values."""
    if text is None:
        return True
    try:
        values = json.loads(text)
    except ValueError:
        return False
    return isinstance(values, dict) and all(isinstance(value, str | int) for value in values.values())
