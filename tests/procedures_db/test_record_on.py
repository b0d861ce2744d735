"""The record in force on a day."""

from datetime import date

import pytest
from sqlalchemy.orm import Session, sessionmaker

from procedures_db.importers.loader import load
from procedures_db.importers.loader_city import load_local_rules
from procedures_db.queries.record import record_on
from procedures_db.vocabulary import ChannelKind
from tests.factories import DAY, NOW, fee, local_rules, procedure, rule, source, version

OLD = version(
    decision={"number": "1/QĐ", "issuer": "B"}, effective_from=date(2026, 1, 1), effective_to=date(2026, 7, 1)
)
NEW = version(decision={"number": "2/QĐ", "issuer": "B"}, effective_from=date(2026, 7, 1))


@pytest.mark.parametrize(
    ("day", "decision"),
    [
        (date(2025, 12, 31), None),
        (date(2026, 1, 1), "1/QĐ"),
        (date(2026, 6, 30), "1/QĐ"),
        (date(2026, 7, 1), "2/QĐ"),
        (date(2030, 1, 1), "2/QĐ"),
    ],
)
def test_each_day_has_the_version_in_force(sessions: sessionmaker[Session], day: date, decision: str | None) -> None:
    """The beginning belongs to the version, the end does not."""
    load(sessions, [procedure(versions=[OLD, NEW])], NOW)
    with sessions() as session:
        record = record_on(session, "1.000001", day)
    assert (record and record.decision_number) == decision


def test_a_version_without_dates_is_vouched_for_from_the_day_it_was_read(sessions: sessionmaker[Session]) -> None:
    """Before that day nobody knows what was in force."""
    load(sessions, [procedure()], NOW)
    with sessions() as session:
        assert record_on(session, "1.000001", date(2026, 6, 9)) is None
        record = record_on(session, "1.000001", date(2026, 6, 10))
    assert record is not None
    assert record.effective_from is None


def test_an_unknown_code_has_no_record(sessions: sessionmaker[Session]) -> None:
    """No exception, no empty record."""
    with sessions() as session:
        assert record_on(session, "9.999999", DAY) is None


def test_every_fact_has_its_own_source(sessions: sessionmaker[Session]) -> None:
    """A fact from another document names that document."""
    table = source(title="Bảng phí", number="226/2016/TT-BTC")
    facts = version(other_sources={"table": table}, fees=[fee(), fee(amount=1000, source="table")])
    load(sessions, [procedure(versions=[facts])], NOW)
    with sessions() as session:
        record = record_on(session, "1.000001", DAY)
    assert record is not None
    assert [found.source.title for found in record.fees] == ["Cổng thử", "Bảng phí"]
    assert all(fact.source.retrieved_on for fact in (*record.documents, *record.fees, *record.processing_times))


def test_the_city_wins_over_the_nation_and_says_so(sessions: sessionmaker[Session]) -> None:
    """From its first day on the resolution replaces the national amount on its channels only."""
    national = version(fees=[fee(channels=["in_person", "online"])])
    load(sessions, [procedure(versions=[national])], NOW)
    with sessions.begin() as session:
        load_local_rules(session, local_rules(rule()), NOW)
    with sessions() as session:
        before = record_on(session, "1.000001", date(2026, 8, 7))
        after = record_on(session, "1.000001", date(2026, 8, 8))
    assert before is not None
    assert after is not None
    assert [(found.amount, found.local) for found in before.fees] == [(20000, False)]
    city, nation = after.fees
    assert (city.amount, city.local, city.replaces, city.source.number) == (0, True, (20000,), "9/2026/NQ-HĐND")
    assert (nation.amount, nation.channels) == (20000, (ChannelKind.IN_PERSON,))


def test_a_rule_without_the_code_applies_only_where_it_speaks_of_the_whole_subject(
    sessions: sessionmaker[Session],
) -> None:
    """A fee for one kind of matter must never be shown for another."""
    load(sessions, [procedure(versions=[version(fees=[fee(channels=["online"])])])], NOW)
    for whole_subject, amounts in ((False, [20000]), (True, [0])):
        with sessions.begin() as session:
            load_local_rules(session, local_rules(rule(procedures=[], whole_subject=whole_subject)), NOW)
        with sessions() as session:
            record = record_on(session, "1.000001", DAY)
        assert record is not None
        assert [found.amount for found in record.fees] == amounts
    assert record.fees[0].inferred
