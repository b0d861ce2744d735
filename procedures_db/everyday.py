"""How people put it: phrases of everyday life by which a procedure is asked for, beside its names."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, constr
from ruamel.yaml import YAML

from procedures_db.lessons import Lessons, taught
from procedures_db.records import CODE_PATTERN
from procedures_db.settings import EVERYDAY

Everyday = Mapping[str, list[str]]


class EverydayFile(BaseModel):
    """The layout of a file of nlu_data/everyday: phrases by code."""

    __root__: dict[constr(regex=CODE_PATTERN), list[str]]  # type: ignore[valid-type]


def everyday_phrases(lessons: Lessons | None = None) -> Everyday:
    """Return the phrases of all files and of the lessons, by default those that this process goes by."""
    return _everyday_phrases(lessons or taught())


@lru_cache(maxsize=4)
def _everyday_phrases(lessons: Lessons) -> Everyday:
    written = read_everyday()
    added = {code: [*written.get(code, []), *phrases] for code, phrases in lessons.names.items()}
    return {**written, **added}


@lru_cache
def read_everyday(folder: Path = EVERYDAY) -> Everyday:
    """Read the phrases of all files once; a code stands in one of them only."""
    found: dict[str, list[str]] = {}
    for path in sorted(folder.glob("*.yml")):
        found |= EverydayFile.parse_obj(YAML(typ="safe").load(path.read_text(encoding="utf-8"))).__root__
    return found
