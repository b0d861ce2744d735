"""A text without diacritics, letter by letter, so that places in it are places in the text; and its words."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

WORD = re.compile(r"[^\W_]+(?:[/-][^\W_]+)*")


class _Plain(dict[int, str]):
    """The small letter without diacritics for each character, looked up once; always one for one."""

    def __missing__(self, point: int) -> str:
        char = chr(point)
        base = "d" if char in "\u0111\u0110" else unicodedata.normalize("NFD", char)[0].lower()
        return self.setdefault(point, base if len(base) == 1 else char)


_PLAIN = _Plain()


def plain(text: str) -> str:
    """Return a text in small letters without diacritics, as long as it was."""
    return text.translate(_PLAIN)


@dataclass(frozen=True, slots=True)
class Word:
    """A word or number of a text: where it stands, how it is written, without diacritics, and what parts it."""

    start: int
    end: int
    written: str
    plain: str
    gap: str  # between the word before and this one
    capital: bool
    accented: bool  # whether the text is written with diacritics


def words_of(text: str, folded: str) -> list[Word]:
    """Return the words of a text; `folded` is the same text without diacritics."""
    found, last, accented = [], 0, folded != text.lower()
    for match in WORD.finditer(text):
        start, end = match.span()
        gap, capital = text[last:start], text[start].isupper()
        found.append(Word(start, end, _small(match[0]), folded[start:end], gap, capital, accented))
        last = end
    return found


@lru_cache(maxsize=4096)
def _small(word: str) -> str:
    return word.lower()
