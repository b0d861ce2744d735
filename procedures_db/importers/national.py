"""Turn a published record, in the words of docs/records.md, into the validated record."""

import re
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from pydantic import ValidationError

from procedures_db.importers.cases import after_value, apart, over_channels
from procedures_db.importers.findings import Doubt, Read, Rejected
from procedures_db.importers.oddities import oddities
from procedures_db.importers.portal_words import applicants, day_of, decision, jurisdiction, level, reception, words
from procedures_db.records import ProcedureRecord
from procedures_db.text import fold

SHORT, LABEL, NOTE = 80, 80, 400
TELLING = re.compile(r"\d\.\d{3}|\d/\d{4}/")
CHANNELS = {"online": "online", "in_person": "in_person", "postal": "post"}


def read_published(data: Any, place: str) -> Read | Rejected:
    """Validate one published record read at `place`; say why when it is not acceptable."""
    if not isinstance(data, dict):
        return Rejected(place, "this is no record: names and values are expected")
    doubts: list[Doubt] = []
    try:
        procedure = _procedure(data, doubts)
        doubts += oddities(data, day_of(data["snapshot"]).year)
        procedure["versions"][0]["doubts"] = [{**asdict(doubt), "text": doubt.text or None} for doubt in doubts]
        return Read(place, ProcedureRecord.parse_obj(procedure), doubts)
    except ValidationError as error:
        fault = error.errors()[0]
        return Rejected(place, f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}")
    except LookupError as error:
        return Rejected(place, f"{error} is missing, or a word that docs/records.md does not name")
    except (ValueError, TypeError, AttributeError) as error:
        return Rejected(place, f"a value is of another kind than docs/records.md says: {error}")


def _procedure(data: dict[str, Any], doubts: list[Doubt]) -> dict[str, Any]:
    name = " ".join(data["name"].split())
    return {
        "code": data["code"],
        "name": name,
        "short_name": _clip(name, SHORT),
        "sector": data.get("sector") or words()["unknown_sector"],
        "level": level(data.get("levels") or []),
        "applicants": applicants(data.get("subjects") or ""),
        "versions": [_version(data, name, doubts)],
    }


def _version(data: dict[str, Any], name: str, doubts: list[Doubt]) -> dict[str, Any]:
    papers = _sorted_papers(data.get("documents") or [])
    cases = _cases(papers)
    rows = [*(data.get("durations") or []), *(data.get("fees") or [])]
    named = [row["channel"] for row in rows if row.get("channel")]
    channels = sorted({CHANNELS[word] for word in (*named, *(data.get("channels") or []))})
    jumbled = data.get("source") in words()["jumbled"]
    return {
        "origin": "official",
        "jurisdiction": jurisdiction(data),
        "decision": decision(data),
        "source": {
            "title": words()["sources"].get(data.get("source"), words()["unknown_source"]),
            "url": data.get("url"),
            "retrieved_on": day_of(data["snapshot"]),
        },
        "summary": name,
        "authority": data.get("authority"),
        "agency": data.get("agency"),
        "received_by": reception(data),
        "where_note": _where_note(data.get("receiving_address")),
        "channels": channels,
        "circumstances": [
            {"key": key, "label": _clip(case.lstrip("-+* ").rstrip(";:., "), LABEL)} for case, key in cases.items()
        ],
        "documents": list(_documents(papers, cases, doubts)),
        "documents_note": _documents_note(papers),
        "fees": over_channels(_fees(data.get("fees") or [], channels, doubts)),
        "fee_note": _fee_note(data.get("fees") or []),
        "processing_times": over_channels(_times(data.get("durations") or [], channels, doubts)),
        "steps": [] if jumbled else _sentences(data.get("steps")),
        "eligibility": [] if jumbled else _sentences(data.get("requirements")),
        "results": _sentences(data.get("result")),
        "legal_basis": [
            {"number": law["number"], "name": _clip(law.get("name") or law["number"], NOTE)}
            for law in data.get("legal_basis") or []
            if law.get("number")
        ],
    }


def _sorted_papers(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the papers with headings that are no cases told apart: to show, to hand in, remarks."""
    headings = [(fold(text), handling) for handling, texts in words()["headings"].items() for text in texts]
    told = []
    for row in rows:
        title = fold(row.get("case") or "")
        found = next((handling for text, handling in headings if title.startswith(text)), None)
        told.append(row if found is None else {**row, "case": None, "handling": found})
    return [{**row, "is_note": True} if row.get("handling") == "remark" else row for row in told]


def _documents(rows: list[dict[str, Any]], cases: dict[str, str], doubts: list[Doubt]) -> Iterator[dict[str, Any]]:
    for row in rows:
        name = " ".join(row["name"].lstrip("-+* ").rstrip(";:., ").split())
        if not name:
            doubts.append(Doubt("document", "without a name", row["name"]))
        elif row.get("is_note"):
            doubts.append(Doubt("document", "without a number: a remark, or a paper that is not counted", name))
        else:
            yield {
                "name": name,
                "originals": row.get("original") or 0,
                "copies": row.get("copies") or 0,
                "form": row.get("form"),
                "handling": row.get("handling") or "submit",
                "circumstances": [cases[row["case"]]] if row.get("case") in cases else [],
            }


def _cases(rows: list[dict[str, Any]]) -> dict[str, str]:
    """Name the cases that papers fall under; a single one tells nothing."""
    titles = list(dict.fromkeys(row["case"] for row in rows if row.get("case") and not row.get("is_note")))
    return {title: f"case_{number}" for number, title in enumerate(titles, 1)} if len(titles) > 1 else {}


def _fees(rows: list[dict[str, Any]], channels: list[str], doubts: list[Doubt]) -> Iterator[dict[str, Any]]:
    """Take only amounts that the record states without contradiction; report the others."""
    sure = [row for row in rows if row["status"] == "stated" and row.get("amount_vnd") and _on(row, channels)]
    for row in apart(sure, lambda row: (row["amount_vnd"],)):
        yield {
            **_stated(row, channels, doubts, "fee"),
            "kind": "fee",
            "subject": "published_fee",
            "label": words()["fee_label"],
            "amount": row["amount_vnd"],
            "unit": "per_time",
        }
    _doubt("fee", rows, sure, channels, doubts)


def _times(rows: list[dict[str, Any]], channels: list[str], doubts: list[Doubt]) -> Iterator[dict[str, Any]]:
    """Take only lengths that the record states with their unit; report the others."""
    sure = [row for row in rows if row["status"] == "stated" and row.get("value") is not None and row.get("unit")]
    sure = [row for row in sure if _on(row, channels)]
    for row in apart(sure, lambda row: (row["value"], row["unit"], bool(row.get("at_most")))):
        yield {
            **_stated(row, channels, doubts, "processing time"),
            "value": row["value"],
            "unit": row["unit"],
            "at_most": bool(row.get("at_most")),
        }
    _doubt("processing time", rows, sure, channels, doubts)


def _stated(row: dict[str, Any], channels: list[str], doubts: list[Doubt], kind: str) -> dict[str, Any]:
    """Return channels and note of a stated value; one of which it is not said for whom is reported, and says so."""
    on = _on(row, channels)
    if row["unclear"]:
        doubts.append(Doubt(f"{kind}, {', '.join(on)}", "stated, but not for which case", row.get("text") or ""))
    return {
        "channels": on,
        "note": _clip(row["note"], NOTE) if row["note"] else None,
        "condition": words()["unclear_case"] if row["unclear"] else None,
    }


def _doubt(
    kind: str, rows: list[dict[str, Any]], sure: list[dict[str, Any]], channels: list[str], doubts: list[Doubt]
) -> None:
    doubts += [
        Doubt(f"{kind}, {', '.join(_on(row, channels))}", row["status"], row.get("text") or "")
        for row in rows
        if row not in sure and row["status"] != "no_information"
    ]


def _on(row: dict[str, Any], channels: list[str]) -> list[str]:
    """Return the channels of a row: its own, or all of the record when it names none."""
    return [CHANNELS[row["channel"]]] if row.get("channel") else channels


def _documents_note(rows: list[dict[str, Any]]) -> str | None:
    remarks = sum(bool(row.get("is_note")) for row in rows)
    return words()["remarks_left"].format(remarks) if remarks else None


def _where_note(address: str | None) -> str | None:
    return words()["receiving"].format(_clip(address, NOTE)) if address else None


def _fee_note(rows: list[dict[str, Any]]) -> str | None:
    """Return the first words that tell an amount or a document where no amount is stated; "free" is not repeated."""
    texts = [row.get("text") or "" for row in rows if row["status"] in ("text_only", "free_but_note_differs")]
    told = (after_value(text) or text for text in texts)
    telling = next((text for text in told if text and TELLING.search(text)), None)
    return telling and words()["published_says"].format(_clip(telling, NOTE))


def _sentences(text: str | None) -> list[str]:
    return [line.strip(" -+*") for line in (text or "").splitlines() if line.strip(" -+*")]


def _clip(text: str, length: int) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= length else plain[: length - 1].rsplit(" ", 1)[0] + "…"
