"""Print records and their history for staff and developers."""

import dataclasses
import json
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from procedures_db.changes import lines
from procedures_db.facts import RecordInForce, SourceFact
from procedures_db.queries.history import VersionInHistory

if TYPE_CHECKING:
    from procedures_db.importers.importing import Report  # with it come readers of PDF files and workbooks

console = Console(soft_wrap=True, highlight=False)
errors = Console(stderr=True)
SHOWN = 20


def print_record(record: RecordInForce) -> None:
    """Print a record, one fact a line; a source is named where it changes."""
    console.print(f"[bold]{record.code}[/bold] on {record.day}")
    source = None
    for line in lines(record):
        if line.source != source:
            source = line.source
            console.print(f"[dim]{escape(_named(source))}[/dim]")
        console.print(f"  {escape(line.place)}: {escape(line.value)}")


def print_history(code: str, versions: list[VersionInHistory], day: date, served: str | None) -> None:
    """Print versions in the order they held, with their standing on a day and what each changed.

    `served` is the code of the procedure that is answered on that day, or None.
    """
    for version in versions:
        until = f" until {version.effective_to}" if version.effective_to else ""
        decision = version.decision_number or "decision number unknown"
        console.print(
            f"[bold]{escape(decision)}[/bold] ({escape(version.decision_issuer)}), vouched for from "
            f"{version.known_from}{until}; read {version.retrieved_on}, "
            f"recorded {version.recorded_at:%Y-%m-%d %H:%M} UTC"
        )
        kind = f"{version.origin}, {version.jurisdiction.replace('_', ' ')}"
        console.print(f"  {kind}; on {day}: [bold]{escape(version.standing)}[/bold]{_corrected(version)}")
        for change in version.changes:
            console.print(f"  {escape(change.place)}: {escape(str(change.before))} → {escape(str(change.after))}")
    if served != code:
        console.print(_served_instead(served, day))


def _served_instead(served: str | None, day: date) -> str:
    if served is None:
        return f"Nothing of it is answered on {day}."
    return (
        f"On {day} its namesake {served} is answered in its place: the city's own, or a desk nearer than a ministry's."
    )


def _corrected(version: VersionInHistory) -> str:
    return f" at {version.superseded_at:%Y-%m-%d %H:%M}" if version.superseded_at else ""


def watch(files: list[Path], run: Callable[[Path], Iterable[None]]) -> None:
    """Go through the files of an import, showing which one and how far it is."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[records]}"),
    )
    with Progress(*columns, TimeElapsedColumn(), console=errors) as progress:
        task = progress.add_task("", total=len(files), records="")
        read = 0
        for path in files:
            progress.update(task, description=path.name)
            for _ in run(path):
                read += 1
                progress.update(task, records=f"{read} records")
            progress.advance(task)


def print_report(report: "Report", *, dry_run: bool) -> None:
    """Print what an import did: each change, doubt and rejection with its place, then the counts."""
    for code, changes in report.changes:
        console.print(f"[bold]{code}[/bold]")
        for change in changes:
            console.print(f"  {escape(change.place)}: {escape(str(change.before))} → {escape(str(change.after))}")
    for place, doubt in report.doubts[:SHOWN]:
        console.print(f"doubtful {escape(place)} {escape(doubt.field)}: {doubt.reason} {escape(doubt.text[:80])}")
    if len(report.doubts) > SHOWN:
        console.print(f"… and {len(report.doubts) - SHOWN} more doubtful values")
    for rejected in report.rejected:
        console.print(f"rejected {escape(rejected.place)}: {escape(rejected.reason)}")
    counts = [f"{report.outcomes[name]} {name}" for name in ("new", "new version", "unchanged")]
    counts += [f"{len(report.rejected)} rejected", f"{len(report.doubts)} doubtful values"]
    console.print(("Nothing was written: " if dry_run else "") + ", ".join(counts))


def write_record(record: RecordInForce) -> str:
    """Write a record as JSON: dates as YYYY-MM-DD, numbers of days as text, every fact with its source."""
    return json.dumps(dataclasses.asdict(record), ensure_ascii=False, indent=2, default=_plain)


def _named(source: SourceFact) -> str:
    parts = (source.title, source.number, source.url, f"read {source.retrieved_on}")
    return ", ".join(part for part in parts if part)


def _plain(value: Any) -> str:
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)
