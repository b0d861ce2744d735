"""Commands on records: find, show, compare, import, export."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from actions.clock import now, today
from actions.database import read_record
from bot.commands.terminal import OnDay, console, day_meant, progress, stop, usable_engine
from procedures_db.engine import open_sessions

app = typer.Typer()


@app.command()
def search(text: str) -> None:
    """Show which procedures a text may mean."""
    from procedures_db.queries.names import short_names
    from procedures_db.search import Search

    maker = open_sessions(usable_engine())
    matches = Search(maker).find(text, limit=8).matches
    with maker() as session:
        names = short_names(session, [match.code for match in matches])
    for match in matches:
        typer.echo(f"{match.score:.2f}  {match.code}  {names[match.code]}")


@app.command()
def show(
    code: str,
    on: OnDay = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON, as docs/record.md describes.")] = False,
) -> None:
    """Print the record in force on a day, every fact with its source; else one that is kept and never answered."""
    from bot.printing import print_record, write_record
    from procedures_db.queries.record import kept_record

    maker = open_sessions(usable_engine())
    record = read_record(code, day_meant(on))
    if record is None:
        with maker() as session:
            record = kept_record(session, code)
        if record is not None:
            console.print(f"This record is kept and never answered: {record.jurisdiction.replace('_', ' ')}.")
    if record is None:
        stop(
            f"Nothing is known of {code} on that day, if it is a procedure. `motcua history {code}` shows its versions."
        )
    typer.echo(write_record(record)) if json else print_record(record)


@app.command()
def history(code: str, on: OnDay = None) -> None:
    """Print the versions of a procedure, which one applies on a day and why, and what each changed."""
    from bot.printing import print_history
    from procedures_db.queries.history import history_of

    day = day_meant(on)
    with open_sessions(usable_engine())() as session:
        versions = history_of(session, code, day)
    if not versions:
        stop(f"There is no procedure {code}.")
    record = read_record(code, day)
    print_history(code, versions, day, record.code if record else None)


@app.command("import")
def import_records(
    paths: Annotated[
        list[Path], typer.Argument(help="Files (.pdf, .jsonl, .jsonl.gz, .xlsx, procedures.csv), or folders.")
    ],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Write nothing; print what would differ.")] = False,
    on: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="The day the files were taken from their source; today if not given."),
    ] = None,
    report_to: Annotated[
        Path | None, typer.Option("--report", help="A new CSV file for all that is rejected or doubtful.")
    ] = None,
) -> None:
    """Import published records; report what is new, changed, rejected and doubtful."""
    from bot.printing import print_report, watch
    from procedures_db.importers.importing import Order, Report, files_in, import_file
    from procedures_db.spreadsheets.table_writing import write_findings

    maker = open_sessions(usable_engine())
    report, order = Report(), Order(now(), today(), day_meant(on), dry_run)
    if order.read_on > today():
        stop("--on must not lie in the future.")
    files = files_in(paths)
    if not files:
        stop("There is nothing to import: no file of a known kind.")
    watch(files, lambda path: import_file(maker, path, order, report))
    print_report(report, dry_run=dry_run)
    if report_to:
        write_findings(report_to, report.findings())
    if report.rejected:
        raise typer.Exit(1)


@app.command()
def export(path: Annotated[Path, typer.Argument(help="A new file that ends with .xlsx, or a new folder.")]) -> None:
    """Write every procedure with all its live versions to a workbook, or to a folder of CSV files."""
    from procedures_db.queries.export import live_records
    from procedures_db.spreadsheets.table_writing import write_tables
    from procedures_db.spreadsheets.workbook_writing import write_workbook

    if path.suffix.lower() not in ("", ".xlsx"):
        stop(f"{path.name} must end with .xlsx, or be the name of a folder, without a dot.")
    write = write_workbook if path.suffix else write_tables
    with open_sessions(usable_engine())() as session, progress(f"Writing {path}"):
        count = write(path, live_records(session))
    typer.echo(f"Procedures written to {path}: {count}.")


@app.command()
def template(path: Annotated[Path, typer.Argument(help="A new file that ends with .xlsx.")]) -> None:
    """Write an empty workbook that explains itself, to be filled in and imported."""
    from procedures_db.spreadsheets.workbook_writing import write_workbook

    write_workbook(path, [])
    typer.echo(f"Fill in {path}, then run `motcua import {path}`.")
