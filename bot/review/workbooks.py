"""Write tables as a workbook; no cell of theirs is ever run as a formula."""

import io
from collections.abc import Iterable
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from bot.review.exporting import RUN
from bot.review.tables import Cell, Table

WIDTHS = (10, 60)  # of columns, in characters: the least and the most
SHEET_NAME = 31  # characters that Excel allows
BOLD = Font(bold=True)


def write_xlsx(tables: Iterable[Table]) -> bytes:
    """Write each table to a sheet of its own."""
    workbook = Workbook(write_only=True)
    for table in tables:
        _add_sheet(workbook, table)
    written = io.BytesIO()
    workbook.save(written)
    return written.getvalue()


def _add_sheet(workbook: Any, table: Table) -> None:
    sheet = workbook.create_sheet(table.title[:SHEET_NAME])
    sheet.freeze_panes = "A2"
    for number, title in enumerate(table.columns):
        longest = max((len(str(row[number] or "")) for row in table.rows[:200]), default=0)
        least, most = WIDTHS
        sheet.column_dimensions[get_column_letter(number + 1)].width = min(most, max(least, len(title), longest) + 2)
    heads = [_text_cell(sheet, title) for title in table.columns]
    for head in heads:
        head.font = BOLD
    sheet.append(heads)
    for row in table.rows:
        sheet.append([_xlsx_cell(sheet, cell) for cell in row])


def _xlsx_cell(sheet: Any, cell: Cell) -> Any:
    if isinstance(cell, str):
        return _text_cell(sheet, cell) if cell.startswith(RUN) else ILLEGAL_CHARACTERS_RE.sub("", cell)
    return cell


def _text_cell(sheet: Any, text: str) -> Any:
    """Make a cell that is a text, whatever it begins with."""
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", text))
    cell.data_type = "s"
    return cell
