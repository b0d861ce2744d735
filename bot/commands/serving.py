"""Commands that train, serve and answer."""

import asyncio
import logging
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from actions.database import sessions
from bot.commands.catalogue import fill_database
from bot.commands.terminal import console, progress, stop, usable_engine
from bot.logs import write_logs
from bot.ports import require_free
from bot.production import require_production
from bot.server import server_options
from bot.settings import Settings, read_settings
from bot.sharing.sharing import advice, require_sharing, sharing_of
from bot.training import TrainingFailed
from procedures_db.engine import DatabaseUnusable
from procedures_db.lessons import teach
from procedures_db.settings import database_url

if TYPE_CHECKING:  # Rasa may be imported only once it is prepared
    from bot.assistant import Assistant
    from bot.teaching.models import InForce
    from bot.workers.draining import DrainingServer

Workers = Annotated[int | None, typer.Option(min=1, max=64, help="How many processes serve; else MOTCUA_WORKERS.")]
app = typer.Typer()


@app.command()
def run(workers: Workers = None) -> None:
    """Prepare everything that is missing or old, then serve."""
    settings = _settings(workers)
    fill_database()
    trained_model(settings)
    many = [] if workers is None else ["--workers", str(workers)]
    command = [sys.executable, "-P", "-m", "bot", "serve", *many]
    os.execv(sys.executable, command)  # noqa: S606 -- begun afresh, for filling leaves 100 MB behind


@app.command()
def serve(workers: Workers = None) -> None:
    """Serve the chat page and the API; the database and the model must be there."""
    _serve(_settings(workers))


@app.command()
def train() -> None:
    """Train the model, unless the one of the present inputs is there."""
    path = trained_model(read_settings())
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
        stop("Give either a question or --json, which reads questions from standard input.")
    assistant = loaded_assistant(read_settings(), keep=False)
    if json:
        asyncio.run(answer_lines(assistant, sys.stdin.buffer, sys.stdout, procedure))
    else:
        asyncio.run(answer_one(assistant, question or "", sys.stdout, procedure))


@app.command()
def chat() -> None:
    """Talk to the assistant in the terminal."""
    from bot.channels.terminal import converse

    asyncio.run(converse(loaded_assistant(read_settings(), keep=False)))


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []})
def rasa(context: typer.Context) -> None:
    """Pass on to Rasa's own command line: train, data validate, test, shell."""
    from bot.runtime.command_line import run_rasa

    run_rasa(context.args)


def trained_model(settings: Settings) -> Path:
    """Return the model in force, trained now if it is not there or its files have changed."""
    from bot.teaching.models import made_model, model_file

    present = present_model()
    if (path := model_file(settings.models, present)).exists():
        return path
    with progress("Training the model, up to a minute"):
        from bot.runtime.preparation import prepare_rasa

        prepare_rasa()
        return made_model(settings.models, sessions(), present)


def present_model() -> "InForce":
    """Return which model is in force; that of the files alone where there is no database yet."""
    from bot.teaching.models import OF_FILES, in_force

    try:
        usable_engine()
    except DatabaseUnusable:
        return OF_FILES
    return in_force(sessions())


def loaded_assistant(settings: Settings, keep: bool) -> "Assistant":
    """Load the assistant by the model in force; `keep` says whether conversations are stored."""
    usable_engine()
    from bot.teaching.models import stored_model

    present = present_model()
    path = stored_model(settings.models, sessions(), present)
    with progress("Loading the assistant"):
        from bot.runtime.preparation import prepare_rasa

        prepare_rasa(only_to_answer=True)
        from bot.assistant import load_assistant

        teach(present.lessons)
        try:
            return load_assistant(path, settings, sessions() if keep else None)
        except Exception as error:  # whatever Rasa raises on a damaged archive
            raise TrainingFailed(f"The model cannot be read. Remove {path.name} and run `motcua train`.") from error


def _settings(workers: int | None) -> Settings:
    """Return settings on which a server may start."""
    settings = read_settings()
    settings = settings if workers is None else replace(settings, workers=workers)
    require_production(settings)
    require_sharing(settings)
    require_free(settings.host, settings.port)
    return settings


def _serve(settings: Settings) -> None:
    """Serve in this process, or in as many as there are to be."""
    if sentence := advice(settings, database_url()):
        console.print(sentence)
    if settings.workers == 1:
        server_of(settings, lambda: console.print(f"Một Cửa is ready: http://{settings.host}:{settings.port}")).run()
        return
    from bot.teaching.models import stored_model
    from bot.workers.supervisor import supervise

    usable_engine()
    stored_model(settings.models, sessions(), present_model())  # what is missing is told once, not by each
    supervise(settings)


def server_of(settings: Settings, ready: Callable[[], None]) -> "DrainingServer":
    """Load everything that a process serves with; it calls `ready` once it serves."""
    import uvicorn

    sharing = sharing_of(settings)
    present = present_model()
    assistant = loaded_assistant(settings, keep=True)
    write_logs(sys.stderr)
    logging.getLogger("bot").setLevel(logging.INFO)  # Rasa silences everything below errors
    from bot.app import create_app
    from bot.teaching.following import Following
    from bot.warming import warm_up
    from bot.workers.draining import DrainingServer

    with progress("Reading the procedures"):
        asyncio.run(warm_up(assistant))
    web = create_app(assistant, Following(assistant, settings, sessions(), present), settings, sharing)
    return DrainingServer(uvicorn.Config(web, **server_options(settings)), ready)
