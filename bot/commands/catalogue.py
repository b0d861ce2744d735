"""Commands that prepare the database and fill it with the curated catalogue."""

import typer

from actions.clock import now, today
from bot.commands.terminal import console, progress, usable_engine
from procedures_db.engine import DatabaseUnusable, migrate, open_sessions

database = typer.Typer(no_args_is_help=True, help="Prepare the database.")
catalogue = typer.Typer(no_args_is_help=True, help="Check and load the curated catalogue.")


@database.command("upgrade")
def upgrade() -> None:
    """Create the database or bring it to the present schema."""
    migrate()
    console.print("The database is up to date.")


@catalogue.command("check")
def check_catalogue() -> None:
    """Check every catalogue file, and our wording against what was published since; name each fault."""
    from procedures_db.importers.catalogue import check_all

    faults = [*check_all(), *_stale_files()]
    for fault in faults:
        console.print(fault, markup=False, highlight=False)
    if faults:
        raise typer.Exit(1)
    console.print("The catalogue is in order.")


@catalogue.command("load")
def load_catalogue() -> None:
    """Load the catalogue into the database; what is unchanged stays as it is."""
    from procedures_db.importers.curated import load_curated

    counts = load_curated(open_sessions(usable_engine()), now())
    console.print(", ".join(f"{count} {word}" for word, count in sorted(counts.items())))


def fill_database() -> None:
    """Bring the schema and the catalogue in the database up to date."""
    with progress("Preparing the database"):
        migrate()
    with progress("Loading the catalogue"):
        load_catalogue()


def _stale_files() -> list[str]:
    """Name the files whose wording gives way to a publication in the database, if there is one."""
    from procedures_db.queries.standing import stale_wordings

    try:
        engine = usable_engine()
    except DatabaseUnusable:
        console.print("There is no usable database, so nothing was compared with publications.")
        return []
    with open_sessions(engine)() as session:
        found = stale_wordings(session, today())
    return [f"{code}.yml: {stale.standing}. `motcua history {code}` shows both." for code, stale in found]
