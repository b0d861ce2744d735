"""Read an official PDF export of the national portal into a published record (docs/records.md)."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from procedures_db.importers.findings import Read, Rejected
from procedures_db.importers.national import read_published
from procedures_db.importers.pdf.channels import durations, fees, read_channels
from procedures_db.importers.pdf.documents import read_documents
from procedures_db.importers.pdf.laws import read_laws
from procedures_db.importers.pdf.layout import read_layout
from procedures_db.importers.pdf.pages import Line, NotReadable, read_pages
from procedures_db.importers.pdf.place import locality
from procedures_db.importers.pdf.sections import BEGINNING, Item, Sections, prose, share_out, table
from procedures_db.importers.pdf.text import heal, known, line_of, named, squeeze, words

SOURCE = "portal-pdf"
TEXTS = ("steps", "requirements", "result")


def read_export(path: Path, read_on: date) -> Iterator[Read | Rejected]:
    """Yield the one record of an export that was taken from the portal on `read_on`, or why it is rejected."""
    try:
        found: Read | Rejected = read_published(published(path, read_on), path.name)
    except (ValueError, LookupError) as error:
        reason = str(error) if isinstance(error, NotReadable) else f"{type(error).__name__}: {error}"
        found = Rejected(path.name, reason)
    yield found


def published(path: Path, read_on: date) -> dict[str, Any]:
    """Return an export as a published record; raise NotReadable when it cannot be read as a whole."""
    sections = share_out(read_layout(read_pages(path)))
    told = _told(sections)
    rows = read_channels(sections["channels"])
    record = {
        **told,
        "levels": _levels(told["levels"] or ""),
        "documents": list(read_documents(sections["documents"])),
        "channels": list(dict.fromkeys(row["channel"] for row in rows)),
        "durations": durations(rows),
        "fees": fees(rows),
        "steps": prose(sections.get("steps", [])),
        "requirements": prose(sections.get("requirements", [])),
        "result": _without_codes(prose(sections["result"]) or ""),
        "legal_basis": list(read_laws(sections.get("legal_basis", []))),
        "source": SOURCE,
        "snapshot": read_on.isoformat(),
    }
    return {**record, "locality": locality(told, told["decision"] or "", _all_texts(record))}


def _told(sections: Sections) -> dict[str, str | None]:
    """Return the agency and what the first table tells; raise NotReadable when code or name are missing."""
    told: dict[str, str | None] = dict.fromkeys(words()["labels"].values())
    told |= _info(sections[BEGINNING]) | {"agency": _value(prose(sections.get("agency", [])) or "")}
    for key in ("code", "name"):
        if not told[key]:
            raise NotReadable(f"the export has no {key}")
    return told | {"code": squeeze(told["code"] or "")}


def _all_texts(record: dict[str, Any]) -> str:
    """Return what a record says beside its short texts, a line each."""
    names = [row["name"] for row in (*record["documents"], *record["legal_basis"])]
    return "\n".join(record[key] or "" for key in ("name", *TEXTS)) + "\n" + "\n".join(names)


def _info(items: Iterable[Item]) -> dict[str, str | None]:
    """Return the values of the first table by the keys of their labels."""
    titleless = [item for item in items if not _is_title(item)]
    rows = table(titleless, 2, 0, lambda label: named("labels", label) is not None)
    return {key: _value(value) for label, value in rows if (key := named("labels", label))}


def _is_title(item: Item) -> bool:
    return isinstance(item, Line) and squeeze(item.text) == squeeze(words()["title"])


def _value(cell: str) -> str | None:
    return line_of(known(cell) or "") or None


def _levels(text: str) -> list[str]:
    """Return the levels in our words; one that is none of the portal's is "other"."""
    return [named("levels", word) or "other" for word in text.split(",") if word.strip()]


def _without_codes(text: str) -> str | None:
    """Return the results without the lines that hold their codes."""
    code = squeeze(words()["result_code"])
    lines = (line for line in heal(text).splitlines() if not squeeze(line).startswith(code))
    return "\n".join(lines) or None
