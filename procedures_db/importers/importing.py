"""Import what a path names into the database, and count what came of it."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, sessionmaker

from procedures_db.changes import Difference, differences
from procedures_db.importers.findings import Doubt, Read, Rejected
from procedures_db.importers.json_lines import read_records
from procedures_db.importers.loader import load_procedure
from procedures_db.importers.pdf.export import read_export
from procedures_db.importers.spreadsheets import read_tables, read_workbook
from procedures_db.queries.record import newest_record

Found = Iterator[Read | Rejected]
READERS: dict[str, Callable[[Path, date], Found]] = {
    ".jsonl": read_records,
    ".jsonl.gz": read_records,
    ".pdf": read_export,
    ".xlsx": lambda path, _: read_workbook(path),
    "procedures.csv": lambda path, _: read_tables(path),
}


@dataclass
class Report:
    """What an import did: counts by outcome, what was rejected, what is doubtful, what differs."""

    outcomes: Counter[str] = field(default_factory=Counter)
    rejected: list[Rejected] = field(default_factory=list)
    doubts: list[tuple[str, Doubt]] = field(default_factory=list)
    changes: list[tuple[str, list[Difference]]] = field(default_factory=list)

    def findings(self) -> Iterator[tuple[str, ...]]:
        """Yield what an editor should look at: what became of it, place, field, reason, text."""
        yield from (("rejected", rejected.place, "", rejected.reason, "") for rejected in self.rejected)
        yield from (("doubtful", place, doubt.field, doubt.reason, doubt.text) for place, doubt in self.doubts)


def files_in(paths: list[Path]) -> list[Path]:
    """Return the files that can be imported, those of folders too, in order of name.

    Raises FileNotFoundError for a path that is not there, ValueError for a file of an unknown kind.
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(file for file in path.rglob("*") if file.is_file() and _kind(file))
        elif not path.exists():
            raise FileNotFoundError(f"There is no {path}.")
        elif not _kind(path):
            raise ValueError(f"{path.name} is of a kind that cannot be imported: {', '.join(READERS)} can.")
        else:
            found.append(path)
    return found


@dataclass(frozen=True)
class Order:
    """How to import: now (UTC), today in the city, the day the files were read if they do not say, whether to write."""

    now: datetime
    today: date
    read_on: date
    dry_run: bool = False


def import_file(sessions: sessionmaker[Session], path: Path, order: Order, report: Report) -> Iterator[None]:
    """Import one file into the database and the report; yield after each record, for a progress bar.

    Each record is a transaction of its own, so a stop half-way leaves whole records, which the
    next run finds unchanged. A dry run writes nothing and notes the differences.
    """
    codes: set[str] = set()
    for found in _read(path, order.read_on):
        if isinstance(found, Rejected):
            report.rejected.append(found)
        elif found.record.code in codes:
            report.rejected.append(Rejected(found.place, f"{found.record.code} stands in this file twice"))
        else:
            codes.add(found.record.code)
            _import_record(sessions, found, order, report)
        yield


def _read(path: Path, read_on: date) -> Found:
    """Yield what a file holds; one that cannot be opened is rejected like a record."""
    try:
        yield from READERS[_kind(path)](path, read_on)
    except OSError as error:
        yield Rejected(path.name, f"the file cannot be read: {error.strerror or error}")


def _import_record(sessions: sessionmaker[Session], found: Read, order: Order, report: Report) -> None:
    code, origin = found.record.code, found.record.versions[-1].origin
    if any(version.source.retrieved_on > order.today for version in found.record.versions):
        report.rejected.append(Rejected(found.place, f"{code} is said to be read on a day that has not come"))
        return
    try:
        with sessions() as session:
            before = newest_record(session, code, origin) if order.dry_run else None
            outcome = load_procedure(session, found.record, order.now)
            session.flush()
            if order.dry_run:
                after = newest_record(session, code, origin)
                if outcome == "new version" and before and after:
                    report.changes.append((code, differences(before, after)))
                session.rollback()
            else:
                session.commit()
    except SQLAlchemyError as error:
        report.rejected.append(Rejected(found.place, f"the database refused it: {error.__class__.__name__}"))
        return
    report.outcomes[outcome] += 1
    report.doubts += [(found.place, doubt) for doubt in found.doubts]


def _kind(path: Path) -> str:
    """Return the known ending of a file's name, or an empty text."""
    return next((ending for ending in READERS if path.name.lower().endswith(ending)), "")
