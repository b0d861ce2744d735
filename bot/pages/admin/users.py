"""Accounts in the browser: list, add, disable, reset."""

from collections.abc import Callable

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from actions.clock import now
from actions.database import sessions
from bot.pages.access import Visit
from bot.pages.rendering import page, said
from procedures_db.accounts import NAME, AccountRefused, add_user, disable_user, reset_user
from procedures_db.passwords import WeakPassword
from procedures_db.queries.accounts import accounts, find_account, new_account
from procedures_db.queries.places import known_offices
from procedures_db.vocabulary import Role

USERS = "/admin/users"


def show_all(request: Request, visit: Visit) -> Response:
    """Show every account and the form for a new one."""
    return _list(request, visit)


def add(request: Request, visit: Visit) -> Response:
    """Add an account."""
    given = visit.fields
    name, shown = given.get("name", "").strip().lower(), given.get("display_name", "").strip()
    role = Role.ADMINISTRATOR if given.get("role") == Role.ADMINISTRATOR else Role.STAFF
    account = new_account(name, shown or name, role, given.get("office") or None, now())
    who, password = visit.who, given.get("password", "")
    fault = _fault(visit, lambda session: add_user(session, who.name, account, password, limit=who.office))
    return _list(request, visit, fault, 422) if fault else _done("added")


def show_one(request: Request, visit: Visit) -> Response:
    """Show an account with the forms that reset and disable it."""
    return _one(request, visit)


def disable(request: Request, visit: Visit) -> Response:
    """Let an account sign in no more; nobody shuts themselves out."""
    name = _name(request)
    if name == visit.who.name:
        return _one(request, visit, "oneself", 422)
    try:
        with sessions().begin() as session:
            disable_user(session, visit.who.name, name, now(), limit=visit.who.office)
    except AccountRefused:
        return _one(request, visit)
    return _done("disabled")


def reset(request: Request, visit: Visit) -> Response:
    """Give an account another password."""
    name, password = _name(request), visit.fields.get("password", "")
    who = visit.who
    fault = _fault(visit, lambda session: reset_user(session, who.name, name, password, now(), limit=who.office))
    return _one(request, visit, fault, 422) if fault else _done("reset")


def _fault(visit: Visit, act: Callable[[Session], None]) -> str | None:
    """Do an act that takes a password typed twice; return why it was refused, None when it was done."""
    if visit.fields.get("password") != visit.fields.get("again"):
        return "different"
    try:
        with sessions().begin() as session:
            act(session)
    except (AccountRefused, WeakPassword) as error:
        return error.fault.value
    return None


def _name(request: Request) -> str:
    """Return the name in the address; what can be none is empty, and known to nobody."""
    name: str = request.path_params["name"]
    return name if NAME.fullmatch(name) else ""


def _done(what: str) -> Response:
    return RedirectResponse(f"{USERS}?done={what}", 303)


def _list(request: Request, visit: Visit, fault: str | None = None, status: int = 200) -> Response:
    limit = visit.who.office
    with sessions()() as session:
        known = [each for each in accounts(session) if limit in (None, each.office)]
        offices = [each for each in known_offices(session) if limit in (None, each.key)]
    done = request.query_params.get("done")
    values = {"accounts": known, "offices": offices, "fault": fault, "done": done, "moment": now()}
    return page("admin/users.html", status, visit=visit, **values)


def _one(request: Request, visit: Visit, fault: str | None = None, status: int = 200) -> Response:
    with sessions()() as session:
        account = find_account(session, _name(request))
    if account is None:
        return page("staff/unknown.html", 404, visit=visit, code=None)
    if visit.who.office not in (None, account.office):
        reason = said()["account_faults"]["other_office"]
        return page("staff/refused.html", 403, visit=visit, reason=reason)
    return page("admin/user.html", status, visit=visit, account=account, fault=fault, moment=now())
