"""Commands on dossiers already filed."""

from datetime import datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from actions.clock import local_now, today
from actions.settings import dossier_settings
from bot.commands.terminal import console, progress, stop, usable_engine
from procedures_db.dossiers.keys import Keys
from procedures_db.engine import open_sessions

if TYPE_CHECKING:
    from procedures_db.dossiers.importing import Report

SHOWN = 50
KINDS = (".csv", ".txt", ".xlsx")
dossiers = typer.Typer(no_args_is_help=True, help="Fill the register of dossiers already filed.")


@dossiers.callback()
def group() -> None:
    """Fill the register of dossiers already filed."""


@dossiers.command("import")
def import_dossiers(
    files: Annotated[list[Path], typer.Argument(help="Exports of the one-stop software (.csv, .xlsx).")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Write nothing; count what would differ.")] = False,
    on: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="The day the files were exported; now if not given."),
    ] = None,
) -> None:
    """Import exports of dossiers; report what is new, changed, repeated and rejected."""
    from procedures_db.dossiers.importing import Order, import_exports  # reads workbooks, which a server does not

    settings = dossier_settings()
    if settings is None:
        stop("Set MOTCUA_DOSSIER_SECRET first: dossiers are kept under keys made with it (docs/dossiers.md).")
    if on and on.date() > today():
        stop("--on must not lie in the future.")
    for path in files:
        _require_export(path)
    read_at = datetime.combine(on.date(), time(23, 59)) if on and on.date() < today() else local_now()
    order = Order(Keys(settings.secret.encode()), read_at.replace(microsecond=0), dry_run)
    maker = open_sessions(usable_engine())
    with progress("Importing dossiers"):
        report = import_exports(maker, files, order)
    _print(report, dry_run=dry_run)
    if report.rejected:
        raise typer.Exit(1)


def _require_export(path: Path) -> None:
    if not path.is_file():
        stop(f"There is no file {path}.")
    if path.suffix.lower() not in KINDS:
        stop(f"{path.name} is of a kind that cannot be imported: {', '.join(KINDS)} can.")


def _print(report: "Report", *, dry_run: bool) -> None:
    """Print each rejected and repeated row with its place, then the counts."""
    from procedures_db.dossiers.importing import OUTCOMES

    lines = [*(f"rejected {each.place}: {each.reason}" for each in report.rejected)]
    lines += [f"repeated {line}" for line in report.repeated]
    for line in lines[:SHOWN]:
        console.print(line, markup=False, highlight=False, soft_wrap=True)
    if len(lines) > SHOWN:
        console.print(f"… and {len(lines) - SHOWN} more")
    if report.without_factor:
        console.print(f"{report.without_factor} dossiers have no telephone and no ID number: nobody can look them up.")
    counts = [f"{report.outcomes[outcome]} {outcome}" for outcome in OUTCOMES]
    counts += [f"{len(report.repeated)} repeated", f"{len(report.rejected)} rejected"]
    typer.echo(("Nothing was written: " if dry_run else "") + ", ".join(counts))
