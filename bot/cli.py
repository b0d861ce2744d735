"""The `motcua` command."""

import asyncio
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from errno import ENOSPC
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from rich.console import Console
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from actions.clock import now, today
from actions.database import read_record, sessions
from actions.settings import fixed_today
from bot.ports import PortUnusable, require_free
from bot.settings import BadSetting, Settings, read_settings
from bot.training import TrainingFailed
from procedures_db.engine import DatabaseUnusable, migrate, open_engine, open_sessions, require_current
from procedures_db.importers.catalogue import CatalogueError

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
database = typer.Typer(no_args_is_help=True, help="Prepare the database.")
catalogue = typer.Typer(no_args_is_help=True, help="Check and load the curated catalogue.")
app.add_typer(database, name="db")
app.add_typer(catalogue, name="catalogue")
console = Console(stderr=True)

EXPECTED = (DatabaseUnusable, CatalogueError, TrainingFailed, BadSetting, PortUnusable, OSError, ValueError)


def main() -> None:
    """Run the command; what can be foreseen ends in one sentence, not in a traceback."""
    try:
        _check_day()
        app()
    except EXPECTED as error:
        full = isinstance(error, OSError) and error.errno == ENOSPC
        _stop("The disk is full. Free some space and run the command again." if full else str(error))
    except SQLAlchemyError as error:
        _stop(f"The database cannot be used: {str(getattr(error, 'orig', error)).rstrip('.')}.")


@app.command()
def run() -> None:
    """Prepare everything that is missing or old, then serve."""
    settings = read_settings()
    require_free(settings.host, settings.port)
    _fill_database()
    _train_if_needed(settings)
    _serve(settings)


@app.command()
def serve() -> None:
    """Serve the chat page and the API; the database and the model must be there."""
    settings = read_settings()
    require_free(settings.host, settings.port)
    _serve(settings)


@app.command()
def train() -> None:
    """Train the model, unless the one of the present inputs is there."""
    path = _train_if_needed(read_settings())
    console.print(f"The model is {path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path}.")


@app.command()
def ask(
    question: Annotated[
        str | None, typer.Argument(help="The question; with --json it is read from standard input.")
    ] = None,
    json: Annotated[
        bool, typer.Option("--json", help="Read one question a line, write one JSON object a line.")
    ] = False,
    procedure: Annotated[str | None, typer.Option(help="A procedure code already under discussion.")] = None,
) -> None:
    """Answer a question, or a line each from standard input with --json."""
    from bot.channels.terminal import answer_lines, answer_one

    if json == (question is not None):
        _stop("Give either a question or --json, which reads questions from standard input.")
    assistant = _load(read_settings(), keep=False)
    if json:
        asyncio.run(answer_lines(assistant, sys.stdin.buffer, sys.stdout, procedure))
    else:
        asyncio.run(answer_one(assistant, question or "", sys.stdout, procedure))


@app.command()
def chat() -> None:
    """Talk to the assistant in the terminal."""
    from bot.channels.terminal import converse

    asyncio.run(converse(_load(read_settings(), keep=False)))


@app.command()
def search(text: str) -> None:
    """Show which procedures a text may mean."""
    from procedures_db.queries.names import short_names
    from procedures_db.search import Search

    maker = open_sessions(_usable_engine())
    matches = Search(maker).find(text, limit=8)
    with maker() as session:
        names = short_names(session, [match.code for match in matches])
    for match in matches:
        typer.echo(f"{match.score:.2f}  {match.code}  {names[match.code]}")


@app.command()
def show(
    code: str,
    on: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day; today if not given.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON, as docs/record.md describes.")] = False,
) -> None:
    """Print the record in force on a day, every fact with its source."""
    from bot.printing import print_record, write_record

    _usable_engine()
    record = read_record(code, on.date() if on else today())
    if record is None:
        _stop(f"Nothing is known of {code} on that day. `motcua history {code}` shows its versions.")
    typer.echo(write_record(record)) if json else print_record(record)


@app.command()
def history(code: str) -> None:
    """Print the versions of a procedure and what changed from one to the next."""
    from bot.printing import print_history
    from procedures_db.queries.history import history_of

    with open_sessions(_usable_engine())() as session:
        versions = history_of(session, code)
    if not versions:
        _stop(f"There is no procedure {code}.")
    print_history(versions)


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []})
def rasa(context: typer.Context) -> None:
    """Pass on to Rasa's own command line: train, data validate, test, shell."""
    from bot.runtime.command_line import run_rasa

    run_rasa(context.args)


@app.command("import")
def import_records(
    paths: Annotated[list[Path], typer.Argument(help="Files of records (.jsonl, .jsonl.gz), or folders of them.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Write nothing; print what would differ.")] = False,
) -> None:
    """Import published records; report what is new, changed, rejected and doubtful."""
    from bot.printing import print_report, watch
    from procedures_db.importers.importing import Report, files_in, import_file

    maker = open_sessions(_usable_engine())
    report = Report()
    for path in files_in(paths):
        watch(import_file(maker, path, now(), report, dry_run=dry_run), path.name)
    print_report(report, dry_run=dry_run)
    if report.rejected:
        raise typer.Exit(1)


@database.command("upgrade")
def upgrade() -> None:
    """Create the database or bring it to the present schema."""
    migrate()
    console.print("The database is up to date.")


@catalogue.command("check")
def check_catalogue() -> None:
    """Check every catalogue file; name each fault."""
    from procedures_db.importers.catalogue import check_all

    faults = check_all()
    for fault in faults:
        console.print(fault, markup=False, highlight=False)
    if faults:
        raise typer.Exit(1)
    console.print("The catalogue is in order.")


@catalogue.command("load")
def load_catalogue() -> None:
    """Load the catalogue into the database; what is unchanged stays as it is."""
    from procedures_db.importers.curated import load_curated

    counts = load_curated(open_sessions(_usable_engine()), now())
    console.print(", ".join(f"{count} {word}" for word, count in sorted(counts.items())))


def _fill_database() -> None:
    with _progress("Preparing the database"):
        migrate()
    with _progress("Loading the catalogue"):
        load_catalogue()


def _train_if_needed(settings: Settings) -> Path:
    from bot.training import model_path
    from bot.training import train as train_model

    path = model_path(settings.models)
    if path.exists():
        return path
    with _progress("Training the model, up to a minute"):
        from bot.runtime.preparation import prepare_rasa

        prepare_rasa()
        return train_model(settings.models)


def _load(settings: Settings, keep: bool) -> Any:
    """Load the assistant; `keep` says whether conversations are stored."""
    _usable_engine()
    from bot.training import model_path

    path = model_path(settings.models)
    if not path.exists():
        _stop("There is no model of the present configuration. Run `motcua train`.")
    with _progress("Loading the assistant"):
        from bot.runtime.preparation import prepare_rasa

        prepare_rasa()
        from bot.assistant import load_assistant

        try:
            return load_assistant(path, settings, sessions() if keep else None)
        except Exception as error:  # whatever Rasa raises on a damaged archive
            raise TrainingFailed(f"The model cannot be read. Remove {path.name} and run `motcua train`.") from error


def _serve(settings: Settings) -> None:
    import uvicorn

    assistant = _load(settings, keep=True)
    from bot.app import create_app
    from bot.training import model_path

    web = create_app(assistant, model_path(settings.models).name)
    console.print(f"Một Cửa is ready: http://{settings.host}:{settings.port}")
    uvicorn.run(web, host=settings.host, port=settings.port, log_level="warning", access_log=False)


def _usable_engine() -> Engine:
    engine = open_engine()
    require_current(engine)
    return engine


def _check_day() -> None:
    try:
        fixed_today()
    except ValueError:
        _stop("MOTCUA_TODAY must be a date like 2026-11-22.")


@contextmanager
def _progress(what: str) -> Iterator[None]:
    """Show what is being done while it takes time; a line where there is no terminal."""
    if console.is_terminal:
        with console.status(f"{what}…"):
            yield
    else:
        console.print(f"{what} …")
        yield


def _stop(sentence: str) -> NoReturn:
    console.print(sentence, markup=False, highlight=False)
    raise SystemExit(1)
