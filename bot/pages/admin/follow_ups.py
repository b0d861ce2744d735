"""What people are waiting for: low ratings and messages, whose they are, when they are due, what came of them."""

from collections.abc import Callable

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from actions.clock import now, today
from actions.database import sessions
from actions.settings import contact_secret
from bot.pages.access import Visit
from bot.pages.admin.downloads import as_either
from bot.pages.rendering import page, said
from bot.review.naming import Names
from bot.review.work_tables import follow_ups_table
from procedures_db.contacts import unseal_contact
from procedures_db.queries.audit import add_act
from procedures_db.queries.follow_ups import Case, NoSuchFollowUp, Seen, TakenMeanwhile, close, live_cases, take
from procedures_db.queries.places import known_offices
from procedures_db.redaction import redact
from procedures_db.vocabulary import FollowUpState

FOLLOW_UPS = "/admin/follow-ups"
LONGEST = 1000  # characters of an outcome


def show_all(request: Request, visit: Visit) -> Response:
    """Show what has not ended, the earliest due first."""
    return _list(request, visit)


def take_one(request: Request, visit: Visit) -> Response:
    """Make whoever is signed in the owner, unless somebody else became it since they looked."""
    reference = request.path_params["reference"]

    def act(session: Session) -> None:
        take(session, reference, visit.who.name, _seen(visit))
        add_act(session, now(), visit.who.name, "follow-up take", reference)

    return _done(request, visit, act, "taken")


def close_one(request: Request, visit: Visit) -> Response:
    """End one with a sentence for the citizen; personal numbers are taken out of it."""
    reference, outcome = request.path_params["reference"], visit.fields.get("outcome", "").strip()
    if not 0 < len(outcome) <= LONGEST:
        return _list(request, visit, "no_outcome", 422)
    declined = visit.fields.get("end") == FollowUpState.DECLINED
    state = FollowUpState.DECLINED if declined else FollowUpState.DONE

    def act(session: Session) -> None:
        close(session, reference, state, redact(outcome), now(), _seen(visit))
        add_act(session, now(), visit.who.name, "follow-up close", reference, state=state.value)

    return _done(request, visit, act, "closed")


def export(request: Request, visit: Visit) -> Response:
    """Return what has not ended as CSV or XLSX, without how to reach people; the log tells."""
    form = request.path_params["form"]
    with sessions().begin() as session:
        table = follow_ups_table(live_cases(session, today(), visit.who.office), Names(session))
        add_act(session, now(), visit.who.name, "follow-ups export", form)
    return as_either([table], form, "motcua-follow-ups")


def _seen(visit: Visit) -> Seen:
    """Return whose it was on the page that the form stood on."""
    return Seen(visit.fields.get("seen") or None, visit.who.office, visit.who.name)


def _done(request: Request, visit: Visit, act: Callable[[Session], None], word: str) -> Response:
    """Do an act and say so; of two who act at once the second is told what happened."""
    try:
        with sessions().begin() as session:
            act(session)
    except NoSuchFollowUp:
        return _list(request, visit, "gone", 409)
    except TakenMeanwhile as taken:
        return _list(request, visit, "taken", 409, taken.owner)
    return RedirectResponse(f"{FOLLOW_UPS}?done={word}", 303)


def _list(request: Request, visit: Visit, fault: str | None = None, status: int = 200, by: str = "") -> Response:
    with sessions()() as session:
        cases = live_cases(session, today(), visit.who.office)
        offices = {office.key: office.name for office in known_offices(session)}
    values = {
        "cases": cases,
        "offices": offices,
        "contacts": {case.reference: _contact(case) for case in cases if case.owner == visit.who.name},
        "fault": said()["follow_up_faults"][fault].format(by) if fault else None,
        "done": request.query_params.get("done"),
    }
    return page("admin/follow_ups.html", status, visit=visit, **values)


def _contact(case: Case) -> str | None:
    """Return how to reach who left a message, for whoever has taken it."""
    secret = contact_secret()
    return unseal_contact(secret, case.contact) if secret and case.contact else None
