"""The report of a month for the department of home affairs: a page to print, and the same as a workbook."""

from datetime import date, timedelta

from starlette.requests import Request
from starlette.responses import Response

from actions.clock import today
from actions.database import sessions
from bot.pages.access import Visit
from bot.pages.admin.downloads import as_csv, as_xlsx
from bot.pages.admin.periods import month_of
from bot.pages.rendering import page
from bot.review import month
from bot.review.month_tables import TABLES, month_table, month_tables, verdict
from bot.review.tables import FEW
from procedures_db.vocabulary import Rated

LINES = 15  # procedures and communes on the page; the workbook has all


def show(request: Request, visit: Visit) -> Response:
    """Show the month that ?thang=2026-11 names, the last whole one without it."""
    first = _first(request)
    if first is None:
        return page("admin/report_unknown.html", 400, visit=visit)
    target = request.app.state.settings.target
    with sessions()() as session:
        found = month.month_of(session, first, today(), target)
    tables = {key: month_table(found, key) for key in ("report_ratios", "report_dossiers", "report_notes")}
    verdicts = {subject: verdict(found.satisfied[subject], target) for subject in Rated}
    values = {"month": found, "tables": tables, "verdicts": verdicts, "target": target, "few": FEW, "lines": LINES}
    return page("admin/report.html", visit=visit, made_on=today(), **values)


def export(request: Request, visit: Visit) -> Response:
    """Return the report as a workbook."""
    first = _first(request)
    if first is None:
        return page("admin/report_unknown.html", 400, visit=visit)
    with sessions()() as session:
        tables = month_tables(month.month_of(session, first, today(), request.app.state.settings.target))
    return as_xlsx(tables, f"motcua-report-{first:%Y-%m}")


def export_section(request: Request, visit: Visit) -> Response:
    """Return one table of the report as CSV."""
    first, key = _first(request), request.path_params["section"]
    if first is None or key not in TABLES:
        return page("admin/report_unknown.html", 404 if first else 400, visit=visit)
    with sessions()() as session:
        found = month.month_of(session, first, today(), request.app.state.settings.target)
    return as_csv(month_table(found, key), f"motcua-{key}-{first:%Y-%m}")


def _first(request: Request) -> date | None:
    named = request.query_params.get("thang")
    return month_of(named) if named else (today().replace(day=1) - timedelta(1)).replace(day=1)
