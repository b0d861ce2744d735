"""Find the life event that a text tells of."""

import re
from collections.abc import Callable, Iterable

from procedures_db.facts_city import LifeEventFact
from procedures_db.lexicon import Lexicon
from procedures_db.text import fold, has_diacritics, tidy


class LifeEventNames:
    """The words for life events; the longest of a text tells which one it is."""

    def __init__(self, events: Iterable[LifeEventFact], lexicon: Lexicon) -> None:
        """Fold the words once."""
        self._lexicon = lexicon
        known = [(word, event.key) for event in events for word in event.words]
        self._events = {fold(word): key for word, key in known}
        words = _any_of(self._events)
        self._pattern = re.compile(rf"(?<!\S)(?:{words})(?!\S)")
        self._anywhere = re.compile(rf"(?<!\S)(?=(?P<event>{words})(?!\S))")
        self._spelled = _Told(known, lexicon, _lower)
        self._folded = _Told(known, lexicon, fold)

    def find(self, text: str) -> str | None:
        """Return the key of the life event that a text asks about, or None."""
        found = max(self._found(fold(text)), key=len, default=None)
        return self._events[found] if found and self._lexicon.asks(text) else None

    def told(self, text: str) -> str | None:
        """Return the key of the life event that a text tells of and nothing else, or None.

        Written with diacritics it must have those of the event: "vợ sinh", and not "vô sinh".
        """
        return (self._spelled if has_diacritics(text) else self._folded).find(text)

    def without_event(self, text: str) -> str:
        """Return folded text without the words for life events, to see what else it names."""
        return " ".join(self._pattern.sub(" ", fold(text)).split())

    def _found(self, text: str) -> list[str]:
        """Return the words for events in a text; where two overlap the later ones ("bố mất ví": the purse is lost)."""
        spans = [match.span("event") for match in self._anywhere.finditer(text)]
        overrun = {one for one in spans for other in spans if one[0] < other[0] < one[1] < other[1]}
        return [text[slice(*span)] for span in spans if span not in overrun]


class _Told:
    """The words for life events with nothing beside them but people, and that it just was or is soon."""

    def __init__(self, known: list[tuple[str, str]], lexicon: Lexicon, written: Callable[[str], str]) -> None:
        """Write every word in the same way; a time is part of some events ("sắp xây nhà")."""
        self._written = written
        around, just, people = (
            [written(word) for word in words]
            for words in (lexicon.events.around, lexicon.events.just, lexicon.events.people)
        )
        self._around, self._just = (re.compile(rf"(?<!\S)(?:{_any_of(words)})(?!\S)") for words in (around, just))
        self._events = {self._bare(word): key for word, key in known}
        someone = rf"(?:{_any_of(people)})"
        self._whole = re.compile(rf"(?:{someone} )*(?P<event>{_any_of(self._events)})(?: {someone})*")
        self._someone = re.compile(rf"{someone}(?!\S)")

    def find(self, text: str) -> str | None:
        """Return the key of the event; its name alone ("mua xe") tells of nobody and may ask for a procedure."""
        said = self._bare(text)
        match = self._whole.fullmatch(said) or self._whole.fullmatch(_without(self._just, said))
        if match is None:
            return None
        event = match["event"]
        alone = event == self._written(text)
        return None if alone and not self._someone.match(event) and not self._just.match(event) else self._events[event]

    def _bare(self, text: str) -> str:
        return _without(self._around, self._written(text))


def _without(pattern: re.Pattern[str], text: str) -> str:
    return " ".join(pattern.sub(" ", text).split())


def _lower(text: str) -> str:
    """Return lower-case words with their diacritics."""
    return " ".join(re.sub(r"[^\w ]+", " ", tidy(text).lower()).split())


def _any_of(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(set(words), key=len, reverse=True))) or "(?!)"
