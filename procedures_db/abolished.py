"""Take the offices of districts out of a record that is answered: there are none since 1 July 2025.

They ended with Resolution 203/2025/QH15 and the merger of that day. What was published stays as it was in the
database, in `motcua show` and in the history; people must not be sent there.
"""

import re
from dataclasses import fields, is_dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from procedures_db.facts import RecordInForce
from procedures_db.text import fold

OFFICES = ("authority", "agency")


def names_abolished(text: str) -> bool:
    """Say whether a text names an office of a district."""
    return _pattern().search(text) is not None


def without_abolished(record: RecordInForce) -> RecordInForce:
    """Return a record that names no office of a district: as an authority it is unknown, elsewhere it has ended."""
    changes: dict[str, Any] = {name: None for name in OFFICES if _has_ended(getattr(record, name) or "")}
    told = {field.name for field in fields(record)} - {"name", "source", "doubts", *OFFICES}
    changes |= {name: _rewritten(getattr(record, name)) for name in told}
    return replace(record, **changes)


def _has_ended(office: str) -> bool:
    """Say whether an office is one of a district, such as a department that only districts had."""
    return names_abolished(office) or fold(office) in {fold(name) for name in _words()["alone"]}


def _rewritten(value: Any) -> Any:
    if type(value) is str:
        return _pattern().sub(_words()["instead"], value)
    if isinstance(value, tuple):
        return tuple(_rewritten(part) for part in value)
    if is_dataclass(value) and not isinstance(value, type) and hasattr(value, "note"):
        return replace(
            value, **{name: _rewritten(getattr(value, name)) for name in ("note", "condition")} | _name(value)
        )
    return value


def _name(fact: Any) -> dict[str, Any]:
    return {"name": _rewritten(fact.name)} if hasattr(fact, "name") else {}


@lru_cache
def _pattern() -> re.Pattern[str]:
    words = _words()
    body, between, unit = ("|".join(map(re.escape, words[name])) for name in ("bodies", "between", "units"))
    units = rf"(?:{unit})\b(?:\s*[,/]\s*(?:{unit})\b)*"
    return re.compile(rf"(?i)\b(?:{body})(?:\s+(?:{between}))*\s+{units}|\b{words['level']}\s+{units}")


@lru_cache
def _words() -> dict[str, Any]:
    return YAML(typ="safe").load((Path(__file__).parent / "abolished.yml").read_text(encoding="utf-8"))
