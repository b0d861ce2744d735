"""The list of procedures at /thu-tuc, and a page for each."""

from collections import Counter
from datetime import date

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from actions.clock import today
from actions.database import read_record, sessions
from bot.nlu.lookups import lookups
from bot.pages.changes import publications
from bot.pages.rendering import page
from bot.pages.sections import sections
from bot.pages.structured import structured
from procedures_db.queries.life_events import life_events
from procedures_db.queries.names import PublishedName

FOUND = 20  # results of a search
LONGEST = 200  # characters of what is searched for


def show_list(request: Request) -> Response:
    """Show what was searched for, a sector, a life event, or the sectors and life events there are."""
    asked = {name: request.query_params.get(name, "")[:LONGEST].strip() for name in ("tim", "linh-vuc", "su-kien")}
    published = lookups().published.get()
    with sessions()() as session:
        events = life_events(session)
    event = next((each for each in events if each.key == asked["su-kien"]), None)
    sectors = sorted(Counter(each.sector for each in published.values()).items())
    return page(
        "list.html",
        asked=asked["tim"],
        found=search(asked["tim"]) if asked["tim"] else [],
        sector=asked["linh-vuc"] if asked["linh-vuc"] in dict(sectors) else None,
        in_sector=[each for each in published.values() if each.sector == asked["linh-vuc"]],
        event=event,
        events=events,
        sectors=sectors,
        published=published,
    )


def show_procedure(request: Request) -> Response:
    """Show all about a procedure as on a day; where a namesake applies here, go to it."""
    code, day = request.path_params["code"], _day(request.query_params.get("ngay"))
    if day is None:
        return page("unknown.html", 400, code=code, day=None)
    record = read_record(code, day)
    told = publications(code, day)
    if record is None:
        return page("unknown.html", 404, code=code, day=day if told else None)
    if record.code != code:
        return RedirectResponse(request.url.path.replace(code, record.code))
    return page(
        "procedure.html",
        record=record,
        today=today(),
        sections=list(sections(record)),
        publications=told,
        structured=structured(record, str(request.url.replace(query=""))),
    )


def search(text: str) -> list[PublishedName]:
    """Return the procedures that a text may mean, best first."""
    published = lookups().published.get()
    matches = lookups().search.find(text, FOUND).matches
    return [published[match.code] for match in matches if match.code in published]


def _day(text: str | None) -> date | None:
    """Return the day that the address names, today when it names none; None when it names no day."""
    if not text:
        return today()
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
