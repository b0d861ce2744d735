"""What is wrong with the ties between the rows of one procedure: codes, versions, keys."""

from collections import Counter
from collections.abc import Iterator

from procedures_db.spreadsheets.layout import Place
from procedures_db.spreadsheets.references import faults_of_references
from procedures_db.spreadsheets.sheet_rows import Row

Fault = tuple[str, str]


def faults_of_ties(code: str, rows: list[Row]) -> Iterator[Fault]:
    """Yield the place and the reason of each tie that leads nowhere, or to two rows."""
    homes = [row for row in rows if row.sheet.place is Place.PROCEDURE]
    versions = [row for row in rows if row.sheet.place is Place.VERSION]
    parts = [row for row in rows if row.sheet.place not in (Place.PROCEDURE, Place.VERSION)]
    if not code:
        return
    if not homes:
        yield from ((row.place, f"code: {code} has no row in the sheet procedures") for row in rows)
        return
    for row in homes[1:]:
        yield row.place, f"code: {code} stands in {homes[0].place} too"
    if not versions:
        yield homes[0].place, f"code: {code} has no row in the sheet versions"
    yield from _twice(versions)
    yield from _astray(parts, [row.version for row in versions])
    for version in versions:
        own = [row for row in parts if row.version == version.version or (not row.version and len(versions) == 1)]
        yield from faults_of_references(version, own)


def _twice(versions: list[Row]) -> Iterator[Fault]:
    counts = Counter(row.version for row in versions)
    for row in versions:
        if counts[row.version] > 1:
            yield row.place, f"version: {row.version or 'an empty one'} does not tell the versions apart"


def _astray(parts: list[Row], versions: list[str]) -> Iterator[Fault]:
    for row in parts:
        if row.version and row.version not in versions:
            yield row.place, f"version: the sheet versions has no {row.version} of this procedure"
        if not row.version and len(versions) > 1:
            yield row.place, "version: the procedure has several; say which"
