"""Read the rows of one sheet: the names of its columns, then a row at a time with every fault named."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from procedures_db.records import is_procedure_code
from procedures_db.spreadsheets.cell_texts import clean
from procedures_db.spreadsheets.cell_values import Unusable, is_blank, read_value
from procedures_db.spreadsheets.columns import Column
from procedures_db.spreadsheets.defaults import may_be_left_out
from procedures_db.spreadsheets.layout import CODE, TIES, Sheet

Cells = dict[int, object]  # what stands in a row, by the number of the column from 0 on
NUMBERED_CODE = (
    "the program made a number of this code and may have lost zeros at its end; "
    "format the column as text and write the code again"
)


class UnreadableFile(ValueError):
    """A file that cannot be read as a whole: the place of the fault and the reason."""

    def __init__(self, place: str, reason: str) -> None:
        """Keep the place apart from the reason."""
        super().__init__(f"{place}: {reason}")
        self.place, self.reason = place, reason


@dataclass(eq=False)
class Row:
    """A row that holds something: where it stands, what it belongs to, its values, its faults."""

    sheet: Sheet
    place: str
    code: str = ""
    version: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def rows_of(sheet: Sheet, file: str, numbered: Iterator[tuple[int, Cells]]) -> Iterator[Row]:
    """Yield the rows of a sheet whose places begin with `file`; blank ones are skipped.

    Raises UnreadableFile when a column is unknown, given twice or missing.
    """
    columns: dict[int, Column] | None = None
    for number, cells in numbered:
        filled = {index: raw for index, raw in cells.items() if not is_blank(raw)}
        if columns is None:
            columns = _columns(sheet, f"{file}:{number}", filled)
        elif filled:
            yield _row(sheet, f"{file}:{number}", columns, filled)


def _columns(sheet: Sheet, place: str, cells: Cells) -> dict[int, Column]:
    names = {index: clean(str(raw)).casefold() for index, raw in cells.items() if not isinstance(raw, Unusable)}
    columns = {index: column for index, name in names.items() if (column := sheet.column(name))}
    known = ", ".join(column.name for column in sheet.columns)
    for index, raw in cells.items():
        if index not in columns:
            raise UnreadableFile(place, f"unknown column {_shown(raw)}; the columns are {known}")
    given = [column.name for column in columns.values()]
    if twice := {name for name in given if given.count(name) > 1}:
        raise UnreadableFile(place, f"the column {', '.join(sorted(twice))} stands here twice")
    for column in sheet.columns:
        if column.needed and column.name not in given and not may_be_left_out(sheet, column):
            raise UnreadableFile(place, f"the column {column.name} is missing")
    return columns


def _row(sheet: Sheet, place: str, columns: dict[int, Column], cells: Cells) -> Row:
    row = Row(sheet, place)
    for index, raw in cells.items():
        if index not in columns:
            row.faults.append(f"{_shown(raw)} stands in a column without a name")
            continue
        column = columns[index]
        try:
            _put(row, column, _code(row, raw) if column == CODE else read_value(raw, column))
        except ValueError as error:
            row.faults.append(f"{column.name}: {error}")
    row.faults += [f"{name} is missing" for name in _missing(sheet, columns, cells)]
    return row


def _missing(sheet: Sheet, columns: dict[int, Column], cells: Cells) -> list[str]:
    given = {columns[index].name for index in cells if index in columns}
    wanted = [column for column in sheet.columns if column.needed and not may_be_left_out(sheet, column)]
    return [column.name for column in wanted if column.name not in given]


def _code(row: Row, raw: object) -> Any:
    """Read the code; one that became a number is a fault of the procedure whose code it may have been."""
    code: str = clean(str(raw)) if isinstance(raw, float | int) else read_value(raw, CODE)
    if is_procedure_code(code) and isinstance(raw, str):
        return code
    if re.fullmatch(r"\d([.,]\d{1,6})?", code):
        row.code = f"{float(code.replace(',', '.')):.6f}"
        raise ValueError(NUMBERED_CODE)
    row.code = code
    raise ValueError(f"{code!r} is no code like 1.001193")


def _put(row: Row, column: Column, value: Any) -> None:
    if column in TIES:
        setattr(row, column.name, value)
        return
    inner = row.values
    for name in column.path[:-1]:
        inner = inner.setdefault(name, {})
    inner[column.path[-1]] = value


def _shown(raw: object) -> str:
    return re.sub(r"\s+", " ", repr(raw.reason if isinstance(raw, Unusable) else str(raw)))[:60]
