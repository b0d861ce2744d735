"""Write a workbook: the guide, then a sheet of rows for each kind, never a formula."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from procedures_db.records import ProcedureRecord
from procedures_db.spreadsheets.cell_numbers import LARGEST
from procedures_db.spreadsheets.cell_texts import encode_xlsx
from procedures_db.spreadsheets.columns import Column
from procedures_db.spreadsheets.finishing import finished
from procedures_db.spreadsheets.flattening import flatten
from procedures_db.spreadsheets.guide import add_guide
from procedures_db.spreadsheets.layout import Sheet, sheets
from procedures_db.spreadsheets.sheet_looks import FORMATS, add_sheet

LONGEST = 32_767  # characters of a cell, as UTF-16 counts them
FIRST_DAY = date(1900, 3, 1)  # days before it are another day for Excel than for the calendar


class CellTooLong(ValueError):
    """A text that no cell of a workbook can hold; the message names it and the way out."""


def write_workbook(path: Path, records: Iterable[ProcedureRecord]) -> int:
    """Write records to a new .xlsx file, rows going to disk as they come; return how many records.

    Raises CellTooLong, FileExistsError, FileNotFoundError, ValueError for another ending; then there is no file.
    """
    if path.suffix.lower() != ".xlsx":
        raise ValueError(f"{path.name} must end with .xlsx.")
    count = 0
    with finished(path) as unfinished:
        workbook = Workbook(write_only=True)
        add_guide(workbook)
        pages = {name: add_sheet(workbook, sheet) for name, sheet in sheets().items()}
        for record in records:
            count += 1
            for sheet, values in flatten(record):
                pages[sheet.name].append(_cells(pages[sheet.name], sheet, values, record.code))
        workbook.save(unfinished)
    return count


def _cells(page: Any, sheet: Sheet, values: list[Any], code: str) -> list[Any]:
    pairs = zip(sheet.columns, values, strict=True)
    return [None if value is None else _cell(page, sheet, column, value, code) for column, value in pairs]


def _cell(page: Any, sheet: Sheet, column: Column, value: Any, code: str) -> Any:
    if _must_be_text(value):
        value = str(value)
    cell = WriteOnlyCell(page)
    cell.number_format = FORMATS[column.kind]
    if not isinstance(value, str):
        cell.value = value
        return cell
    text = encode_xlsx(value)
    if len(text.encode("utf-16-le")) // 2 > LONGEST:
        raise CellTooLong(
            f"{code}: the text of {sheet.name}.{column.name} is longer than the {LONGEST} characters that a cell "
            "of a workbook holds. Export to a folder instead; CSV has no such limit."
        )
    cell.value = text
    cell.data_type = "s"  # a text, whatever it begins with
    return cell


def _must_be_text(value: Any) -> bool:
    """Say whether Excel would keep another number or day than the value."""
    if isinstance(value, date):
        return value < FIRST_DAY
    return isinstance(value, int) and abs(value) >= LARGEST
