"""Wire routes, error handlers and lifespan into one ASGI application."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from actions.clock import now
from actions.database import sessions
from bot.channels import open_data
from bot.channels.web import PROBLEMS, chat
from bot.messages import Answering
from bot.pages import procedures
from bot.pages.rendering import STATIC
from procedures_db.engine import DatabaseUnusable, require_current
from procedures_db.queries.conversations import forget_expired
from procedures_db.queries.names import count_procedures

WIDGET = Path(__file__).parent / "widget"
HOUR = 3600


def create_app(assistant: Answering, model: str) -> Starlette:
    """Build the application around a loaded assistant; `model` is the name shown in /health."""

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        cleaning = asyncio.create_task(forget_now_and_then())
        yield
        cleaning.cancel()

    app = Starlette(
        routes=[
            Route("/", page),
            Route("/thu-tuc", procedures.show_list),
            Route("/thu-tuc/{code}", procedures.show_procedure),
            Route("/api/chat", chat, methods=["POST"]),
            Route("/api/procedures", open_data.list_procedures),
            Route("/api/procedures/{code}", open_data.show_procedure),
            Route("/api/search", open_data.search_procedures),
            Route("/api/openapi.json", open_data.describe),
            Route("/health", health),
            Mount("/widget", StaticFiles(directory=WIDGET)),
            Mount("/pages", StaticFiles(directory=STATIC)),
        ],
        exception_handlers=PROBLEMS,
        lifespan=lifespan,
    )
    app.state.assistant = assistant
    app.state.model = model
    return app


async def forget_now_and_then() -> None:
    """Delete the state of expired conversations, now and every hour; a busy database is tried again later."""
    while True:
        with suppress(SQLAlchemyError), sessions().begin() as session:
            forget_expired(session, now())
        await asyncio.sleep(HOUR)


async def page(request: Request) -> Response:
    """Show the chat page."""
    return FileResponse(WIDGET / "index.html")


async def health(request: Request) -> Response:
    """Say whether the parts work: 200 when all do, 503 when the database does not."""
    try:
        with sessions()() as session:
            require_current(session.get_bind().engine)
            procedures = count_procedures(session)
    except DatabaseUnusable as error:
        return JSONResponse({"status": "unavailable", "database": str(error)}, 503)
    except SQLAlchemyError:
        return JSONResponse({"status": "unavailable", "database": "The database does not answer."}, 503)
    state = {"status": "ok", "database": "ok", "procedures": procedures, "model": request.app.state.model}
    return JSONResponse(state)
