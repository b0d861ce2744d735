"""The open data door: GET /api/procedures, /api/procedures/CODE, /api/search, described by /api/openapi.json."""

from dataclasses import asdict
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from actions.clock import today
from actions.database import read_record
from bot.channels.web import Problem
from bot.nlu.lookups import lookups
from bot.pages.procedures import search
from bot.printing import write_record
from procedures_db.records import is_procedure_code

DESCRIPTION = Path(__file__).with_name("openapi.yml")
LONGEST = 200  # characters of what is searched for
PAGE, MOST = 20, 100  # procedures of one answer


def list_procedures(request: Request) -> Response:
    """Return what is served, a part at a time, of one sector if it is named."""
    sector = request.query_params.get("sector")
    names = [each for each in lookups().published.get().values() if sector in (None, each.sector)]
    start, limit = _number(request, "offset", 0, 10**6), _number(request, "limit", PAGE, MOST)
    part = [asdict(each) for each in names[start : start + limit]]
    return JSONResponse({"total": len(names), "offset": start, "procedures": part})


def show_procedure(request: Request) -> Response:
    """Return the record of a procedure in force on a day."""
    code, day = request.path_params["code"], _day(request)
    record = read_record(code, day) if is_procedure_code(code) else None
    if record is None:
        raise Problem(404, f"Nothing is known of a procedure {code} on {day}.")
    return Response(write_record(record), media_type="application/json")


def search_procedures(request: Request) -> Response:
    """Return the procedures that a text may mean, best first."""
    text = request.query_params.get("q", "")
    if not 0 < len(text) <= LONGEST:
        raise Problem(422, f"Send what is searched for as q, 1 to {LONGEST} characters.")
    limit = _number(request, "limit", PAGE, PAGE)
    return JSONResponse({"found": [asdict(each) for each in (search(text) if text.strip() else [])[:limit]]})


def describe(request: Request) -> Response:
    """Return the description of the API (OpenAPI 3.1)."""
    return JSONResponse(description())


@lru_cache
def description() -> dict[str, Any]:
    """Read the description of the API."""
    return YAML(typ="safe").load(DESCRIPTION.read_text(encoding="utf-8"))


def _number(request: Request, name: str, default: int, most: int) -> int:
    text = request.query_params.get(name, str(default))
    if not (text.isascii() and text.isdecimal()) or int(text) > most:
        raise Problem(422, f"{name} is a whole number from 0 to {most}.")
    return int(text)


def _day(request: Request) -> date:
    try:
        return date.fromisoformat(request.query_params.get("on", today().isoformat()))
    except ValueError as error:
        raise Problem(422, "on is a day such as 2026-11-22.") from error
