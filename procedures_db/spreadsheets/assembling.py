"""Put the rows of all sheets together to procedures: each whole, or rejected with every fault of its rows."""

from collections.abc import Iterable, Iterator

from pydantic import ValidationError

from procedures_db.importers.findings import Read, Rejected
from procedures_db.records import ProcedureRecord
from procedures_db.spreadsheets.defaults import complete
from procedures_db.spreadsheets.layout import PROCEDURES
from procedures_db.spreadsheets.row_trees import Tree, plant
from procedures_db.spreadsheets.sheet_rows import Row
from procedures_db.spreadsheets.ties import faults_of_ties


def assemble(rows: Iterable[Row]) -> Iterator[Read | Rejected]:
    """Yield each procedure in the order of its row, or what is wrong with each of its rows.

    Rows that belong to no procedure are rejected at the end.
    """
    groups: dict[str, list[Row]] = {}
    for row in sorted(rows, key=lambda row: row.sheet.name != PROCEDURES):
        groups.setdefault(row.code, []).append(row)
    for code, group in groups.items():
        yield from _procedure(code, group)


def _procedure(code: str, rows: list[Row]) -> Iterator[Read | Rejected]:
    faults = {row.place: row.faults for row in rows if row.faults}
    for place, reason in faults_of_ties(code, rows):
        faults.setdefault(place, []).append(reason)
    if not faults:
        tree = plant(rows)
        complete(tree.procedure)
        try:
            home = next(row for row in rows if row.sheet.name == PROCEDURES)
            yield Read(home.place, ProcedureRecord.parse_obj(tree.procedure))
        except ValidationError as error:
            faults = _faults_of(error, tree)
    for place, reasons in faults.items():
        yield Rejected(place, "; ".join(reasons) + f". {code or 'The row'} is not imported")


def _faults_of(error: ValidationError, tree: Tree) -> dict[str, list[str]]:
    faults: dict[str, list[str]] = {}
    for fault in error.errors():
        place, column = tree.place_of(fault["loc"])
        faults.setdefault(place, []).append(f"{column}: {fault['msg']}" if column else fault["msg"])
    return faults
