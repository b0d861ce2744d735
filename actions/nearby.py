"""The one-stop shops near a place in the city, or all that are known, and how each stands at this moment."""

from typing import Any

from rasa_sdk import Tracker

from actions.clock import local_now
from actions.database import sessions
from actions.tracked import entity
from procedures_db.facts_city import OfficeFact
from procedures_db.opening import standing_at
from procedures_db.queries.follow_ups import Where
from procedures_db.queries.places import communes_of, known_offices
from procedures_db.queries.work_calendar import work_calendar

Place = dict[str, Any]


def near(place: Place | None) -> dict[str, Any]:
    """Return the place that is told, its communes of today, and the shops in them, or all whose address is known.

    A name that may mean several former communes lies in none; they are told apart in `namesakes`.
    `standings` tells of each whose hours are known, by its key, whether it is open and when it opens next.
    """
    codes = place["communes"] if place else []
    several = (place or {}).get("namesakes") or []
    with sessions()() as session:
        communes, offices, work = communes_of(session, codes), known_offices(session), work_calendar(session)
        namesakes = [{**each, "communes": communes_of(session, each["communes"])} for each in several]
    inside: list[OfficeFact] = [office for office in offices if office.commune_code in codes]
    shown = inside or offices
    moment = local_now()
    return {
        "place": place,
        "communes": communes,
        "namesakes": namesakes,
        "offices": shown,
        "inside": bool(inside),
        "today": moment.date(),
        "standings": {each.key: standing_at(each.hours.week, moment, work) for each in shown if each.hours},
    }


def place_told(tracker: Tracker) -> Place | None:
    """Return the place in the city that the message names, or else the conversation did."""
    return _meant(entity(tracker, "place") or tracker.get_slot("place"), tracker)


def place_named(tracker: Tracker) -> Place | None:
    """Return the place in the city that the message names."""
    return _meant(entity(tracker, "place"), tracker)


def _meant(place: Place | None, tracker: Tracker) -> Place | None:
    """Return the one of several former communes of a name that a place, such as its district, tells; or the place."""
    codes = set(place["communes"]) if place else set()
    inside = [each for each in tracker.get_slot("namesakes") or [] if set(each["communes"]) <= codes]
    return {"name": inside[0]["name"], "communes": inside[0]["communes"], "former": True} if len(inside) == 1 else place


def where_told(tracker: Tracker) -> Where:
    """Return the place that was told and the one shop in it, as far as they are known."""
    place = place_told(tracker)
    if place is None:
        return Where()
    found = near(place)
    only = found["offices"][0].key if found["inside"] and len(found["offices"]) == 1 else None
    return Where(only, place["name"])
