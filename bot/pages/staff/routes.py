"""The addresses for staff; all but the sign-in are guarded."""

from starlette.routing import Route

from bot.pages.access import SIGN_IN, guarded
from bot.pages.staff import lookup, password, record, report, sign_in
from procedures_db.vocabulary import Role

ROUTES = [
    Route(SIGN_IN, sign_in.show, methods=["GET"]),
    Route(SIGN_IN, sign_in.begin, methods=["POST"]),
    guarded("/staff/sign-out", Role.STAFF, change=sign_in.end),
    guarded(password.PASSWORD, Role.STAFF, password.show, password.change),
    guarded("/staff", Role.STAFF, lookup.show),
    guarded("/staff/thu-tuc/{code}", Role.STAFF, record.show),
    guarded("/staff/thu-tuc/{code}/sai", Role.STAFF, change=report.keep),
]
