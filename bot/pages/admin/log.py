"""The log of administrative acts, newest first, and the check of its chain."""

from starlette.requests import Request
from starlette.responses import Response

from actions.database import sessions
from bot.pages.access import Visit
from bot.pages.rendering import page
from procedures_db.queries.audit import latest_acts, verify_audit

PAGE = 50  # acts
MOST_DIGITS = 9  # of an act's number


def show(request: Request, visit: Visit) -> Response:
    """Show a page of the log, from ?truoc=NUMBER back; ?kiem-tra= checks the whole chain."""
    with sessions()() as session:
        acts = latest_acts(session, _before(request.query_params.get("truoc", "")), PAGE)
        verdict = verify_audit(session) if "kiem-tra" in request.query_params else None
    return page("admin/audit.html", visit=visit, acts=acts, verdict=verdict)


def _before(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS else None
