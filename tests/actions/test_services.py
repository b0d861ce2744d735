"""Feedback, leading to a person, the notice."""

from typing import Any

import pytest
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from actions.feedback import TakeFeedback
from actions.handoff import HandOff
from actions.session import BeginSession
from procedures_db.models import Feedback
from tests.actions.conversation import run, tracker


def stored(sessions: sessionmaker[Session]) -> list[tuple[Any, ...]]:
    """Return what is stored of feedback."""
    with sessions() as session:
        return [(row.rating, row.comment, row.procedure_code) for row in session.scalars(select(Feedback))]


def test_a_comment_is_stored_without_personal_numbers_and_a_rating_is_asked_for(
    acting: sessionmaker[Session],
) -> None:
    """With the procedure under discussion."""
    said = tracker("cán bộ chậm, gọi 0912345678", slots={"procedure_code": "1.000001"})
    message, _ = run(TakeFeedback(), said)
    assert stored(acting) == [(None, "cán bộ chậm, gọi [phone]", "1.000001")]
    assert message["buttons"][4] == {"title": "5 – Rất hài lòng", "payload": '/give_feedback{"rating": 5}'}


def test_a_rating_by_button_is_stored_without_a_comment(acting: sessionmaker[Session]) -> None:
    """The payload is no comment."""
    message, _ = run(TakeFeedback(), tracker('/give_feedback{"rating": 2}', rating=2))
    assert stored(acting) == [(2, None, None)]
    assert "chưa hài lòng" in message["text"]


@pytest.mark.parametrize("rating", [0, 6, "x", -1, True])
def test_a_rating_outside_the_scale_is_not_stored(acting: sessionmaker[Session], rating: Any) -> None:
    """A forged payload stores nothing."""
    message, _ = run(TakeFeedback(), tracker(f'/give_feedback{{"rating": "{rating}"}}', rating=rating))
    assert stored(acting) == []
    assert "Bạn chấm từ 1" in message["text"]
    assert "ghi lại" not in message["text"]


@pytest.mark.usefixtures("acting")
def test_a_person_is_reached_at_a_known_address() -> None:
    """Hours that nobody knows are said to be unknown."""
    message, _ = run(HandOff(), tracker())
    assert "số 1 phố Thử" in message["text"]
    assert "chưa có thông tin" in message["text"]


def test_a_conversation_begins_with_the_notice_that_this_is_a_machine() -> None:
    """And that it decides nothing."""
    dispatcher = CollectingDispatcher()
    events = BeginSession().run(dispatcher, tracker(), {})
    assert "máy, không phải cán bộ" in dispatcher.messages[0]["text"]
    assert "không phải quyết định" in dispatcher.messages[0]["text"]
    assert [event["event"] for event in events] == ["session_started", "action"]
