"""Make spreadsheets by hand, as an office would."""

import csv
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from procedures_db.importers.findings import Read, Rejected
from procedures_db.importers.spreadsheets import read_workbook
from procedures_db.records import ProcedureRecord

Sheets = dict[str, list[list[Any]]]

CODE = "1.000001"


def office_sheets(code: str = CODE) -> Sheets:
    """The least that makes a procedure, with one fee."""
    return {
        "procedures": [["code", "name"], [code, "Cấp giấy thử nghiệm"]],
        "versions": [["code", "decision_number", "source_retrieved_on"], [code, "12/QĐ-UBND", "22/11/2026"]],
        "fees": [["code", "kind", "channels", "amount", "unit"], [code, "fee", "in_person", 8000, "per_time"]],
    }


def with_second(sheets: Sheets, code: str = "1.000002") -> Sheets:
    """Add a second procedure that is in order."""
    return {name: [*rows, *office_sheets(code)[name][1:]] for name, rows in sheets.items()}


def write_by_hand(path: Path, sheets: Sheets) -> Path:
    """Write a workbook as a person does; texts that begin with = are formulas."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    for name, rows in sheets.items():
        page = workbook.create_sheet(name)
        for row in rows:
            page.append(row)
    workbook.save(path)
    return path


def write_tables_by_hand(folder: Path, sheets: Sheets, separator: str = ",", encoding: str = "utf-8") -> Path:
    """Write CSV files and return the one to import."""
    for name, rows in sheets.items():
        with (folder / f"{name}.csv").open("w", encoding=encoding, newline="") as file:
            csv.writer(file, delimiter=separator).writerows(rows)
    return folder / "procedures.csv"


def faults_in(folder: Path, sheets: Sheets) -> dict[str, str]:
    """Return what is rejected of a workbook, by place without the name of the file."""
    found = read_workbook(write_by_hand(folder / "x.xlsx", sheets))
    return {each.place.removeprefix("x.xlsx:"): each.reason for each in found if isinstance(each, Rejected)}


def records_in(found: Any) -> list[ProcedureRecord]:
    """Return the records of what a reader found; nothing may be rejected."""
    found = list(found)
    assert all(isinstance(each, Read) for each in found), found
    return [each.record for each in found]
