"""Sign in and out: two forms, and one answer to whatever is wrong."""

import re

from anyio import CapacityLimiter, to_thread
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from actions.clock import now
from actions.database import sessions
from bot.channels.forms import read_form
from bot.pages.access import SESSION, SIGN_IN, Visit, private
from bot.pages.cookies import drop_cookie, read_cookie, set_cookie
from bot.pages.form_tokens import new_secret, proves, token_for
from bot.pages.rendering import page
from procedures_db.signing_in import sign_in, sign_out

FORM_COOKIE = "motcua-form"  # what the sign-in form proves to know: there is no session yet
OUR_PAGES = re.compile(r"/(staff|admin)([/?][\w./?=&%+~-]*)?", re.ASCII)
LONGEST_NAME = 64
TURNS = CapacityLimiter(2)  # a crowd that signs in waits here, not in the threads that serve other pages


async def show(request: Request) -> Response:
    """Show the form; ?next= is where it leads, ?ended= tells that a session is over."""
    ended = "ended" in request.query_params
    return _form(request, request.query_params.get("next", ""), "ended" if ended else None, 200)


async def begin(request: Request) -> Response:
    """Sign in with what the form holds."""
    fields = await read_form(request)
    wanted = fields.get("next", "")
    secret = read_cookie(request, FORM_COOKIE)
    if not proves(fields.get("token", ""), secret):
        return _form(request, wanted, "forged", 403)
    name = fields.get("name", "").strip().lower()[:LONGEST_NAME]
    try:
        token = await to_thread.run_sync(sign_in, sessions(), name, fields.get("password", ""), now(), limiter=TURNS)
    except SQLAlchemyError:
        return page("staff/trouble.html", 503)
    if token is None:
        return _form(request, wanted, "wrong", 403)
    answer = RedirectResponse(_own(wanted), 303)
    set_cookie(request, answer, SESSION, token)
    drop_cookie(request, answer, FORM_COOKIE)
    return private(answer)


def end(request: Request, visit: Visit) -> Response:
    """Sign out."""
    with sessions().begin() as session:
        sign_out(session, visit.who, now())
    answer = RedirectResponse(SIGN_IN, 303)
    drop_cookie(request, answer, SESSION)
    return answer


def _form(request: Request, wanted: str, notice: str | None, status: int) -> Response:
    secret = read_cookie(request, FORM_COOKIE) or new_secret()
    values = {"token": token_for(secret), "wanted": _own(wanted), "notice": notice}
    answer = page("staff/sign_in.html", status, visit=None, **values)
    set_cookie(request, answer, FORM_COOKIE, secret)
    return private(answer)


def _own(wanted: str) -> str:
    """Return where to go after signing in: a page of ours, whatever the address asks for."""
    return wanted if OUR_PAGES.fullmatch(wanted) else "/staff"
