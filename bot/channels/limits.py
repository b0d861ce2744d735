"""Limit how much one client may ask for in a minute, and all together; tell it in headers."""

from dataclasses import dataclass

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from throttled.asyncio import RateLimitResult, per_min

from bot.channels.clients import client_of
from bot.channels.headers import FRAME
from bot.channels.pressure import WATCHING
from bot.channels.refusals import refusal
from bot.metrics import LIMITED
from bot.sharing.counters import Counters, Throttle

MINUTE = 60
PROVING = ("/staff/sign-in", "/staff/password")  # forms that take a password to be guessed
PANEL = "/widget/panel.html"
STATIC = ("/pages/", "/widget/")  # files, but for what is rendered there
TELEGRAM = "/telegram"
UPDATES = 6_000  # a minute from one address: Telegram has few, and whoever else calls cannot use up what all have
EVERYBODY = "everybody"


@dataclass(frozen=True)
class Policy:
    """A named limit: requests a minute, spread evenly."""

    name: str
    requests: int
    throttle: Throttle


class Limits:
    """Middleware that counts messages, attempts to sign in, and all that is looked up or rendered, by the client.

    Static files cost next to nothing and are not counted, nor is the watching. Headers as
    draft-ietf-httpapi-ratelimit-headers-10 has them; addresses are forgotten after a minute.
    """

    def __init__(
        self, app: ASGIApp, messages: int, lookups: int, sign_ins: int, everybody: int, counters: Counters
    ) -> None:
        """Take the application, how much a client may send in a minute of each kind, all together, and who counts."""
        self._app = app
        self._messages = _policy("messages", messages, counters)
        self._lookups = _policy("lookups", lookups, counters)
        self._sign_ins = _policy("sign-ins", sign_ins, counters)
        self._updates = _policy("updates", UPDATES, counters)
        self._everybody = _policy(EVERYBODY, everybody, counters)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it with 429 and when to try again."""
        policy = self._policy_of(scope)
        if policy is None:
            await self._app(scope, receive, send)
            return
        result = await policy.throttle.limit(f"{policy.name}:{client_of(scope)}")

        async def tell(message: Message) -> None:
            if message["type"] == "http.response.start":
                _write_headers(MutableHeaders(scope=message), policy, result)
            await send(message)

        if result.limited:
            LIMITED.labels(policy.name).inc()
            answer = await refusal(Request(scope), 429, "Too many requests. Try again later.")
            await answer(scope, receive, tell)
        elif (whole := await self._everybody.throttle.limit(EVERYBODY)).limited:
            LIMITED.labels(EVERYBODY).inc()
            seconds = _seconds(whole.state.retry_after)
            answer = await refusal(Request(scope), 503, "Too many requests of all together.", seconds)
            await answer(scope, receive, tell)
        else:
            await self._app(scope, receive, tell)

    def _policy_of(self, scope: Scope) -> Policy | None:
        if scope["type"] != "http" or is_free(path := scope["path"]):
            return None
        if path == "/api/chat" or (path in ("/", FRAME) and scope["method"] == "POST"):
            return self._messages
        if path in PROVING and scope["method"] == "POST":
            return self._sign_ins
        return self._updates if path == TELEGRAM else self._lookups


def is_free(path: str) -> bool:
    """Say whether what is asked for is not counted: a static file, or how the server is."""
    return path.startswith(WATCHING) or (path.startswith(STATIC) and path not in (FRAME, PANEL))


def _policy(name: str, requests: int, counters: Counters) -> Policy:
    return Policy(name, requests, counters.throttle(per_min(requests)))


def _write_headers(headers: MutableHeaders, policy: Policy, result: RateLimitResult) -> None:
    state = result.state
    headers["RateLimit-Policy"] = f'"{policy.name}";q={policy.requests};w={MINUTE}'
    headers["RateLimit"] = f'"{policy.name}";r={state.remaining};t={_seconds(state.reset_after)}'
    if result.limited:
        headers["Retry-After"] = str(_seconds(state.retry_after))


def _seconds(length: float) -> int:
    return max(1, int(length) + (length > int(length)))
