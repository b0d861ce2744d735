"""Records line by line, and their history."""

from datetime import date

from sqlalchemy.orm import Session, sessionmaker

from procedures_db.changes import Difference, differences, lines
from procedures_db.importers.loader import load
from procedures_db.importers.loader_city import load_local_rules
from procedures_db.precedence import Standing
from procedures_db.queries.history import history_of
from procedures_db.queries.record import record_on
from tests.factories import DAY, NOW, fee, local_rules, procedure, rule, source, version


def test_every_fact_of_a_record_has_a_line_with_its_source(sessions: sessionmaker[Session]) -> None:
    """Nothing that is stated is left out."""
    facts = version(other_sources={"table": source(title="Bảng phí")}, fees=[fee(source="table")])
    load(sessions, [procedure(versions=[facts])], NOW)
    with sessions.begin() as session:
        load_local_rules(session, local_rules(rule()), NOW)
    with sessions() as session:
        record = record_on(session, "1.000001", DAY)
    assert record is not None
    said = {line.place: (line.value, line.source.title) for line in lines(record)}
    assert said["fees: Lệ phí thử (online)"] == ("0 VND per_time (local rule)", "Nghị quyết thử")
    assert said["fees: Lệ phí thử (in_person)"] == ("20000 VND per_time", "Bảng phí")
    assert said["documents: Tờ khai thử"][0] == "submit, 1 original, 0 copy"
    assert said["processing_times: in_person, online"][0] == "3 working_day"
    assert said["legal_basis: 1"][0] == "1/2020/QH14: Luật Thử"
    assert said["steps: 2"][0] == "Nhận."
    assert differences(record, record) == []


def test_history_shows_each_version_and_what_it_changed(sessions: sessionmaker[Session]) -> None:
    """A higher fee, a paper less, a new decision."""
    first = version(effective_from=date(2026, 1, 1), effective_to=date(2026, 7, 1))
    decision = {"number": "2/QĐ-THU", "issuer": "Bộ Thử"}
    second = version(decision=decision, effective_from=date(2026, 7, 1), fees=[fee(amount=30000)], documents=[])
    load(sessions, [procedure(versions=[first, second])], NOW)
    with sessions() as session:
        versions = history_of(session, "1.000001", DAY)
        assert history_of(session, "1.999999", DAY) == []
    assert [entry.decision_number for entry in versions] == ["1/QĐ-THU", "2/QĐ-THU"]
    assert versions[0].changes == []
    assert Difference("fees: Lệ phí thử (in_person)", "20000 VND per_time", "30000 VND per_time") in versions[1].changes
    assert Difference("documents: Tờ khai thử", "submit, 1 original, 0 copy", None) in versions[1].changes
    assert Difference("effective_to", "2026-07-01", None) in versions[1].changes


def test_an_edition_that_was_replaced_stays_in_the_history(sessions: sessionmaker[Session]) -> None:
    """So that one can say what was answered before."""
    load(sessions, [procedure()], NOW)
    load(sessions, [procedure(versions=[version(fees=[])])], NOW)
    with sessions() as session:
        replaced, live = history_of(session, "1.000001", DAY)
    assert replaced.superseded_at == NOW
    assert (replaced.standing, live.standing) == (Standing.CORRECTED, Standing.APPLIES)
    assert live.superseded_at is None
    assert [change.after for change in live.changes] == [None]
