"""The first page for administrators: where to go, and what staff say is wrong."""

from starlette.requests import Request
from starlette.responses import Response

from actions.database import sessions
from bot.pages.access import Visit
from bot.pages.rendering import page
from procedures_db.queries.data_reports import open_reports

SHOWN = 50  # reports of wrong data


def show(request: Request, visit: Visit) -> Response:
    """Show the links and the open reports of wrong data, the oldest first."""
    with sessions()() as session:
        reports = open_reports(session, SHOWN, visit.who.office)
    return page("admin/home.html", visit=visit, reports=reports)
