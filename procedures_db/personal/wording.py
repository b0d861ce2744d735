"""The words of words.yml, ready to be compared: as they are written and without diacritics."""

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from procedures_db.personal.letters import Word, plain


@lru_cache
def wording() -> dict[str, Any]:
    """Return the words of words.yml."""
    words: dict[str, Any] = YAML(typ="safe").load((Path(__file__).parent / "words.yml").read_text(encoding="utf-8"))
    return words


def is_among(word: Word, part: str, name: str) -> bool:
    """Say whether a word is of a list: with its diacritics in a text that has any, else without."""
    return word.written in forms(part, name, word.accented)


@lru_cache
def forms(part: str, name: str, accented: bool) -> frozenset[str]:
    """Return the words of a list in small letters, as they are written or without diacritics."""
    return frozenset(word.lower() if accented else plain(word) for word in wording()[part][name])


def any_of(words: Iterable[str]) -> str:
    """Return a pattern for any of these words without diacritics, the longest first."""
    return "|".join(map(re.escape, sorted({plain(word) for word in words}, key=len, reverse=True)))
