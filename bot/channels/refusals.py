"""Tell whoever is refused before a page is asked: programs by problem details, people by a page."""

from starlette.requests import Request
from starlette.responses import Response

from bot.channels.web import Problem, tell_problem
from bot.pages.rendering import page

PROGRAMS = ("/api/", "/telegram", "/health", "/metrics")
PAGES = {400: "no_address.html", 403: "plain.html", 404: "no_address.html", 429: "staff/too_many.html"}


async def refusal(request: Request, status: int, detail: str, seconds: int | None = None) -> Response:
    """Return the answer to a request that no page takes, and after how many seconds to try again, if that may help."""
    if request.url.path.startswith(PROGRAMS):
        answer = await tell_problem(request, Problem(status, detail))
    else:
        answer = page(PAGES.get(status, "busy.html"), status)
    if seconds is not None:
        answer.headers["Retry-After"] = str(seconds)
    return answer
