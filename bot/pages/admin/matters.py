"""Gather what is known of one matter of triage: messages, comments, the procedures that may be meant."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from bot.nlu.lookups import lookups
from bot.pages.procedures import search
from procedures_db.facts_lessons import Heard, LowRated, Matter
from procedures_db.queries.names import PublishedName
from procedures_db.queries.triage import RATING, heard, low_ratings, matters
from procedures_db.triage import join

COMPARED = 300  # of the most frequent gists, which are joined
MESSAGES, OFFERS = 60, 8
TEXTS = 12  # that are shown


@dataclass(frozen=True)
class Known:
    """A matter of triage by its keys, how often it came, what people wrote, and which procedures may be meant."""

    keys: tuple[str, ...]
    count: int
    example: str
    messages: list[Heard]
    rated: LowRated | None
    offers: list[PublishedName]


def joined(session: Session, since: date) -> list[Matter]:
    """Return what was not plainly answered since a day, what says nearly the same joined."""
    return join(matters(session, since, COMPARED))


def known_of(session: Session, key: str, since: date) -> Known | None:
    """Return what is known of the matter of a key, None when there is none or it was decided on."""
    if key.startswith(RATING):
        rated = next(iter(low_ratings(session, since, 1, key)), None)
        return None if rated is None else _of_rating(rated)
    matter = next((each for each in joined(session, since) if key in each.keys), None)
    return None if matter is None else _of_messages(session, matter)


def _of_messages(session: Session, matter: Matter) -> Known:
    once = {each.text: each for each in reversed(heard(session, matter.keys, MESSAGES))}
    messages = list(once.values())[::-1][:TEXTS]
    understood = [code for each in messages for code, _ in (each.understood or {}).get("procedures", [])]
    offers = _named([*(each.code for each in search(matter.example)), *understood])
    return Known(matter.keys, matter.count, matter.example, messages, None, offers)


def _of_rating(rated: LowRated) -> Known:
    offers = _named([rated.procedure_code or ""])
    example = offers[0].short_name if offers else ""
    return Known((rated.key,), rated.count, example, [], rated, offers)


def _named(codes: list[str]) -> list[PublishedName]:
    published = lookups().published.get()
    return [published[code] for code in dict.fromkeys(codes) if code in published][:OFFERS]
