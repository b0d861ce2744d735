"""POST /telegram: updates that Telegram sends by itself; whoever lacks the secret is not listened to."""

import asyncio
import hmac

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.channels.telegram.door import PATH, Door
from bot.channels.web import Problem, read_json

HEADER = "X-Telegram-Bot-Api-Secret-Token"
PATIENCE = 20.0  # seconds; what is not done by then Telegram sends again


def webhook(door: Door) -> Route:
    """Return the route by which Telegram brings updates to a door."""

    async def receive(request: Request) -> Response:
        given = request.headers.get(HEADER, "").encode()
        if not hmac.compare_digest(given, door.settings.secret.encode()):
            raise Problem(403, "Only Telegram may call this.")
        return await _accept(door, await read_json(request))

    return Route(PATH, receive, methods=["POST"])


async def _accept(door: Door, data: object) -> Response:
    """Answer 200 once an update is done: one that a crash interrupts, or that takes long, comes again."""
    if not isinstance(data, dict):
        raise Problem(422, "Send an update of Telegram.")
    try:
        task = door.take(data)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise Problem(422, "Send an update of Telegram.") from error
    if task is None:
        raise Problem(503, "The door is not open yet.")
    done, _ = await asyncio.wait([task], timeout=PATIENCE)
    if not done or task.cancelled() or not task.result():
        raise Problem(503, "The answer is under way.")
    return Response(status_code=200)
