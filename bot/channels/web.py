"""The web door: POST /api/chat, JSON in and out, problems told as RFC 9457 says."""

import asyncio
import hashlib
import json
import re
import secrets
from dataclasses import asdict
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from bot.blocks import blocks
from bot.messages import Answer, Incoming, Reply
from bot.once import Once

LARGEST_BODY = 64 * 1024
SLOWEST_BODY = 10  # seconds
KNOWN = frozenset({"text", "payload", "conversation_id", "message_id", "commune"})
COMMUNE = re.compile(r"[0-9]{5}")
IDENTIFIER = re.compile(r"[A-Za-z0-9_-]{8,64}")


class Problem(Exception):
    """A request that cannot be answered; `status` and `detail` go back to the caller."""

    def __init__(self, status: int, detail: str) -> None:
        """Take the HTTP status and a sentence for the developer who called."""
        super().__init__(detail)
        self.status = status
        self.detail = detail


async def chat(request: Request) -> Response:
    """Answer one message of a conversation."""
    data = await read_json(request)
    message = read_message(data)
    await check_limits(request, message)
    once: Once = request.app.state.once
    reply = await once.reply(message, message_key(data, message))
    return JSONResponse(write_reply(message, reply))


async def check_limits(request: Request, message: Incoming) -> None:
    """Raise Problem when a client tries too many dossiers, or rates too often."""
    await request.app.state.guesses.check(request, message)
    await request.app.state.ratings.check(request, message)


async def read_json(request: Request) -> Any:
    """Read the body as JSON; raise Problem when it is broken, or what `read_body` raises."""
    body = await read_body(request, "application/json")
    try:
        return json.loads(body.decode("utf-8"))
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise Problem(400, "The body is not JSON in UTF-8.") from error


async def read_body(request: Request, kind: str, patience: float = SLOWEST_BODY) -> bytes:
    """Read the body; raise Problem when its sender is foreign, or it is of another type, too large or too slow."""
    require_known_origin(request)
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != kind:
        raise Problem(415, f"Send the message as {kind}.")
    body = bytearray()
    try:
        async with asyncio.timeout(patience):
            async for chunk in request.stream():
                body += chunk
                if len(body) > LARGEST_BODY:
                    raise Problem(413, f"The body is larger than {LARGEST_BODY} bytes.")
    except ClientDisconnect as error:
        raise Problem(400, "The body did not arrive.") from error
    except TimeoutError as error:
        raise Problem(408, f"The body did not arrive within {patience:g} seconds.") from error
    return bytes(body)


def require_known_origin(request: Request) -> None:
    """Raise Problem when a page of another site sends this, unless the site may embed the widget."""
    origin = request.headers.get("origin")
    host = request.headers.get("host")
    own = bool(host) and origin in (f"http://{host}", f"https://{host}")  # compared, not read: it may be anything
    if origin and not own and origin not in request.app.state.settings.origins:
        raise Problem(403, "This site may not use the assistant. See MOTCUA_ORIGINS.")


def read_message(data: Any) -> Incoming:
    """Read {"text" or "payload"; conversation_id, message_id, commune optional}; raise Problem on any other shape."""
    if not isinstance(data, dict) or data.keys() - KNOWN:
        raise Problem(422, "Send an object with text or payload, and conversation_id if there is one.")
    said = [data[key] for key in ("text", "payload") if key in data]
    if len(said) != 1 or not isinstance(said[0], str):
        raise Problem(422, "Send exactly one of text and payload, as a string.")
    conversation_id = data.get("conversation_id")
    if conversation_id is None:
        conversation_id = secrets.token_urlsafe(16)
    identifier(conversation_id, "conversation_id")
    text = said[0].encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return Incoming(conversation_id, text, "web", _commune(data.get("commune")))


def message_key(data: dict[str, Any], message: Incoming) -> str | None:
    """Return what tells a message that is sent again from a new one, if its sender says so."""
    if data.get("message_id") is None:
        return None
    sent = f"{message.conversation_id}:{identifier(data['message_id'], 'message_id')}"
    return f"web:{hashlib.sha256(sent.encode()).hexdigest()[:32]}"  # leads back to no conversation


def _commune(value: Any) -> str | None:
    if value is not None and not (isinstance(value, str) and COMMUNE.fullmatch(value)):
        raise Problem(422, "commune is the code of a commune: five digits.")
    return value


def identifier(value: Any, name: str) -> str:
    """Return an identifier; raise Problem for anything else."""
    if not isinstance(value, str) or not IDENTIFIER.fullmatch(value):
        raise Problem(422, f"{name} is 8 to 64 letters, digits, dashes or underscores.")
    return value


def write_reply(message: Incoming, reply: Reply) -> dict[str, Any]:
    """Write the answers for the caller."""
    return {"conversation_id": message.conversation_id, "messages": [write_answer(a) for a in reply.answers]}


def write_answer(answer: Answer) -> dict[str, Any]:
    """Write one answer: text, the same in blocks, outcome, buttons, and what it is about."""
    laid_out = [asdict(block) for block in blocks(answer.text, titled=answer.titled)]
    return {
        "text": answer.text,
        "blocks": laid_out,
        "outcome": answer.outcome,
        "buttons": answer.buttons,
        **answer.details,
    }


async def tell_problem(request: Request, error: Exception) -> Response:
    """Turn whatever went wrong into problem details; what nobody foresaw tells nothing of itself."""
    headers = error.headers if isinstance(error, HTTPException) else None
    if isinstance(error, HTTPException):
        error = Problem(error.status_code, error.detail)
    if not isinstance(error, Problem):
        error = Problem(500, "Something went wrong here.")
    details = {"type": "about:blank", "status": error.status, "detail": error.detail}
    if request_id := request.scope.get("state", {}).get("request_id"):
        details["request_id"] = request_id
    return JSONResponse(details, error.status, headers, media_type="application/problem+json")


PROBLEMS = {Problem: tell_problem, HTTPException: tell_problem, Exception: tell_problem}
