"""The cells of a workbook's sheets, row by row, as plain values; formulas and errors are marked."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.worksheet._reader import WorkSheetParser  # tells rows, columns and merged cells as the file has them

from procedures_db.spreadsheets.cell_texts import decode_xlsx
from procedures_db.spreadsheets.cell_values import Unusable
from procedures_db.spreadsheets.sheet_rows import Cells, UnreadableFile

LAST_ROW = 1_048_576


def sheets_of(path: Path) -> Iterator[tuple[str, Iterator[tuple[int, Cells]]]]:
    """Yield the title and the rows of every sheet, hidden ones too; the rows must be read before the next sheet.

    Raises UnreadableFile for merged cells, and whatever the library raises for a damaged file.
    """
    workbook = load_workbook(path, read_only=True, keep_links=False)
    try:
        for sheet in workbook.worksheets:
            yield sheet.title, _rows(workbook, sheet, f"{path.name}:{sheet.title}")
    finally:
        workbook.close()


def _rows(workbook: Any, sheet: Any, place: str) -> Iterator[tuple[int, Cells]]:
    with sheet._get_source() as source:
        parser = WorkSheetParser(
            source,
            sheet._shared_strings,
            epoch=workbook.epoch,
            date_formats=workbook._date_formats,
            timedelta_formats=workbook._timedelta_formats,
        )
        for number, cells in parser.parse():
            if number > LAST_ROW:
                raise UnreadableFile(f"{place}:{number}", "no sheet has so many rows")
            yield number, {cell["column"] - 1: _plain(cell) for cell in cells if cell["value"] is not None}
    if parser.merged_cells and parser.merged_cells.mergeCell:
        first = parser.merged_cells.mergeCell[0].ref
        raise UnreadableFile(place, f"the cells {first} are merged; a row must fill its own cells")


def _plain(cell: dict[str, Any]) -> object:
    value = cell["value"]
    if cell["data_type"] == "f":
        return Unusable("a formula; paste its value")
    if cell["data_type"] == "e":
        return Unusable(f"the error {value}")
    return decode_xlsx(value) if isinstance(value, str) else value
