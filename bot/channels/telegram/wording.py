"""What the door itself says, in Vietnamese, from words.yml."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from bot.messages import Answer, Reply

WORDS = Path(__file__).with_name("words.yml")


@lru_cache
def sayings() -> dict[str, Any]:
    """Return the sentences of this door and the descriptions of its commands."""
    words: dict[str, Any] = YAML(typ="safe").load(WORDS.read_text(encoding="utf-8"))
    return words


def say(text: str, buttons: list[dict[str, str]] | None = None) -> Reply:
    """Return a reply that the assistant has no part in."""
    return Reply([Answer(text, "told", buttons or [])], None, 0.0, 0.0)
