"""Import exports of dossiers: what is new is added, what changed is changed, what is the same only confirmed."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session, sessionmaker

from procedures_db.dossiers.keys import Keys
from procedures_db.dossiers.rows import ReadDossier, read_export
from procedures_db.importers.findings import Rejected
from procedures_db.queries.dossiers import add_dossiers, change_dossiers, confirm_dossiers, dossier_rows
from procedures_db.vocabulary import DossierState

BATCH = 2000  # rows of one transaction
RANK = {state: rank for rank, state in enumerate(DossierState)}
OUTCOMES = ("new", "changed", "unchanged", "older")


@dataclass
class Report:
    """What an import did; `repeated` names rows that gave way to another one of the same dossier."""

    outcomes: Counter[str] = field(default_factory=Counter)
    rejected: list[Rejected] = field(default_factory=list)
    repeated: list[str] = field(default_factory=list)
    without_factor: int = 0


@dataclass(frozen=True)
class Order:
    """How to import: the secret's keys, as of which local moment, whether to write."""

    keys: Keys
    read_at: datetime
    dry_run: bool = False


def import_exports(sessions: sessionmaker[Session], files: Iterable[Path], order: Order) -> Report:
    """Import files; of a dossier that stands in them twice, the row with the later state wins.

    Each batch is a transaction; a stop half-way leaves whole rows, which the next run finds unchanged.
    A row is left alone when the register knows the dossier as of a later day.
    """
    report = Report()
    rows = _gathered(files, order, report)
    for batch in _batches(rows):
        with sessions() as session:
            _store(session, batch, order, report)
            session.rollback() if order.dry_run else session.commit()
    return report


def _gathered(files: Iterable[Path], order: Order, report: Report) -> list[dict[str, Any]]:
    """Return the rows to store, one for each dossier."""
    best: dict[str, ReadDossier] = {}
    for path in files:
        for found in read_export(path, order.keys, order.read_at):
            if isinstance(found, Rejected):
                report.rejected.append(found)
            else:
                _keep_later(best, found, report)
    rows = [found.values for found in best.values()]
    report.without_factor = sum(row["factor_phone"] is None and row["factor_id"] is None for row in rows)
    return rows


def _keep_later(best: dict[str, ReadDossier], found: ReadDossier, report: Report) -> None:
    before = best.get(found.values["key"])
    if before is None:
        best[found.values["key"]] = found
        return
    wins = RANK[found.values["state"]] >= RANK[before.values["state"]]
    kept, left = (found, before) if wins else (before, found)
    best[found.values["key"]] = kept
    report.repeated.append(f"{left.place}: the same dossier as {kept.place}, which has the later state")


def _batches(rows: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    left = iter(rows)
    while batch := list(islice(left, BATCH)):
        yield batch


def _store(session: Session, batch: list[dict[str, Any]], order: Order, report: Report) -> None:
    stored = dossier_rows(session, [row["key"] for row in batch])
    sorted_out: dict[str, list[Any]] = {outcome: [] for outcome in OUTCOMES}
    for row in batch:
        outcome = _outcome(row, stored.get(row["key"]), order.read_at)
        sorted_out[outcome].append({**row, "read_at": order.read_at})
    report.outcomes.update({outcome: len(rows) for outcome, rows in sorted_out.items()})
    add_dossiers(session, sorted_out["new"])
    change_dossiers(session, sorted_out["changed"])
    confirm_dossiers(session, [row["key"] for row in sorted_out["unchanged"]], order.read_at)


def _outcome(row: dict[str, Any], stored: dict[str, Any] | None, read_at: datetime) -> str:
    if stored is None:
        return "new"
    if read_at.date() < stored["read_at"].date():
        return "older"
    return "unchanged" if all(stored[name] == value for name, value in row.items()) else "changed"
