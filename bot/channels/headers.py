"""Headers that keep foreign code out of our pages; other sites may embed the widget, and frame nothing else."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'{styles}; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors {framers}"
)
FRAME = "/widget/frame"  # the chat, for sites that take frames and no foreign scripts
YEAR = "max-age=31536000"
Headers = dict[str, str]


class SafeHeaders:
    """Middleware that adds them to every answer; the year of https only to those that came over https."""

    def __init__(self, app: ASGIApp, styles: str, framers: tuple[str, ...] = ()) -> None:
        """Take the application, the hash of the style sheet within a page, and the sites that may frame the widget."""
        self._app = app
        style = f" '{styles}'"
        self._alone = {**_policy(style, "'none'"), "X-Frame-Options": "DENY"}
        self._framed = _policy(style, " ".join(["'self'", *framers]))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and complete its answer."""

        async def complete(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers(scope).items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, complete if scope["type"] == "http" else send)

    def _headers(self, scope: Scope) -> Headers:
        headers = self._framed if scope["path"] == FRAME else self._alone
        return {**headers, "Strict-Transport-Security": YEAR} if scope["scheme"] == "https" else headers


def _policy(styles: str, framers: str) -> Headers:
    return {**ALWAYS, "Content-Security-Policy": POLICY.format(styles=styles, framers=framers)}
