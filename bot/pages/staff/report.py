"""Take a report that something in a record is wrong."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from actions.clock import now
from actions.database import sessions
from actions.rendering import words
from bot.pages.access import Visit
from bot.pages.staff.lookup import address_of
from bot.pages.staff.record import Draft, known_record, show_record
from procedures_db.facts import RecordInForce
from procedures_db.queries.audit import add_act
from procedures_db.queries.data_reports import add_report
from procedures_db.redaction import redact

OTHER = "other"  # than an aspect of the record
LONGEST = 1000  # characters of a reason


def keep(request: Request, visit: Visit) -> Response:
    """Keep the report, without personal numbers, and say so; show the page again when something is missing."""
    record = known_record(request.path_params["code"])
    if record is None:
        return show_record(request, visit, None)
    aspect, reason = visit.fields.get("aspect", ""), visit.fields.get("reason", "").strip()
    if fault := _fault(aspect, reason):
        return show_record(request, visit, record, Draft(aspect, reason, fault), 422)
    _write(visit, record, aspect, reason)
    return RedirectResponse(f"{address_of(record.code)}?noted=1#noted", 303)


def _fault(aspect: str, reason: str) -> str | None:
    if aspect not in words()["aspects"] and aspect != OTHER:
        return "no_aspect"
    if not reason:
        return "no_reason"
    return "long_reason" if len(reason) > LONGEST else None


def _write(visit: Visit, record: RecordInForce, aspect: str, reason: str) -> None:
    moment, who = now(), visit.who
    with sessions().begin() as session:
        number = add_report(session, moment, record.code, aspect, redact(reason), who)
        add_act(session, moment, who.name, "report data", record.code, report=number, aspect=aspect)
