"""Tell the times and fees that one channel of a published record has apart: for whom each is, or that it is unclear."""

import re
from collections.abc import Callable, Iterable
from typing import Any

Row = dict[str, Any]
Measure = Callable[[Row], Any]

TAIL = re.compile(r"\s+—\s+(.+)$|\((.+)\)$", re.DOTALL)


def apart(rows: Iterable[Row], measure: Measure) -> list[Row]:
    """Return the rows with `note` and `unclear`; of one channel equal ones once, with their notes together.

    Rows of one channel that differ are told apart by notes of their own alone. Without these, and
    where channels that differ share a note that names several of their values, each is `unclear`:
    it is stated, but not for whom.
    """
    stated = [{**row, "note": _note(row)} for row in rows]
    shared = _cases_as_channels(stated, measure)
    told: list[Row] = []
    for channel in dict.fromkeys(row.get("channel") for row in stated):
        own = [row for row in stated if row.get("channel") == channel]
        notes = [row["note"] for row in own]
        differ = len({measure(row) for row in own}) > 1
        distinct = len(set(notes)) == len(notes) and all(notes)
        unclear = shared or (differ and not distinct)
        told += [{**row, "unclear": unclear} for row in (own if differ and distinct else _merged(own, measure))]
    return told


def over_channels(facts: Iterable[Row]) -> list[Row]:
    """Return facts that differ in nothing but their `channels` as one, of all these channels."""
    joined: list[Row] = []
    for fact in facts:
        same = next((each for each in joined if {**each, "channels": 0} == {**fact, "channels": 0}), None)
        if same is None:
            joined.append({**fact})
        else:
            same["channels"] = [*same["channels"], *(word for word in fact["channels"] if word not in same["channels"])]
    return joined


def after_value(text: str) -> str | None:
    """Return what a text says after its value: behind a dash, or in brackets at its end."""
    tail = TAIL.search(text)
    return (tail[1] or tail[2]) if tail else None


def _note(row: Row) -> str | None:
    return row.get("note") or after_value(row.get("text") or "")


def _merged(rows: list[Row], measure: Measure) -> list[Row]:
    """Return the rows of each measure as one."""
    groups: dict[Any, list[Row]] = {}
    for row in rows:
        groups.setdefault(measure(row), []).append(row)
    return [{**own[0], "note": "\n".join(dict.fromkeys(filter(None, _notes(own)))) or None} for own in groups.values()]


def _notes(rows: Iterable[Row]) -> Iterable[str | None]:
    return (row["note"] for row in rows)


def _cases_as_channels(rows: list[Row], measure: Measure) -> bool:
    """Say whether the one note of channels that differ names several of their values: it tells cases, not channels."""
    values = {str(measure(row)[0]) for row in rows}
    notes = {row["note"] for row in rows}
    if len(values) < 2 or len(notes) > 1:
        return False
    named = {number.lstrip("0") for number in re.findall(r"\d+(?:[.,]\d+)?", notes.pop() or "")}
    return len(values & named) > 1
