"""Actions on a database of the test, on a fixed day."""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest
from sqlalchemy.orm import Session, sessionmaker

import actions
from actions.database import sessions as sessions_of_actions
from procedures_db.engine import open_engine, open_sessions
from procedures_db.importers.loader import load
from procedures_db.importers.loader_city import load_local_rules, load_places
from tests.conftest import copied
from tests.factories import NOW, communes, fee, local_rules, offices, procedure, rule, version

for module in iter_modules(actions.__path__):  # as Rasa does: each aspect is known once its action is
    import_module(f"actions.{module.name}")

CASES = [
    {"key": "early", "label": "Nộp sớm", "words": ["sớm"]},
    {"key": "late", "label": "Nộp muộn", "words": ["muộn", "trễ hạn"]},
]


@pytest.fixture(scope="session")
def stocked_database(empty_database: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a database with three procedures: a plain one, one with two cases, one without facts."""
    url = copied(empty_database, tmp_path_factory.mktemp("stocked"))
    engine = open_engine(url)
    stock(open_sessions(engine))
    engine.dispose()
    return url


def stock(sessions: sessionmaker[Session]) -> None:
    """Load the procedures, a resolution of the city, and its places."""
    by_case = version(
        circumstances=CASES,
        documents=[
            {"name": "Tờ khai", "originals": 1, "form": "Mẫu 01"},
            {"name": "Giấy giải trình", "originals": 1, "circumstances": ["late"]},
            {"name": "Căn cước", "handling": "present", "waived_when": "tra được"},
        ],
        fees=[fee(), fee(label="Phí chậm", amount=50000, circumstances=["late"])],
    )
    unknown = version(fees=[], processing_times=[], documents=[], steps=[], results=[], legal_basis=[])
    records = [
        procedure(),
        procedure("1.000002", short_name="Việc có hai trường hợp", aliases=[], versions=[by_case]),
        procedure("1.000003", short_name="Việc chưa rõ", aliases=[], versions=[unknown]),
    ]
    load(sessions, records, NOW)
    with sessions.begin() as session:
        load_local_rules(session, local_rules(rule()), NOW)
        load_places(session, communes(), offices())


@pytest.fixture
def acting(stocked_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[sessionmaker[Session]]:
    """Sessions on a copy of the database with three procedures, which actions read on a fixed day."""
    url = copied(stocked_database, tmp_path)
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setenv("MOTCUA_TODAY", "2026-11-22")
    sessions_of_actions.cache_clear()
    engine = open_engine(url)
    yield open_sessions(engine)
    engine.dispose()
    sessions_of_actions().kw["bind"].dispose()
    sessions_of_actions.cache_clear()
