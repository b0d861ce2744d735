"""The look-up of staff: search by code, name or everyday word."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from actions.clock import today
from actions.database import sessions
from bot.nlu.lookups import lookups
from bot.pages.access import Visit
from bot.pages.procedures import LONGEST, search
from bot.pages.rendering import page
from procedures_db.queries.dossiers import pending_dossiers


def show(request: Request, visit: Visit) -> Response:
    """Show what is found, or what is due today; a code that is typed in full leads to its record at once."""
    asked = request.query_params.get("tim", "")[:LONGEST].strip()
    if asked in lookups().published.get():
        return RedirectResponse(address_of(asked), 303)
    with sessions()() as session:
        pending = [] if asked else pending_dossiers(session, today(), visit.who.office)
    found = search(asked) if asked else []
    return page("staff/lookup.html", visit=visit, asked=asked, found=found, pending=pending)


def address_of(code: str) -> str:
    """Return where the record of a procedure stands for staff."""
    return f"/staff/thu-tuc/{code}"
