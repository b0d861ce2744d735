"""Find the life event that a text tells of."""

import re
from collections.abc import Iterable

from procedures_db.facts_city import LifeEventFact
from procedures_db.lexicon import Lexicon
from procedures_db.text import fold


class LifeEventNames:
    """The words for life events; the longest of a text tells which one it is."""

    def __init__(self, events: Iterable[LifeEventFact], lexicon: Lexicon) -> None:
        """Fold the words once."""
        self._lexicon = lexicon
        self._events = {fold(word): event.key for event in events for word in event.words}
        words = "|".join(map(re.escape, sorted(self._events, key=len, reverse=True))) or "(?!)"
        self._pattern = re.compile(rf"(?<!\S)(?:{words})(?!\S)")

    def find(self, text: str) -> str | None:
        """Return the key of the life event that a text asks about, or None."""
        found = max(self._pattern.findall(fold(text)), key=len, default=None)
        return self._events[found] if found and self._lexicon.asks(text) else None

    def without_event(self, text: str) -> str:
        """Return folded text without the words for life events, to see what else it names."""
        return " ".join(self._pattern.sub(" ", fold(text)).split())
