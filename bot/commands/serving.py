"""Commands that train, serve and answer."""

import asyncio
import logging
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from actions.database import sessions
from bot.commands.catalogue import fill_database
from bot.commands.terminal import console, progress, stop, usable_engine
from bot.ports import require_free
from bot.settings import Settings, read_settings
from bot.training import TrainingFailed

app = typer.Typer()


@app.command()
def run() -> None:
    """Prepare everything that is missing or old, then serve."""
    settings = read_settings()
    require_free(settings.host, settings.port)
    fill_database()
    trained_model(settings)
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
    """Return the model of the present inputs, trained now if it is not there."""
    from bot.training import model_path
    from bot.training import train as train_model

    path = model_path(settings.models)
    if path.exists():
        return path
    with progress("Training the model, up to a minute"):
        from bot.runtime.preparation import prepare_rasa

        prepare_rasa()
        return train_model(settings.models)


def loaded_assistant(settings: Settings, keep: bool) -> Any:
    """Load the assistant; `keep` says whether conversations are stored."""
    usable_engine()
    from bot.training import model_path

    path = model_path(settings.models)
    if not path.exists():
        stop("There is no model of the present configuration. Run `motcua train`.")
    with progress("Loading the assistant"):
        from bot.runtime.preparation import prepare_rasa

        prepare_rasa(only_to_answer=True)
        from bot.assistant import load_assistant

        try:
            return load_assistant(path, settings, sessions() if keep else None)
        except Exception as error:  # whatever Rasa raises on a damaged archive
            raise TrainingFailed(f"The model cannot be read. Remove {path.name} and run `motcua train`.") from error


def _serve(settings: Settings) -> None:
    import uvicorn

    assistant = loaded_assistant(settings, keep=True)
    logging.getLogger("bot").setLevel(logging.INFO)  # Rasa silences everything below errors
    from bot.app import create_app
    from bot.training import model_path
    from bot.warming import warm_up

    with progress("Reading the procedures"):
        asyncio.run(warm_up(assistant))
    web = create_app(assistant, model_path(settings.models).name, settings)
    console.print(f"Một Cửa is ready: http://{settings.host}:{settings.port}")
    uvicorn.run(web, host=settings.host, port=settings.port, log_level="warning", access_log=False)
