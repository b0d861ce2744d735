"""The audit log cannot be changed without it being seen."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session, sessionmaker

from procedures_db.models import Audit, FactChanged
from procedures_db.queries.audit import add_act, latest_acts, verify_audit
from tests.factories import NOW


@pytest.fixture
def logged(sessions: sessionmaker[Session]) -> sessionmaker[Session]:
    """A log of five acts."""
    for number in range(5):
        with sessions.begin() as session:
            add_act(session, NOW, "minh", "users add", f"người {number}", role="staff", number=number)
    return sessions


def test_an_empty_log_and_a_whole_one_are_in_order(sessions: sessionmaker[Session]) -> None:
    """The newest act is read first."""
    with sessions.begin() as session:
        assert verify_audit(session).broken is None
        add_act(session, NOW, "minh", "sign in", "minh")
        add_act(session, NOW, "minh", "sign out", "minh")
    with sessions() as session:
        assert (verify_audit(session).entries, verify_audit(session).broken) == (2, None)
        assert [entry.act for entry in latest_acts(session, None, 9)] == ["sign out", "sign in"]
        assert [entry.id for entry in latest_acts(session, 2, 9)] == [1]


@pytest.mark.parametrize(
    ("statement", "broken"),
    [
        ("UPDATE audit SET actor = 'lan' WHERE id = 3", 3),
        ("UPDATE audit SET at = '2026-01-01 00:00:00' WHERE id = 1", 1),
        ("UPDATE audit SET details = '{}' WHERE id = 2", 2),
        ("DELETE FROM audit WHERE id = 4", 4),
        ("DELETE FROM audit WHERE id = 1", 1),
        ("DELETE FROM audit WHERE id = 5", 5),
        ("DELETE FROM audit", 1),
        ("UPDATE audit_head SET entries = 4", 5),
        ("DELETE FROM audit_head", 1),
        ("UPDATE audit SET hash = 'x' WHERE id = 5", 5),
    ],
)
def test_the_first_broken_link_is_named(logged: sessionmaker[Session], statement: str, broken: int) -> None:
    """Whatever was changed, taken out or cut off."""
    with logged.begin() as session:
        session.execute(text(statement))
    with logged() as session:
        assert verify_audit(session).broken == broken


def test_the_program_itself_neither_changes_nor_deletes_an_act(logged: sessionmaker[Session]) -> None:
    """The mapper refuses."""
    with logged() as session:
        session.scalars(select(Audit).where(Audit.id == 2)).one().actor = "x"
        with pytest.raises(FactChanged):
            session.commit()
    with logged() as session:
        session.delete(session.scalars(select(Audit).where(Audit.id == 2)).one())
        with pytest.raises(FactChanged):
            session.commit()
    with logged() as session:
        assert verify_audit(session).broken is None


def test_acts_at_once_stand_one_after_another(logged: sessionmaker[Session]) -> None:
    """The chain never forks, and an act whose work fails is not in it."""

    def act(number: int) -> None:
        with logged.begin() as session:
            add_act(session, NOW, "lan", "report", str(number))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(act, range(20)))
    with logged() as session:
        add_act(session, NOW, "lan", "report", "failed")
        session.rollback()
        assert (verify_audit(session).entries, verify_audit(session).broken) == (25, None)
