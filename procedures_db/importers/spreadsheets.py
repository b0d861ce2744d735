"""Read procedures from spreadsheets: a workbook, or procedures.csv with the files beside it (docs/spreadsheets.md)."""

import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

from procedures_db.importers.findings import Read, Rejected
from procedures_db.spreadsheets.assembling import assemble
from procedures_db.spreadsheets.cell_texts import clean
from procedures_db.spreadsheets.cell_values import is_blank
from procedures_db.spreadsheets.layout import PROCEDURES, VERSIONS, sheets
from procedures_db.spreadsheets.packed_sizes import check_workbook
from procedures_db.spreadsheets.sheet_rows import Cells, Row, UnreadableFile, rows_of
from procedures_db.spreadsheets.table_cells import cells_of
from procedures_db.spreadsheets.wording import wording
from procedures_db.spreadsheets.workbook_cells import sheets_of

TABLE = ".csv"


def read_workbook(path: Path) -> Iterator[Read | Rejected]:
    """Yield the procedures of an .xlsx file, or why they are rejected; Excel's own lock files hold none."""
    if not path.name.startswith("~$"):
        yield from _assembled(path, _rows_of_workbook)


def read_tables(path: Path) -> Iterator[Read | Rejected]:
    """Yield the procedures of procedures.csv and the files beside it, or why they are rejected."""
    yield from _assembled(path, _rows_of_tables)


def _assembled(path: Path, read: Callable[[Path], list[Row]]) -> Iterator[Read | Rejected]:
    """Turn whatever a file may bring about into a rejection of it."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the library's remarks on what it leaves out
            rows = read(path)
    except UnreadableFile as error:
        yield Rejected(error.place, error.reason)
    except Exception as error:  # a damaged workbook makes the library stumble in any way
        yield Rejected(path.name, f"this file is damaged or cannot be read: {type(error).__name__}: {error}")
    else:
        yield from assemble(rows) if rows else [Rejected(path.name, "there is nothing to import: no row is filled in")]


def _rows_of_workbook(path: Path) -> list[Row]:
    check_workbook(path)
    rows: list[Row] = []
    found: set[str] = set()
    for title, numbered in sheets_of(path):
        name = clean(title).casefold()
        if name in sheets():
            found.add(name)
            rows += rows_of(sheets()[name], f"{path.name}:{title}", numbered)
        elif name != clean(wording()["guide"]["title"]).casefold():
            _refuse_unless_empty(f"{path.name}:{title}", numbered)
    _require(found, path)
    return rows


def _rows_of_tables(path: Path) -> list[Row]:
    if path.name.lower() != PROCEDURES + TABLE:
        raise UnreadableFile(path.name, f"the file must be named {PROCEDURES}{TABLE}")
    beside = (file for file in sorted(path.parent.iterdir()) if file.suffix.lower() == TABLE)
    files = {file.stem.lower(): file for file in beside}
    for name, file in files.items():
        if name not in sheets():
            raise UnreadableFile(file.name, f"unknown file beside {path.name}; the files are {', '.join(sheets())}")
    _require(set(files), path)
    return [row for name, file in files.items() for row in rows_of(sheets()[name], file.name, cells_of(file))]


def _refuse_unless_empty(place: str, numbered: Iterator[tuple[int, Cells]]) -> None:
    for _, cells in numbered:
        if not all(map(is_blank, cells.values())):
            raise UnreadableFile(place, f"unknown sheet; the sheets are {', '.join(sheets())}")


def _require(found: set[str], path: Path) -> None:
    for name in (PROCEDURES, VERSIONS):
        if name not in found:
            raise UnreadableFile(path.name, f"there is no sheet {name}")
