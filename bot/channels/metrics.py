"""GET /metrics, for whoever has the token or asks from this machine itself; nobody else learns anything."""

from contextlib import suppress

from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import Response

from actions.database import sessions
from bot.channels.health import free_bytes, index
from bot.channels.neighbours import has_token, is_neighbour
from bot.channels.web import Problem
from bot.metrics import FREE_BYTES, INDEX_AGE, INDEX_BEHIND, INDEX_PROCEDURES, RATINGS, TELEGRAM_OPEN, exposition
from procedures_db.queries.condition import ratings

TEXT = "text/plain; version=0.0.4; charset=utf-8"


def metrics(request: Request) -> Response:
    """Return what Prometheus asks for."""
    if not _may(request):
        raise Problem(403, "Metrics are for this machine, or for whoever has MOTCUA_METRICS_TOKEN.")
    with suppress(SQLAlchemyError):  # counted by the engine; what was seen last is told
        _look(request)
    return Response(exposition(), media_type=TEXT)


def _may(request: Request) -> bool:
    """Ask for the token where there is one; else for a neighbour that no proxy speaks for."""
    return has_token(request) if request.app.state.settings.metrics_token else is_neighbour(request)


def _look(request: Request) -> None:
    door = request.app.state.telegram
    TELEGRAM_OPEN.set(door is not None and door.state != "unreachable")
    if (free := free_bytes()) is not None:
        FREE_BYTES.set(free)
    built = index()
    INDEX_PROCEDURES.set(built["procedures"])
    INDEX_AGE.set(built["seconds"] or 0)
    INDEX_BEHIND.set(built["behind"])
    with sessions()() as session:
        for rating, count in ratings(session).items():
            RATINGS.labels(str(rating)).set(count)
