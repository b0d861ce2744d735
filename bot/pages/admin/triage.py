"""What deserves a look: questions not plainly answered, low ratings, reports of staff; decided on one by one."""

from datetime import date, timedelta

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from actions.clock import now, today
from actions.database import sessions
from bot.pages.access import Visit
from bot.pages.admin.decisions import SEPARATOR, read_decision, write_decision
from bot.pages.admin.downloads import as_either
from bot.pages.admin.matters import COMPARED, joined, known_of
from bot.pages.rendering import page
from bot.review.naming import Names
from bot.review.work_tables import low_rated_table, matters_table, reported_table
from bot.teaching.comparing import TEACHABLE
from procedures_db.queries.audit import add_act
from procedures_db.queries.triage import AlreadySettled, end_reports, low_ratings, reports
from procedures_db.vocabulary import ReportState, TriageReason

TRIAGE = "/admin/triage"
SHOWN = 60
WEEKS, MOST_WEEKS = 4, 26
UNTYPED = dict.fromkeys(("decision", "code", "text", "target", "question"), "")


def show_all(request: Request, visit: Visit) -> Response:
    """Show all that nobody has decided on, the most frequent first."""
    return _list(request, visit)


def show_one(request: Request, visit: Visit) -> Response:
    """Show one matter with what people wrote, what was understood, and what can be done."""
    return _matter(request, visit, request.query_params.get("chuyen", ""))


def decide(request: Request, visit: Visit) -> Response:
    """Take what was decided on a matter; show the form again with what is wrong with it."""
    decision = read_decision(visit.fields)
    if isinstance(decision, str):
        return _matter(request, visit, visit.fields.get("keys", "").split(SEPARATOR)[0], decision)
    try:
        with sessions().begin() as session:
            write_decision(session, decision, now(), visit.who)
    except AlreadySettled:
        return _list(request, visit, "settled", 409)
    return RedirectResponse(f"{TRIAGE}?done={decision.kind}", 303)


def end_report(request: Request, visit: Visit) -> Response:
    """End what staff reported: the data was corrected, or it is right."""
    code, aspect = visit.fields.get("code", ""), visit.fields.get("aspect", "")
    corrected = visit.fields.get("end") == ReportState.CORRECTED
    state = ReportState.CORRECTED if corrected else ReportState.NOT_OURS
    try:
        with sessions().begin() as session:
            end_reports(session, code, aspect, state, visit.who.office)
            add_act(session, now(), visit.who.name, "report end", code, aspect=aspect, state=state.value)
    except AlreadySettled:
        return _list(request, visit, "settled", 409)
    return RedirectResponse(f"{TRIAGE}?done=report", 303)


def export(request: Request, visit: Visit) -> Response:
    """Return all that nobody has decided on: the questions as CSV, or everything as a workbook; the log tells."""
    form = request.path_params["form"]
    since = today() - timedelta(weeks=_weeks(request))
    with sessions().begin() as session:
        names = Names(session)
        tables = [
            matters_table(joined(session, since)),
            low_rated_table(low_ratings(session, since, COMPARED), names),
            reported_table(reports(session, visit.who.office), names),
        ]
        add_act(session, now(), visit.who.name, "triage export", form)
    return as_either(tables, form, "motcua-triage")


def _list(request: Request, visit: Visit, fault: str | None = None, status: int = 200) -> Response:
    reason, weeks = request.query_params.get("ly-do", ""), _weeks(request)
    with sessions()() as session:
        values = _open(session, reason, today() - timedelta(weeks=weeks), visit.who.office)
    done = request.query_params.get("done")
    return page("admin/triage.html", status, visit=visit, fault=fault, done=done, weeks=weeks, reason=reason, **values)


def _open(session: Session, reason: str, since: date, office: str | None) -> dict[str, object]:
    """Return what is open since a day, for one reason only if one is named; reports of an office and of none."""
    found = [each for each in joined(session, since) if not reason or reason in each.reasons]
    return {
        "matters": found[:SHOWN],
        "more": len(found[SHOWN:]),
        "rated": low_ratings(session, since, SHOWN) if reason in ("", TriageReason.LOW_RATING) else [],
        "reports": reports(session, office) if reason in ("", TriageReason.STAFF_REPORT) else [],
        "reasons": list(TriageReason),
        "names": Names(session),
    }


def _matter(request: Request, visit: Visit, key: str, fault: str | None = None) -> Response:
    with sessions()() as session:
        known = known_of(session, key, today() - timedelta(weeks=_weeks(request)))
    if known is None:
        return page("admin/matter_gone.html", 404, visit=visit)
    return page(
        "admin/matter.html",
        422 if fault else 200,
        visit=visit,
        fault=fault,
        known=known,
        keys=SEPARATOR.join(known.keys),
        typed={**UNTYPED, **visit.fields},
        names=Names(session),
        teachable=TEACHABLE,
    )


def _weeks(request: Request) -> int:
    """Return how many weeks back the address asks for."""
    text = request.query_params.get("tuan", "")
    whole = int(text) if text.isascii() and text.isdecimal() and len(text) < 4 else 0
    return min(whole, MOST_WEEKS) or WEEKS
