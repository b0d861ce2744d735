"""Tell the payload of a button from a text that only begins with a slash."""

import json
import re
from collections.abc import Collection

_PAYLOAD = re.compile(r"/(?P<intent>\w+)(?P<entities>\{.*\})?")
_VALUES = {
    "procedure_code": re.compile(r"[\w.]{1,20}"),
    "circumstance": re.compile(r"[a-z0-9_?]{1,40}"),
    "dossier": re.compile("proposed"),
    "rating": re.compile(r"\d{1,2}"),
    "sipas": re.compile(r"[a-z]{1,20}"),
    "leaving": re.compile("agree|cancel|alone|back"),
    "subject": re.compile(r"[a-z]{1,20}"),
}


def plain_unless_payload(text: str, intents: Collection[str]) -> str:
    """Return a text without its leading slashes, unless it is a payload that our buttons could have."""
    match = _PAYLOAD.fullmatch(text)
    if match and match["intent"] in intents and _is_ours(match["entities"]):
        return text
    return text.lstrip("/ ")


def _is_ours(text: str | None) -> bool:
    """Say whether a JSON object has only the entities that buttons carry, of their form."""
    if text is None:
        return True
    try:
        values = json.loads(text)
    except ValueError:
        return False
    return isinstance(values, dict) and all(_fits(name, value) for name, value in values.items())


def _fits(name: str, value: object) -> bool:
    kind = int if name == "rating" else str
    return name in _VALUES and type(value) is kind and _VALUES[name].fullmatch(str(value)) is not None
