"""The record of a procedure on one page for staff, with the calculator, the text to copy and the report of errors."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from actions.clock import local_now, today
from actions.database import read_record, sessions
from bot.pages.access import Visit
from bot.pages.changes import publications
from bot.pages.rendering import page
from bot.pages.sections import ASPECTS, section_of
from bot.pages.staff.due import Counted, count, read_received
from bot.pages.staff.lookup import address_of
from bot.pages.staff.ready import ready_answer
from procedures_db.facts import CircumstanceFact, RecordInForce
from procedures_db.queries.work_calendar import work_calendar
from procedures_db.records import is_procedure_code

LATELY = 3  # publications whose changes are told


@dataclass(frozen=True)
class Asked:
    """What the calculator is asked: the time of receipt as typed and as read, the channel, None for any."""

    text: str
    received: datetime | None
    channel: str | None


@dataclass(frozen=True)
class Draft:
    """A report of wrong data that could not be taken as it is, and why."""

    aspect: str
    reason: str
    fault: str


def show(request: Request, visit: Visit) -> Response:
    """Show the record in force today."""
    code = request.path_params["code"]
    record = known_record(code)
    if record is not None and record.code != code:
        return RedirectResponse(address_of(record.code), 303)
    return show_record(request, visit, record)


def known_record(code: str) -> RecordInForce | None:
    """Return the record of what may be a code."""
    return read_record(code, today()) if is_procedure_code(code) else None


def show_record(
    request: Request, visit: Visit, record: RecordInForce | None, draft: Draft | None = None, status: int = 200
) -> Response:
    """Show a record, with a report that is not finished."""
    if record is None:
        return page("staff/unknown.html", 404, visit=visit, code=request.path_params["code"])
    chosen = _chosen(record, request.query_params.get("truong-hop"))
    values = _told(record, chosen)
    noted = "noted" in request.query_params
    calculated = _calculated(request, record, chosen)
    return page(
        "staff/record.html", status, visit=visit, record=record, draft=draft, noted=noted, **calculated, **values
    )


def _chosen(record: RecordInForce, key: str | None) -> CircumstanceFact | None:
    return next((each for each in record.circumstances if each.key == key), None)


def _told(record: RecordInForce, chosen: CircumstanceFact | None) -> dict[str, Any]:
    key = chosen.key if chosen else None
    changed = [each for each in publications(record.code, today()) if each.changes]
    return {
        "chosen": chosen,
        "sections": [section_of(answer, record, key) for answer in ASPECTS],
        "publications": changed[::-1][:LATELY],
        "local_rules": [
            fee
            for fee in record.fees
            if fee.local and (key is None or not fee.circumstances or key in fee.circumstances)
        ],
        "ready": ready_answer(record, key),
    }


def _calculated(request: Request, record: RecordInForce, chosen: CircumstanceFact | None) -> dict[str, Any]:
    text = request.query_params.get("nhan", "")
    channel = request.query_params.get("kenh")
    known = channel if channel in record.channels else None
    asked = Asked(text or local_now().isoformat(timespec="minutes"), read_received(text, today()), known)
    counted: list[Counted] = []
    if asked.received:
        with sessions()() as session:
            work = work_calendar(session)
        counted = count(record, chosen.key if chosen else None, known, asked.received, work)
    return {"asked": asked, "was_asked": bool(text), "counted": counted}
