"""What all commands share: messages, progress, the end in one sentence, a usable database."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Annotated, NoReturn

import typer
from rich.console import Console
from sqlalchemy import Engine

from actions.clock import today
from procedures_db.engine import open_engine, require_current

console = Console(stderr=True)
OnDay = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day; today if not given.")]


def usable_engine() -> Engine:
    """Open the database; raise DatabaseUnusable when it is missing or of another age."""
    engine = open_engine()
    require_current(engine)
    return engine


def day_meant(on: datetime | None) -> date:
    """Return the day that --on names, or today."""
    return on.date() if on else today()


@contextmanager
def progress(what: str) -> Iterator[None]:
    """Show what is being done while it takes time; a line where there is no terminal."""
    if console.is_terminal:
        with console.status(f"{what}…"):
            yield
    else:
        console.print(f"{what} …")
        yield


def stop(sentence: str) -> NoReturn:
    """Say a sentence and end with status 1."""
    console.print(sentence, markup=False, highlight=False)
    raise SystemExit(1)
