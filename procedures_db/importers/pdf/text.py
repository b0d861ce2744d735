"""Put the broken lines of an export together again, and accents on their letters."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from procedures_db.text import tidy

SHAPES = "\u0302\u0306\u031b"  # circumflex, breve and horn: part of the letter, so before any tone
TONES = "\u0300\u0301\u0303\u0309\u0323"
STRAY = re.compile(rf"(\s+)([{SHAPES}{TONES}]+)")
TONE_FIRST = re.compile(rf"([{TONES}]+)([{SHAPES}]+)")


def join(lines: Iterable[str]) -> str:
    """Join the lines of one cell or paragraph: at a typed space, a slash or a hyphen the line goes on, else it ends."""
    text = ""
    for line in lines:
        text += line if not text or text[-1] in " /-" else f"\n{line}"
    return text


def resume(before: str, after: str) -> str:
    """Join what a page end has cut, even in the middle of a word; a capital or a dash begins a new line."""
    new = before[-1:].islower() or before[-1:] in ".;:,"
    begins = after[:1].isupper() or after[:1] in "-+*"
    return f"{before}\n{after}" if new and begins else before + after


def heal(text: str) -> str:
    """Return NFC text with every accent on its letter and white space folded, line by line."""
    decomposed = unicodedata.normalize("NFD", text)
    ordered = TONE_FIRST.sub(r"\2\1", STRAY.sub(r"\2\1", decomposed))
    lines = (tidy(line) for line in ordered.splitlines())
    return "\n".join(line for line in lines if line)


def line_of(text: str) -> str:
    """Return healed text as one line."""
    return " ".join(heal(text).split())


def squeeze(text: str) -> str:
    """Return healed text without any white space, to compare words that a line end may have broken."""
    return "".join(heal(text).split())


def known(text: str) -> str | None:
    """Return healed text, or None when it says that there is nothing to say."""
    healed = heal(text)
    return None if squeeze(healed) in {squeeze(word) for word in words()["nothing"]} else healed or None


def named(table: str, text: str) -> str | None:
    """Return what `text` means in a table of words.yml, whatever its white space."""
    return _table(table).get(squeeze(text))


@lru_cache
def _table(name: str) -> dict[str, str]:
    return {squeeze(word): meaning for word, meaning in words()[name].items()}


@lru_cache
def words() -> dict[str, Any]:
    """Return the words of the portal's exports and what they mean."""
    return YAML(typ="safe").load((Path(__file__).parent / "words.yml").read_text(encoding="utf-8"))
