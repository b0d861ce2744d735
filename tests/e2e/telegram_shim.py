"""A thin layer over the npm package telegram-test-api, a fake Telegram: what it lacks, faults, and all calls.

It lacks is_bot in getMe, chat_instance in callback queries, seconds in dates, the offset of getUpdates, the secret
header of a webhook and its repetition, edited messages, and the refusal of what Telegram refuses.
"""

import asyncio
import json
import re
import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qsl

import httpx
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

Call = dict[str, Any]
PLAIN = {"sendChatAction", "setMyCommands"}  # which the fake does not know
TAGS = {"b", "i", "a", "blockquote"}


@dataclass
class Fault:
    """What goes wrong with one call: a status, or silence; it never reaches the fake."""

    status: int = 500
    retry_after: int | None = None
    silence: float = 0.0


@dataclass
class Shim:
    """Stands between the bot and the fake at `fake`; listens on `port`, delivers webhooks to `bot`."""

    fake: str
    port: int
    bot: str = ""
    faults: dict[str, deque[Fault]] = field(default_factory=lambda: defaultdict(deque))
    calls: list[tuple[str, Call]] = field(default_factory=list)
    deliveries: list[int] = field(default_factory=list)
    waiting: list[dict[str, Any]] = field(default_factory=list)
    webhook: Call | None = None
    number: int = 0

    @property
    def address(self) -> str:
        """Where the bot finds Telegram."""
        return f"http://127.0.0.1:{self.port}"

    def called(self, method: str) -> list[Call]:
        """Return the parameters of all calls of a method."""
        return [params for name, params in self.calls if name == method]

    def start(self) -> Callable[[], None]:
        """Serve in a thread; return what stops it."""
        self._client = httpx.AsyncClient(timeout=30)
        routes = [
            Route("/relay", self._relay, methods=["POST"]),
            Route("/push", self._push, methods=["POST"]),
            Route("/bot{token}/{method}", self._call, methods=["POST"]),
        ]
        config = uvicorn.Config(Starlette(routes=routes), port=self.port, log_level="error")
        config.timeout_graceful_shutdown = 1
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)

        def stop() -> None:
            server.should_exit = True
            thread.join(10)

        return stop

    async def _call(self, request: Request) -> Response:
        """Answer one call of the bot, with a fault if one is due."""
        method, body = request.path_params["method"], await request.body()
        params = _params(body)
        self.calls.append((method, params))
        if self.faults[method]:
            return await _fail(self.faults[method].popleft())
        answer = getattr(self, re.sub("[A-Z]", lambda letter: f"_{letter[0].lower()}", f"_{method}"), None)
        if answer is not None:
            return await answer(request, params)
        if method in PLAIN:
            return _result(True)
        passed = await self._pass(request, body)
        return _result(passed.json().get("result") or True)

    async def _pass(self, request: Request, body: bytes) -> httpx.Response:
        kind = {"content-type": "application/x-www-form-urlencoded"}
        return await self._client.post(f"{self.fake}{request.url.path}", content=body, headers=kind)

    async def _get_me(self, request: Request, params: Call) -> Response:
        passed = await self._pass(request, b"")
        return _result({**passed.json()["result"], "is_bot": True})

    async def _send_message(self, request: Request, params: Call) -> Response:
        if refusal := _refusal(params):
            return _error(400, refusal)
        sent = (await self._pass(request, await request.body())).json()["result"]
        chat = {"id": int(params["chat_id"]), "type": "private"}
        message = {"message_id": sent["message_id"], "date": int(time.time()), "chat": chat, "text": sent["text"]}
        return _result(message)

    async def _set_webhook(self, request: Request, params: Call) -> Response:
        self.webhook = params
        await self._pass(request, f"url={self.address}/relay".encode())
        return _result(True)

    async def _delete_webhook(self, request: Request, params: Call) -> Response:
        self.webhook = None
        await self._pass(request, b"")
        return _result(True)

    async def _get_updates(self, request: Request, params: Call) -> Response:
        """Forget what the offset confirms; wait for something new, as long as the bot wants."""
        self.waiting = [each for each in self.waiting if each["update_id"] >= params.get("offset", 0)]
        until = time.monotonic() + params.get("timeout", 0)
        while True:
            for update in (await self._pass(request, b"")).json()["result"]:
                self._add(update)
            if self.waiting or time.monotonic() > until or await request.is_disconnected():
                return _result(self.waiting[:100])
            await asyncio.sleep(0.05)

    def _add(self, update: dict[str, Any]) -> dict[str, Any]:
        self.number += 1
        if "callback_query" in update:
            update["callback_query"]["chat_instance"] = "1"
        numbered = {**update, "update_id": self.number}
        if self.webhook is None:
            self.waiting.append(numbered)
        return numbered

    async def _relay(self, request: Request) -> Response:
        """Bring an update of the fake to the bot."""
        self._deliver(self._add(await request.json()))
        return Response()

    async def _push(self, request: Request) -> Response:
        """Take an update of a kind that the fake cannot make."""
        update = self._add(await request.json())
        if self.webhook is not None:
            self._deliver(update)
        return Response()

    def _deliver(self, update: dict[str, Any]) -> None:
        task = asyncio.get_running_loop().create_task(self._insist(update))
        task.add_done_callback(lambda _: None)
        self.__dict__.setdefault("tasks", []).append(task)

    async def _insist(self, update: dict[str, Any]) -> None:
        """Call the webhook until it answers 200, as Telegram does."""
        assert self.webhook is not None
        headers = {"X-Telegram-Bot-Api-Secret-Token": str(self.webhook.get("secret_token", ""))}
        for _ in range(100):
            try:
                answer = await self._client.post(f"{self.bot}/telegram", json=update, headers=headers)
                self.deliveries.append(answer.status_code)
                if answer.status_code == 200:
                    return
            except httpx.TransportError:
                self.deliveries.append(0)
            await asyncio.sleep(0.3)


async def _fail(fault: Fault) -> Response:
    if fault.silence:
        await asyncio.sleep(fault.silence)
    return _error(fault.status, "fault", fault.retry_after)


def _result(result: Any) -> Response:
    return JSONResponse({"ok": True, "result": result})


def _error(status: int, description: str, retry_after: int | None = None) -> Response:
    told = {"parameters": {"retry_after": retry_after}} if retry_after else {}
    return JSONResponse({"ok": False, "error_code": status, "description": description, **told}, status)


def _params(body: bytes) -> Call:
    """Read a form whose values may be JSON; a text is never taken for JSON."""
    read: Call = {}
    for name, value in parse_qsl(body.decode(), keep_blank_values=True):
        try:
            read[name] = value if name == "text" else json.loads(value)
        except ValueError:
            read[name] = value
    return read


class _Tags(HTMLParser):
    """Follows the tags of a message and collects what is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.shown = ""
        self.sound = True

    def handle_starttag(self, tag: str, attributes: Any) -> None:
        self.open.append(tag)
        self.sound &= tag in TAGS

    def handle_endtag(self, tag: str) -> None:
        self.sound &= bool(self.open) and self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.shown += data


def shown(html: str) -> tuple[str, bool]:
    """Return the text of a message and whether its tags are sound."""
    tags = _Tags()
    tags.feed(html)
    tags.close()
    return tags.shown, tags.sound and not tags.open


def _refusal(params: Call) -> str | None:
    """Say why Telegram would refuse a message."""
    text, sound = shown(params["text"])
    if not text.strip() or len(text.encode("utf-16-le")) // 2 > 4096:
        return "Bad Request: message is empty or too long"
    rows = params.get("reply_markup", {}).get("inline_keyboard", [])
    if any(not 1 <= len(each["callback_data"].encode()) <= 64 for row in rows for each in row):
        return "Bad Request: BUTTON_DATA_INVALID"
    return None if sound else "Bad Request: can't parse entities"
