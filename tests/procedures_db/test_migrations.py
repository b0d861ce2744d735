"""An older database is brought to the present schema with all it holds."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import JSON, Column, Engine, MetaData, text

from procedures_db.engine import MIGRATIONS, DatabaseUnusable, migrate, open_engine, open_sessions
from procedures_db.queries.accounts import add_account, new_account
from procedures_db.queries.counts import Period, messages_by_outcome, messages_by_procedure
from procedures_db.queries.names import names_of_procedures
from procedures_db.queries.record import record_on
from procedures_db.queries.triage import matters, settled_key
from procedures_db.queries.turns import Wanted, find_turns
from procedures_db.vocabulary import Role
from tests.factories import DAY, NOW, turn

OLDER = [script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions()][1:]
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


def at_revision(path: Path, number: str) -> str:
    """Make a database of an older schema; return its address."""
    command.upgrade(config_of(url := f"sqlite:///{path}"), number)
    return url


def config_of(url: str) -> Config:
    """Return what Alembic's commands take for a database."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["url"] = url
    return config


@pytest.fixture
def old_url(tmp_path: Path) -> str:
    """A database of the third revision that holds a record."""
    url = at_revision(tmp_path / "old.sqlite3", "0003")
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
    config = config_of(database_url)
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


SETTLED = "INSERT INTO settled (key, at, actor) VALUES ('{}', '2026-10-01 01:00:00', 'minh')"


def test_what_was_settled_stays_so_and_its_words_go(database_url: str) -> None:
    """Ratings keep their key; going back and forth changes nothing more."""
    config = config_of(database_url)
    command.downgrade(config, "0014")
    with open_engine(database_url).begin() as connection:
        for key in ("ca canh nuoi", "rating:1.000001:"):
            connection.execute(text(SETTLED.format(key)))
    command.upgrade(config, "head")
    command.downgrade(config, "0014")
    command.upgrade(config, "head")
    with open_sessions(open_engine(database_url)).begin() as session:
        keys = session.scalars(text("SELECT key FROM settled ORDER BY key")).all()
        assert keys == [settled_key("ca canh nuoi"), "rating:1.000001:"]
        session.add(turn(gist="ca canh nuoi", triage="refused", outcome="refused"))
        assert matters(session, DAY, 10) == []


OWNED = (
    "INSERT INTO follow_up (reference, opened_at, due_on, owner, state, kind)"
    " VALUES ('{}', '2026-10-01 01:00:00', '2026-10-08', '{}', '{}', 'message')"
)
OWNERS = [
    ("GY-1", "Minh", "in_progress", "minh", "in_progress"),
    ("GY-2", "Lan", "in_progress", None, "open"),
    ("GY-3", "Ai", "in_progress", None, "open"),
    ("GY-4", "Lan", "done", "Lan", "done"),
    ("GY-5", "minh", "in_progress", "hoa", "in_progress"),
]


def test_follow_ups_belong_to_accounts_and_not_to_all_of_a_name(database_url: str) -> None:
    """A shown name that two share, or nobody has, leaves what is open to whoever takes it; back it is shown again."""
    engine = open_engine(database_url)
    with open_sessions(engine).begin() as session:
        for name, shown in (("minh", "Minh"), ("lan", "Lan"), ("lan.2", "Lan"), ("hoa", "minh")):
            add_account(session, new_account(name, shown, Role.STAFF, None, NOW), "x")
    config = config_of(database_url)
    command.downgrade(config, "0014")
    with engine.begin() as connection:
        for reference, shown, state, *_ in OWNERS:
            connection.execute(text(OWNED.format(reference, shown, state)))
    command.upgrade(config, "head")
    found = text("SELECT owner, state FROM follow_up ORDER BY reference")
    with engine.connect() as connection:
        assert [tuple(row) for row in connection.execute(found)] == [(owner, state) for *_, owner, state in OWNERS]
    command.downgrade(config, "0014")
    with engine.connect() as connection:
        assert [owner for owner, _ in connection.execute(found)] == ["Minh", None, None, "Lan", "minh"]


# Telling words of people (0015), texts that nobody agreed to (0013), hours as plain text, never filled in (0012).
GIVEN_UP = {"turn": {"text", "understood", "triage", "gist"}, "office": {"hours"}, "settled": {"key"}}


def filled_by_shape(engine: Engine) -> dict[str, dict[str, Any]]:
    """Write a row into each table, with values that its columns take; return what was written, by table."""
    tables = MetaData()
    tables.reflect(engine)
    written: dict[str, dict[str, Any]] = {}
    with engine.begin() as connection:
        for table in tables.sorted_tables:
            if table.name == "alembic_version" or connection.execute(table.select()).first():
                continue
            row = {column.name: _value(column, written) for column in table.columns}
            connection.execute(table.insert().values(row))
            written[table.name] = dict(connection.execute(table.select()).mappings().one())
    return written


def _value(column: Column[Any], written: dict[str, dict[str, Any]]) -> Any:
    for key in column.foreign_keys:
        return written.get(key.column.table.name, {}).get(key.column.name)
    if isinstance(column.type, JSON):
        return []
    kind = column.type.python_type
    if kind is str and column.name == "jurisdiction":
        return "city"
    return {
        str: f"{column.name} x",
        bytes: b"x",
        int: 7,
        float: 0.5,
        bool: True,
        date: DAY,
        datetime: NOW,
        Decimal: Decimal(7),
    }[kind]


@pytest.mark.slow
@pytest.mark.sqlite
@pytest.mark.parametrize("number", OLDER)
def test_an_upgrade_from_every_older_schema_keeps_every_row(tmp_path: Path, number: str) -> None:
    """All columns that are still there hold what they held, in each table."""
    url = at_revision(tmp_path / "old.sqlite3", number)
    old = open_engine(url)
    before = filled_by_shape(old)
    old.dispose()
    assert len(before) >= 14
    migrate(url)
    new = open_engine(url)
    tables = MetaData()
    tables.reflect(new)
    with new.connect() as connection:
        assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
        for name, row in before.items():
            table = tables.tables[name]
            after = connection.execute(table.select()).mappings().one()
            same = row.keys() & after.keys() - GIVEN_UP.get(name, set())
            assert {key: after[key] for key in same} == {key: row[key] for key in same}, name
    new.dispose()
