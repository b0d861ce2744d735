"""What the words of the national portal mean here: levels, applicants, desks, jurisdiction, dates."""

import re
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from procedures_db.abolished import names_abolished
from procedures_db.importers.pdf.place import locality
from procedures_db.text import fold
from procedures_db.vocabulary import Jurisdiction, Level, Reception


def decision(data: dict[str, Any]) -> dict[str, Any]:
    """Return number and issuer of the decision, the issuer told by the letters of the number."""
    number = " ".join((data.get("decision") or "").split()) or None
    letters = re.findall(r"[^\W\d_]+", (number or "").rpartition("/")[2])
    issuer = next((words()["issuers"][word] for word in letters if word in words()["issuers"]), None)
    return {"number": number, "issuer": issuer or words()["unknown_issuer"]}


def jurisdiction(data: dict[str, Any]) -> Jurisdiction:
    """Tell whom a record concerns; a province's decision that names no place here is taken for another one's."""
    if data["code"][:1] in "56":
        return Jurisdiction.INTERNAL
    if (data.get("freshness") or "").startswith("pre_") or names_abolished(data["name"]):
        return Jurisdiction.BEFORE_MERGER
    if place := data.get("locality") or _place_of_province(data):
        return Jurisdiction.CITY if words()["city"] in place else Jurisdiction.OTHER_PROVINCE
    return Jurisdiction.NATIONAL


def _place_of_province(data: dict[str, Any]) -> str | None:
    """Return the place that a record decided by a province is for, from its texts."""
    number = data.get("decision") or ""
    if words()["province"] not in number:
        return None
    texts = [data["name"], *(str(data.get(key) or "") for key in ("steps", "requirements", "result"))]
    papers = [paper["name"] for paper in data.get("documents") or []]
    return locality(data, number, "\n".join([*texts, *papers]))


def level(levels: list[str]) -> Level:
    """Return the level nearest to people."""
    ranked = (Level.COMMUNE, Level.PROVINCE, Level.MINISTRY)
    return next((level for level in ranked if level.value in levels), Level.OTHER)


def reception(data: dict[str, Any]) -> Reception:
    """Tell which desk takes the dossier: by the words for police or another office, else by the level; or unknown."""
    named = data.get("agency") or data.get("authority") or ""
    desk = fold(f"{named} {data.get('sector') or ''}")
    for kind, names in words()["desks"].items():
        if any(fold(name) in desk for name in names):
            return Reception(kind)
    if not named and not data.get("receiving_address"):
        return Reception.UNKNOWN
    near = level(data.get("levels") or []) in (Level.COMMUNE, Level.PROVINCE)
    return Reception.SERVICE_CENTRE if near else Reception.AGENCY


def applicants(subjects: str) -> list[str]:
    """Return who may apply."""
    known = words()["applicants"]
    return list(dict.fromkeys(kind for word, kind in known.items() if word in subjects))


def day_of(text: str) -> date:
    """Read the last date of a snapshot such as 2026-06-10 or "…2026-09"; a month stands for its first day."""
    year, month, day = re.findall(r"(\d{4})-(\d{2})(?:-(\d{2}))?", text)[-1]
    return date(int(year), int(month), int(day or 1))


@lru_cache
def words() -> dict[str, Any]:
    """Return what the words of national records mean here."""
    return YAML(typ="safe").load((Path(__file__).parent / "national.yml").read_text(encoding="utf-8"))
