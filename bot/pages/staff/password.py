"""Change one's own password: the present one, and the new one twice."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from actions.clock import now
from actions.database import sessions
from bot.pages.access import Visit
from bot.pages.rendering import page
from procedures_db.accounts import AccountRefused
from procedures_db.own_password import change_own_password
from procedures_db.passwords import WeakPassword

PASSWORD = "/staff/password"  # noqa: S105  an address


def show(request: Request, visit: Visit) -> Response:
    """Show the form, and that it was done."""
    return _form(visit, None, done="done" in request.query_params)


def change(request: Request, visit: Visit) -> Response:
    """Change it, or say what is not right."""
    present, new = visit.fields.get("present", ""), visit.fields.get("password", "")
    if new != visit.fields.get("again"):
        return _form(visit, "different")
    try:
        change_own_password(sessions(), visit.who, present, new, now())
    except (AccountRefused, WeakPassword) as error:
        return _form(visit, error.fault.value)
    return RedirectResponse(f"{PASSWORD}?done=1", 303)


def _form(visit: Visit, fault: str | None, *, done: bool = False) -> Response:
    return page("staff/password.html", 422 if fault else 200, visit=visit, fault=fault, done=done)
