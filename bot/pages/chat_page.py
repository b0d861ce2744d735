"""The chat as a page of its own at "/", or in a frame of another site: usable before, and without, any script."""

import base64
import hashlib
import secrets
from functools import lru_cache
from typing import Any

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from bot.blocks import Block, blocks
from bot.channels.forms import read_form
from bot.channels.headers import FRAME
from bot.channels.web import check_limits, read_message
from bot.messages import Reply
from bot.pages.rendering import WIDGET, page
from procedures_db.records import is_procedure_code


async def show(request: Request) -> Response:
    """Show an empty conversation; ?thu-tuc=CODE tells which procedure to begin with."""
    code = request.query_params.get("thu-tuc", "")
    return _page(request, begin=code if is_procedure_code(code) else None)


async def answer(request: Request) -> Response:
    """Answer what the form sent, on a page with what was asked and what is answered."""
    fields = await read_form(request)
    data = {name: fields[name] for name in ("text", "payload", "conversation_id") if name in fields}
    if "payload" in data:
        data.pop("text", None)
    message = read_message(data or {"text": ""})
    await check_limits(request, message)
    reply = await request.app.state.once.reply(message, None)
    asked = fields.get("title", "") if "payload" in data else message.text
    return _page(request, conversation_id=message.conversation_id, asked=asked, reply=reply)


async def show_panel(request: Request) -> Response:
    """Show the panel alone, for the script that embeds it in another page."""
    return page("panel.html", **_values(level=2))


@lru_cache
def style() -> Markup:
    """Return the style sheet of the panel, to stand within the page: it is there with the first answer."""
    return Markup((WIDGET / "chat.css").read_text(encoding="utf-8"))  # noqa: S704  a file of ours


def style_hash() -> str:
    """Return what the Content-Security-Policy calls that style sheet."""
    digest = hashlib.sha256(str(style()).encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"


def _page(
    request: Request,
    begin: str | None = None,
    conversation_id: str | None = None,
    asked: str = "",
    reply: Reply | None = None,
) -> Response:
    place = FRAME if request.url.path == FRAME else "/"
    values = _values(level=1, place=place, conversation_id=conversation_id, asked=asked, reply=reply)
    return page("page.html", style=style(), begin=begin, **values)


def _values(
    level: int,
    place: str = "/",
    conversation_id: str | None = None,
    asked: str = "",
    reply: Reply | None = None,
) -> dict[str, Any]:
    answers: list[list[Block]] = [blocks(each.text, titled=each.titled) for each in reply.answers] if reply else []
    return {
        "level": level,
        "place": place,
        "conversation_id": conversation_id or secrets.token_urlsafe(16),
        "asked": asked,
        "answers": answers,
        "buttons": _buttons(reply) if reply else [],
    }


def _buttons(reply: Reply) -> list[dict[str, str]]:
    """Return the buttons of the answer proper, then those of the notice."""
    notices = [answer for answer in reply.answers[:-1] if answer.outcome == "notice"]
    return [*reply.main.buttons, *(button for answer in notices for button in answer.buttons)]
