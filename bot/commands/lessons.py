"""Commands on what administrators teach."""

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table
from ruamel.yaml import YAML

from actions.clock import now, today
from bot.commands.terminal import console, progress, stop, usable_engine
from bot.settings import read_settings
from procedures_db.engine import open_sessions
from procedures_db.queries.audit import add_act
from procedures_db.queries.lessons import live_lessons, sort_lessons
from procedures_db.queries.model_versions import (
    NotPossible,
    begin_trial,
    current_release,
    lessons_in_force,
    put_in_force,
    releases,
    version_of,
)

ACTOR = "command line"
app = typer.Typer(no_args_is_help=True, help="See, try and put in force what administrators teach.")


@app.command("list")
def list_lessons() -> None:
    """List the lessons, and which of them are in force."""
    with open_sessions(usable_engine())() as session:
        lessons = live_lessons(session)
        working = {lesson.id for lesson in lessons_in_force(session)}
    table = Table("number", "kind", "text", "means", "in force", "by")
    for each in lessons:
        table.add_row(str(each.id), each.kind, each.text, each.target, "yes" if each.id in working else "", each.author)
    console.print(table)


@app.command("try")
def try_lessons(
    begun: Annotated[int | None, typer.Option(help="The version of a trial that was begun in the browser.")] = None,
) -> None:
    """Train a model with all lessons and compare it with the one in force; print what became better and worse."""
    from bot.runtime.preparation import prepare_rasa

    prepare_rasa()
    from bot.teaching.trial import run_trial

    maker = open_sessions(usable_engine())
    if (number := begun) is None:
        with maker.begin() as session:
            number = begin_trial(session, [each.id for each in live_lessons(session)], now(), ACTOR)
    with progress(f"Trying version {number}"):
        run_trial(number, read_settings(), maker)
    with maker() as session:
        version = version_of(session, number)
    report = (version and version.report) or {}
    console.print(f"Version {number}: {report['better']} questions better, {report['worse']} worse.")


@app.command("publish")
def publish(number: int) -> None:
    """Put a tried version in force; servers take it up within seconds."""
    _put_in_force(number, "version published")
    console.print(f"Version {number} is in force.")


@app.command("roll-back")
def roll_back() -> None:
    """Put in force again what was in force before."""
    with open_sessions(usable_engine())() as session:
        latest = releases(session, 2)
    if not latest:
        stop("No version was ever put in force.")
    before = latest[1].version_id if len(latest) > 1 else None
    _put_in_force(before, "version rolled_back")
    console.print("The model of the files is in force." if before is None else f"Version {before} is in force.")


@app.command("export")
def export(path: Annotated[Path, typer.Argument(help="A new YAML file.")]) -> None:
    """Write all lessons to a file, to be taken over into nlu_data/."""
    with open_sessions(usable_engine())() as session:
        lessons = sort_lessons(live_lessons(session))
    with path.open("x", encoding="utf-8") as file:
        YAML().dump({"words": lessons.words, "names": lessons.names, "examples": lessons.examples}, file)
    console.print(f"Lessons written to {path}.")


def _put_in_force(number: int | None, act: str) -> None:
    with open_sessions(usable_engine()).begin() as session:
        current = current_release(session)
        try:
            put_in_force(session, number, current.id if current else None, now(), today(), ACTOR)
        except NotPossible as error:
            stop(f"Version {number} cannot be put in force: {error}.")
        add_act(session, now(), ACTOR, act, str(number or 0))
