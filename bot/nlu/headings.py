"""Tell messages that are no more than a heading ("thời hạn giải quyết"): they ask, and name no procedure."""

import re
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, Extra
from ruamel.yaml import YAML

from actions.reply import INTENTS
from bot.settings import ROOT
from procedures_db.lexicon import read_lexicon
from procedures_db.text import fold

HEADINGS = ROOT / "nlu_data" / "headings.yml"


class HeadingsFile(BaseModel):
    """The layout of headings.yml: words that change nothing around headings, and headings by aspect."""

    class Config:
        extra = Extra.forbid

    around: list[str]
    headings: dict[str, list[str]]


def aspects_told(text: str) -> list[str]:
    """Return the aspects whose headings a text is made of, in their order, each once; none if it says anything else."""
    pattern, aspects, around = _headings()
    folded = read_lexicon().expand(text)
    found = list(dict.fromkeys(aspects[match.group()] for match in pattern.finditer(folded)))
    return found if not around.sub(" ", pattern.sub(" ", folded)).strip() else []


@lru_cache
def _headings(path: Path = HEADINGS) -> tuple[re.Pattern[str], dict[str, str], re.Pattern[str]]:
    """Return what matches a heading, the longest first, the aspect of each, and what matches the words around."""
    file = HeadingsFile.parse_obj(YAML(typ="safe").load(path.read_text(encoding="utf-8")))
    assert file.headings.keys() <= INTENTS.keys()
    aspects = {read_lexicon().expand(said): aspect for aspect, each in file.headings.items() for said in each}
    return _any_of(list(aspects)), aspects, _any_of([fold(word) for word in file.around])


def _any_of(phrases: list[str]) -> re.Pattern[str]:
    longest_first = sorted(phrases, key=len, reverse=True)
    return re.compile(rf"(?<!\S)(?:{'|'.join(map(re.escape, longest_first))})(?!\S)")
