"""The words of one-stop software and of people about dossiers, as words.yml has them."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from procedures_db.text import fold


@lru_cache
def wording() -> dict[str, Any]:
    """Return the words of words.yml."""
    return YAML(typ="safe").load((Path(__file__).parent / "words.yml").read_text(encoding="utf-8"))


@lru_cache
def meanings(part: str) -> dict[str, str]:
    """Return what each spelling of a part ("columns", "states") means, by the spelling without diacritics."""
    return {plain(spelling): name for name, spellings in wording()[part].items() for spelling in spellings}


def plain(text: str) -> str:
    """Return words to be compared: no diacritics, no signs."""
    return " ".join(fold(text).replace("/", " ").replace(".", " ").replace("-", " ").split())
