"""Times and fees of PDF exports: a number only where the cell states one, and for whom is clear."""

from pathlib import Path

import pytest

from procedures_db.importers.findings import Read
from procedures_db.importers.pdf.export import read_export
from procedures_db.importers.pdf.notes import without_repetition
from procedures_db.importers.pdf.values import read_duration, read_fees
from tests.procedures_db.exports import export
from tests.procedures_db.test_pdf import READ_ON


@pytest.mark.parametrize(
    ("cell", "value", "unit", "status"),
    [
        ("10 ngày làm \nviệc", 10, "working_day", "stated"),
        ("7 ngày", 7, "day", "stated"),
        ("16.5 ngày làm việc", 16.5, "working_day", "stated"),
        ("2,5 Ngày.", 2.5, "day", "stated"),
        ("Không quá 03 ngày làm việc", 3, "working_day", "stated"),
        ("4 giờ làm việc", 4, "working_hour", "stated"),
        ("2 tháng", 2, "month", "stated"),
        ("176 giờ", 176, "hour", "doubtful"),
        ("0 ngày", 0, "day", "doubtful"),
        ("900 ngày", 900, "day", "doubtful"),
        ("0", None, None, "bare_number"),
        ("3", None, None, "bare_number"),
        ("31/5 hằng năm", None, None, "annual_date"),
        ("Không xác định", None, None, "undetermined"),
        ("Theo mô \ntả", None, None, "see_note"),
        ("5 năm", None, None, "free_text"),
        ("a) 8 ngày cho nhà; b) 9 ngày cho đất", None, None, "free_text"),
        ("", None, None, "no_information"),
        ("--", None, None, "no_information"),
    ],
)
def test_a_time_is_a_number_with_a_unit_or_a_text_with_a_status(
    cell: str, value: float | None, unit: str | None, status: str
) -> None:
    """Nothing is guessed."""
    read = read_duration(cell)
    assert (read.get("value"), read.get("unit"), read["status"]) == (value, unit, status)
    assert read.get("at_most", False) == cell.startswith("Không quá")


@pytest.mark.parametrize(
    ("cell", "note", "amount", "status"),
    [
        ("50.000 VNĐ", "", 50_000, "stated"),
        ("1.250.000 đồng", "", 1_250_000, "stated"),
        ("1000 VNĐ", "", 1_000, "stated"),
        ("90 VNĐ", "", 90, "doubtful"),
        ("Miễn phí, 100.000 VNĐ", "", None, "text_only"),
        ("Miễn phí", "", 0, "zero_shown"),
        ("Miễn phí", "Nộp trong 30 ngày", 0, "zero_shown"),
        ("Miễn phí", "Lệ phí 135.000 đồng/lần", None, "free_but_note_differs"),
        ("50.000 VNĐ một trang", "", None, "text_only"),
        ("Theo quy định", "", None, "text_only"),
        ("Không có thông tin", "", None, "no_information"),
    ],
)
def test_a_fee_is_one_amount_or_a_text_with_a_status(cell: str, note: str, amount: int | None, status: str) -> None:
    """What is shown as free is not free when the note names an amount."""
    (read,) = read_fees(cell, note)
    assert (read.get("amount_vnd"), read["status"]) == (amount, status)
    assert cell in read["text"]


def test_several_amounts_in_a_cell_are_several_fees() -> None:
    """Each with its own words."""
    read = [(fee["text"], fee["amount_vnd"], fee["status"]) for fee in read_fees("50.000 VNĐ, 90 VNĐ", "")]
    assert read == [("50.000 VNĐ", 50_000, "stated"), ("90 VNĐ", 90, "doubtful")]


@pytest.mark.parametrize(
    ("note", "once"),
    [
        ("Nhà: 10 ngày, Đất: 7 ngày, Nhà: 10 ngày, Đất: 7 ngày", "Nhà: 10 ngày, Đất: 7 ngày"),
        ("Nộp tại quầy., Nộp tại quầy., Nộp qua mạng.", "Nộp tại quầy.\nNộp qua mạng."),
        ("Một , Hai , Một", "Một\nHai"),
        ("Chờ, rồi \nnhận", "Chờ, rồi\nnhận"),
        ("", ""),
    ],
)
def test_a_note_says_each_sentence_once(note: str, once: str) -> None:
    """The portal repeats them for every case and channel."""
    assert without_repetition(note) == once


def test_an_upper_bound_stays_one(tmp_path: Path) -> None:
    """All the way into the record."""
    path = export(tmp_path / "1.000001.pdf", channels=[("Trực tiếp", "Không quá 03 ngày", "Miễn phí", "")])
    (found,) = read_export(path, READ_ON)
    assert isinstance(found, Read)
    assert [(time.value, time.at_most) for time in found.record.versions[0].processing_times] == [(3, True)]
