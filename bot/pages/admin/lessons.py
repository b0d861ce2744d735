"""What was taught, the models made of it, and which one is in force: try, publish, take back."""

from dataclasses import dataclass

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from actions.clock import now, today
from actions.database import sessions
from bot.pages.access import Visit
from bot.pages.rendering import page
from bot.review.naming import Names
from procedures_db.facts_lessons import Taught
from procedures_db.queries.audit import add_act
from procedures_db.queries.lessons import lessons_with, live_lessons, withdraw_lesson
from procedures_db.queries.model_versions import (
    NotPossible,
    begin_trial,
    current_release,
    discard,
    fail_trial,
    put_in_force,
    releases,
    version_of,
    versions,
)
from procedures_db.vocabulary import TrialState

LESSONS = "/admin/lessons"
MOST_DIGITS = 9


@dataclass(frozen=True)
class Taken:
    """All lessons that were not withdrawn, the numbers of those in force, and whether the two differ."""

    lessons: list[Taught]
    in_force: frozenset[int]

    @property
    def pending(self) -> bool:
        """Say whether a model of all lessons would differ from the one in force."""
        return {lesson.id for lesson in self.lessons} != self.in_force


def show_all(request: Request, visit: Visit) -> Response:
    """Show lessons, versions, and what was put in force when."""
    return _list(request, visit)


def show_version(request: Request, visit: Visit) -> Response:
    """Show what the trial of a version found."""
    number = _number(request.path_params["number"])
    with sessions()() as session:
        version = version_of(session, number)
        lessons = {each.id: each for each in lessons_with(session, version.lessons)} if version else {}
        current = current_release(session)
    if version is None:
        return page("admin/matter_gone.html", 404, visit=visit)
    return page(
        "admin/version.html",
        visit=visit,
        version=version,
        lessons=lessons,
        current=current,
        fault=None,
        names=Names(session),
    )


def withdraw(request: Request, visit: Visit) -> Response:
    """Take a lesson back; one that is in force stays so until another version is published."""
    number = _number(request.path_params["number"])
    with sessions().begin() as session:
        gone = withdraw_lesson(session, number, now())
        if gone:
            add_act(session, now(), visit.who.name, "lesson withdraw", str(number))
    return RedirectResponse(f"{LESSONS}?done=withdrawn", 303) if gone else _list(request, visit, "gone", 409)


def try_all(request: Request, visit: Visit) -> Response:
    """Begin to try a model of all lessons."""
    try:
        with sessions().begin() as session:
            number = begin_trial(session, [each.id for each in live_lessons(session)], now(), visit.who.name)
            add_act(session, now(), visit.who.name, "version try", str(number))
    except NotPossible:
        return _list(request, visit, "trying", 409)
    try:
        request.app.state.start_trial(number)
    except OSError as error:
        with sessions().begin() as session:
            fail_trial(session, number, str(error))
    return RedirectResponse(f"/admin/versions/{number}", 303)


def publish(request: Request, visit: Visit) -> Response:
    """Put a version in force."""
    return _release(request, visit, _number(request.path_params["number"]), "published")


def roll_back(request: Request, visit: Visit) -> Response:
    """Put in force again what was in force before."""
    with sessions()() as session:
        latest = releases(session, 2)
    before = latest[1].version_id if len(latest) > 1 else None
    return _release(request, visit, before, "rolled_back") if latest else _list(request, visit, "gone", 409)


def reject(request: Request, visit: Visit) -> Response:
    """Note that a version is not wanted."""
    number = _number(request.path_params["number"])
    try:
        with sessions().begin() as session:
            discard(session, number)
            add_act(session, now(), visit.who.name, "version discard", str(number))
    except NotPossible:
        return _list(request, visit, "gone", 409)
    return RedirectResponse(f"{LESSONS}?done=discarded", 303)


def _release(request: Request, visit: Visit, number: int | None, done: str) -> Response:
    seen = _number(visit.fields.get("seen", "")) or None
    try:
        with sessions().begin() as session:
            put_in_force(session, number, seen, now(), today(), visit.who.name)
            add_act(session, now(), visit.who.name, f"version {done}", str(number or 0))
    except NotPossible:
        return _list(request, visit, "overtaken", 409)
    return RedirectResponse(f"{LESSONS}?done={done}", 303)


def _list(request: Request, visit: Visit, fault: str | None = None, status: int = 200) -> Response:
    with sessions()() as session:
        taken, made, released = _taken(session), versions(session), releases(session)
    return page(
        "admin/lessons.html",
        status,
        visit=visit,
        fault=fault,
        done=request.query_params.get("done"),
        taken=taken,
        versions=made,
        trying=any(each.state is TrialState.TRYING for each in made),
        releases=released,
        names=Names(session),
    )


def _taken(session: Session) -> Taken:
    current = current_release(session)
    version = version_of(session, current.version_id) if current and current.version_id else None
    return Taken(live_lessons(session), frozenset(version.lessons if version else ()))


def _number(text: str) -> int:
    """Return a number from an address or a form, 0 for what is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS else 0
