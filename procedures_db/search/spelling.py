"""Mend what is typed before it is searched: left-over keys, words heard otherwise in Hải Phòng, missing spaces."""

import re
from collections.abc import Iterable

DOUBLED = re.compile(r"(.)\1+")
KEYS = re.compile(r"(?<=[aeiouy])[a-z]*")  # what follows the first vowel, where Telex has its keys for marks and tones
MARKS = re.compile(r"[wsfrxj]")
# Letters that people here speak, and so type, as one another; longer ones first.
SOUNDS = (
    ("ngh", "ng"),
    ("gh", "g"),
    ("tr", "ch"),
    ("gi", "d"),
    ("r", "d"),
    ("z", "d"),
    ("x", "s"),
    ("k", "c"),
    ("q", "c"),
    ("f", "ph"),
    ("j", "d"),
    ("w", "u"),
)
BEGINNING = (("n", "l"),)
SHORTEST = 2  # letters of either part of a word that was run together


class Spelling:
    """The words that are known, folded; others are mended to the nearest in sound, or split in two."""

    def __init__(self, known: Iterable[str]) -> None:
        """Remember the known words and how they sound."""
        self._known = set(known)
        self._by_sound: dict[str, str] = {}
        for word in sorted(self._known):
            self._by_sound.setdefault(sound_of(word), word)

    def mend(self, text: str) -> str:
        """Return folded text with its unknown words mended where that is possible."""
        return " ".join(self._mended(word) for word in text.split())

    def _mended(self, word: str) -> str:
        if word in self._known or not word.isalpha():
            return word
        single = DOUBLED.sub(r"\1", word)
        for plain in (single, without_keys(single)):
            if plain in self._known:
                return plain
        return self._by_sound.get(sound_of(single)) or self._split(single) or word

    def _split(self, word: str) -> str | None:
        """Return two known words that were run together, the longest first one that leaves one."""
        for end in range(len(word) - SHORTEST, SHORTEST - 1, -1):
            if word[:end] in self._known and word[end:] in self._known:
                return f"{word[:end]} {word[end:]}"
        return None


def without_keys(word: str) -> str:
    """Return a word without the keys that were meant to become marks: "duwowng" becomes "duong"."""
    return KEYS.sub(lambda match: MARKS.sub("", match.group()), word, count=1)


def sound_of(word: str) -> str:
    """Return a key that is equal for words that sound alike, such as those that begin with ch and tr, or l and n."""
    for letters, sound in SOUNDS:
        if word.startswith(letters):
            word = sound + word[len(letters) :]
            break
    for letters, sound in BEGINNING:
        if word.startswith(letters) and not word.startswith(("ng", "nh")):
            word = sound + word[len(letters) :]
    return word.replace("y", "i")
