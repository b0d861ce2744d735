"""The cells of an export of dossiers: a workbook's first filled sheet, or CSV in whatever encoding Excel wrote it."""

import csv
import io
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from pathlib import Path

from procedures_db.spreadsheets.cell_texts import unguard
from procedures_db.spreadsheets.cell_values import Unusable, is_blank
from procedures_db.spreadsheets.packed_sizes import check_workbook
from procedures_db.spreadsheets.sheet_rows import Cells, UnreadableFile
from procedures_db.spreadsheets.table_cells import LARGEST_FILE, LONGEST_CELL
from procedures_db.spreadsheets.workbook_cells import sheets_of

MARKS = {BOM_UTF8: "utf-8-sig", BOM_UTF16_LE: "utf-16", BOM_UTF16_BE: "utf-16"}
WINDOWS = "cp1258"  # Vietnamese, its tones as signs of their own
FIRST_LINES = 20  # where the names of the columns are looked for, under a heading
KEPT_AS_TEXT = re.compile(r'="([^"]*)"')  # how a program keeps the zero at the beginning of a number


def cells_of_export(path: Path) -> Iterator[tuple[int, Cells]]:
    """Yield the rows of a file that hold something, numbered as a spreadsheet shows them.

    Raises UnreadableFile for what is no table, and whatever the library raises for a damaged workbook.
    """
    rows = _workbook(path) if path.suffix.lower() == ".xlsx" else _csv(path)
    for number, cells in rows:
        if filled := {index: raw for index, raw in cells.items() if not is_blank(raw)}:
            yield number, filled


def _workbook(path: Path) -> Iterator[tuple[int, Cells]]:
    """Yield the rows of the first sheet that holds something."""
    check_workbook(path)
    for _, rows in sheets_of(path):
        any_row = False
        for number, cells in rows:
            any_row = any_row or bool(cells)
            yield number, cells
        if any_row:
            return


def _csv(path: Path) -> Iterator[tuple[int, Cells]]:
    if path.stat().st_size > LARGEST_FILE:
        raise UnreadableFile(path.name, f"this file is larger than {LARGEST_FILE // 1_000_000} MB")
    text = _decoded(path)
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    try:
        for texts in reader:
            yield reader.line_num, {index: _plain(text) for index, text in enumerate(texts) if text}
    except csv.Error as error:
        raise UnreadableFile(f"{path.name}:{reader.line_num}", f"no CSV from here on: {error}") from error


def _decoded(path: Path) -> str:
    """Return the text: by its mark, else UTF-16 by its zeros, UTF-8 when it is that, else of Windows."""
    raw = path.read_bytes()
    encodings = [name for mark, name in MARKS.items() if raw.startswith(mark)]
    if not encodings:
        zeros = raw[:200].count(0)
        little = raw[1:200:2].count(0) > raw[:200:2].count(0)
        encodings = ["utf-16-le" if little else "utf-16-be"] if zeros > len(raw[:200]) // 4 else ["utf-8", WINDOWS]
    for encoding in encodings:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise UnreadableFile(path.name, "this is neither UTF-8, UTF-16 nor Windows-1258; save it as “CSV UTF-8”")


def _separator(text: str) -> str:
    head = text.split("\n", FIRST_LINES)[:FIRST_LINES]
    return max(",;\t", key=lambda sign: max(line.count(sign) for line in head))


def _plain(text: str) -> object:
    """Return a cell's text; a formula is marked, a text that is only kept from being a number is not."""
    if kept := KEPT_AS_TEXT.fullmatch(text):
        return kept[1]
    return Unusable("a formula; paste its value") if text.lstrip().startswith("=") else unguard(text)
