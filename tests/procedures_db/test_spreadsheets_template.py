"""The empty workbook: it explains itself, and holds nothing to import."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from procedures_db.importers.findings import Rejected
from procedures_db.importers.spreadsheets import read_workbook
from procedures_db.records import ProcedureRecord, VersionRecord
from procedures_db.spreadsheets.layout import sheets
from procedures_db.spreadsheets.wording import meaning_of, wording
from procedures_db.spreadsheets.workbook_writing import write_workbook
from tests.procedures_db.workbooks import office_sheets, records_in


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty workbook."""
    path = tmp_path_factory.mktemp("template") / "x.xlsx"
    write_workbook(path, [])
    return path


def test_every_column_and_word_is_explained() -> None:
    """In Vietnamese; and nothing is explained that is not there."""
    columns = {(sheet.name, column.name): column for sheet in sheets().values() for column in sheet.columns}
    assert [pair for pair in columns if not meaning_of(*pair)] == []
    lists = {column.vocabulary: set(column.words) for column in columns.values() if column.words}
    assert {name: set(words) for name, words in wording()["words"].items()} == lists
    told = {(name, column) for name, told in wording()["columns"].items() for column in told if name != "everywhere"}
    assert told <= set(columns)


def test_every_field_of_a_record_has_a_column_or_a_sheet() -> None:
    """So that none is forgotten."""
    reached = {column.path[0] for name in ("procedures", "versions") for column in sheets()[name].columns}
    parts = {sheet.field for sheet in sheets().values()} | set(sheets()["statements"].columns[2].words)
    assert {*ProcedureRecord.__fields__, *VersionRecord.__fields__} <= reached | parts | {"versions"}


def test_it_holds_nothing_to_import(template: Path) -> None:
    """Its example stands in the guide only."""
    assert list(read_workbook(template)) == [
        Rejected("x.xlsx", "there is nothing to import: no row is filled in"),
    ]


def test_its_sheets_are_made_for_people(template: Path) -> None:
    """The guide first; names in bold that stay in sight, widths, explanations, lists to choose from."""
    workbook = load_workbook(template)
    assert workbook.sheetnames == ["Hướng dẫn", *sheets()]
    page = workbook["fees"]
    assert page.freeze_panes == "A2"
    names = {cell.value: cell for cell in page[1]}
    assert all(cell.font.bold and cell.comment.text for cell in names.values())
    assert all(page.column_dimensions[cell.column_letter].width > len(cell.value) for cell in names.values())
    assert page.column_dimensions["A"].number_format == "@"
    offered = {str(found.sqref).split("2:")[0]: found for found in page.data_validations.dataValidation}
    assert offered[names["kind"].column_letter].formula1 == '"fee,charge"'
    assert offered[names["kind"].column_letter].showErrorMessage
    assert not offered[names["channels"].column_letter].showErrorMessage
    formulas = [found.formula1 for page in workbook for found in page.data_validations.dataValidation]
    assert max(map(len, formulas)) <= 255, "Excel refuses a longer list"


def test_it_can_be_filled_in_and_imported(template: Path, tmp_path: Path) -> None:
    """With the least that an office must know."""
    workbook = load_workbook(template)
    for name, (names, values) in office_sheets().items():
        page = workbook[name]
        columns = {cell.value: cell.column for cell in page[1]}
        for column, value in zip(names, values, strict=True):
            page.cell(2, columns[column], value)
    workbook.save(tmp_path / "filled.xlsx")
    (record,) = records_in(read_workbook(tmp_path / "filled.xlsx"))
    assert record.versions[0].fees[0].amount == 8000
