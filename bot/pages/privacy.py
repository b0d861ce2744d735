"""The page on privacy: what is kept, why, for how long, and what a person may do about it."""

from starlette.requests import Request
from starlette.responses import Response

from bot.pages.rendering import page
from procedures_db.retention import COMMENTS, OUTCOMES


async def show(request: Request) -> Response:
    """Show the page with the periods that this server keeps to."""
    settings = request.app.state.settings
    return page(
        "privacy.html",
        texts=settings.retention.days,
        hours=int(settings.conversation_lifetime.total_seconds() // 3600),
        comments=COMMENTS.days,
        outcomes=OUTCOMES.days,
    )
