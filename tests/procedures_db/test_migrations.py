"""An older database is brought to the present schema with all it holds."""

from datetime import date
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import text

from procedures_db.engine import MIGRATIONS, DatabaseUnusable, migrate, open_engine, open_sessions
from procedures_db.queries.counts import Period, messages_by_outcome, messages_by_procedure
from procedures_db.queries.names import names_of_procedures
from procedures_db.queries.record import record_on
from procedures_db.queries.turns import Wanted, find_turns
from tests.factories import DAY

ROWS = [
    "INSERT INTO source (id, title, retrieved_on) VALUES (1, 'Cổng thử', '2026-06-10')",
    "INSERT INTO procedure (code, name, short_name, sector, level, applicants, jurisdiction)"
    " VALUES ('1.000001', 'Thủ tục thử', 'Việc thử', 'Thử', 'commune', '[]', 'city')",
    "INSERT INTO version (id, procedure_code, decision_number, decision_issuer, known_from, source_id, content_hash,"
    " recorded_at, summary, authority, received_by, channels, origin)"
    " VALUES (1, '1.000001', '1/QĐ', 'B', '2026-06-10', 1, 'x', '2026-06-11 00:00:00', 'Việc.', 'Xã',"
    " 'service_centre', '[\"in_person\"]', 'curated')",
    "INSERT INTO fee (id, version_id, position, source_id, circumstances, kind, subject, label, channels, amount, unit)"
    " VALUES (1, 1, 0, 1, '[]', 'fee', 's', 'Lệ phí', '[\"in_person\"]', 8000, 'per_time')",
]


@pytest.fixture
def old_url(tmp_path: Path) -> str:
    """A database of the third revision that holds a record."""
    url = f"sqlite:///{tmp_path / 'old.sqlite3'}"
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["url"] = url
    command.upgrade(config, "0003")
    with open_engine(url).begin() as connection:
        for row in ROWS:
            connection.execute(text(row))
    return url


@pytest.mark.sqlite
def test_a_database_of_the_third_revision_keeps_its_records(old_url: str) -> None:
    """Tables that others refer to are made anew on the way."""
    migrate(old_url)
    with open_sessions(open_engine(old_url))() as session:
        assert session.execute(text("PRAGMA foreign_key_check")).all() == []
        record = record_on(session, "1.000001", DAY)
        assert [code for code, _ in names_of_procedures(session)] == ["1.000001"]
    assert record is not None
    assert (record.jurisdiction, record.fees[0].amount) == ("city", 8000)


@pytest.mark.sqlite
def test_an_upgrade_that_fails_on_its_way_changes_nothing(old_url: str) -> None:
    """And works once the obstacle is gone."""
    with open_engine(old_url).begin() as connection:
        connection.execute(text("CREATE TABLE commune (x)"))
    with pytest.raises(DatabaseUnusable, match="could not be migrated"):
        migrate(old_url)
    with open_engine(old_url).begin() as connection:
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) == "0003"
        assert connection.scalar(text("SELECT jurisdiction FROM procedure")) == "city"
        connection.execute(text("DROP TABLE commune"))
    migrate(old_url)


TURNS = [
    ("2026-09-30", 8, "answered", "'1.000001'", "Đăng ký khai sinh"),
    ("2026-10-01", 8, "answered", "'1.000001'", "lệ phí"),
    ("2026-10-01", 8, "answered", "NULL", "lệ phí"),
    ("2026-10-01", 9, "refused", "NULL", "thời tiết"),
]
SAY = (
    "INSERT INTO turn (at, day, hour, conversation_id, channel, text, outcome, milliseconds, procedure_code)"
    " VALUES ('2026-10-01 01:00:00', '{}', {}, 'c', 'web', '{}', '{}', 1, {})"
)


def test_what_was_said_before_there_were_counts_is_counted_and_found(database_url: str) -> None:
    """As if it had been counted from the beginning; going back and forth changes nothing."""
    with open_engine(database_url).begin() as connection:
        for day, hour, outcome, code, said in TURNS:
            connection.execute(text(SAY.format(day, hour, said, outcome, code)))
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["url"] = database_url
    for _ in range(2):
        command.downgrade(config, "0013")
        command.upgrade(config, "head")
    year = Period(date(2026, 1, 1), date(2026, 12, 31))
    with open_sessions(open_engine(database_url))() as session:
        assert messages_by_outcome(session, year) == [
            (date(2026, 9, 30), "web", "answered", 1),
            (date(2026, 10, 1), "web", "answered", 2),
            (date(2026, 10, 1), "web", "refused", 1),
        ]
        assert messages_by_procedure(session, year) == [("1.000001", 2)]
        assert messages_by_procedure(session, Period(date(2026, 9, 15), date(2026, 10, 1))) == [("1.000001", 2)]
        assert [each.text for each in find_turns(session, Wanted("dang ky"), 5)] == ["Đăng ký khai sinh"]
