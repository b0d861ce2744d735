"""What a sheet looks like: names in bold that stay in sight, widths, explanations, lists to choose from."""

from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from procedures_db.spreadsheets.columns import Column, Kind
from procedures_db.spreadsheets.defaults import may_be_left_out
from procedures_db.spreadsheets.layout import Sheet
from procedures_db.spreadsheets.wording import meaning_of

AUTHOR = "motcua"
TEXT = "@"
FORMATS = {
    Kind.TEXT: TEXT,
    Kind.KEY: TEXT,
    Kind.WORD: TEXT,
    Kind.INTEGER: "0",
    Kind.DECIMAL: "General",
    Kind.DATE: "dd/mm/yyyy",
    Kind.TRUTH: "General",
}
WIDTHS = {Kind.TEXT: 36, Kind.DATE: 14, Kind.WORD: 18}
OTHER_WIDTH, NAME_MARGIN = 12, 3
LAST_ROW = 1_048_576
NEEDED, OPTIONAL = PatternFill("solid", fgColor="FFE699"), PatternFill("solid", fgColor="DDEBF7")


def add_sheet(workbook: Workbook, sheet: Sheet) -> Any:
    """Add a sheet with the names of its columns, and nothing below them yet."""
    page = workbook.create_sheet(sheet.name)
    page.freeze_panes = "A2"
    for number, column in enumerate(sheet.columns, 1):
        letter = get_column_letter(number)
        page.column_dimensions[letter].width = max(WIDTHS.get(column.kind, OTHER_WIDTH), len(column.name) + NAME_MARGIN)
        page.column_dimensions[letter].number_format = FORMATS[column.kind]
        if words := _choices(column):
            page.data_validations.append(_drop_down(words, f"{letter}2:{letter}{LAST_ROW}", strict=not column.many))
    page.append([_heading(page, sheet, column) for column in sheet.columns])
    return page


def heading(page: Any, text: str) -> Any:
    """Make a cell in bold."""
    cell = plain(page, text)
    cell.font = Font(bold=True)
    return cell


def plain(page: Any, text: str) -> Any:
    """Make a cell of text that wraps."""
    cell = WriteOnlyCell(page, text)
    cell.data_type = "s"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _heading(page: Any, sheet: Sheet, column: Column) -> Any:
    cell = heading(page, column.name)
    cell.fill = NEEDED if column.needed and not may_be_left_out(sheet, column) else OPTIONAL
    if meaning := meaning_of(sheet.name, column.name):
        cell.comment = Comment(meaning, AUTHOR, height=90, width=260)
    return cell


def _choices(column: Column) -> tuple[str, ...]:
    if column.kind is Kind.TRUTH:
        return ("TRUE", "FALSE")
    return column.words


def _drop_down(words: tuple[str, ...], cells: str, *, strict: bool) -> DataValidation:
    """Offer words to choose from; a cell that may hold several accepts what is typed."""
    listed = f'"{",".join(words)}"'
    return DataValidation(type="list", formula1=listed, allow_blank=True, showErrorMessage=strict, sqref=cells)
