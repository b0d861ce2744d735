"""The register opens a dossier to whoever knows its code and a factor, and to nobody else."""

from datetime import date, datetime, timedelta
from threading import Thread
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from procedures_db.calendar import WorkCalendar
from procedures_db.dossiers.attempts import MOST, Asker, Locked, locked, try_factor
from procedures_db.dossiers.keys import Keys
from procedures_db.dossiers.register import Register
from procedures_db.dossiers.status import DossierStatus, SourceDown, working_days_late
from procedures_db.models import Dossier, DossierAttempt
from procedures_db.vocabulary import DossierState
from tests.factories import NOW
from tests.procedures_db.dossiers.made import CITIZEN, CODE, KEYS, PHONE, add_dossier

pytestmark = pytest.mark.slow

UNKNOWN = "H24.11-261102-9999"


@pytest.fixture
def register(sessions: sessionmaker[Session]) -> Register:
    """A register with one dossier."""
    add_dossier(sessions)
    return Register(sessions, KEYS)


def attempts(sessions: sessionmaker[Session]) -> int:
    """Return how many attempts are kept."""
    with sessions() as session:
        return session.scalar(select(func.count()).select_from(DossierAttempt)) or 0


def guess(
    register: Register,
    sessions: sessionmaker[Session],
    factor: str,
    code: str = CODE,
    who: str = "one",
    after: timedelta = timedelta(),
) -> DossierStatus | Locked | None:
    """Try to open a dossier some time after noon."""
    return try_factor(register, sessions, register.hold(code), factor, Asker(who, NOW + after))


@pytest.mark.parametrize("factor", [PHONE, CITIZEN])
def test_either_factor_opens_a_dossier_and_counts_as_no_attempt(
    register: Register, sessions: sessionmaker[Session], factor: str
) -> None:
    """Telephone or ID number."""
    status = guess(register, sessions, factor)
    assert isinstance(status, DossierStatus)
    assert (status.procedure_name, status.state) == ("Cấp giấy thử", DossierState.PROCESSING)
    assert attempts(sessions) == 0


def test_a_factor_opens_nothing_with_another_code_or_secret(
    register: Register, sessions: sessionmaker[Session]
) -> None:
    """And a dossier without factors is opened by nothing."""
    add_dossier(sessions, UNKNOWN, factor_phone=None, factor_id=None)
    assert register.find(register.hold(UNKNOWN), PHONE) is None
    assert Register(sessions, Keys(b"another secret that is long enough")).find(register.hold(CODE), PHONE) is None
    assert Keys(b"x" * 32).of_code(CODE) != KEYS.of_code(CODE)


def test_the_database_knows_no_code_and_no_digits(register: Register, sessions: sessionmaker[Session]) -> None:
    """Only hashes."""
    with sessions() as session:
        row = session.scalars(select(Dossier)).one()
    text = repr([getattr(row, column.name) for column in Dossier.__table__.columns])
    for told in (CODE, CODE.lower(), "-0012", "'5678'", "'4321'"):
        assert told not in text


@pytest.mark.parametrize("code", [CODE, UNKNOWN])
def test_a_thousand_guesses_are_answered_alike_and_five_are_looked_at(
    register: Register, sessions: sessionmaker[Session], code: str
) -> None:
    """From a conversation of their own each; the right digits come too late."""
    answers = [guess(register, sessions, f"{number:04}", code, f"guess-{number}") for number in range(1000)]
    assert answers[:MOST] == [None] * MOST
    assert set(answers[MOST:]) == {Locked(NOW + timedelta(hours=1))}
    assert isinstance(guess(register, sessions, PHONE, code, "late"), Locked)
    assert attempts(sessions) == MOST


def test_one_conversation_is_locked_whatever_codes_it_tries(
    register: Register, sessions: sessionmaker[Session]
) -> None:
    """Others are not."""
    tried = [guess(register, sessions, "0000", f"H24.11-261102-{number:04}") for number in range(100, 1100)]
    assert tried[:MOST] == [None] * MOST
    assert all(isinstance(each, Locked) for each in tried[MOST:])
    assert isinstance(guess(register, sessions, PHONE), Locked)
    assert isinstance(guess(register, sessions, PHONE, who="two"), DossierStatus)


def test_a_lock_ends_after_an_hour_and_trying_meanwhile_does_not_lengthen_it(
    register: Register, sessions: sessionmaker[Session]
) -> None:
    """Also over a restart: it is kept in the database."""
    for minute in (0, 10, 20, 30, 40):
        assert guess(register, sessions, "0000", after=timedelta(minutes=minute)) is None
    for minute in (41, 70, 99):
        after = timedelta(minutes=minute)
        assert guess(register, sessions, PHONE, after=after) == Locked(NOW + timedelta(minutes=100))
    assert isinstance(guess(register, sessions, PHONE, after=timedelta(minutes=100)), DossierStatus)


def test_slow_mistakes_lock_nothing(register: Register, sessions: sessionmaker[Session]) -> None:
    """Five in more than an hour; those of long ago are forgotten."""
    for minute in range(0, 320, 16):
        assert guess(register, sessions, "0000", after=timedelta(minutes=minute)) is None
    assert attempts(sessions) < 10


def test_of_many_guesses_at_once_no_more_than_five_are_looked_at(sessions: sessionmaker[Session]) -> None:
    """Each thread counts what all have written."""
    add_dossier(sessions)
    looked: list[str] = []

    class Counting(Register):
        """A register that notes what it is asked."""

        def find(self, held: str, factor: str) -> DossierStatus | None:
            looked.append(factor)
            return super().find(held, factor)

    register = Counting(sessions, KEYS)
    threads = [Thread(target=guess, args=(register, sessions, f"{n:04}", CODE, f"at-once-{n}")) for n in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert 1 <= len(looked) <= MOST


def test_what_a_source_did_not_answer_is_no_attempt(sessions: sessionmaker[Session]) -> None:
    """Its trouble locks nobody out."""

    class Down(Register):
        """A register that does not answer."""

        def find(self, held: str, factor: str) -> DossierStatus | None:
            raise SourceDown

    register = Down(sessions, KEYS)
    for _ in range(MOST * 2):
        with pytest.raises(SourceDown):
            guess(register, sessions, PHONE)
    assert attempts(sessions) == 0
    assert locked(sessions, register.key(register.hold(CODE)), Asker("one", NOW)) is None


@pytest.mark.parametrize(
    ("changes", "days"),
    [
        ({}, 2),
        ({"due_at": datetime(2026, 11, 23)}, 1),
        ({"due_at": datetime(2026, 11, 25)}, 0),
        ({"due_at": None}, 0),
        ({"read_at": datetime(2026, 11, 23, 8)}, 1),
        ({"read_at": datetime(2026, 11, 2)}, 0),
        ({"state": DossierState.SUPPLEMENT}, 0),
        ({"state": DossierState.READY, "finished_at": datetime(2026, 11, 23, 9)}, 1),
        ({"state": DossierState.RETURNED, "finished_at": datetime(2026, 11, 19)}, 0),
        ({"state": DossierState.READY}, 0),
    ],
)
def test_lateness_is_counted_in_working_days(changes: dict[str, Any], days: int) -> None:
    """Due on Friday the 20th; on Wednesday the 25th, after a holiday on Tuesday."""
    given = {"procedure_code": None, "procedure_name": "x", "received_at": NOW, "due_at": datetime(2026, 11, 20)}
    rest = {"finished_at": None, "state": DossierState.PROCESSING, "step": None, "office": None}
    rest["read_at"] = datetime(2026, 11, 25, 8)
    status = DossierStatus(**{**given, **rest, **changes})
    assert working_days_late(status, date(2026, 11, 25), WorkCalendar()) == days
