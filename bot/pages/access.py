"""The one place that decides who sees a page of staff or administrators, and whose forms are accepted."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from actions.clock import now
from actions.database import sessions
from bot.channels.forms import read_form
from bot.pages.cookies import read_cookie
from bot.pages.form_tokens import proves, token_for
from bot.pages.rendering import page, said
from procedures_db.facts_accounts import SignedIn
from procedures_db.signing_in import who_is
from procedures_db.vocabulary import Role

SESSION = "motcua"  # the cookie
SIGN_IN = "/staff/sign-in"
MAY = {Role.STAFF: {Role.STAFF}, Role.ADMINISTRATOR: {Role.STAFF, Role.ADMINISTRATOR}}


@dataclass(frozen=True)
class Visit:
    """Who asks for a page, and what the form they sent holds."""

    who: SignedIn
    fields: dict[str, str]

    @property
    def token(self) -> str:
        """Return a token for the forms of the page."""
        return token_for(self.who.form_secret)

    @property
    def administers(self) -> bool:
        """Say whether the pages of administrators are open to them."""
        return Role.ADMINISTRATOR in MAY[self.who.role]


Handler = Callable[[Request, Visit], Response]


def guarded(
    path: str, role: Role, show: Handler | None = None, change: Handler | None = None, *, citywide: bool = False
) -> Route:
    """Make a route that only a role may take; `show` answers GET, `change` a POST whose form has a right token.

    What is `citywide` is open only to accounts that no office limits.
    """
    handlers = {"GET": show, "HEAD": show, "POST": change}

    async def endpoint(request: Request) -> Response:
        fields = await read_form(request) if request.method == "POST" else {}
        handler = handlers[request.method]
        assert handler is not None
        answer = await run_in_threadpool(_answer, (role, citywide), handler, request, fields)
        return private(answer)

    methods = [method for method in ("GET", "POST") if handlers[method]]
    return Route(path, endpoint, methods=methods)


def private(answer: Response) -> Response:
    """Let nobody keep a copy of an answer."""
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _answer(needed: tuple[Role, bool], handler: Handler, request: Request, fields: dict[str, str]) -> Response:
    try:
        token = read_cookie(request, SESSION)
        who = who_is(sessions(), token, now()) if token else None
        if who is None:
            return _to_sign_in(request, ended=bool(token))
        return _answer_to(Visit(who, fields), needed, handler, request)
    except SQLAlchemyError:
        return page("staff/trouble.html", 503)


def _answer_to(visit: Visit, needed: tuple[Role, bool], handler: Handler, request: Request) -> Response:
    role, citywide = needed
    if role not in MAY[visit.who.role]:
        return page("staff/refused.html", 403, visit=visit, forged=False)
    if request.method == "POST" and not proves(visit.fields.get("token", ""), visit.who.form_secret):
        return page("staff/refused.html", 403, visit=visit, forged=True)
    if citywide and visit.who.office is not None:
        return page("staff/refused.html", 403, visit=visit, reason=said()["citywide"])
    return handler(request, visit)


def _to_sign_in(request: Request, ended: bool) -> Response:
    wanted = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    query = {"next": wanted if request.method == "GET" else "/staff", **({"ended": "1"} if ended else {})}
    return RedirectResponse(f"{SIGN_IN}?{urlencode(query)}", 303)
