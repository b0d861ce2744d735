"""GET /health/live, /health/ready and /health: whether the process runs, may be asked, and how each part is.

Words of the database, free room and names of files are told on this machine and to whoever has the token alone.
"""

import shutil
from pathlib import Path
from typing import Any

from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from actions.database import sessions
from actions.dossier_source import dossier_source
from bot.channels.neighbours import has_token, is_neighbour
from bot.nlu.lookups import lookups
from procedures_db.dossiers.remote import RemoteSource
from procedures_db.engine import DatabaseUnusable, database_files, newest_revision, require_current
from procedures_db.queries.names import count_procedures, revision

SPARE = 200 * 10**6  # bytes of disk, below which nobody should wait any longer
Part = dict[str, Any]


def live(request: Request) -> Response:
    """Say that this process runs."""
    return JSONResponse({"status": "ok"})


def ready(request: Request) -> Response:
    """Say whether people may be sent here: 200, or 503 while the database cannot be read."""
    trouble = _unreadable()
    return _unavailable(request, trouble) if trouble else JSONResponse({"status": "ok"})


def health(request: Request) -> Response:
    """Say how each part is: ok, degraded where something is answered worse, or unavailable with 503."""
    if trouble := _unreadable():
        return _unavailable(request, trouble)
    parts = _parts(request)
    each = _states(parts)
    told = {**parts, "procedures": _procedures()} if _may_see(request) else each
    return JSONResponse({"status": "degraded" if "degraded" in each.values() else "ok", **told})


def _parts(request: Request) -> Part:
    door, watch = request.app.state.telegram, request.app.state.database_watch
    writing = watch.not_written()
    return {
        "database": f"not written: {writing}" if writing else "ok",
        "last_trouble": watch.trouble(),
        "schema": newest_revision(),
        **model(request),
        "index": index(),
        "disk": disk(),
        **request.app.state.sharing.state(),
        "telegram": "closed" if door is None else door.state,
        "dossiers": dossiers(),
    }


def model(request: Request) -> Part:
    """Name the model that answers, and why the one in force does not, if it does not."""
    following = request.app.state.following
    if following is None:
        return {"model": None}
    return {"model": following.name, **({"model_fault": following.fault} if following.fault else {})}


def index() -> Part:
    """Say how old the index is, and how many changes it has not seen."""
    built = lookups().search.built()
    if built is None:
        return {"procedures": 0, "seconds": None, "behind": 0}
    with sessions()() as session:
        return {"procedures": built.size, "seconds": round(built.seconds), "behind": revision(session) - built.revision}


def disk() -> Part:
    """Say how much room there is beside the database; nothing is known of a server's."""
    free = free_bytes()
    return {"status": "unknown"} if free is None else {"status": "low" if free < SPARE else "ok", "free_bytes": free}


def free_bytes() -> int | None:
    """Return the free bytes where the database lies, None for a server."""
    files = database_files()
    return shutil.disk_usage(Path(files[0]).parent).free if files else None


def dossiers() -> str:
    """Say where dossiers are asked for, and whether that is left alone for now."""
    source = dossier_source()
    if source is None:
        return "closed"
    if isinstance(source, RemoteSource):
        return "does not answer" if source.is_left_alone() else "another system"
    return "register"


def _states(parts: Part) -> dict[str, str]:
    """Say of each part whether it is ok, and nothing else."""
    worse = {
        "database": parts["database"] != "ok" or parts["last_trouble"] is not None,
        "model": "model_fault" in parts,
        "redis": parts.get("redis", "ok") != "ok",
        "disk": parts["disk"]["status"] == "low",
        "telegram": parts["telegram"] == "unreachable",
        "dossiers": parts["dossiers"] == "does not answer",
    }
    return {part: "degraded" if is_worse else "ok" for part, is_worse in worse.items() if part in parts}


def _may_see(request: Request) -> bool:
    return is_neighbour(request) or has_token(request)


def _unavailable(request: Request, trouble: str) -> Response:
    told = trouble if _may_see(request) else "unavailable"
    return JSONResponse({"status": "unavailable", "database": told}, 503)


def _procedures() -> int:
    with sessions()() as session:
        return count_procedures(session)


def _unreadable() -> str | None:
    try:
        require_current(sessions().kw["bind"].engine)
        _procedures()
    except DatabaseUnusable as error:
        return str(error)
    except SQLAlchemyError:
        return "The database does not answer."
    return None
