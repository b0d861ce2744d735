"""What was said is found by words, by what came of it, by days; and is not found once it is deleted."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import text, update
from sqlalchemy.orm import Session, sessionmaker

from procedures_db.models import Feedback, Turn
from procedures_db.queries.conversations import add_turn
from procedures_db.queries.own_data import forget_conversation
from procedures_db.queries.turns import MANY, Wanted, find_turns
from tests.factories import NOW, turn

SAID: list[dict[str, Any]] = [
    {
        "text": "Đăng ký khai sinh ở đâu?",
        "conversation_id": "a",
        "day": date(2026, 11, 1),
        "procedure_code": "1.001193",
    },
    {"text": "lam ho chieu het bao nhieu", "conversation_id": "b", "day": date(2026, 11, 2), "intent": "ask_fees"},
    {"text": "hộ chiếu, mã 1.001456", "conversation_id": "b", "day": date(2026, 11, 3), "outcome": "asked_back"},
    {
        "text": "thời tiết",
        "conversation_id": "c",
        "day": date(2026, 11, 3),
        "channel": "telegram",
        "outcome": "refused",
    },
    {"text": '"; DROP TABLE turn; -- <b>%', "conversation_id": "d", "day": date(2026, 11, 4)},
]


@pytest.fixture
def spoken(sessions: sessionmaker[Session]) -> sessionmaker[Session]:
    """Sessions on a database with a few messages, one conversation of which ended in a low rating."""
    with sessions.begin() as session:
        for said in SAID:
            add_turn(session, turn(**said))
            session.flush()
        session.add(Feedback(at=NOW, day=date(2026, 11, 3), conversation_id="b", subject="assistant", rating=2))
        session.add(Feedback(at=NOW, day=date(2026, 11, 3), conversation_id="a", subject="assistant", rating=3))
    return sessions


def found(sessions: sessionmaker[Session], limit: int = 10, before: int | None = None, **wanted: Any) -> list[int]:
    """Return the numbers of the messages that are found, counted from 0 in the order in which they were said."""
    with sessions() as session:
        texts = [each.text for each in find_turns(session, Wanted(**wanted), limit, before)]
    return [next(number for number, said in enumerate(SAID) if said["text"] == each) for each in texts]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({}, [4, 3, 2, 1, 0]),
        ({"words": "hộ chiếu"}, [2, 1]),
        ({"words": "HO CHIEU"}, [2, 1]),
        ({"words": "chieu ho nhiêu"}, [1]),
        ({"words": "dang ky"}, [0]),
        ({"words": "Đăng"}, [0]),
        ({"words": "1.001456"}, [2]),
        ({"words": "khai chieu"}, []),
        ({"words": "dang", "procedure_code": "1.001193"}, [0]),
        ({"procedure_code": "1.001193"}, [0]),
        ({"procedure_code": "1.00119"}, []),
        ({"intent": "ask_fees"}, [1]),
        ({"words": "ask_fees"}, []),
        ({"outcome": "asked_back"}, [2]),
        ({"channel": "telegram"}, [3]),
        ({"first": date(2026, 11, 3)}, [4, 3, 2]),
        ({"last": date(2026, 11, 2)}, [1, 0]),
        ({"first": date(2026, 11, 2), "last": date(2026, 11, 3), "words": "ho chieu"}, [2, 1]),
        ({"first": date(2030, 1, 1)}, []),
        ({"last": date(1990, 1, 1), "words": "ho"}, []),
        ({"low": True}, [2, 1]),
        ({"low": True, "words": "bao nhieu"}, [1]),
        ({"words": "'; DROP TABLE turn; --"}, [4]),
        ({"words": 'text : "ho" OR NOT * ( & | ! \\ % _'}, []),
        ({"words": "???"}, []),
        ({"procedure_code": "' OR 1=1 --"}, []),
        ({"outcome": '") OR ("'}, []),
    ],
)
def test_it_is_found_by_what_is_known_of_it(
    spoken: sessionmaker[Session], wanted: dict[str, Any], expected: list[int]
) -> None:
    """The newest first."""
    assert found(spoken, **wanted) == expected


def test_pages_follow_one_another_by_key(spoken: sessionmaker[Session]) -> None:
    """Also while more is said."""
    with spoken() as session:
        first = find_turns(session, Wanted(), 2)
    with spoken.begin() as session:
        add_turn(session, turn(text="mới"))
    assert found(spoken, 2, first[-1].id) == [2, 1]
    assert found(spoken, 2, first[-1].id, words="ho chieu", last=date(2026, 11, 2)) == [1]


def words_kept(session: Session) -> int:
    """Return how many messages the index of words knows with the word "ho"."""
    by = {
        "sqlite": "SELECT count(*) FROM turn_words WHERE turn_words MATCH 'ho'",
        "postgresql": "SELECT count(*) FROM turn WHERE words @@ 'ho'",
    }
    return session.scalar(text(by[session.get_bind().dialect.name])) or 0


def test_deleting_a_conversation_deletes_its_words_from_the_index(spoken: sessionmaker[Session]) -> None:
    """So that nothing of it can be found."""
    with spoken.begin() as session:
        assert words_kept(session) == 2
        forget_conversation(session, "b")
        assert words_kept(session) == 0
    assert found(spoken, words="ho chieu") == []
    assert found(spoken, words="khai sinh") == [0]


def test_a_text_that_is_taken_out_leaves_no_words(spoken: sessionmaker[Session]) -> None:
    """What came of the message is found as before."""
    with spoken.begin() as session:
        session.execute(update(Turn).where(Turn.conversation_id == "b").values(text=""))
        assert words_kept(session) == 0
        assert len(find_turns(session, Wanted(outcome="asked_back"), 10)) == 1


def test_low_ratings_are_found_among_many(spoken: sessionmaker[Session]) -> None:
    """As among few."""
    rated = {"at": NOW, "day": date(2026, 11, 3), "subject": "counter", "rating": 1}
    with spoken.begin() as session:
        session.add_all(Feedback(conversation_id=f"other-{number}", **rated) for number in range(MANY))
    assert found(spoken, low=True) == [2, 1]
    assert found(spoken, low=True, words="bao nhieu") == [1]
