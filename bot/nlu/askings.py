"""Say each way of asking of many procedures, so that the words of procedures tell nothing about what is asked."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import cycle
from pathlib import Path
from zlib import crc32

from pydantic import BaseModel, Extra
from ruamel.yaml import YAML

from actions.reply import INTENTS
from bot.settings import ROOT
from procedures_db.text import fold

ASKINGS = ROOT / "nlu_data" / "askings.yml"
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


def said_of_many(askings: dict[str, list[str]], subjects: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield (text, intent): each way of asking after one procedure and another, every other one without diacritics."""
    subject = cycle(sorted(subjects, key=lambda text: crc32(text.encode())))
    for intent, phrases in askings.items():
        for phrase in phrases:
            for turn in range(TIMES):
                text = f"{next(subject)} {phrase}".strip()
                yield (fold(text) if turn % 2 else text), intent
