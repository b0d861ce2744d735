"""Look at a workbook's file before it is opened: whether it is one, and not larger than it may unpack to."""

from pathlib import Path
from zipfile import BadZipFile, ZipFile, is_zipfile

from procedures_db.spreadsheets.sheet_rows import UnreadableFile

LARGEST = 300_000_000  # bytes of all parts, unpacked
TIGHTEST = 200  # times: sheets of text are packed ten- to thirtyfold
SMALL = 10_000_000  # bytes: below, a part may be packed as tightly as it likes
OLD = bytes.fromhex("d0cf11e0a1b11ae1")


def check_workbook(path: Path) -> None:
    """Raise UnreadableFile for what is no workbook, is locked by a password, or unpacks without measure."""
    with path.open("rb") as file:
        start = file.read(len(OLD))
    if start == OLD:
        raise UnreadableFile(path.name, "this is an old .xls file or has a password; save it as .xlsx without one")
    if not is_zipfile(path):
        raise UnreadableFile(path.name, "this is no .xlsx workbook")
    try:
        with ZipFile(path) as packed:
            parts = packed.infolist()
    except BadZipFile as error:
        raise UnreadableFile(path.name, f"this workbook is damaged: {error}") from error
    if sum(part.file_size for part in parts) > LARGEST:
        raise UnreadableFile(path.name, f"this workbook unpacks to more than {LARGEST // 1_000_000} MB")
    if any(part.file_size > SMALL and part.file_size > TIGHTEST * part.compress_size for part in parts):
        raise UnreadableFile(path.name, f"a part of this workbook is packed more than {TIGHTEST}fold")
