"""The cells of CSV files, row by row; commas or semicolons, UTF-8 with or without its mark."""

import csv
from collections.abc import Iterator
from pathlib import Path

from procedures_db.spreadsheets.cell_texts import unguard
from procedures_db.spreadsheets.sheet_rows import Cells, UnreadableFile

LONGEST_CELL = 4_000_000  # characters
LARGEST_FILE = 300_000_000  # bytes


def cells_of(path: Path) -> Iterator[tuple[int, Cells]]:
    """Yield the rows of a file, numbered as a spreadsheet shows them; raise UnreadableFile where it breaks off."""
    if path.stat().st_size > LARGEST_FILE:
        raise UnreadableFile(path.name, f"this file is larger than {LARGEST_FILE // 1_000_000} MB")
    csv.field_size_limit(LONGEST_CELL)
    number = 0
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            separator = _separator(file.readline(LONGEST_CELL))
            file.seek(0)
            for number, texts in enumerate(csv.reader(file, delimiter=separator, strict=True), 1):
                yield number, {index: unguard(text) for index, text in enumerate(texts) if text}
    except UnicodeDecodeError as error:
        raise UnreadableFile(path.name, "this is not UTF-8; save it as “CSV UTF-8”") from error
    except csv.Error as error:
        raise UnreadableFile(f"{path.name}:{number + 1}", f"no CSV from here on: {error}") from error


def _separator(names: str) -> str:
    return max(",;\t", key=names.count)
