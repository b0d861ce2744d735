"""Keep what people wrote no longer than its period: texts, comments, outcomes go, counts stay."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy.orm import Session, sessionmaker

from procedures_db.models import Consent, Feedback, FollowUp, Turn
from procedures_db.queries import retention

COMMENTS = timedelta(days=365)  # comments on ratings, after they were given
OUTCOMES = timedelta(days=365)  # what came of follow-ups, after they ended
BATCH = 2000  # turns that are changed at a time, so that nobody waits for long


@dataclass(frozen=True)
class Expired:
    """How many rows of each kind have been kept long enough."""

    turns: int
    ratings: int
    comments: int
    outcomes: int
    consents: int


def count_expired(session: Session, today: date, texts: timedelta) -> Expired:
    """Count what is to go on a day; `texts` is how long texts are kept."""
    before = today - texts
    return Expired(
        turns=retention.count(session, Turn, retention.old_turns(before)),
        ratings=retention.count(session, Feedback, retention.old_ties(before)),
        comments=retention.count(session, Feedback, retention.old_comments(today - COMMENTS)),
        outcomes=retention.count(session, FollowUp, retention.old_outcomes(_midnight(today - OUTCOMES))),
        consents=retention.count(session, Consent, retention.old_consents(_midnight(before))),
    )


def forget_old(sessions: sessionmaker[Session], today: date, texts: timedelta) -> Expired:
    """Take out what is to go on a day, many turns in several transactions; return how much it was."""
    before, turns = today - texts, 0
    while True:
        with sessions.begin() as session:
            changed = retention.untie_turns(session, before, BATCH)
        turns += changed
        if changed < BATCH:
            break
    with sessions.begin() as session:
        return Expired(
            turns=turns,
            ratings=retention.untie_ratings(session, before),
            comments=retention.forget_comments(session, today - COMMENTS),
            outcomes=retention.forget_outcomes(session, _midnight(today - OUTCOMES)),
            consents=retention.forget_consents(session, _midnight(before)),
        )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())
