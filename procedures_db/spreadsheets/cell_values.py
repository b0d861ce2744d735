"""Read the value of a cell as its column wants it, or say why it cannot be read."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from procedures_db.spreadsheets.cell_numbers import LARGEST, read_date, read_decimal, read_integer, read_truth
from procedures_db.spreadsheets.cell_texts import clean, split_list
from procedures_db.spreadsheets.columns import Column, Kind


@dataclass(frozen=True)
class Unusable:
    """What stands in a cell that holds no value of its own: a formula or an error."""

    reason: str


def is_blank(raw: object) -> bool:
    """Say whether a cell holds nothing to be seen."""
    return raw is None or (isinstance(raw, str) and not clean(raw))


def read_value(raw: object, column: Column) -> Any:
    """Return the value of a cell that is not blank; raise ValueError saying why it cannot be read."""
    if isinstance(raw, Unusable):
        raise ValueError(raw.reason)
    if column.many:
        return [_read_one(item, column) for item in split_list(_read_text(raw))]
    return _read_one(raw, column)


def _read_one(raw: object, column: Column) -> Any:
    if column.words:
        return _read_word(raw, column.words)
    return READERS[column.kind](raw)


def _read_text(raw: object) -> str:
    if isinstance(raw, str):
        return raw
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        raise ValueError("a text is expected; format the column as text and write it again")
    if abs(raw) >= LARGEST or raw != int(raw):
        raise ValueError("the program made a number of this text; format the column as text and write it again")
    return str(int(raw))


def _read_key(raw: object) -> str:
    return clean(_read_text(raw))


def _read_word(raw: object, words: tuple[str, ...]) -> str:
    word = _read_key(raw).casefold()
    if word not in words:
        raise ValueError(f"{word!r} is not one of {', '.join(words)}")
    return word


READERS: dict[Kind, Callable[[object], Any]] = {
    Kind.TEXT: _read_text,
    Kind.KEY: _read_key,
    Kind.INTEGER: read_integer,
    Kind.DECIMAL: read_decimal,
    Kind.DATE: read_date,
    Kind.TRUTH: read_truth,
}
