"""Several times or fees of one channel: told for whom, or said to be unclear."""

from typing import Any

import pytest

from procedures_db.importers.cases import apart, over_channels

SAME_NOTE = "Nhà: 5 ngày. Đất: 9 ngày."


def row(channel: str, value: float, note: str | None = None, text: str = "") -> dict[str, Any]:
    """A stated time in days."""
    return {"channel": channel, "value": value, "unit": "day", "note": note, "text": text}


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (
            [row("in_person", 5, "Nhà"), row("in_person", 9, "Đất")],
            [("in_person", 5, "Nhà", False), ("in_person", 9, "Đất", False)],
        ),
        (
            [row("in_person", 5, SAME_NOTE), row("in_person", 9, SAME_NOTE)],
            [("in_person", 5, SAME_NOTE, True), ("in_person", 9, SAME_NOTE, True)],
        ),
        ([row("in_person", 5), row("in_person", 9)], [("in_person", 5, None, True), ("in_person", 9, None, True)]),
        ([row("in_person", 5, "Nhà"), row("in_person", 5, "Đất")], [("in_person", 5, "Nhà\nĐất", False)]),
        ([row("in_person", 5), row("online", 9)], [("in_person", 5, None, False), ("online", 9, None, False)]),
        (
            [row("in_person", 5, SAME_NOTE), row("post", 9, SAME_NOTE)],
            [("in_person", 5, SAME_NOTE, True), ("post", 9, SAME_NOTE, True)],
        ),
        (
            [row("in_person", 5, text="5 ngày — Nhà"), row("in_person", 9, text="9 ngày (Đất)")],
            [("in_person", 5, "Nhà", False), ("in_person", 9, "Đất", False)],
        ),
    ],
    ids=["own notes", "one note", "no note", "one value", "by channel", "cases as channels", "notes in the text"],
)
def test_different_values_are_told_apart_by_notes_of_their_own_alone(rows: Any, told: Any) -> None:
    """Else each is stated, but not for whom."""
    found = apart(rows, lambda row: (row["value"], row["unit"]))
    assert [(row["channel"], row["value"], row["note"], row["unclear"]) for row in found] == told


def test_what_differs_in_its_channel_alone_is_told_once() -> None:
    """In the order the channels come."""
    facts = [{"channels": [name], "value": value} for name, value in (("post", 5), ("online", 3), ("in_person", 5))]
    assert over_channels(facts) == [
        {"channels": ["post", "in_person"], "value": 5},
        {"channels": ["online"], "value": 3},
    ]
