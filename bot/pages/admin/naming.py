"""Name procedures and what was asked for people who know neither codes nor intents."""

from collections.abc import Callable

from actions.rendering import words
from bot.nlu.lookups import lookups
from bot.pages.rendering import said
from bot.teaching.comparing import ASPECTS


def naming() -> Callable[[str | None], str]:
    """Return what tells the short name of a procedure with its code."""
    published = lookups().published.get()

    def named(code: str | None) -> str:
        known = published.get(code or "")
        return f"{known.short_name} ({code})" if known else code or ""

    return named


def intent_names() -> dict[str, str]:
    """Return what each intent that is spoken of on the pages is called."""
    return {**{intent: words()["aspects"][aspect] for intent, aspect in ASPECTS.items()}, **said()["intents"]}
