"""Describe a text for the intent classifier."""

from functools import lru_cache
from itertools import chain
from sys import intern

from bot.nlu.askings import read_askings
from procedures_db.everyday import everyday_phrases
from procedures_db.lessons import Lessons, taught
from procedures_db.lexicon import read_lexicon
from procedures_db.search.spelling import Spelling
from procedures_db.text import fold

ENDING = 4


def expand(text: str) -> str:
    """Return folded text, mended, with abbreviations written out."""
    return read_lexicon().expand(_spelling(taught()).mend(fold(text)))


def ending(text: str) -> str:
    """Return the last words of a text, folded: Vietnamese asks at the end."""
    return " ".join(expand(text).split()[-ENDING:])


def terms_of(text: str, characters: int) -> tuple[list[str], ...]:
    """Return the terms of a text for each part of the features that are fitted, in the order of these parts."""
    expanded = expand(text)
    words = expanded.split()
    pieces = [piece for word in words for piece in _pieces(word, characters)]
    return _runs(words[-ENDING:], 4), _runs(words, 3), _runs(text.lower().split(), 2), pieces


def _runs(words: list[str], longest: int) -> list[str]:
    """Return the words, and all runs of neighbours up to a length."""
    runs = [
        words[start : start + length] for length in range(2, longest + 1) for start in range(len(words) - length + 1)
    ]
    return words + [" ".join(run) for run in runs]


@lru_cache(maxsize=8_000)
def _pieces(word: str, longest: int) -> tuple[str, ...]:
    """Return the pieces of a word with a space at either end."""
    padded = f" {word} "
    lengths = range(2, longest + 1)
    pieces = (padded[start : start + length] for length in lengths for start in range(len(padded) - length + 1))
    return tuple(map(intern, pieces))  # words have most of them in common


@lru_cache(maxsize=4)
def _spelling(lessons: Lessons) -> Spelling:
    """Return what mends to the words of those who ask."""
    phrases = chain(*read_askings().values(), *everyday_phrases(lessons).values())
    return Spelling({*read_lexicon(lessons).words, *(word for phrase in phrases for word in fold(phrase).split())})
