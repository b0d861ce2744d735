"""Tell two questions about two procedures in one message apart."""

import re
from functools import lru_cache
from typing import Any

from bot.nlu.arbiter import FOUND, OUT_OF_SCOPE, UNSURE
from bot.nlu.askings import asked_aspects
from bot.nlu.entity_names import LINK
from procedures_db.lexicon import read_lexicon

Parsed = dict[str, Any]


def halves(text: str) -> tuple[str, str] | None:
    """Return the two parts of a text that ask something each, where a joining word or a sign parts them."""
    for joint in _joints().finditer(text):
        first, second = text[: joint.start()].strip(), text[joint.end() :].strip("/ ")  # a half is no payload
        if asked_aspects(first) and asked_aspects(second):
            return first, second
    return None


def of_two_matters(first: Parsed, second: Parsed) -> bool:
    """Say whether two understood parts speak of two matters: two procedures, or one and something beyond."""
    one, other = _procedure(first, FOUND), _procedure(second, FOUND, UNSURE)
    if one is None or one == other:
        return False
    return other is not None or second["intent"]["name"] == OUT_OF_SCOPE


def _procedure(parsed: Parsed, *enough: str) -> str | None:
    """Return the procedure that a part names best, if it is decided so."""
    told = {entity["entity"]: entity["value"] for entity in reversed(parsed["entities"])}
    return told.get(LINK) if told.get("decision") in enough else None


@lru_cache
def _joints() -> re.Pattern[str]:
    words = "|".join(map(re.escape, read_lexicon().joining))
    return re.compile(rf"(?i)\s(?:{words})\s|[,;.?!\n]")
