"""A person's own data by the API: GET gives all that is kept of a conversation, DELETE deletes it."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from actions.clock import now
from actions.database import sessions
from actions.rendering import render
from bot.channels.own_file import FILE_NAME, file_of
from bot.channels.web import identifier, require_known_origin
from bot.sharing.locks import lock_of
from procedures_db.own_data import delete_own_data
from procedures_db.queries.own_data import OwnData, as_plain, read_own_data

NOT_STORED = {"Cache-Control": "no-store"}


async def answer(request: Request) -> Response:
    """Give it to GET, delete it for DELETE."""
    if request.method != "DELETE":
        return await run_in_threadpool(show, request)
    require_known_origin(request)
    conversation_id = identifier(request.path_params["conversation_id"], "conversation_id")
    async with request.app.state.sharing.locks.held(lock_of(conversation_id)):  # no message is half answered
        return await run_in_threadpool(forget, conversation_id)


def show(request: Request) -> Response:
    """Give all that is kept of a conversation: as JSON, or in words to whoever accepts text first."""
    data = _read(request)
    if request.headers.get("accept", "").startswith("text/plain"):
        return PlainTextResponse(render("own_data", data=data), headers=NOT_STORED)
    headers = {**NOT_STORED, "Content-Disposition": f'attachment; filename="{FILE_NAME}"'}
    return Response(file_of(as_plain(data)), media_type="application/json", headers=headers)


def forget(conversation_id: str) -> Response:
    """Delete what is kept of a conversation; the receipt is null where there was nothing."""
    with sessions().begin() as session:
        receipt = delete_own_data(session, conversation_id, now())
    told = {"receipt": receipt and receipt.code, "deleted_at": receipt and f"{receipt.at:%Y-%m-%dT%H:%M:%S}Z"}
    return JSONResponse({**told, "text": render("data_deleted", receipt=receipt)}, headers=NOT_STORED)


def _read(request: Request) -> OwnData:
    require_known_origin(request)
    conversation_id = identifier(request.path_params["conversation_id"], "conversation_id")
    with sessions()() as session:
        return read_own_data(session, conversation_id)
