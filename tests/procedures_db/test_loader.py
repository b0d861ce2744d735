"""Loading: all or nothing, unchanged when nothing changed, never changed in place."""

from datetime import date

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, sessionmaker

from procedures_db.importers.catalogue import CATALOGUE, read_procedure
from procedures_db.importers.loader import load
from procedures_db.importers.loader_city import load_local_rules, load_places
from procedures_db.models import FactChanged, Fee, LocalRule, Procedure, Source, Version
from procedures_db.queries.names import count_procedures, revision
from procedures_db.queries.places import known_offices
from procedures_db.queries.record import record_on
from tests.factories import DAY, NOW, communes, fee, local_rules, offices, procedure, rule, version

pytestmark = pytest.mark.slow


def test_loading_the_same_twice_changes_nothing(sessions: sessionmaker[Session]) -> None:
    """A second load is "unchanged", and search need not build its index anew."""
    assert load(sessions, [procedure()], NOW) == {"new": 1}
    with sessions() as session:
        before = revision(session)
    assert load(sessions, [procedure()], NOW) == {"unchanged": 1}
    with sessions() as session:
        assert revision(session) == before == 1


def test_a_changed_text_of_the_same_decision_becomes_a_new_edition(sessions: sessionmaker[Session]) -> None:
    """The earlier edition stays, marked as superseded."""
    load(sessions, [procedure()], NOW)
    changed = procedure(versions=[version(fees=[fee(amount=30000)])])
    assert load(sessions, [changed], NOW) == {"new version": 1}
    with sessions() as session:
        versions = session.scalars(select(Version).order_by(Version.id)).all()
        assert [edition.superseded_at for edition in versions] == [NOW, None]
        record = record_on(session, "1.000001", DAY)
    assert record is not None
    assert [found.amount for found in record.fees] == [30000]


def test_a_correction_of_the_effective_date_wins_over_what_was_loaded_before(sessions: sessionmaker[Session]) -> None:
    """Even though the earlier edition was vouched for from a later day on."""
    load(sessions, [procedure()], NOW)
    dated = version(effective_from=date(2026, 1, 1), fees=[fee(amount=999)])
    assert load(sessions, [procedure(versions=[dated])], NOW) == {"new version": 1}
    with sessions() as session:
        record = record_on(session, "1.000001", DAY)
    assert record is not None
    assert [found.amount for found in record.fees] == [999]


def test_a_published_fact_and_its_source_can_be_neither_changed_nor_deleted(sessions: sessionmaker[Session]) -> None:
    """Not by the mapper, at least."""
    load(sessions, [procedure()], NOW)
    with sessions() as session:
        session.scalars(select(Source)).first().title = "other"  # type: ignore[union-attr]
        with pytest.raises(FactChanged):
            session.flush()
    with sessions() as session:
        session.delete(session.scalars(select(Fee)).one())
        with pytest.raises(FactChanged):
            session.flush()


def test_a_fact_cannot_be_changed_in_place(sessions: sessionmaker[Session]) -> None:
    """Whoever tries is told to add a version."""
    load(sessions, [procedure()], NOW)
    with sessions() as session:
        session.scalars(select(Fee)).one().amount = 1
        with pytest.raises(FactChanged, match="add a new version"):
            session.flush()


def test_a_record_that_fails_half_way_leaves_nothing_behind(sessions: sessionmaker[Session]) -> None:
    """The one before it stays, the failing one is gone as a whole."""
    good, bad = procedure("1.000001"), procedure("1.000002")
    bad.versions[0].legal_basis[0].number = None  # type: ignore[assignment]
    with pytest.raises(IntegrityError):
        load(sessions, [good, bad], NOW)
    with sessions() as session:
        assert session.scalars(select(Procedure.code)).all() == ["1.000001"]


def test_a_rule_that_changes_or_vanishes_is_superseded(sessions: sessionmaker[Session]) -> None:
    """Rules of the city have editions as versions have."""
    with sessions.begin() as session:
        assert load_local_rules(session, local_rules(rule()), NOW) == {"new": 1}
    with sessions.begin() as session:
        assert load_local_rules(session, local_rules(rule(amount=5)), NOW) == {"new version": 1}
    with sessions.begin() as session:
        assert load_local_rules(session, local_rules(), NOW) == {"withdrawn": 1}
    with sessions() as session:
        assert session.scalar(select(func.count()).where(LocalRule.superseded_at.is_(None))) == 0


def test_offices_are_replaced_by_what_is_newest(sessions: sessionmaker[Session]) -> None:
    """Loading twice leaves one row for each office."""
    for _ in range(2):
        with sessions.begin() as session:
            load_places(session, communes(), offices())
    with sessions() as session:
        assert [office.name for office in known_offices(session)] == ["Trung tâm thử"]


def test_the_curated_catalogue_loads_and_answers_the_first_question(curated: sessionmaker[Session]) -> None:
    """Birth registration today: the right papers, with source, and the city's zero fee online."""
    with curated() as session:
        assert count_procedures(session) >= 40
        record = record_on(session, "1.001193", date(2026, 11, 22))
    assert record is not None
    assert record.decision_number == "163/QĐ-BTP"
    assert [paper.name for paper in record.documents][:2] == ["Tờ khai đăng ký khai sinh", "Giấy chứng sinh"]
    online = [found for found in record.fees if found.source.number == "23/2026/NQ-HĐND"]
    assert [(found.amount, found.local) for found in online] == [(0, True)]


def test_a_reduction_of_the_catalogue_ends_on_its_day(sessions: sessionmaker[Session]) -> None:
    """Registering a company costs half until the end of 2026 (Circular 64/2025/TT-BTC), then the full amount."""
    load(sessions, [read_procedure(CATALOGUE / "2.001199.yml")], NOW)
    with sessions() as session:
        last, first = (record_on(session, "2.001199", day) for day in (date(2026, 12, 31), date(2027, 1, 1)))
    assert last is not None
    assert first is not None
    assert [record.fees[0].amount for record in (last, first)] == [50_000, 100_000]
