"""Tell who may see how this server is: a neighbour on this machine, or whoever has the token."""

import hmac

from starlette.requests import Request

from bot.channels.peers import Peers

THIS_MACHINE = Peers(("127.0.0.0/8", "::1"))
PASSED_ON = ("x-forwarded-for", "x-forwarded-proto", "forwarded", "via")


def is_neighbour(request: Request) -> bool:
    """Say whether this very machine asks, and no proxy on it for somebody else."""
    return THIS_MACHINE.sent(request.scope) and not any(name in request.headers for name in PASSED_ON)


def has_token(request: Request) -> bool:
    """Say whether MOTCUA_METRICS_TOKEN is set and was sent."""
    token = request.app.state.settings.metrics_token
    given = request.headers.get("authorization", "").removeprefix("Bearer ")
    return bool(token) and hmac.compare_digest(given.encode(), token.encode())
