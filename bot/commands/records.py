"""Commands on records: find, show, compare, import."""

from pathlib import Path
from typing import Annotated

import typer

from actions.clock import now
from actions.database import read_record
from bot.commands.terminal import OnDay, day_meant, stop, usable_engine
from procedures_db.engine import open_sessions

app = typer.Typer()


@app.command()
def search(text: str) -> None:
    """Show which procedures a text may mean."""
    from procedures_db.queries.names import short_names
    from procedures_db.search import Search

    maker = open_sessions(usable_engine())
    matches = Search(maker).find(text, limit=8)
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
    """Print the record in force on a day, every fact with its source."""
    from bot.printing import print_record, write_record

    usable_engine()
    record = read_record(code, day_meant(on))
    if record is None:
        stop(f"Nothing is known of {code} on that day. `motcua history {code}` shows its versions.")
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
    paths: Annotated[list[Path], typer.Argument(help="Files of records (.jsonl, .jsonl.gz), or folders of them.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Write nothing; print what would differ.")] = False,
) -> None:
    """Import published records; report what is new, changed, rejected and doubtful."""
    from bot.printing import print_report, watch
    from procedures_db.importers.importing import Report, files_in, import_file

    maker = open_sessions(usable_engine())
    report = Report()
    for path in files_in(paths):
        watch(import_file(maker, path, now(), report, dry_run=dry_run), path.name)
    print_report(report, dry_run=dry_run)
    if report.rejected:
        raise typer.Exit(1)
