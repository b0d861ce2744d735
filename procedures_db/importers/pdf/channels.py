"""Read the channels of an export with their times and fees."""

from collections.abc import Iterable
from typing import Any

from procedures_db.importers.pdf.notes import without_repetition
from procedures_db.importers.pdf.pages import NotReadable
from procedures_db.importers.pdf.sections import Item, table
from procedures_db.importers.pdf.text import line_of, named
from procedures_db.importers.pdf.values import Value, read_duration, read_fees

WIDTH, CHANNEL = 4, 0

Rows = list[dict[str, Any]]


def read_channels(items: Iterable[Item]) -> Rows:
    """Return the rows as printed: `channel`, `duration`, `fees` and the `note` without repetitions.

    Raises NotReadable for a channel that is none of the three.
    """
    return [_row(cells) for cells in table(items, WIDTH, CHANNEL, lambda text: named("channels", text) is not None)]


def durations(rows: Rows) -> list[Value]:
    """Return the processing times of the rows, as published."""
    return [{**row["duration"], "channel": row["channel"], "note": row["note"] or None} for row in rows]


def fees(rows: Rows) -> list[Value]:
    """Return the fees of the rows, as published; of several amounts in a cell each is a row."""
    return [{**fee, "channel": row["channel"]} for row in rows for fee in row["fees"]]


def _row(cells: list[str]) -> dict[str, Any]:
    channel = named("channels", cells[CHANNEL])
    if channel is None:
        raise NotReadable(f"unknown channel {line_of(cells[CHANNEL])!r}")
    _, duration, fee, note = cells
    return {
        "channel": channel,
        "duration": read_duration(duration),
        "fees": read_fees(fee, without_repetition(note)),
        "note": without_repetition(note),
    }
