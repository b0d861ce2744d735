"""Keep what people wrote no longer than its period: texts, comments, outcomes go, counts stay."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy.orm import Session, sessionmaker

from procedures_db.dossiers.attempts import COUNTED
from procedures_db.models import Answered, Consent, Conversation, DossierAttempt, Feedback, FollowUp, SignIn, Turn
from procedures_db.queries import retention
from procedures_db.queries.conversations import forget_expired
from procedures_db.queries.dossiers import forget_attempts
from procedures_db.queries.messages import KEPT, forget_old_messages
from procedures_db.signing_in import IDLE, forget_old_sessions

COMMENTS = timedelta(days=365)  # comments on ratings, after they were given
OUTCOMES = timedelta(days=365)  # what came of follow-ups, after they ended
BATCH = 2000  # turns that are changed at a time, so that nobody waits for long


@dataclass(frozen=True)
class Expired:
    """How many rows of each kind have been kept long enough."""

    turns: int = 0
    ratings: int = 0
    comments: int = 0
    outcomes: int = 0
    consents: int = 0
    states: int = 0
    answers: int = 0
    attempts: int = 0
    sign_ins: int = 0
    messages: int = 0


def count_expired(session: Session, now: datetime, today: date, texts: timedelta) -> Expired:
    """Count what is to go at a time (UTC) on a day of the city; `texts` is how long texts are kept."""
    before = today - texts
    wanted = {
        "turns": (Turn, retention.old_turns(before)),
        "ratings": (Feedback, retention.old_ties(before)),
        "comments": (Feedback, retention.old_comments(today - COMMENTS)),
        "outcomes": (FollowUp, retention.old_outcomes(_midnight(today - OUTCOMES))),
        "consents": (Consent, retention.old_consents(_midnight(before), before)),
        "states": (Conversation, retention.old_states(now)),
        "answers": (Answered, retention.old_answers(now)),
        "attempts": (DossierAttempt, retention.old_attempts(now - COUNTED)),
        "sign_ins": (SignIn, retention.old_sign_ins(now, now - IDLE)),
        "messages": (FollowUp, retention.old_messages(now - KEPT)),
    }
    return Expired(**{kind: retention.count(session, table, true) for kind, (table, true) in wanted.items()})


def forget_old(sessions: sessionmaker[Session], now: datetime, today: date, texts: timedelta) -> Expired:
    """Take out what is to go at a time on a day, many turns in several transactions; return how much it was."""
    before, turns = today - texts, 0
    with sessions.begin() as session:
        states, answers = forget_expired(session, now)
        attempts = forget_attempts(session, now - COUNTED)
        sign_ins = forget_old_sessions(session, now)
        messages = forget_old_messages(session, now - KEPT)
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
            consents=retention.forget_consents(session, _midnight(before), before),
            states=states,
            answers=answers,
            attempts=attempts,
            sign_ins=sign_ins,
            messages=messages,
        )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())
