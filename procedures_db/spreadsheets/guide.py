"""The first sheet of a workbook: how to fill it in, what each column and word means, an example."""

from collections.abc import Iterator
from typing import Any

from openpyxl import Workbook

from procedures_db.spreadsheets.columns import Column
from procedures_db.spreadsheets.defaults import may_be_left_out
from procedures_db.spreadsheets.layout import Sheet, sheets
from procedures_db.spreadsheets.sheet_looks import heading, plain
from procedures_db.spreadsheets.wording import meaning_of, wording

WIDTHS = {"A": 90, "B": 22, "C": 12, "D": 30, "E": 90}


def add_guide(workbook: Workbook) -> None:
    """Add the guide; reading skips it."""
    words = wording()["guide"]
    page: Any = workbook.create_sheet(words["title"])
    for letter, width in WIDTHS.items():
        page.column_dimensions[letter].width = width
    for sentence in words["introduction"]:
        page.append([plain(page, sentence)])
    for title, lines in (
        (words["headings"], _columns()),
        (words["words_headings"], _words()),
        ([words["example_heading"]], iter(words["example"])),
    ):
        page.append([])
        page.append([heading(page, text) if text else None for text in title])
        for line in lines:
            page.append([plain(page, text) if text else None for text in line])


def _columns() -> Iterator[list[str]]:
    for sheet in sheets().values():
        for column in sheet.columns:
            yield [sheet.name, column.name, _needed(sheet, column), _kind(column), meaning_of(sheet.name, column.name)]


def _needed(sheet: Sheet, column: Column) -> str:
    return wording()["guide"]["needed"] if column.needed and not may_be_left_out(sheet, column) else ""


def _kind(column: Column) -> str:
    words = wording()["guide"]
    kind: str = words["kinds"][column.kind]
    return words["several"].format(kind=kind) if column.many else kind


def _words() -> Iterator[list[str]]:
    columns = (column for sheet in sheets().values() for column in sheet.columns if column.words)
    for vocabulary, words in {column.vocabulary: column.words for column in columns}.items():
        for word in words:
            yield ["", "", "", word, wording()["words"].get(vocabulary, {}).get(word, "")]
