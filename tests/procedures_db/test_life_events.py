"""Life events by what people say, on the city's own list."""

import pytest
from sqlalchemy.orm import Session, sessionmaker

from procedures_db.importers.catalogue import CATALOGUE, procedure_files
from procedures_db.importers.city import read_life_events
from procedures_db.importers.loader_city import load_life_events
from procedures_db.lexicon import read_lexicon
from procedures_db.life_events import LifeEventNames
from procedures_db.queries.life_events import life_event, life_events
from procedures_db.queries.names import revision
from procedures_db.records_life_events import LifeEventRecord


@pytest.fixture
def loaded(sessions: sessionmaker[Session]) -> sessionmaker[Session]:
    """A database with the life events of the catalogue."""
    with sessions.begin() as session:
        load_life_events(session, read_life_events())
    return sessions


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("vợ tôi mới sinh em bé thì phải làm những thủ tục gì", "birth"),
        ("nha co nguoi moi mat thi lam gi", "death"),
        ("chuyển nhà thì phải làm sao", "moving"),
        ("mất ví rồi, làm lại những gì", "lost_papers"),
        ("mới sinh con", None),
        ("bố em mất ví thì làm gì", "lost_papers"),
        ("mẹ chồng em mất thì làm những gì", "death"),
        ("đăng ký khai sinh cần gì", None),
    ],
)
def test_an_event_is_found_when_a_text_asks_what_there_is_to_do(
    loaded: sessionmaker[Session], text: str, key: str | None
) -> None:
    """To mention it is not to ask."""
    with loaded() as session:
        names = LifeEventNames(life_events(session), read_lexicon())
    assert names.find(text) == key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("bố em mất rồi", "death"),
        ("bo em moi mat", "death"),
        ("bố mất", "death"),
        ("nhà em vừa có tang", "death"),
        ("mẹ chồng em mất", "death"),
        ("ông ngoại cháu mất hôm qua ạ", "death"),
        ("em mới sinh con", "birth"),
        ("vợ em vừa sinh", "birth"),
        ("em sắp cưới", "marriage"),
        ("tôi mới mua nhà", "property"),
        ("e vừa chuyển nhà", "moving"),
        ("tui sắp xây nhà", "building"),
        ("bố em mất ví rồi", "lost_papers"),
        ("mua xe", None),
        ("mất căn cước", None),
        ("em bị mất căn cước", None),
        ("mất giấy khai sinh của bố", None),
        ("bố em mất giấy khai sinh", None),
        ("em mất rồi", None),
        ("em vô sinh", None),
        ("em muốn thi bằng lái", None),
        ("em chưa cưới", None),
        ("vợ em vừa sinh làm khai sinh ở đâu", None),
        ("bố em mới mất lương hưu tính sao", None),
    ],
)
def test_a_text_may_tell_of_an_event_and_of_nothing_else(
    loaded: sessionmaker[Session], text: str, key: str | None
) -> None:
    """Of people, and that it just was or is soon; a lost paper is nobody's death."""
    with loaded() as session:
        names = LifeEventNames(life_events(session), read_lexicon())
    assert names.told(text) == key


def test_a_birth_is_registered_first_and_its_linked_steps_are_marked(loaded: sessionmaker[Session]) -> None:
    """Birth, residence and health insurance can be filed at once."""
    with loaded() as session:
        birth = life_event(session, "birth")
        assert life_event(session, "none") is None
    assert birth is not None
    assert birth.steps[0].procedure_code == "1.001193"
    linked = [step.procedure_code for step in birth.steps if step.linked]
    assert (linked, birth.linked_code) == (["1.001193", "1.004222", "1.001939"], "2.000986")


def test_loading_the_same_events_again_changes_nothing(loaded: sessionmaker[Session]) -> None:
    """What is kept in memory stays valid."""
    with loaded.begin() as session:
        before = revision(session)
        load_life_events(session, read_life_events())
        assert revision(session) == before


def test_links_need_a_procedure_that_files_them_at_once() -> None:
    """And at least two steps."""
    steps = [{"code": "1.000001", "title": "A", "linked": True}, {"code": "1.000002", "title": "B"}]
    with pytest.raises(ValueError, match="belong together"):
        LifeEventRecord.parse_obj({"key": "x", "label": "X", "words": ["x"], "linked_code": "1.000003", "steps": steps})


def test_every_event_begins_with_a_procedure_we_hold() -> None:
    """Or has one among its steps, at least."""
    held = {path.stem for path in procedure_files(CATALOGUE)}
    for event in read_life_events().life_events:
        assert held & {step.code for step in event.steps}, event.key
