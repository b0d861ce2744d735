"""Wire routes, error handlers and lifespan into one ASGI application."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy.exc import SQLAlchemyError
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from actions.clock import now, today
from actions.database import sessions
from bot.background import beside
from bot.channels import open_data, own_data
from bot.channels.guesses import Guesses, Ratings
from bot.channels.headers import FRAME, SafeHeaders
from bot.channels.health import health, live, ready
from bot.channels.https_only import HttpsOnly
from bot.channels.limits import PANEL, Limits
from bot.channels.metrics import metrics
from bot.channels.peers import Peers
from bot.channels.plain_addresses import PlainAddresses
from bot.channels.pressure import Pressure
from bot.channels.request_ids import RequestIds
from bot.channels.web import PROBLEMS, chat
from bot.database_watch import DatabaseWatch
from bot.messages import Answering
from bot.once import Once
from bot.own_data import OwnData
from bot.pages import api_page, chat_page, privacy, procedures, slip
from bot.pages.admin import routes as admin
from bot.pages.rendering import STATIC, WIDGET
from bot.pages.staff import routes as staff
from bot.settings import Settings
from bot.sharing.sharing import Sharing
from bot.teaching.starting import start_trial
from procedures_db.engine import empty_log
from procedures_db.retention import forget_old

if TYPE_CHECKING:
    from bot.channels.telegram.door import Door
    from bot.teaching.following import Following

HOUR = 3600
log = logging.getLogger(__name__)


def create_app(
    assistant: Answering, following: "Following | None", settings: Settings, sharing: Sharing | None = None
) -> Starlette:
    """Build the application around a loaded assistant, whose model follows what is put in force."""
    sharing = sharing or Sharing()

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        async with AsyncExitStack() as doors:
            await doors.enter_async_context(beside(forget_now_and_then(settings.retention)))
            await doors.enter_async_context(sharing.watched())
            if telegram is not None:
                await doors.enter_async_context(telegram.opened())
            if following is not None:
                await doors.enter_async_context(following.running())
            yield

    answering = OwnData(assistant, sessions(), now)
    telegram = telegram_door(assistant, settings, sharing)

    app = Starlette(
        routes=[
            Route("/", chat_page.show, methods=["GET"]),
            Route("/", chat_page.answer, methods=["POST"]),
            Route(PANEL, chat_page.show_panel),
            Route(FRAME, chat_page.show, methods=["GET"]),
            Route(FRAME, chat_page.answer, methods=["POST"]),
            Route("/thu-tuc", procedures.show_list),
            Route("/thu-tuc/{code}", procedures.show_procedure),
            Route("/thu-tuc/{code}/phieu", slip.show_slip),
            Route("/rieng-tu", privacy.show),
            Route("/api", api_page.show),
            Route("/api/chat", chat, methods=["POST"]),
            Route("/api/chat/{conversation_id}", own_data.answer, methods=["GET", "DELETE"]),
            Route("/api/procedures", open_data.list_procedures),
            Route("/api/procedures/{code}", open_data.show_procedure),
            Route("/api/search", open_data.search_procedures),
            Route("/api/openapi.json", open_data.describe),
            Route("/health", health),
            Route("/health/live", live),
            Route("/health/ready", ready),
            Route("/metrics", metrics),
            *routes_of(telegram),
            *staff.ROUTES,
            *admin.ROUTES,
            Mount("/widget", StaticFiles(directory=WIDGET)),
            Mount("/pages", StaticFiles(directory=STATIC)),
        ],
        middleware=[
            Middleware(RequestIds, trusted=Peers(settings.trusted_proxies)),
            Middleware(ProxyHeadersMiddleware, trusted_hosts=list(settings.trusted_proxies)),
            Middleware(SafeHeaders, styles=chat_page.style_hash(), framers=settings.origins),
            Middleware(HttpsOnly, required=settings.production),
            Middleware(
                CORSMiddleware,
                allow_origins=settings.origins,
                allow_methods=["GET", "POST", "DELETE"],
                allow_headers=["Content-Type"],
                expose_headers=["RateLimit", "RateLimit-Policy", "Retry-After"],
            ),
            Middleware(Pressure, simultaneous=settings.simultaneous),
            Middleware(
                Limits,
                messages=settings.messages_a_minute,
                lookups=settings.lookups_a_minute,
                sign_ins=settings.sign_ins_a_minute,
                everybody=settings.requests_a_minute,
                counters=sharing.counters,
            ),
            Middleware(PlainAddresses),
            Middleware(GZipMiddleware, minimum_size=1000),
        ],
        exception_handlers=PROBLEMS,
        lifespan=lifespan,
    )
    app.state.assistant = assistant
    app.state.once = Once(answering, sessions(), now, sharing.locks)
    app.state.guesses = Guesses(settings.dossier_tries_an_hour, sharing.counters)
    app.state.ratings = Ratings(settings.ratings_an_hour, sharing.counters)
    app.state.sharing = sharing
    app.state.settings = settings
    app.state.following = following
    app.state.start_trial = start_trial
    app.state.telegram = telegram
    app.state.database_watch = DatabaseWatch(sessions().kw["bind"])
    return app


def telegram_door(assistant: Answering, settings: Settings, sharing: Sharing) -> "Door | None":
    """Return the Telegram door, or None where it stays closed."""
    if settings.telegram is None:
        log.info("The Telegram door is closed: TELEGRAM_TOKEN is not set.")
        return None
    from bot.channels.telegram.door import Door  # a second that nobody else waits for

    return Door(settings.telegram, assistant, sessions(), now, sharing)


def routes_of(telegram: "Door | None") -> list[Route]:
    """Return the route of the webhook where there is one."""
    if telegram is None or telegram.settings.webhook_url is None:
        return []
    from bot.channels.telegram.webhook import webhook

    return [webhook(telegram)]


async def forget_now_and_then(retention: timedelta) -> None:
    """Delete what has expired or was kept long enough every hour; a busy database is tried again later."""
    while True:
        with suppress(SQLAlchemyError):
            await asyncio.to_thread(forget_due, retention)
        await asyncio.sleep(HOUR)


def forget_due(retention: timedelta) -> None:
    """Delete conversations, sessions and attempts that have expired, and texts older than `retention`."""
    forget_old(sessions(), now(), today(), retention)
    empty_log(sessions().kw["bind"])
