"""Write a table as CSV; no cell of it is ever run as a formula."""

import csv
import io
from datetime import datetime

from bot.review.tables import Cell, Table

RUN = ("=", "+", "-", "@", "\t", "\r")  # what spreadsheets begin a formula with


def write_csv(table: Table) -> bytes:
    """Write one table as spreadsheets read it: UTF-8 with its mark."""
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(table.columns)
    rows.writerows([_csv_cell(cell) for cell in row] for row in table.rows)
    return ("\ufeff" + text.getvalue()).encode()


def _csv_cell(cell: Cell) -> Cell:
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "minutes")
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(RUN) else cell
