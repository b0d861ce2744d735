"""The `motcua` command."""

from errno import ENOSPC

import typer
from sqlalchemy.exc import SQLAlchemyError

from actions.settings import fixed_today
from bot.commands import evaluation, follow_ups, lessons, privacy, records, report, serving
from bot.commands.accounts import audit, users
from bot.commands.catalogue import catalogue, database
from bot.commands.dossiers import dossiers
from bot.commands.terminal import stop
from bot.ports import PortUnusable
from bot.settings import BadSetting
from bot.teaching.models import NoModel
from bot.training import TrainingFailed
from bot.workers.worker import NoWorker
from procedures_db.engine import DatabaseUnusable
from procedures_db.importers.catalogue import CatalogueError

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
for commands in (serving.app, records.app, evaluation.app, report.app, privacy.app):
    app.add_typer(commands)
app.add_typer(database, name="db")
app.add_typer(catalogue, name="catalogue")
app.add_typer(follow_ups.app, name="follow-ups")
app.add_typer(lessons.app, name="lessons")
app.add_typer(dossiers, name="dossiers")
app.add_typer(users, name="users")
app.add_typer(audit, name="audit")

EXPECTED = (
    DatabaseUnusable,
    NoModel,
    NoWorker,
    CatalogueError,
    TrainingFailed,
    BadSetting,
    PortUnusable,
    OSError,
    ValueError,
)


def main() -> None:
    """Run the command; what can be foreseen ends in one sentence, not in a traceback."""
    try:
        _check_today()
        app()
    except EXPECTED as error:
        full = isinstance(error, OSError) and error.errno == ENOSPC
        stop("The disk is full. Free some space and run the command again." if full else str(error))
    except SQLAlchemyError as error:
        stop(f"The database cannot be used: {str(getattr(error, 'orig', error)).rstrip('.')}.")


def _check_today() -> None:
    try:
        fixed_today()
    except ValueError:
        stop("MOTCUA_TODAY must be a date like 2026-11-22.")
