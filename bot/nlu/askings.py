"""Say each way of asking of many procedures, so that the words of procedures tell nothing about what is asked."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import cycle
from pathlib import Path
from zlib import crc32

from pydantic import BaseModel, Extra
from ruamel.yaml import YAML

from actions.reply import INTENTS
from bot.settings import ROOT
from procedures_db.lexicon import read_lexicon
from procedures_db.text import fold

ASKINGS = ROOT / "nlu_data" / "askings.yml"
PLAIN = ("documents", "fee", "duration", "where", "form")  # aspects that people ask after together
TIMES = 4  # procedures of which each way of asking is said


class AskingsFile(BaseModel):
    """The layout of askings.yml: how people ask, by aspect."""

    class Config:
        extra = Extra.forbid

    askings: dict[str, list[str]]


@lru_cache
def read_askings(path: Path = ASKINGS) -> dict[str, list[str]]:
    """Read how people ask, by intent."""
    file = AskingsFile.parse_obj(YAML(typ="safe").load(path.read_text(encoding="utf-8")))
    return {INTENTS[aspect]: phrases for aspect, phrases in file.askings.items()}


def asked_aspects(text: str) -> list[str]:
    """Return the plain aspects that the words of a text ask after, in their order, each once."""
    pattern, aspects = _plain_askings()
    return list(dict.fromkeys(aspects[match.group()] for match in pattern.finditer(read_lexicon().expand(text))))


@lru_cache
def _plain_askings() -> tuple[re.Pattern[str], dict[str, str]]:
    """Return what matches the words that ask after a plain aspect, the longest first, and the aspect of each."""
    askings = read_askings()
    aspects = {fold(phrase): aspect for aspect in PLAIN for phrase in askings[INTENTS[aspect]] if " " in phrase}
    phrases = "|".join(map(re.escape, sorted(aspects, key=len, reverse=True)))
    return re.compile(rf"(?<!\S)(?:{phrases})(?!\S)"), aspects


def said_of_many(askings: dict[str, list[str]], subjects: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield (text, intent): each way of asking after one procedure and another, every other one without diacritics."""
    subject = cycle(sorted(subjects, key=lambda text: crc32(text.encode())))
    for intent, phrases in askings.items():
        for phrase in phrases:
            for turn in range(TIMES):
                text = f"{next(subject)} {phrase}".strip()
                yield (fold(text) if turn % 2 else text), intent
