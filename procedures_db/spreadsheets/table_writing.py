"""Write records as a folder of CSV files: commas, UTF-8 with the mark that Excel looks for."""

import csv
from collections.abc import Iterable
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any

from procedures_db.records import ProcedureRecord
from procedures_db.spreadsheets.cell_texts import guard
from procedures_db.spreadsheets.finishing import finished
from procedures_db.spreadsheets.flattening import flatten
from procedures_db.spreadsheets.layout import sheets

FINDINGS = ("outcome", "place", "field", "reason", "text")


def write_tables(folder: Path, records: Iterable[ProcedureRecord]) -> int:
    """Write records to a new folder, a file for each kind; return how many.

    Raises FileExistsError, FileNotFoundError; then there is no folder.
    """
    count = 0
    with finished(folder) as unfinished, ExitStack() as files:
        unfinished.mkdir()
        writers = {}
        for name, sheet in sheets().items():
            path = unfinished / f"{name}.csv"
            writers[name] = csv.writer(files.enter_context(path.open("w", encoding="utf-8-sig", newline="")))
            writers[name].writerow([column.name for column in sheet.columns])
        for record in records:
            count += 1
            for sheet, values in flatten(record):
                writers[sheet.name].writerow([_text(value) for value in values])
    return count


def write_findings(path: Path, findings: Iterable[tuple[str, ...]]) -> None:
    """Write what an import found to a new CSV file; raises FileExistsError, FileNotFoundError."""
    with finished(path) as unfinished, unfinished.open("w", encoding="utf-8-sig", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(FINDINGS)
        rows.writerows([guard(text) for text in finding] for finding in findings)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else guard(str(value))
