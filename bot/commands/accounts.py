"""Commands for accounts and for the log of what is done with them."""

import sys
from datetime import datetime
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from sqlalchemy.orm import Session, sessionmaker

from actions.clock import now
from bot.commands.terminal import stop, usable_engine
from procedures_db.accounts import add_user, disable_user, reset_user
from procedures_db.engine import open_sessions
from procedures_db.facts_accounts import Account
from procedures_db.queries.accounts import accounts, find_account, new_account
from procedures_db.queries.audit import verify_audit
from procedures_db.vocabulary import Role

users = typer.Typer(no_args_is_help=True, help="Add, disable, reset and list accounts of staff and administrators.")
audit = typer.Typer(no_args_is_help=True, help="Check the log of administrative acts.")
output = Console(soft_wrap=True, highlight=False, markup=False)

ACTOR = "command line"  # no account has a space in its name
FromStdin = Annotated[bool, typer.Option("--password-stdin", help="Read the password from standard input.")]
Name = Annotated[str, typer.Argument(help="The name to sign in with.")]


@users.command("add")
def add(
    name: Name,
    role: Annotated[Role, typer.Option(help="What the account may do.")],
    office: Annotated[str | None, typer.Option(help="The key of the one-stop shop it is limited to.")] = None,
    display_name: Annotated[str | None, typer.Option(help="The name that is shown; NAME if not given.")] = None,
    password_stdin: FromStdin = False,
) -> None:
    """Add an account; the password is asked for twice."""
    sessions = _sessions()
    account = new_account(name, display_name or name, role, office, now())
    with sessions.begin() as session:
        add_user(session, ACTOR, account, _password(password_stdin))
    output.print(f"{name} may sign in as {role.value}.")


@users.command("disable")
def disable(name: Name) -> None:
    """Let an account sign in no more and end its sessions."""
    with _sessions().begin() as session:
        disable_user(session, ACTOR, name, now())
    output.print(f"{name} may sign in no more.")


@users.command("reset")
def reset(name: Name, password_stdin: FromStdin = False) -> None:
    """Give an account another password, end its sessions, open it if it was locked or disabled."""
    sessions = _sessions()
    with sessions() as session:
        if find_account(session, name) is None:
            stop("There is no account of this name.")
    password = _password(password_stdin)
    with sessions.begin() as session:
        reset_user(session, ACTOR, name, password, now())
    output.print(f"{name} may sign in with the new password.")


@users.command("list")
def list_users() -> None:
    """Print the accounts: name, name shown, role, office, state."""
    with _sessions()() as session:
        known = accounts(session)
    table = Table("name", "shown as", "role", "office", "state", box=None)
    for each in known:
        table.add_row(each.name, each.display_name, each.role.value, each.office or "", _state(each, now()))
    output.print(table if known else "There is no account. `motcua users add NAME --role administrator` adds one.")


@audit.command("verify")
def verify() -> None:
    """Check the chain of the log; tell the first broken link and end with 1 if there is one."""
    with _sessions()() as session:
        verdict = verify_audit(session)
    if verdict.broken is not None:
        stop(f"The log is broken at entry {verdict.broken}: it was changed, or entries were taken out.")
    output.print(f"{verdict.entries} entries, none changed. The last hash is {verdict.hash or 'none'}.")


def _sessions() -> sessionmaker[Session]:
    return open_sessions(usable_engine())


def _password(from_stdin: bool) -> str:
    """Ask for a password twice without showing it, or read the first line of standard input."""
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        stop("There is no terminal to ask for the password. Use --password-stdin.")
    return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))


def _state(account: Account, moment: datetime) -> str:
    if account.disabled_at:
        return f"disabled since {account.disabled_at:%Y-%m-%d}"
    if account.locked_until and account.locked_until > moment:
        return f"locked until {account.locked_until:%Y-%m-%d %H:%M} UTC"
    return "active"
