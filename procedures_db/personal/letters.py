"""A text without diacritics, letter by letter, so that places in it are places in the text; and its words."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

WORD = re.compile(r"[^\W_]+(?:[/-][^\W_]+)*")

CURRENCY, CURRENCY_PLAIN = "\u0111", "d"  # this letter alone stands behind amounts in texts without diacritics
SPARING = 0.6  # of the words may be all capitals


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
    title: bool  # whether it begins with the only capital letter of it, or is an initial
    accented: bool  # whether the text is written with diacritics


def words_of(text: str, folded: str) -> list[Word]:
    """Return the words of a text; `folded` is the same text without diacritics."""
    found, last, sparing = [], 0, _is_sparing(text)
    accented = folded != text.lower().replace(CURRENCY, CURRENCY_PLAIN)
    for match in WORD.finditer(text):
        start, end = match.span()
        gap, capital = text[last:start], sparing and text[start].isupper()
        title = capital and (match[0].istitle() or end - start == 1)
        found.append(Word(start, end, _small(match[0]), folded[start:end], gap, capital, title, accented))
        last = end
    return found


def _is_sparing(text: str) -> bool:
    """Say whether a text has capital letters only here and there; else they tell nothing."""
    long = [word for word in WORD.findall(text) if len(word) > 1 and word.isalpha()]
    return sum(word.isupper() for word in long) <= SPARING * len(long)


@lru_cache(maxsize=4096)
def _small(word: str) -> str:
    return word.lower()
