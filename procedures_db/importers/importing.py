"""Import what a path names into the database, and count what came of it."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, sessionmaker

from procedures_db.changes import Difference, differences
from procedures_db.importers.findings import Doubt, Read, Rejected
from procedures_db.importers.json_lines import read_records
from procedures_db.importers.loader import load_procedure
from procedures_db.queries.record import newest_record

READERS: dict[str, Callable[[Path], Iterator[Read | Rejected]]] = {
    ".jsonl": read_records,
    ".jsonl.gz": read_records,
}


@dataclass
class Report:
    """What an import did: counts by outcome, what was rejected, what is doubtful, what differs."""

    outcomes: Counter[str] = field(default_factory=Counter)
    rejected: list[Rejected] = field(default_factory=list)
    doubts: list[tuple[str, Doubt]] = field(default_factory=list)
    changes: list[tuple[str, list[Difference]]] = field(default_factory=list)


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


def import_file(
    sessions: sessionmaker[Session], path: Path, now: datetime, report: Report, *, dry_run: bool = False
) -> Iterator[None]:
    """Import one file into the database and the report; yield after each record, for a progress bar.

    Each record is a transaction of its own, so a stop half-way leaves whole records, which the
    next run finds unchanged. A dry run writes nothing and notes the differences.
    """
    codes: set[str] = set()
    for found in READERS[_kind(path)](path):
        if isinstance(found, Rejected):
            report.rejected.append(found)
        elif found.record.code in codes:
            report.rejected.append(Rejected(found.place, f"{found.record.code} stands in this file twice"))
        else:
            codes.add(found.record.code)
            _import_record(sessions, found, now, report, dry_run=dry_run)
        yield


def _import_record(
    sessions: sessionmaker[Session], found: Read, now: datetime, report: Report, *, dry_run: bool
) -> None:
    code = found.record.code
    try:
        with sessions() as session:
            before = newest_record(session, code) if dry_run else None
            outcome = load_procedure(session, found.record, now)
            session.flush()
            if dry_run:
                after = newest_record(session, code)
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
    return next((ending for ending in READERS if path.name.endswith(ending)), "")
