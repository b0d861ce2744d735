"""Every answer of every procedure of the catalogue, in one place."""

import re
from collections.abc import Iterator

import pytest
from rasa_sdk.executor import CollectingDispatcher

from actions.aspect import AspectAction
from actions.database import sessions as sessions_of_actions
from actions.target import Target
from procedures_db.engine import migrate, open_engine, open_sessions
from procedures_db.importers.catalogue import procedure_files
from procedures_db.importers.curated import load_curated
from tests.actions.conversation import tracker
from tests.factories import NOW

pytestmark = pytest.mark.rasa
DISTRICT_OFFICE = re.compile(r"(?i)(UBND|ủy ban nhân dân|uỷ ban nhân dân|cấp) (quận|huyện|thị xã)")
RAW = re.compile(r"\bNone\b|[{}]|\[\]|case_\d|\d{4}-\d{2}-\d{2}")


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The text of every aspect of every procedure, by code and aspect."""
    url = f"sqlite:///{tmp_path_factory.mktemp('every') / 'every.sqlite3'}"
    migrate(url)
    load_curated(open_sessions(open_engine(url)), NOW)
    patch = pytest.MonkeyPatch()
    patch.setenv("DATABASE_URL", url)
    patch.setenv("MOTCUA_TODAY", "2026-11-22")
    sessions_of_actions.cache_clear()
    found = {}
    for path in procedure_files():
        for action in AspectAction.__subclasses__():
            dispatcher = CollectingDispatcher()
            action().answer(dispatcher, tracker(), Target(path.stem, named=True))
            found[f"{path.stem} {action.aspect}"] = dispatcher.messages[0]["text"]
    yield found
    patch.undo()
    sessions_of_actions.cache_clear()


def test_no_answer_sends_anyone_to_a_district_office(answers: dict[str, str]) -> None:
    """There have been none since 1 July 2025."""
    assert len(answers) > 1000
    assert {key: text for key, text in answers.items() if DISTRICT_OFFICE.search(text)} == {}


def test_no_answer_shows_what_is_meant_for_programs(answers: dict[str, str]) -> None:
    """Neither empty values nor keys nor dates as programs write them."""
    assert {key: text for key, text in answers.items() if RAW.search(text)} == {}


def test_every_answer_names_its_source_and_day(answers: dict[str, str]) -> None:
    """Without one it would be a claim."""
    assert [key for key, text in answers.items() if not re.search(r"đọc ngày \d\d/\d\d/\d{4}", text)] == []
