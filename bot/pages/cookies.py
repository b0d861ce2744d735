"""Cookies that no script reads and no other site sends; behind https they are bound to this very host."""

from starlette.requests import Request
from starlette.responses import Response


def read_cookie(request: Request, name: str) -> str:
    """Return a cookie of ours, empty when there is none."""
    return request.cookies.get(_full(request, name), "")


def set_cookie(request: Request, answer: Response, name: str, value: str) -> None:
    """Give the browser a cookie until it is closed."""
    answer.set_cookie(_full(request, name), value, httponly=True, samesite="lax", secure=_is_https(request), path="/")


def drop_cookie(request: Request, answer: Response, name: str) -> None:
    """Take a cookie back."""
    full, secure = _full(request, name), _is_https(request)
    answer.delete_cookie(full, httponly=True, samesite="lax", secure=secure, path="/")


def _full(request: Request, name: str) -> str:
    return f"__Host-{name}" if _is_https(request) else name


def _is_https(request: Request) -> bool:
    return request.url.scheme == "https"
