"""Wire routes, error handlers and lifespan into one ASGI application."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from actions.clock import now
from bot.channels.web import Problem, chat, tell_problem
from bot.messages import Answering
from procedures_db.engine import DatabaseUnusable, open_engine, open_sessions, require_current
from procedures_db.queries.conversations import forget_expired
from procedures_db.queries.names import count_procedures

WIDGET = Path(__file__).parent / "widget"


def create_app(assistant: Answering, model: str) -> Starlette:
    """Build the application around a loaded assistant; `model` is the name shown in /health."""

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        with open_sessions(open_engine()).begin() as session:
            forget_expired(session, now())
        yield

    app = Starlette(
        routes=[
            Route("/", page),
            Route("/api/chat", chat, methods=["POST"]),
            Route("/health", health),
            Mount("/widget", StaticFiles(directory=WIDGET)),
        ],
        exception_handlers={Problem: tell_problem},
        lifespan=lifespan,
    )
    app.state.assistant = assistant
    app.state.model = model
    app.state.engine = open_engine()
    return app


async def page(request: Request) -> Response:
    """Show the chat page."""
    return FileResponse(WIDGET / "index.html")


async def health(request: Request) -> Response:
    """Say whether the parts work: 200 when all do, 503 when the database does not."""
    engine = request.app.state.engine
    try:
        require_current(engine)
        with open_sessions(engine)() as session:
            procedures = count_procedures(session)
    except (DatabaseUnusable, SQLAlchemyError) as error:
        return JSONResponse({"status": "unavailable", "database": str(error)}, 503)
    state = {"status": "ok", "database": "ok", "procedures": procedures, "model": request.app.state.model}
    return JSONResponse(state)
