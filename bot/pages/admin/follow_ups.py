"""What low ratings led to: whose they are, when they are due, what came of them."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from actions.clock import now, today
from actions.database import sessions
from bot.pages.access import Visit
from bot.pages.rendering import page
from procedures_db.queries.audit import add_act
from procedures_db.queries.follow_ups import NoSuchFollowUp, close, live_cases, take
from procedures_db.redaction import redact
from procedures_db.vocabulary import FollowUpState

FOLLOW_UPS = "/admin/follow-ups"
LONGEST = 1000  # characters of an outcome


def show_all(request: Request, visit: Visit) -> Response:
    """Show what has not ended, the earliest due first."""
    return _list(request, visit)


def take_one(request: Request, visit: Visit) -> Response:
    """Make whoever is signed in the owner."""
    reference = request.path_params["reference"]
    try:
        with sessions().begin() as session:
            take(session, reference, visit.who.display_name)
            add_act(session, now(), visit.who.name, "follow-up take", reference)
    except NoSuchFollowUp:
        return _list(request, visit, "gone", 409)
    return RedirectResponse(f"{FOLLOW_UPS}?done=taken", 303)


def close_one(request: Request, visit: Visit) -> Response:
    """End one with a sentence for the citizen; personal numbers are taken out of it."""
    reference, outcome = request.path_params["reference"], visit.fields.get("outcome", "").strip()
    if not 0 < len(outcome) <= LONGEST:
        return _list(request, visit, "no_outcome", 422)
    declined = visit.fields.get("end") == FollowUpState.DECLINED
    state = FollowUpState.DECLINED if declined else FollowUpState.DONE
    try:
        with sessions().begin() as session:
            close(session, reference, state, redact(outcome), now())
            add_act(session, now(), visit.who.name, "follow-up close", reference, state=state.value)
    except NoSuchFollowUp:
        return _list(request, visit, "gone", 409)
    return RedirectResponse(f"{FOLLOW_UPS}?done=closed", 303)


def _list(request: Request, visit: Visit, fault: str | None = None, status: int = 200) -> Response:
    with sessions()() as session:
        cases = live_cases(session, today())
    done = request.query_params.get("done")
    return page("admin/follow_ups.html", status, visit=visit, cases=cases, fault=fault, done=done)
