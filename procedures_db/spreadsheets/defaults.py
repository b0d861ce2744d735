"""What stands for cells that an office may leave empty."""

from textwrap import shorten
from typing import Any

from procedures_db.spreadsheets.columns import Column
from procedures_db.spreadsheets.layout import Sheet, sheets
from procedures_db.spreadsheets.wording import wording
from procedures_db.vocabulary import ChannelKind, Jurisdiction

SHORT = 80
MADE = {"short_name", "summary", "channels"}  # out of the name, and of the channels given elsewhere


def may_be_left_out(sheet: Sheet, column: Column) -> bool:
    """Say whether something stands for an empty cell of a needed column."""
    return column.name in MADE or column.name in wording()["defaults"].get(sheet.name, {})


def complete(procedure: dict[str, Any]) -> None:
    """Fill what was left empty in a procedure, its versions and their facts."""
    _fill("procedures", procedure)
    procedure.setdefault("short_name", shorten(procedure["name"], SHORT, placeholder="…"))
    for version in procedure["versions"]:
        _complete_version(version, procedure)


def _complete_version(version: dict[str, Any], procedure: dict[str, Any]) -> None:
    _fill("versions", version)
    version.setdefault("summary", procedure["name"])
    if procedure["code"][:1] in ("5", "6"):
        version.setdefault("jurisdiction", Jurisdiction.INTERNAL)
    for fee in version.get("fees", []):
        _fill("fees", fee)
    timed = [*version.get("fees", []), *version.get("processing_times", [])]
    named = {word for fact in timed for word in fact.get("channels", [])}
    channels = version.setdefault("channels", [kind.value for kind in ChannelKind if kind.value in named])
    for fact in timed:
        fact.setdefault("channels", channels)


def _fill(name: str, values: dict[str, Any]) -> None:
    for column, word in wording()["defaults"].get(name, {}).items():
        path = sheets()[name].column(column).path  # type: ignore[union-attr]
        inner = values
        for part in path[:-1]:
            inner = inner.setdefault(part, {})
        inner.setdefault(path[-1], word)
