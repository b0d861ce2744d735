"""Which of several published versions of a procedure is answered, whatever the order of their imports."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from procedures_db.importers.loader import load
from procedures_db.models import Version
from procedures_db.queries.names import names_of_procedures
from procedures_db.queries.record import record_on
from procedures_db.queries.standing import stale_wordings
from procedures_db.records import ProcedureRecord
from procedures_db.vocabulary import Jurisdiction
from tests.factories import DAY, NOW, fee, procedure, version
from tests.procedures_db.published import published, run, write

pytestmark = pytest.mark.slow


def ours(amount: int) -> ProcedureRecord:
    """Our plain wording of the decision that `published()` publishes, read before it."""
    decision = {"number": "1/QĐ-BTP", "issuer": "Bộ Tư pháp"}
    lengths = [{"channels": ["in_person"], "value": 5, "unit": "working_day"}]
    return procedure(versions=[version(decision=decision, fees=[fee(amount=amount)], processing_times=lengths)])


@pytest.mark.parametrize(
    ("amount", "changes", "told"),
    [
        (20_000, {}, ("Đơn của ta", 20_000)),
        (111, {}, ("Đơn", 20_000)),
        (111, {"snapshot": "2026-06-10"}, ("Đơn của ta", 111)),
        (20_000, {"decision": "7/QĐ-BTP"}, ("Đơn", 20_000)),
    ],
    ids=["same numbers", "another amount", "another amount, read no later", "a newer decision"],
)
def test_a_newer_published_fact_is_never_hidden_by_our_older_wording(
    sessions: sessionmaker[Session], tmp_path: Path, amount: int, changes: dict[str, Any], told: tuple[str, int]
) -> None:
    """Our words come first as long as they say the same; our names stay."""
    record = ours(amount)
    record.versions[0].documents[0].name = "Đơn của ta"
    load(sessions, [record], NOW)
    run(sessions, write(tmp_path, published(**changes)))
    with sessions() as session:
        answered = record_on(session, "1.000001", DAY)
        stale = [code for code, _ in stale_wordings(session, DAY)]
    assert answered is not None
    assert (answered.documents[0].name, answered.fees[0].amount) == told
    assert answered.short_name == "Việc thử nghiệm"
    assert stale == ([] if told[0] == "Đơn của ta" else ["1.000001"])


def test_an_older_reading_that_arrives_late_finds_its_place(sessions: sessionmaker[Session], tmp_path: Path) -> None:
    """Each day is answered with what had been read by then, in whatever order it came."""
    dearer = published(fees=[{"channel": "in_person", "amount_vnd": 30000, "status": "stated"}])
    older = published(snapshot="2026-06-10")
    run(sessions, write(tmp_path, dearer))
    assert run(sessions, write(tmp_path, older)).outcomes == {"new version": 1}
    for record in (older, dearer, published(**{**dearer, "snapshot": "2026-09-01"})):
        assert run(sessions, write(tmp_path, record)).outcomes == {"unchanged": 1}
    with sessions() as session:
        amounts = [record_on(session, "1.000001", day).fees[0].amount for day in (date(2026, 6, 20), DAY)]  # type: ignore[union-attr]
    assert amounts == [20_000, 30_000]


def test_another_provinces_record_neither_hides_nor_renames_ours(
    sessions: sessionmaker[Session], tmp_path: Path
) -> None:
    """Though it comes later."""
    elsewhere = published(name="Tên nơi khác", locality="Đà Nẵng", decision="9/QĐ-UBND", snapshot="2026-09-01")
    for record in (published(), elsewhere):
        run(sessions, write(tmp_path, record))
    with sessions() as session:
        record = record_on(session, "1.000001", DAY)
    assert record is not None
    assert (record.decision_number, record.name) == ("1/QĐ-BTP", "Cấp giấy thử nghiệm")


@pytest.mark.parametrize(
    ("asked", "other"),
    [
        ({}, {"locality": "Hải Phòng", "decision": "5/QĐ-UBND"}),
        ({"levels": ["ministry"]}, {}),
    ],
    ids=["national beside the city's", "a ministry's variant"],
)
def test_a_namesake_that_applies_here_is_answered_in_its_place(
    sessions: sessionmaker[Session], tmp_path: Path, asked: dict[str, Any], other: dict[str, Any]
) -> None:
    """Found alone, and answered for the other code too."""
    run(sessions, write(tmp_path, published(**asked), published("1.000002", **other)))
    with sessions() as session:
        record = record_on(session, "1.000001", DAY)
        found = [code for code, _ in names_of_procedures(session)]
    assert record is not None
    assert record.code == "1.000002"
    assert found == ["1.000002"]


@pytest.mark.parametrize(
    ("changes", "jurisdiction"),
    [
        ({}, Jurisdiction.NATIONAL),
        ({"locality": "Xã Vĩnh Bảo, Hải Phòng"}, Jurisdiction.CITY),
        ({"locality": "địa phương khác"}, Jurisdiction.OTHER_PROVINCE),
        ({"freshness": "pre_2025_07 (Đà Nẵng)"}, Jurisdiction.BEFORE_MERGER),
        ({"name": "Cấp giấy thử nghiệm tại Ủy ban nhân dân cấp huyện"}, Jurisdiction.BEFORE_MERGER),
        ({"decision": "9/QĐ-UBND"}, Jurisdiction.OTHER_PROVINCE),
        ({"decision": "9/QĐ-UBND", "agency": "Sở Xây dựng thành phố Hải Phòng"}, Jurisdiction.CITY),
        ({"code": "5.000001"}, Jurisdiction.INTERNAL),
        ({"code": "6.000001"}, Jurisdiction.INTERNAL),
    ],
)
def test_what_does_not_concern_the_city_is_kept_and_never_served(
    sessions: sessionmaker[Session], tmp_path: Path, changes: dict[str, Any], jurisdiction: Jurisdiction
) -> None:
    """Neither answered nor found."""
    record = published(**changes)
    run(sessions, write(tmp_path, record))
    served = jurisdiction in (Jurisdiction.NATIONAL, Jurisdiction.CITY)
    with sessions() as session:
        kept = session.scalars(select(Version).where(Version.procedure_code == record["code"])).one()
        assert kept.jurisdiction is jurisdiction
        assert (record_on(session, record["code"], DAY) is not None) == served
        assert bool(list(names_of_procedures(session))) == served
