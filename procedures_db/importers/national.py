"""Turn a published record, in the words of docs/records.md, into the validated record."""

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from ruamel.yaml import YAML

from procedures_db.importers.findings import Doubt, Read, Rejected
from procedures_db.records import ProcedureRecord
from procedures_db.vocabulary import Jurisdiction, Level

SHORT, LABEL, NOTE = 80, 80, 400
CHANNELS = {"online": "online", "in_person": "in_person", "postal": "post"}


def read_published(data: Any, place: str) -> Read | Rejected:
    """Validate one published record read at `place`; say why when it is not acceptable."""
    if not isinstance(data, dict):
        return Rejected(place, "this is no record: names and values are expected")
    doubts: list[Doubt] = []
    try:
        return Read(place, ProcedureRecord.parse_obj(_procedure(data, doubts)), doubts)
    except ValidationError as error:
        fault = error.errors()[0]
        return Rejected(place, f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}")
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        return Rejected(place, f"{type(error).__name__}: {error}")


def _procedure(data: dict[str, Any], doubts: list[Doubt]) -> dict[str, Any]:
    name = " ".join(data["name"].split())
    return {
        "code": data["code"],
        "name": name,
        "short_name": _clip(name, SHORT),
        "sector": data.get("sector") or words()["unknown_sector"],
        "level": _level(data.get("levels") or []),
        "applicants": _applicants(data.get("subjects") or ""),
        "versions": [_version(data, name, doubts)],
    }


def _version(data: dict[str, Any], name: str, doubts: list[Doubt]) -> dict[str, Any]:
    cases = _cases(data.get("documents") or [])
    rows = [*(data.get("durations") or []), *(data.get("fees") or [])]
    named = [row["channel"] for row in rows if row.get("channel")]
    channels = sorted({CHANNELS[word] for word in (*named, *(data.get("channels") or []))})
    jumbled = data.get("source") in words()["jumbled"]
    return {
        "origin": "official",
        "jurisdiction": _jurisdiction(data),
        "decision": _decision(data),
        "source": {
            "title": words()["sources"].get(data.get("source"), words()["unknown_source"]),
            "url": data.get("url"),
            "retrieved_on": _day(data["snapshot"]),
        },
        "summary": name,
        "authority": data.get("authority") or data.get("agency"),
        "agency": data.get("agency"),
        "channels": channels,
        "circumstances": [{"key": key, "label": _clip(case, LABEL)} for case, key in cases.items()],
        "documents": list(_documents(data.get("documents") or [], cases, doubts)),
        "fees": list(_fees(data.get("fees") or [], channels, doubts)),
        "fee_note": _first_text(data.get("fees") or []),
        "processing_times": list(_times(data.get("durations") or [], channels, doubts)),
        "steps": [] if jumbled else _sentences(data.get("steps")),
        "eligibility": [] if jumbled else _sentences(data.get("requirements")),
        "results": _sentences(data.get("result")),
        "legal_basis": [
            {"number": law["number"], "name": _clip(law.get("name") or law["number"], NOTE)}
            for law in data.get("legal_basis") or []
            if law.get("number")
        ],
    }


def _decision(data: dict[str, Any]) -> dict[str, Any]:
    number = " ".join((data.get("decision") or "").split()) or None
    letters = re.findall(r"[^\W\d_]+", (number or "").rpartition("/")[2])
    issuer = next((words()["issuers"][word] for word in letters if word in words()["issuers"]), None)
    return {"number": number, "issuer": issuer or words()["unknown_issuer"]}


def _documents(rows: list[dict[str, Any]], cases: dict[str, str], doubts: list[Doubt]) -> Iterator[dict[str, Any]]:
    for row in rows:
        name = " ".join(row["name"].lstrip("-+* ").split())
        if not name:
            doubts.append(Doubt("document", "without a name", row["name"]))
        elif not row.get("is_note"):
            yield {
                "name": name,
                "originals": row.get("original") or 0,
                "copies": row.get("copies") or 0,
                "form": row.get("form"),
                "circumstances": [cases[row["case"]]] if row.get("case") in cases else [],
            }


def _cases(rows: list[dict[str, Any]]) -> dict[str, str]:
    """Name the cases that papers fall under; a single one tells nothing."""
    titles = list(dict.fromkeys(row["case"] for row in rows if row.get("case") and not row.get("is_note")))
    return {title: f"case_{number}" for number, title in enumerate(titles, 1)} if len(titles) > 1 else {}


def _fees(rows: list[dict[str, Any]], channels: list[str], doubts: list[Doubt]) -> Iterator[dict[str, Any]]:
    """Take only amounts that the record states without contradiction; report the others."""
    for row in rows:
        on = _on(row, channels)
        if on and row["status"] == "stated" and row.get("amount_vnd"):
            yield {
                "kind": "fee",
                "subject": "published_fee",
                "label": words()["fee_label"],
                "channels": on,
                "amount": row["amount_vnd"],
                "unit": "per_time",
            }
        elif row["status"] != "no_information":
            doubts.append(Doubt(f"fee, {', '.join(on)}", row["status"], row.get("text") or ""))


def _times(rows: list[dict[str, Any]], channels: list[str], doubts: list[Doubt]) -> Iterator[dict[str, Any]]:
    """Take only lengths that the record states with their unit; report the others."""
    for row in rows:
        on = _on(row, channels)
        if on and row["status"] == "stated" and row.get("value") is not None and row.get("unit"):
            note = _clip(row["note"], NOTE) if row.get("note") else None
            yield {"channels": on, "value": row["value"], "unit": row["unit"], "note": note}
        elif row["status"] != "no_information":
            doubts.append(Doubt(f"processing time, {', '.join(on)}", row["status"], row.get("text") or ""))


def _on(row: dict[str, Any], channels: list[str]) -> list[str]:
    """Return the channels of a row: its own, or all of the record when it names none."""
    return [CHANNELS[row["channel"]]] if row.get("channel") else channels


def _jurisdiction(data: dict[str, Any]) -> Jurisdiction:
    if data["code"][:1] in "56":
        return Jurisdiction.INTERNAL
    if (data.get("freshness") or "").startswith("pre_"):
        return Jurisdiction.BEFORE_MERGER
    if place := data.get("locality"):
        return Jurisdiction.CITY if words()["city"] in place else Jurisdiction.OTHER_PROVINCE
    return Jurisdiction.NATIONAL


def _level(levels: list[str]) -> Level:
    ranked = (Level.COMMUNE, Level.PROVINCE, Level.MINISTRY)
    return next((level for level in ranked if level.value in levels), Level.OTHER)


def _applicants(subjects: str) -> list[str]:
    known = words()["applicants"]
    return list(dict.fromkeys(kind for word, kind in known.items() if word in subjects))


def _day(text: str) -> date:
    """Read the last date of a snapshot such as 2026-06-10 or "…2026-09"; a month stands for its first day."""
    year, month, day = re.findall(r"(\d{4})-(\d{2})(?:-(\d{2}))?", text)[-1]
    return date(int(year), int(month), int(day or 1))


def _first_text(rows: list[dict[str, Any]]) -> str | None:
    return next((_clip(row["text"], NOTE) for row in rows if row.get("text") and row["status"] != "stated"), None)


def _sentences(text: str | None) -> list[str]:
    return [line.strip(" -+*") for line in (text or "").splitlines() if line.strip(" -+*")]


def _clip(text: str, length: int) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= length else plain[: length - 1].rsplit(" ", 1)[0] + "…"


@lru_cache
def words() -> dict[str, Any]:
    """Return what the words of national records mean here."""
    return YAML(typ="safe").load((Path(__file__).parent / "national.yml").read_text(encoding="utf-8"))
