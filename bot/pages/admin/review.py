"""How it goes, for those who answer for its quality: satisfaction against a target, outcomes, hours, procedures."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from actions.database import sessions
from bot.pages.access import Visit
from bot.pages.admin.downloads import as_csv, as_xlsx
from bot.pages.admin.periods import period_of
from bot.pages.rendering import page
from bot.review.figures import Figures
from bot.review.sections import SECTIONS, section
from bot.review.tables import FEW
from procedures_db.vocabulary import Rated

TOP = 10  # procedures that are shown
BARS = 25  # communes and channels whose satisfaction is shown


def show_review(request: Request, visit: Visit) -> Response:
    """Show the period that the address names, the last weeks if it names none."""
    period = period_of(request)
    if period is None:
        return page("admin/review_unknown.html", 400, visit=visit)
    subject = _subject(request)
    shown: dict[str, Any] = {"top": TOP, "bars": BARS, "few": FEW}
    query = f"tu={period.first}&den={period.last}&danh-gia={subject.value}"
    target = request.app.state.settings.target
    with sessions()() as session:
        figures = Figures(session, period, subject)
        shown |= {"period": period, "subject": subject, "figures": figures, "target": target, "query": query}
        return page("admin/review.html", visit=visit, **shown)


def export_section(request: Request, visit: Visit) -> Response:
    """Return one section of the page as CSV or XLSX."""
    return _export(request, visit, [request.path_params["section"]], request.path_params["form"])


def export_all(request: Request, visit: Visit) -> Response:
    """Return all sections in one workbook."""
    return _export(request, visit, list(SECTIONS), "xlsx")


def _export(request: Request, visit: Visit, keys: list[str], form: str) -> Response:
    period = period_of(request)
    if period is None:
        return page("admin/review_unknown.html", 400, visit=visit)
    if any(name not in SECTIONS for name in keys) or form not in ("csv", "xlsx"):
        return page("admin/review_unknown.html", 404, visit=visit)
    with sessions()() as session:
        figures = Figures(session, period, _subject(request))
        tables = [section(figures, key) for key in keys]
    name = f"motcua-{keys[0] if len(keys) == 1 else 'review'}-{period.first}-{period.last}"
    return as_csv(tables[0], name) if form == "csv" else as_xlsx(tables, name)


def _subject(request: Request) -> Rated:
    return Rated.COUNTER if request.query_params.get("danh-gia") == Rated.COUNTER else Rated.ASSISTANT
