"""What is wrong with the keys of one version: given twice, or named where they are not known."""

from collections import Counter
from collections.abc import Iterator

from procedures_db.spreadsheets.layout import Place
from procedures_db.spreadsheets.sheet_rows import Row

CIRCUMSTANCES, SOURCE, CHANNELS = "circumstances", "source", "channels"


def faults_of_references(version: Row, parts: list[Row]) -> Iterator[tuple[str, str]]:
    """Yield the place and the reason of each key that is given twice or not known to the version."""
    cases = [row for row in parts if row.sheet.name == CIRCUMSTANCES]
    sources = [row for row in parts if row.sheet.place is Place.KEYED]
    for keyed in (cases, sources):
        yield from _twice(keyed)
    known = {CIRCUMSTANCES: _keys(cases), SOURCE: _keys(sources)}
    if channels := version.values.get(CHANNELS):
        known[CHANNELS] = set(channels)
    for row in parts:
        for column, keys in known.items():
            for key in _named(row, column):
                if key not in keys:
                    yield row.place, f"{column}: this version has no {key!r}"


def _twice(rows: list[Row]) -> Iterator[tuple[str, str]]:
    counts = Counter(row.values.get("key") for row in rows)
    for row in rows:
        if counts[row.values.get("key")] > 1:
            yield row.place, f"key: {row.values.get('key')!r} stands here more than once"


def _keys(rows: list[Row]) -> set[str]:
    return {row.values["key"] for row in rows if "key" in row.values}


def _named(row: Row, column: str) -> list[str]:
    value = row.values.get(column, [])
    return value if isinstance(value, list) else [value]
