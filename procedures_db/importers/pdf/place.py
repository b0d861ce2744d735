"""Tell from an export's texts whose record it is: the city's, another province's, or the whole country's.

A ministry's decision holds everywhere, unless those who receive or decide are the city's alone. Any other
decision is local, and so is a record without one. Whose it is, is told by the first of these that names a
place: where it is received, who handles it, who decides, what the rest of the text says. A place counts
when "province" or "city" stands before it; without that, only in the short texts. A local decision that
names no place, or ours beside another, is taken as another province's: a record of ours that is not found
can be asked after, one that is not ours would be believed.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from procedures_db.importers.pdf.text import squeeze

SHORT_TEXTS = ("receiving_address", "agency", "authority")


def locality(told: Mapping[str, Any], decision: str, rest: str) -> str | None:
    """Return the place a record is for: the city, another province, an unknown one; None for the whole country."""
    central = _is_central(decision)
    named = [places for key in SHORT_TEXTS if (places := _named(told.get(key) or "", weak=True))]
    if central:
        return _places()["city"] if named and set().union(*named) == {_places()["city"]} else None
    found = next(iter([*named, _named(rest, weak=False)]))
    if _places()["city"] in found and len(found) > 1:
        return _places()["unknown"]
    return next(iter(found), _places()["unknown"])


def _is_central(decision: str) -> bool:
    """Say whether a ministry or another body of the whole country decided."""
    letters = re.findall(r"[^\W\d_]+", decision.rpartition("/")[2])
    return any(re.fullmatch(_places()["central"], word) for word in letters)


def _named(text: str, *, weak: bool) -> dict[str, None]:
    """Return the provinces that a text names as such, or else, when `weak`, by their bare names; in order."""
    plain = squeeze(text)
    found = _strong().findall(plain) or (_weak().findall(plain) if weak else [])
    names = {squeeze(alias).casefold(): name for alias, name in _aliases().items()}
    return dict.fromkeys(names[place.casefold()] for place in found)


@lru_cache
def _strong() -> re.Pattern[str]:
    before = "|".join(map(squeeze, _places()["before"]))
    return re.compile(f"(?:{before})({_any_name()})", re.IGNORECASE)


@lru_cache
def _weak() -> re.Pattern[str]:
    return re.compile(f"({_any_name()})")


def _any_name() -> str:
    return "|".join(re.escape(squeeze(alias)) for alias in sorted(_aliases(), key=len, reverse=True))


@lru_cache
def _aliases() -> dict[str, str]:
    city = {alias: _places()["city"] for alias in _places()["city_names"]}
    return city | {name: name for name in _places()["provinces"]}


@lru_cache
def _places() -> dict[str, Any]:
    return YAML(typ="safe").load((Path(__file__).parent / "places.yml").read_text(encoding="utf-8"))
