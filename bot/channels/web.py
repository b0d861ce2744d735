"""The web door: POST /api/chat, JSON in and out, problems told as RFC 9457 says."""

import json
import re
import secrets
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.messages import Answer, Answering, Incoming, Reply

LARGEST_BODY = 64 * 1024
CONVERSATION_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")


class Problem(Exception):
    """A request that cannot be answered; `status` and `detail` go back to the caller."""

    def __init__(self, status: int, detail: str) -> None:
        """Take the HTTP status and a sentence for the developer who called."""
        super().__init__(detail)
        self.status = status
        self.detail = detail


async def chat(request: Request) -> Response:
    """Answer one message of a conversation."""
    message = read_message(await read_json(request))
    assistant: Answering = request.app.state.assistant
    reply = await assistant.reply(message)
    return JSONResponse(write_reply(message, reply))


async def read_json(request: Request) -> Any:
    """Read the body as JSON; raise Problem when it is too large, of another type or broken."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise Problem(415, "Send the message as application/json.")
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_BODY:
            raise Problem(413, f"The body is larger than {LARGEST_BODY} bytes.")
    try:
        return json.loads(body.decode("utf-8"))
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise Problem(400, "The body is not JSON in UTF-8.") from error


def read_message(data: Any) -> Incoming:
    """Read {"text" or "payload", "conversation_id" optional}; raise Problem on any other shape."""
    if not isinstance(data, dict) or data.keys() - {"text", "payload", "conversation_id"}:
        raise Problem(422, "Send an object with text or payload, and conversation_id if there is one.")
    said = [data[key] for key in ("text", "payload") if data.get(key) is not None]
    if len(said) != 1 or not isinstance(said[0], str):
        raise Problem(422, "Send exactly one of text and payload, as a string.")
    conversation_id = data.get("conversation_id")
    if conversation_id is None:
        conversation_id = secrets.token_urlsafe(16)
    if not isinstance(conversation_id, str) or not CONVERSATION_ID.fullmatch(conversation_id):
        raise Problem(422, "conversation_id is 8 to 64 letters, digits, dashes or underscores.")
    text = said[0].encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return Incoming(conversation_id, text, "web")


def write_reply(message: Incoming, reply: Reply) -> dict[str, Any]:
    """Write the answers for the caller."""
    return {"conversation_id": message.conversation_id, "messages": [write_answer(a) for a in reply.answers]}


def write_answer(answer: Answer) -> dict[str, Any]:
    """Write one answer: text, outcome, buttons, and what it is about."""
    return {"text": answer.text, "outcome": answer.outcome, "buttons": answer.buttons, **answer.details}


async def tell_problem(request: Request, error: Exception) -> Response:
    """Turn whatever went wrong into problem details; what nobody foresaw tells nothing of itself."""
    if isinstance(error, HTTPException):
        error = Problem(error.status_code, error.detail)
    if not isinstance(error, Problem):
        error = Problem(500, "Something went wrong here.")
    details = {"type": "about:blank", "status": error.status, "detail": error.detail}
    return JSONResponse(details, error.status, media_type="application/problem+json")


PROBLEMS = {Problem: tell_problem, HTTPException: tell_problem, Exception: tell_problem}
