"""Tell a message about an office itself: when it is open, where it is."""

import re
from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel, Extra, validator

from procedures_db.text import fold


class OfficesPart(BaseModel):
    """Words for offices, `others` among them for those that are no one-stop shop, and how people ask after them.

    `hours` alone ask when one is open, `days` do beside `open`, `where` beside one of the names. Where
    there is more beside `where` than `around`, a message may ask where to file.
    """

    class Config:
        extra = Extra.forbid

    names: list[str]
    others: list[str]
    hours: list[str]
    days: list[str]
    open: list[str]
    where: list[str]
    around: list[str]

    @validator("*", each_item=True)
    def fold_words(cls, word: Any) -> Any:
        """Fold what is compared."""
        return fold(word)


class OfficeWords:
    """Looks at folded texts without the places they name."""

    def __init__(self, part: OfficesPart) -> None:
        """Make the patterns once."""
        self._hours, self._days, self._open = map(_pattern, (part.hours, part.days, part.open))
        self._names, self._others, self._where = map(_pattern, (part.names, part.others, part.where))
        self._asked = _pattern([*part.hours, *part.days, *part.open, *part.names, *part.around])
        self._around = _pattern([*part.names, *part.where, *part.around])

    def asks_hours(self, text: str) -> bool:
        """Say whether a text asks when an office is open, whatever else it names."""
        return bool(self._hours.search(text) or (self._days.search(text) and self._open.search(text)))

    def asks_where(self, text: str) -> bool:
        """Say whether a text asks where an office is, and nothing else."""
        about = self._names.search(text) and self._where.search(text)
        return bool(about) and not self._around.sub(" ", text).strip()

    def of_others(self, text: str) -> bool:
        """Say whether a text speaks of an office that is no one-stop shop."""
        return self._others.search(text) is not None

    def without(self, text: str) -> str:
        """Return a text without the words about offices and their hours, to see what else it names."""
        return " ".join(self._asked.sub(" ", text).split())


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\S)(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})(?!\S)")
