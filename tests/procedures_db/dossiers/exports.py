"""Make exports as one-stop software does."""

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from openpyxl import Workbook

HEADING = [
    "STT",
    "Mã hồ sơ",
    "Tên thủ tục",
    "Người nộp",
    "Số điện thoại",
    "Số CCCD/CMND",
    "Ngày tiếp nhận",
    "Ngày hẹn trả",
    "Ngày có kết quả",
    "Trạng thái",
    "Bước xử lý",
    "Đơn vị",
    "Mã TTHC",
]
VALUES = {
    "STT": 1,
    "Mã hồ sơ": "H24.11-261102-0012",
    "Tên thủ tục": "Đăng ký khai sinh",
    "Người nộp": "Trần Thị Thử",
    "Số điện thoại": "0912345678",
    "Số CCCD/CMND": "031234564321",
    "Ngày tiếp nhận": "02/11/2026 08:30",
    "Ngày hẹn trả": "20/11/2026",
    "Ngày có kết quả": "",
    "Trạng thái": "Đang xử lý",
    "Bước xử lý": "Chuyên viên thẩm định",
    "Đơn vị": "UBND phường Thử",
    "Mã TTHC": "1.001193.000.00.00.H24",
}


def row(**changes: Any) -> list[Any]:
    """Make a row of the heading; names of columns with underscores for spaces."""
    changed = {name.replace("_", " "): value for name, value in changes.items()}
    return [{**VALUES, **changed}[name] for name in HEADING]


def write_csv(path: Path, rows: Iterable[list[Any]], encoding: str = "utf-8", separator: str = ",") -> Path:
    """Write a heading and rows."""
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=separator).writerows([HEADING, *rows])
    return path


def write_xlsx(path: Path, rows: Iterable[list[Any]], above: Iterable[list[Any]] = ()) -> Path:
    """Write a workbook, with a title above the heading."""
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("Danh sách")
    for each in [*above, HEADING, *rows]:
        sheet.append(each)
    workbook.save(path)
    return path
