"""The command that takes out what was kept long enough."""

from datetime import timedelta
from typing import Annotated

import typer

from actions.clock import now, today
from actions.settings import LONGEST_RETENTION, retention_days
from bot.commands.terminal import console, usable_engine
from procedures_db.engine import empty_log, open_sessions
from procedures_db.retention import Expired, count_expired, forget_old

app = typer.Typer()


@app.command()
def retention(
    days: Annotated[
        int | None,
        typer.Option(min=1, max=LONGEST_RETENTION, help="Days that texts stay; MOTCUA_RETENTION_DAYS if not given."),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only count what would go.")] = False,
) -> None:
    """Take out whatever was kept long enough; counts stay. The server does so every hour by itself."""
    engine = usable_engine()
    texts = timedelta(days=days or retention_days())
    if dry_run:
        with open_sessions(engine)() as session:
            expired = count_expired(session, now(), today(), texts)
    else:
        expired = forget_old(open_sessions(engine), now(), today(), texts)
        empty_log(engine)
    console.print(f"{'Would go' if dry_run else 'Gone'}: {_told(expired)}.")


def _told(expired: Expired) -> str:
    return (
        f"texts and ties of {expired.turns} messages, ties of {expired.ratings} ratings, {expired.comments} comments, "
        f"{expired.outcomes} outcomes of follow-ups, {expired.consents} consents, {expired.states} states of "
        f"conversations, {expired.answers} kept answers, {expired.attempts} attempts to open a dossier, "
        f"{expired.sign_ins} sessions of accounts, words or contacts of {expired.messages} messages for a person"
    )
