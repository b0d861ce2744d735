"""Tables as files: nothing in a cell is ever run, and nothing is lost."""

import csv
import io
from datetime import date, datetime
from typing import Any

import pytest
from openpyxl import load_workbook

from bot.evaluation.rates import Rate
from bot.review.exporting import write_csv
from bot.review.figures import KINDS
from bot.review.month_tables import TABLES, verdict
from bot.review.sections import SECTIONS
from bot.review.tables import Table, rate_cells, titles
from bot.review.workbooks import write_xlsx

DANGEROUS = ["=1+1", "+84912", "-2+3", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x")']
HARMLESS = ["a=1", "khai sinh", "", "1.001193", '"', "a,b", "dòng\nhai", "<b>"]


ALONE = ("conversations", "follow_ups")
WORK = ("matters", "low_rated", "reported")


def read_csv(table: Table) -> list[list[str]]:
    """Read back what is written."""
    return list(csv.reader(io.StringIO(write_csv(table).decode("utf-8-sig"), newline="")))


def read_xlsx(table: Table) -> Any:
    """Read back the sheet that is written."""
    return load_workbook(io.BytesIO(write_xlsx([table]))).worksheets[0]


@pytest.mark.parametrize("text", DANGEROUS)
def test_what_looks_like_a_formula_is_a_text(text: str) -> None:
    """In CSV by an apostrophe before it, in XLSX by its type."""
    table = Table("procedures", [(text, 1)])
    assert read_csv(table)[1] == [f"'{text}", "1"]
    cell = read_xlsx(table)["A2"]
    assert (cell.value, cell.data_type) == (text, "s")


@pytest.mark.parametrize("text", HARMLESS)
def test_other_texts_stay_as_they_are(text: str) -> None:
    """Quotes, commas and lines too."""
    table = Table("procedures", [(text, 1)])
    assert read_csv(table)[1] == [text, "1"]
    assert (read_xlsx(table)["A2"].value or "") == text


def test_numbers_and_days_are_numbers_and_days() -> None:
    """Negative ones are no formulas; characters that no workbook may hold are left out."""
    table = Table("slow", [(-3, date(2026, 11, 22), "a\x00b", None), (0.5, datetime(2026, 11, 22, 9, 30), "", "x")])
    assert read_csv(table)[1:] == [["-3", "2026-11-22", "a\x00b", ""], ["0.5", "2026-11-22 09:30", "", "x"]]
    sheet = read_xlsx(table)
    assert [cell.value for cell in sheet[2]] == [-3, datetime(2026, 11, 22), "ab", None]
    assert sheet["B3"].value == datetime(2026, 11, 22, 9, 30)


@pytest.mark.parametrize("key", titles()["tables"])
def test_each_table_has_a_title_that_a_sheet_may_have(key: str) -> None:
    """Short, without what Excel forbids, and one of its own among those that go together."""
    title = Table(key, []).title
    assert 0 < len(title) <= 31
    assert not set(title) & set(r"[]:*?/\\")
    assert any(key in keys for keys in (SECTIONS, TABLES, ALONE, WORK))
    for keys in (SECTIONS, TABLES, WORK):
        assert len({Table(each, []).title for each in keys}) == len(keys)


def test_the_columns_of_outcomes_are_in_the_order_of_the_figures() -> None:
    """And the columns of a rate fit its cells."""
    kinds = [titles()["kinds"][kind] for kind in KINDS]
    assert Table("messages", []).columns[2:] == kinds
    assert Table("weeks", []).columns[2:7] == kinds
    assert len(Table("weeks", []).columns) == 7 + len(rate_cells(Rate("", 1, 2)))
    assert len(Table("rated_communes", []).columns) == 1 + len(rate_cells(Rate("", 0, 0)))


@pytest.mark.parametrize(
    ("hits", "total", "expected"),
    [
        (0, 0, "chưa có lượt chấm"),
        (4, 4, "chưa đủ lượt để kết luận"),
        (0, 4, "chưa đủ lượt để kết luận"),
        (85, 100, "chưa đủ lượt để kết luận"),
        (900, 1000, "đạt"),
        (700, 1000, "chưa đạt"),
    ],
)
def test_a_target_is_reached_or_missed_only_where_the_interval_says_so(hits: int, total: int, expected: str) -> None:
    """Not by four ratings."""
    assert verdict(Rate("", hits, total), 80) == expected
