"""The command that judges the assistant by labelled questions."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bot.commands.serving import loaded_assistant
from bot.commands.terminal import usable_engine
from bot.settings import read_settings

app = typer.Typer()


@app.command()
def evaluate(
    questions: Annotated[Path, typer.Argument(help="Labelled questions, one JSON object a line (docs/evaluation.md).")],
    html: Annotated[Path | None, typer.Option("--html", help="Write a page with every error listed.")] = None,
) -> None:
    """Ask labelled questions and conversations; print how often the answers are right, with 95 % intervals."""
    from bot.evaluation.evaluating import evaluate as evaluate_questions
    from bot.evaluation.questions import read_questions
    from bot.evaluation.report import print_evaluation, write_page
    from procedures_db.engine import open_sessions

    asked = read_questions(questions)
    maker = open_sessions(usable_engine())
    assistant = loaded_assistant(read_settings(), keep=False)
    evaluation = asyncio.run(evaluate_questions(assistant, asked, maker, questions.name))
    print_evaluation(evaluation, Console(soft_wrap=True, highlight=False))
    if html:
        write_page(evaluation, html)
