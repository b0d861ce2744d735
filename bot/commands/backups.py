"""Commands that copy the whole database and put a copy back, while it is served."""

from pathlib import Path
from typing import Annotated

import typer

from bot.commands.terminal import progress
from procedures_db.backups import Counts, back_up
from procedures_db.backups import restore as put_back
from procedures_db.engine import open_engine

WAITING = 60.0  # seconds for a writer
app = typer.Typer()


@app.command()
def backup(path: Annotated[Path, typer.Argument(help="A new file.")]) -> None:
    """Write a checked copy of the whole database, while it is served."""
    with progress(f"Copying to {path}"):
        counts = back_up(open_engine(wait=WAITING), path)
    typer.echo(f"{path} holds {_told(counts)}.")


@app.command()
def restore(
    path: Annotated[Path, typer.Argument(help="A file that `motcua backup` wrote.")],
    force: Annotated[bool, typer.Option("--force", help="Replace what the database holds.")] = False,
) -> None:
    """Put a copy in the place of the whole database, all of it or nothing; servers go on with it."""
    with progress(f"Restoring {path}"):
        counts = put_back(open_engine(wait=WAITING), path, force=force)
    typer.echo(f"Restored: {_told(counts)}.")


def _told(counts: Counts) -> str:
    named = {"procedure": "procedures", "feedback": "ratings", "turn": "messages", "dossier": "dossiers"}
    return ", ".join(f"{counts.get(table, 0)} {words}" for table, words in named.items())
