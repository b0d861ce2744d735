"""What messages and searches are looked up in: built from the database of this process, anew when it has changed."""

from dataclasses import dataclass
from functools import lru_cache

from actions.database import sessions
from procedures_db.fresh import Fresh
from procedures_db.lessons import Lessons, taught
from procedures_db.lexicon import read_lexicon
from procedures_db.life_events import LifeEventNames
from procedures_db.places import PlaceNames
from procedures_db.queries.life_events import life_events
from procedures_db.queries.names import PublishedName, published_names
from procedures_db.queries.places import known_communes
from procedures_db.search import Search


@dataclass(frozen=True)
class Lookups:
    """Procedures by name, places by name, life events by what people say; what is served, by code, A to Z."""

    search: Search
    places: Fresh[PlaceNames]
    life_events: Fresh[LifeEventNames]
    published: Fresh[dict[str, PublishedName]]


def lookups(lessons: Lessons | None = None) -> Lookups:
    """Return the lookups of the database of this process with the lessons, by default those it goes by."""
    return lookups_with(lessons or taught())


@lru_cache(maxsize=2)
def lookups_with(lessons: Lessons) -> Lookups:
    """Return the lookups of the database of this process, made once for the same lessons."""
    maker, lexicon = sessions(), read_lexicon(lessons)
    return Lookups(
        Search(maker, lessons),
        Fresh(maker, lambda session: PlaceNames(known_communes(session), lexicon)),
        Fresh(maker, lambda session: LifeEventNames(life_events(session), lexicon)),
        Fresh(maker, lambda session: {each.code: each for each in published_names(session)}),
    )
