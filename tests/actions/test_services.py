"""Feedback, leading to a person, the notice."""

from typing import Any

import pytest
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from actions.feedback import TakeFeedback
from actions.handoff import HandOff
from actions.privacy import KeepTexts
from actions.session import BeginSession
from procedures_db.models import Feedback
from tests.actions.conversation import run, tracker


@pytest.mark.parametrize("rating", [0, 6, "x", -1, True])
def test_a_rating_outside_the_scale_is_not_stored(acting: sessionmaker[Session], rating: Any) -> None:
    """A forged payload stores nothing."""
    message, _ = run(TakeFeedback(), tracker(f'/give_feedback{{"rating": "{rating}"}}', rating=rating))
    with acting() as session:
        assert session.scalars(select(Feedback)).all() == []
    assert "Bạn muốn đánh giá điều gì" in message["text"]


@pytest.mark.usefixtures("acting")
def test_a_person_is_reached_at_a_known_address() -> None:
    """Hours that nobody knows are said to be unknown."""
    message, _ = run(HandOff(), tracker())
    assert "số 1 phố Thử" in message["text"]
    assert "chưa có thông tin" in message["text"]


def test_a_conversation_begins_with_the_notice_that_this_is_a_machine(acting: sessionmaker[Session]) -> None:
    """And that it decides nothing; with the choice whether texts are kept, until it is made."""
    dispatcher = CollectingDispatcher()
    events = BeginSession().run(dispatcher, tracker(), {})
    assert [button["payload"] for button in dispatcher.messages[0]["buttons"]] == ["/keep_texts"]
    run(KeepTexts(), tracker())
    assert run(BeginSession(), tracker())[0]["buttons"] == []
    assert "máy, không phải cán bộ" in dispatcher.messages[0]["text"]
    assert "không phải quyết định" in dispatcher.messages[0]["text"]
    assert [event["event"] for event in events] == ["session_started", "action"]
