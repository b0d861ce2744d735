"""Commands for whoever sees to follow-ups, of low ratings and of messages: list, take, close."""

from typing import Annotated

import typer
from rich.table import Table

from actions.clock import now, today
from bot.commands.terminal import console, usable_engine
from procedures_db.accounts import require_user
from procedures_db.engine import open_sessions
from procedures_db.queries.follow_ups import Case, close, live_cases, take
from procedures_db.redaction import redact
from procedures_db.vocabulary import FollowUpState

app = typer.Typer(no_args_is_help=True, help="See to low ratings and to messages that were left.")
COLUMNS = ("reference", "due", "state", "owner", "kind", "rating", "about", "text")
Reference = Annotated[str, typer.Argument(help="The reference, such as GY-K7M2QP.")]


@app.command("list")
def list_live(
    overdue: Annotated[bool, typer.Option("--overdue", help="Only those that are overdue.")] = False,
) -> None:
    """List what has not ended, the earliest due first."""
    with open_sessions(usable_engine())() as session:
        cases = [case for case in live_cases(session, today()) if case.overdue or not overdue]
    table = Table(*COLUMNS, title=f"Follow-ups: {len(cases)}")
    for case in cases:
        table.add_row(*_row(case))
    console.print(table)


@app.command("take")
def take_one(
    reference: Reference, owner: Annotated[str, typer.Option(prompt=True, help="The account of who sees to it.")]
) -> None:
    """Give a follow-up an owner, who has an account."""
    with open_sessions(usable_engine()).begin() as session:
        require_user(session, owner)
        take(session, reference, owner)
    console.print(f"{owner} sees to {reference.upper()}.")


@app.command("close")
def close_one(
    reference: Reference,
    outcome: Annotated[str, typer.Option(prompt=True, help="What came of it, in Vietnamese: the citizen reads it.")],
    declined: Annotated[bool, typer.Option("--declined", help="Seen, and nothing is done about it.")] = False,
) -> None:
    """End a follow-up with what came of it."""
    end = FollowUpState.DECLINED if declined else FollowUpState.DONE
    with open_sessions(usable_engine()).begin() as session:
        close(session, reference, end, redact(outcome), now())
    console.print(f"{reference.upper()} has ended.")


def _row(case: Case) -> list[str]:
    due = f"[bold red]{case.due_on} overdue[/]" if case.overdue else str(case.due_on)
    about = [case.subject, case.factor, case.procedure_code, case.office or case.place]
    if case.contact:
        about.append("with a contact")
    told, said = ", ".join(filter(None, about)), case.message or case.comment or ""
    return [case.reference, due, case.state, case.owner_shown or "", case.kind, str(case.rating or ""), told, said]
