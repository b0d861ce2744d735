"""Find what is odd in a published record of any source; it is kept as printed and told to the editor."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from procedures_db.importers.findings import Doubt
from procedures_db.text import tidy

NUMBERED = re.compile(r"\d+[^\W\d_]?(?:\.\d+)?/(?:(\d{4})/)?([^\W\d_]+)")
EXCERPT = 60  # characters on either side of a word found in a longer text
TEXTS = ("agency", "authority", "receiving_address", "steps", "requirements", "result")


def oddities(data: dict[str, Any], year: int) -> Iterator[Doubt]:
    """Yield what is odd in a record that was read in `year`.

    A field that a source leaves out is no gap, since it may not know it; one that it gives empty is.
    """
    yield from _decision(tidy(data.get("decision") or ""))
    for field in ("legal_basis", "agency"):
        if field in data and not data[field]:
            yield Doubt(field, "missing", "")
    for law in data.get("legal_basis") or []:
        number = tidy(law.get("number") or "")
        if reason := _fault_of_number(number, year):
            yield Doubt("legal basis", reason, number or tidy(law.get("name") or ""))
    yield from _papers(data.get("documents") or [])
    yield from _districts(data)


def _decision(number: str) -> Iterator[Doubt]:
    """Doubt a number that is not a decision's, such as that of a proposal."""
    letters = re.findall(r"[^\W\d_]+", number)
    if number and _words()["decision"] not in letters:
        yield Doubt("decision", "not the number of a decision", number)
    elif number.endswith("."):
        yield Doubt("decision", "malformed: ends with a dot", number)


def _fault_of_number(number: str, year: int) -> str | None:
    """Return what is wrong with a law's number; None when it can be right."""
    found = [(dated, kind) for dated, kind in NUMBERED.findall(number)]
    if not found:
        return "malformed: no number part" if number else "missing number"
    if len(found) > 1 or re.search(r"\s/|/\s", number):
        return "malformed: more than one number, or broken"
    if number.endswith("."):
        return "malformed: ends with a dot"
    dated, kind = found[0]
    if not dated:
        return None if kind in _words()["yearless"] else "malformed: without a year"
    return f"impossible: a year after {year}" if int(dated) > year else None


def _papers(papers: Iterable[dict[str, Any]]) -> Iterator[Doubt]:
    useless = {_bare(name) for name in _words()["useless_names"]}
    for paper in papers:
        name = tidy(paper["name"])
        if paper.get("is_note"):
            continue
        if _bare(name) in useless:
            yield Doubt("document", "useless name", name)
        elif name.endswith(":"):
            yield Doubt("document", "a heading, not a paper", name)


def _districts(data: dict[str, Any]) -> Iterator[Doubt]:
    """Doubt texts that send people to a district, a level that no longer exists since 01/07/2025."""
    texts = {field: str(data.get(field) or "") for field in TEXTS}
    texts["documents"] = "\n".join(paper["name"] for paper in data.get("documents") or [])
    for field, text in texts.items():
        plain = tidy(text)
        if found := re.search(_words()["district"], plain):
            yield Doubt(field, "names a district", plain[max(0, found.start() - EXCERPT) : found.end() + EXCERPT])


def _bare(name: str) -> str:
    return tidy(name).strip(" .;:,-+*").casefold()


@lru_cache
def _words() -> dict[str, Any]:
    return YAML(typ="safe").load((Path(__file__).parent / "oddities.yml").read_text(encoding="utf-8"))
