"""What was said: found by words and by what came of it, read as conversations with what was understood and why."""

from dataclasses import replace
from datetime import date
from itertools import groupby
from operator import attrgetter

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response

from actions.clock import now
from actions.database import sessions
from actions.rendering import city_time
from bot.pages.access import Visit
from bot.pages.admin.downloads import as_csv, as_xlsx
from bot.pages.rendering import page
from bot.review.naming import Names
from bot.review.sections import intent_name
from bot.review.tables import Cell, Table, titles
from procedures_db.queries.audit import add_act
from procedures_db.queries.turns import SaidTurn, Wanted, find_turns, ratings_of, turns_of
from procedures_db.records import is_procedure_code

SHOWN, EXPORTED = 50, 5000  # messages of a page, and of a file
LONGEST = 200  # characters that are looked for
LARGEST_KEY = 2**31  # what a database holds as a key
FIELDS = ("tim", "thu-tuc", "y-dinh", "ket-qua", "kenh", "tu", "den", "thap")


class NotUnderstood(ValueError):
    """A field of the address that means nothing; the message names the sentence to tell."""


def show_all(request: Request, visit: Visit) -> Response:
    """Show what matches, the newest first, messages of one conversation together."""
    fields = request.query_params
    try:
        wanted, before = wanted_of(fields), _key(fields.get("truoc", ""))
    except NotUnderstood as fault:
        return _page(visit, fields, [], fault=str(fault), status=400)
    with sessions()() as session:
        found = find_turns(session, wanted, SHOWN + 1, before)
        names = Names(session)
        return _page(visit, fields, found[:SHOWN], more=len(found) > SHOWN, names=names)


def show_one(request: Request, visit: Visit) -> Response:
    """Show a conversation: each message with what was understood and why, ratings and what they led to."""
    conversation_id = request.path_params["conversation_id"]
    with sessions()() as session:
        turns, ratings = turns_of(session, conversation_id), ratings_of(session, conversation_id)
        values = {"conversation_id": conversation_id, "turns": turns, "ratings": ratings, "names": Names(session)}
        return page("admin/conversation.html", 200 if turns or ratings else 404, visit=visit, **values)


def export(request: Request, visit: Visit) -> Response:
    """Return what matches as CSV or XLSX; the log tells that somebody took it."""
    form = request.path_params["form"]
    try:
        wanted = wanted_of(request.query_params)
    except NotUnderstood as fault:
        return _page(visit, request.query_params, [], fault=str(fault), status=400)
    if form not in ("csv", "xlsx"):
        return _page(visit, request.query_params, [], fault="form", status=404)
    with sessions().begin() as session:
        found = find_turns(session, wanted, EXPORTED)
        names = Names(session)
        table = Table("conversations", [_cells(turn, names) for turn in found])
        add_act(session, now(), visit.who.name, "conversations export", form, messages=len(found))
    return as_csv(table, "motcua-conversations") if form == "csv" else as_xlsx([table], "motcua-conversations")


def wanted_of(fields: QueryParams) -> Wanted:
    """Read what is looked for; raises NotUnderstood."""
    words = fields.get("tim", "").strip()
    if len(words) > LONGEST:
        raise NotUnderstood("words")
    code = fields.get("thu-tuc", "").strip()
    if code and not is_procedure_code(code):
        raise NotUnderstood("procedure")
    wanted = Wanted(words, code or None, low=fields.get("thap") == "1")
    wanted = replace(wanted, first=_day(fields.get("tu", "")), last=_day(fields.get("den", "")))
    if wanted.first and wanted.last and wanted.first > wanted.last:
        raise NotUnderstood("days")
    return replace(
        wanted,
        intent=_one_of(fields.get("y-dinh", ""), "aspects_asked"),
        outcome=_one_of(fields.get("ket-qua", ""), "outcomes"),
        channel=_one_of(fields.get("kenh", ""), "channels"),
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise NotUnderstood("days") from None


def _one_of(text: str, part: str) -> str | None:
    if text and text not in titles()[part]:
        raise NotUnderstood("choice")
    return text or None


def _key(text: str) -> int | None:
    if text and not (text.isascii() and text.isdigit() and int(text) < LARGEST_KEY):
        raise NotUnderstood("page")
    return int(text) if text else None


def _page(
    visit: Visit,
    fields: QueryParams,
    found: list[SaidTurn],
    *,
    more: bool = False,
    names: Names | None = None,
    fault: str | None = None,
    status: int = 200,
) -> Response:
    groups = [(key, list(turns)) for key, turns in groupby(found, attrgetter("conversation_id"))]
    asked = {name: fields.get(name, "")[:LONGEST] for name in FIELDS}
    values = {"asked": asked, "groups": groups, "more": more, "names": names, "fault": fault, "exported": EXPORTED}
    return page("admin/conversations.html", status, visit=visit, **values)


def _cells(turn: SaidTurn, names: Names) -> tuple[Cell, ...]:
    text = titles()["no_text"] if turn.text is None else turn.text
    procedure = names.procedure(turn.procedure_code) if turn.procedure_code else ""
    outcome = titles()["outcomes"].get(turn.outcome, turn.outcome)
    return (
        city_time(turn.at),
        turn.conversation_id,
        names.channel(turn.channel),
        text,
        intent_name(turn.intent),
        turn.confidence,
        procedure,
        outcome,
        turn.milliseconds,
    )
