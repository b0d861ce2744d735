"""Faulty spreadsheets: each fault with its place and reason, one procedure never at the cost of another."""

import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from procedures_db.importers.findings import Rejected
from procedures_db.importers.spreadsheets import read_tables, read_workbook
from tests.procedures_db.workbooks import (
    CODE,
    Sheets,
    faults_in,
    office_sheets,
    records_in,
    with_second,
    write_by_hand,
    write_tables_by_hand,
)

pytestmark = pytest.mark.slow

SECOND = "1.000002"


def with_cell(sheet: str, column: str, value: Any) -> Sheets:
    """Two procedures; a cell of the first holds `value`, in a column that is added if need be."""
    sheets = with_second(office_sheets())
    rows = sheets[sheet]
    if column not in rows[0]:
        rows[:] = [[*row, None] for row in rows]
        rows[0][-1] = column
    rows[1] = [*rows[1]]
    rows[1][rows[0].index(column)] = value
    return sheets


@pytest.mark.parametrize(
    ("sheet", "column", "value", "reason"),
    [
        ("fees", "amount", "8.000", "amount: '8.000' is no plain whole number"),
        ("fees", "amount", "8,000", "write the digits alone"),
        ("fees", "amount", "8000đ", "write the digits alone"),
        ("fees", "amount", 8000.5, "is not a whole number"),
        ("fees", "amount", 1e300, "is not a whole number"),
        ("fees", "amount", True, "a whole number is expected"),
        ("fees", "amount", datetime(2026, 1, 1), "a whole number is expected"),
        ("fees", "amount", "-5", "greater than or equal to 0"),
        ("fees", "amount", "=4000*2", "amount: a formula; paste its value"),
        ("fees", "amount", "#REF!", "amount: the error #REF!"),
        ("fees", "amount", None, "amount is missing"),
        ("fees", "unit", "per_dog", "'per_dog' is not one of per_time"),
        ("fees", "effective_from", "31/02/2026", "there is no day 31/02/2026"),
        ("fees", "effective_from", "2/2026", "is no date like"),
        ("fees", "effective_from", 46000, "a date is expected"),
        ("fees", "effective_from", datetime(2026, 1, 1, 9, 30), "has a time of day"),
        ("fees", "effective_from", time(9, 30), "a date is expected"),
        ("fees", "note", date(2026, 1, 2), "a text is expected; format the column as text"),
        ("fees", "note", 1.5, "made a number of this text"),
        ("fees", "circumstances", "none", "circumstances: this version has no 'none'"),
        ("fees", "source", "s9", "source: this version has no 's9'"),
        ("fees", "version", "v2", "the sheet versions has no v2"),
        ("versions", "source_retrieved_on", None, "source_retrieved_on is missing"),
        ("versions", "decision_issued_on", "23/11/2026", "after it was read"),
        ("versions", "channels", "online", "channels: this version has no 'in_person'"),
        ("procedures", "name", " \u200b", "name is missing"),
        ("procedures", "short_name", "x" * 81, "short_name: ensure this value has at most 80 characters"),
    ],
)
def test_a_faulty_cell_rejects_its_procedure_and_no_other(
    tmp_path: Path, sheet: str, column: str, value: Any, reason: str
) -> None:
    """With file, sheet, row, column and reason."""
    found = list(read_workbook(write_by_hand(tmp_path / "x.xlsx", with_cell(sheet, column, value))))
    rejected = [each for each in found if isinstance(each, Rejected)]
    assert any(reason in each.reason for each in rejected), rejected
    assert {each.place.rpartition(":")[0].split(":")[0] for each in rejected} == {"x.xlsx"}
    assert all(each.place.endswith(":2") and CODE in each.reason for each in rejected)
    assert [each.record.code for each in found if not isinstance(each, Rejected)] == [SECOND]


@pytest.mark.parametrize(
    ("sheet", "column", "value", "read"),
    [
        ("fees", "amount", "1.250.000", 1_250_000),
        ("fees", "amount", "8\u00a0000\u200b", 8000),
        ("fees", "amount", 8000.0, 8000),
        ("fees", "amount", "0", 0),
        ("fees", "effective_from", "2026-11-22", date(2026, 11, 22)),
        ("fees", "effective_from", datetime(2026, 11, 22), date(2026, 11, 22)),
        ("fees", "effective_from", " 1/8/2026\u00a0", date(2026, 8, 1)),
        ("fees", "note", 5, "5"),
        ("fees", "unit", "\ufeffPER_PAGE ", "per_page"),
    ],
)
def test_a_plain_value_is_read_however_it_is_written(
    tmp_path: Path, sheet: str, column: str, value: Any, read: Any
) -> None:
    """Dates as cells or texts, numbers with groups that can be nothing else, unseen signs."""
    first, _ = records_in(read_workbook(write_by_hand(tmp_path / "x.xlsx", with_cell(sheet, column, value))))
    assert getattr(first.versions[0].fees[0], column) == read


@pytest.mark.parametrize("code", [1.00001, "1.00001", "1,00001"])
def test_a_code_that_became_a_number_rejects_its_procedure_and_says_how_to_write_it(tmp_path: Path, code: Any) -> None:
    """Its zeros are not guessed, and no fact of it is lost in silence."""
    sheets = with_second(office_sheets("1.000010"))
    sheets["fees"][1] = [code, *sheets["fees"][1][1:]]
    faults = faults_in(tmp_path, sheets)
    assert list(faults) == ["fees:2"]
    assert "format the column as text and write the code again. 1.000010 is not imported" in faults["fees:2"]


def changed(change: Callable[[Sheets], None]) -> Sheets:
    """Two procedures, changed."""
    sheets = with_second(office_sheets())
    change(sheets)
    return sheets


@pytest.mark.parametrize(
    ("change", "place", "reason"),
    [
        (lambda sheets: sheets["fees"].append(["1.000009", "fee", "online", 1, "per_time"]), "fees:4", "has no row in"),
        (lambda sheets: sheets["fees"].append(["x1", "fee", "online", 1, "per_time"]), "fees:4", "no code like"),
        (lambda sheets: sheets["fees"].append([None, "fee", "online", 1, "per_time"]), "fees:4", "code is missing"),
        (lambda sheets: sheets["fees"].append([None] * 8 + ["lost"]), "fees:4", "a column without a name"),
        (lambda sheets: sheets["procedures"].append([CODE, "Y"]), "procedures:4", "stands in x.xlsx:procedures:2 too"),
        (lambda sheets: sheets["versions"].pop(1), "procedures:2", "has no row in the sheet versions"),
        (lambda sheets: sheets["versions"].append([CODE, "2", "1/1/2026"]), "fees:2", "several; say which"),
        (lambda sheets: sheets["versions"].append([CODE, "2", "1/1/2026"]), "versions:4", "does not tell"),
        (lambda sheets: sheets["fees"][0].append("amont"), "fees:1", "unknown column 'amont'; the columns are code"),
        (lambda sheets: sheets["fees"][0].append("Amount"), "fees:1", "the column amount stands here twice"),
        (lambda sheets: [row.pop(3) for row in sheets["fees"]], "fees:1", "the column amount is missing"),
        (lambda sheets: sheets.pop("procedures"), "x.xlsx", "there is no sheet procedures"),
        (lambda sheets: sheets.pop("versions"), "x.xlsx", "there is no sheet versions"),
        (lambda sheets: sheets.update(fee=[["code"]]), "fee", "unknown sheet; the sheets are procedures"),
        (lambda sheets: [sheets[name].clear() for name in sheets], "x.xlsx", "nothing to import"),
    ],
)
def test_a_faulty_tie_or_name_is_told_with_its_place(
    tmp_path: Path, change: Callable[[Sheets], None], place: str, reason: str
) -> None:
    """An unknown name rejects the file, lest data be lost in silence."""
    faults = faults_in(tmp_path, changed(change))
    assert reason in faults[place], faults


def test_keys_given_twice_are_rejected(tmp_path: Path) -> None:
    """Circumstances and sources."""
    sheets = office_sheets()
    sheets["circumstances"] = [["code", "key", "label"], [CODE, "a", "A"], [CODE, "a", "B"]]
    sheets["sources"] = [["code", "key", "title", "retrieved_on"], *([CODE, "s1", "T", "1/1/2026"] for _ in "ab")]
    assert list(faults_in(tmp_path, sheets)) == [
        "circumstances:2",
        "circumstances:3",
        "sources:2",
        "sources:3",
    ]


def test_blank_rows_and_empty_sheets_are_skipped_and_hidden_sheets_read(tmp_path: Path) -> None:
    """Nothing that was written is left out."""
    sheets = office_sheets()
    sheets["fees"].insert(1, [" ", "\u00a0", None])
    path = write_by_hand(tmp_path / "x.xlsx", {**sheets, "Sheet1": []})
    workbook = load_workbook(path)
    workbook["fees"].sheet_state = "hidden"
    workbook.save(path)
    assert len(records_in(read_workbook(path))[0].versions[0].fees) == 1


def test_merged_cells_are_refused_by_name(tmp_path: Path) -> None:
    """What they hold belongs to no row."""
    path = write_by_hand(tmp_path / "x.xlsx", with_second(office_sheets()))
    workbook = load_workbook(path)
    workbook["fees"].merge_cells("D2:D3")
    workbook.save(path)
    (rejected,) = read_workbook(path)
    assert rejected == Rejected("x.xlsx:fees", "the cells D2:D3 are merged; a row must fill its own cells")


def zipped(path: Path, *parts: tuple[str, bytes]) -> None:
    """Write a packed file."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts:
            file.writestr(name, data)


def broken_sheet(path: Path) -> None:
    """Cut a sheet in the middle."""
    write_by_hand(path, office_sheets())
    with zipfile.ZipFile(path) as file:
        parts = [(name, file.read(name)) for name in file.namelist()]
    zipped(path, *((name, data[: len(data) // 2] if "sheet3" in name else data) for name, data in parts))


def far_row(path: Path) -> None:
    """Number a row beyond the end of any sheet."""
    write_by_hand(path, office_sheets())
    with zipfile.ZipFile(path) as file:
        parts = [(name, file.read(name)) for name in file.namelist()]
    zipped(path, *((name, data.replace(b'<row r="2"', b'<row r="99999999999"')) for name, data in parts))


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda path: path.write_text("code;name"), "this is no .xlsx workbook"),
        (lambda path: path.write_bytes(b""), "this is no .xlsx workbook"),
        (lambda path: path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + b"x" * 600), "old .xls file or has a pass"),
        (lambda path: zipped(path, ("a.txt", b"x")), "damaged"),
        (lambda path: zipped(path, ("xl/worksheets/sheet1.xml", b" " * 11_000_000)), "packed more than 200fold"),
        (broken_sheet, "damaged"),
        (far_row, "no sheet has so many rows"),
        (lambda path: path.mkdir(), "damaged or cannot be read: IsADirectoryError"),
    ],
)
def test_a_file_that_is_no_workbook_is_rejected_in_one_sentence(
    tmp_path: Path, make: Callable[[Path], None], reason: str
) -> None:
    """Whatever it is."""
    make(tmp_path / "x.xlsx")
    (rejected,) = read_workbook(tmp_path / "x.xlsx")
    assert isinstance(rejected, Rejected)
    assert reason in rejected.reason


def test_a_workbook_that_unpacks_without_measure_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the sizes that its directory tells."""
    monkeypatch.setattr("procedures_db.spreadsheets.packed_sizes.LARGEST", 1000)
    (rejected,) = read_workbook(write_by_hand(tmp_path / "x.xlsx", office_sheets()))
    assert "unpacks to more than" in rejected.reason  # type: ignore[union-attr]


def test_excel_s_own_lock_file_is_passed_over(tmp_path: Path) -> None:
    """It stands beside a workbook that is open."""
    (tmp_path / "~$x.xlsx").write_text("me")
    assert list(read_workbook(tmp_path / "~$x.xlsx")) == []


@pytest.mark.parametrize(
    ("name", "data", "place", "reason"),
    [
        ("statements.csv", 'code,kind,text\n"1.000001,steps,x\n', "statements.csv:2", "no CSV from here on"),
        ("statements.csv", "code,kind,text\n\udce9,steps,x\n", "statements.csv", "this is not UTF-8"),
        ("fee.csv", "code,kind\n", "fee.csv", "unknown file beside procedures.csv"),
    ],
)
def test_a_faulty_csv_file_rejects_the_folder(tmp_path: Path, name: str, data: str, place: str, reason: str) -> None:
    """Lest a part of it be lost in silence."""
    path = write_tables_by_hand(tmp_path, office_sheets())
    (tmp_path / name).write_text(data, encoding="utf-8", errors="surrogateescape")
    (rejected,) = read_tables(path)
    assert isinstance(rejected, Rejected)
    assert (rejected.place, reason in rejected.reason) == (place, True)


def test_a_csv_file_of_another_name_is_refused(tmp_path: Path) -> None:
    """The others could not be told apart."""
    (rejected,) = read_tables(tmp_path / "old-procedures.csv")
    assert "must be named procedures.csv" in rejected.reason  # type: ignore[union-attr]


def test_the_numbers_of_rows_are_those_that_a_person_sees(tmp_path: Path) -> None:
    """Blank rows count, and so do rows that a file leaves out."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    for name, rows in office_sheets().items():
        page = workbook.create_sheet(name)
        for number, row in zip((1, 7), rows, strict=True):
            for column, value in enumerate(row, 1):
                page.cell(number, column, value)
    workbook["fees"]["D7"] = "x"
    workbook.save(tmp_path / "x.xlsx")
    (rejected,) = read_workbook(tmp_path / "x.xlsx")
    assert rejected.place == "x.xlsx:fees:7"
