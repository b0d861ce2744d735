"""Ratings: given, changed, explained, withdrawn; what a low one leads to."""

import re
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from actions.deadline import AnswerDeadline
from actions.dossier import AnswerDossier
from actions.fallback import NotUnderstood, OutOfScope
from actions.feedback import TakeFeedback, WithdrawFeedback
from actions.fees import AnswerFees
from actions.follow_up import TellFollowUp
from actions.procedure import ChooseOption
from actions.rating import Thank
from procedures_db.models import Feedback, FollowUp
from procedures_db.queries.follow_ups import close, take
from procedures_db.vocabulary import FollowUpState
from tests.actions.conversation import run, tracker
from tests.factories import DAY, NOW

Stored = list[tuple[Any, ...]]


def stored(sessions: sessionmaker[Session]) -> Stored:
    """Return what is stored of feedback."""
    with sessions() as session:
        rows = session.scalars(select(Feedback).order_by(Feedback.id))
        return [(row.subject, row.procedure_code, row.rating, row.factor, row.comment) for row in rows]


def states(sessions: sessionmaker[Session]) -> list[str]:
    """Return how the follow-ups stand."""
    with sessions() as session:
        return list(session.scalars(select(FollowUp.state).order_by(FollowUp.id)))


def rate(rating: int, **slots: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Tap a rating."""
    return run(TakeFeedback(), tracker(f'/give_feedback{{"rating": {rating}}}', slots=slots, rating=rating))


def test_a_low_rating_opens_a_follow_up_with_a_day_and_a_reference(acting: sessionmaker[Session]) -> None:
    """And asks which factor it is about; the day is five working days away."""
    message, slots = rate(2, procedure_code="1.000001")
    assert stored(acting) == [("assistant", "1.000001", 2, None, None)]
    with acting() as session:
        (case,) = session.scalars(select(FollowUp))
        assert (case.due_on, case.state, case.feedback_id) == (date(2026, 12, 1), "open", slots["feedback"])
    assert case.reference in message["text"]
    assert "01/12/2026" in message["text"]
    assert [button["title"] for button in message["buttons"]][-1] == "Rút lại đánh giá"
    assert len(message["buttons"]) == 6


def test_a_good_rating_opens_nothing(acting: sessionmaker[Session]) -> None:
    """And asks nothing."""
    message, slots = rate(3)
    assert states(acting) == []
    assert slots["commenting"] is None
    assert len(message["buttons"]) == 1


def test_why_a_rating_is_low_is_stored_with_it_without_personal_numbers(acting: sessionmaker[Session]) -> None:
    """By button, then in words that are taken for nothing else."""
    _, slots = rate(1, procedure_code="1.000001")
    factor = tracker('/give_feedback{"sipas": "staff"}', slots=slots, sipas="staff")
    _, after = run(TakeFeedback(), factor)
    assert after["commenting"] is True
    for action in (NotUnderstood(), OutOfScope(), AnswerFees(), AnswerDossier()):
        name = type(action).__name__
        weak = {"decision": "unsure", "procedure": ["1.000001", "1.000002"]}
        run(action, tracker(f"{name} gọi 0912345678 không nghe", slots={**slots, **after}, **weak))
        assert stored(acting) == [("assistant", "1.000001", 1, "staff", f"{name} gọi [phone] không nghe")]


def test_a_clear_question_is_no_comment_though_one_is_awaited(acting: sessionmaker[Session]) -> None:
    """It is answered, and nothing more is awaited."""
    _, slots = rate(1, procedure_code="1.000001")
    slots = {**slots, "procedure_code": "1.000001"}
    run(AnswerFees(), tracker("chả hiểu gì", slots=slots, confidence=0.3))
    assert stored(acting)[0][4] == "chả hiểu gì"
    for said in ({"confidence": 0.9}, {"confidence": 0.3, "decision": "found", "procedure": ["1.000001"]}):
        message, after = run(AnswerFees(), tracker("mất bao nhiêu tiền", slots=slots, **said))
        assert (message["custom"]["outcome"], after["commenting"]) == ("answered", None)


def test_who_rates_again_changes_the_rating_and_a_better_one_ends_the_follow_up(acting: sessionmaker[Session]) -> None:
    """Each procedure has its own."""
    rate(1, procedure_code="1.000001")
    message, _ = rate(4, procedure_code="1.000001")
    assert "từ 1 thành 4/5" in message["text"]
    rate(5, procedure_code="1.000002")
    assert [row[1:3] for row in stored(acting)] == [("1.000001", 4), ("1.000002", 5)]
    assert states(acting) == ["withdrawn"]


def test_the_same_low_rating_twice_has_one_follow_up(acting: sessionmaker[Session]) -> None:
    """Also by another low one."""
    first, _ = rate(1)
    second, _ = rate(2)
    assert states(acting) == ["open"]
    assert reference(first) == reference(second)


def reference(message: dict[str, Any]) -> str:
    """Return the reference that a message tells."""
    return re.findall(r"GY-\w{6}", message["text"])[0]


def test_a_rating_is_withdrawn_with_all_it_said_and_led_to(acting: sessionmaker[Session]) -> None:
    """That there was one stays; a second withdrawal finds none."""
    _, slots = rate(1, procedure_code="1.000001")
    message, after = run(WithdrawFeedback(), tracker(slots=slots))
    assert "rút lại" in message["text"]
    assert stored(acting) == [("assistant", "1.000001", None, None, None)]
    assert states(acting) == ["withdrawn"]
    message, _ = run(WithdrawFeedback(), tracker(slots={**slots, **after}))
    assert "chưa có đánh giá" in message["text"]


def test_the_number_of_a_foreign_rating_opens_nothing(acting: sessionmaker[Session]) -> None:
    """Whatever stands in the slot."""
    with acting.begin() as session:
        foreign = Feedback(at=NOW, day=DAY, conversation_id="someone else", subject="assistant", rating=5)
        session.add(foreign)
        session.flush()
        number = foreign.id
    message, _ = run(WithdrawFeedback(), tracker(slots={"feedback": number}))
    assert "chưa có đánh giá" in message["text"]
    assert stored(acting)[0][2] == 5


def test_ratings_of_the_counter_and_of_the_assistant_are_kept_apart(acting: sessionmaker[Session]) -> None:
    """By what was chosen, or by what a comment speaks of."""
    message, slots = run(TakeFeedback(), tracker('/give_feedback{"subject": "counter"}', subject="counter"))
    assert "nơi nộp hồ sơ" in message["text"]
    rate(4, **slots)
    rate(5)
    run(TakeFeedback(), tracker("cán bộ hách dịch", slots={"procedure_code": "1.000001", "commenting": True}))
    run(TakeFeedback(), tracker("trả lời sai bét", slots={"procedure_code": "1.000001", "commenting": True}))
    assert [row[0] for row in stored(acting)] == ["counter", "assistant", "counter", "assistant"]


def test_what_nobody_was_asked_for_is_kept_only_when_it_is_said_again(acting: sessionmaker[Session]) -> None:
    """The first time it is told what would be kept, for how long, and how to send it."""
    message, slots = run(TakeFeedback(), tracker("thủ tục chậm quá, vợ tôi ốm"))
    assert "chưa ghi" in message["text"]
    assert "một năm" in message["text"]
    assert message["custom"]["outcome"] == "feedback"
    assert stored(acting) == []
    run(TakeFeedback(), tracker("thủ tục chậm quá", slots=slots))
    assert [row[4] for row in stored(acting)] == ["thủ tục chậm quá"]


def test_what_is_to_be_rated_is_asked_first(acting: sessionmaker[Session]) -> None:
    """A forged subject or factor is none."""
    for said in (
        tracker("/give_feedback"),
        tracker("/give_feedback{}", subject="x"),
        tracker("/give_feedback{}", sipas="x"),
    ):
        message, _ = run(TakeFeedback(), said)
        assert [button["title"] for button in message["buttons"]] == ["Trợ lý này", "Nơi nộp hồ sơ"]
    assert stored(acting) == []


def test_a_number_is_a_rating_when_one_was_asked_for(acting: sessionmaker[Session]) -> None:
    """Otherwise it points to nothing."""
    _, slots = run(TakeFeedback(), tracker("trả lời sai bét", slots={"commenting": True}))
    message, _ = run(ChooseOption(), tracker("1", slots=slots, ordinal=1))
    assert "Mã theo dõi" in message["text"]
    assert stored(acting) == [("assistant", None, 1, None, "trả lời sai bét")]
    message, _ = run(ChooseOption(), tracker("1", ordinal=1))
    assert message["custom"]["outcome"] == "asked_back"


@pytest.mark.usefixtures("acting")
def test_rating_is_offered_with_the_second_answer_about_a_procedure_and_only_once() -> None:
    """Never beside a question of ours."""
    first, slots = run(AnswerFees(), tracker(decision="found", procedure=["1.000001"]))
    second, after = run(AnswerDeadline(), tracker(slots=slots))
    third, _ = run(AnswerFees(), tracker(slots={**slots, **after}))
    assert [ratings(message) for message in (first, second, third)] == [0, 5, 0]
    asked, _ = run(AnswerFees(), tracker(decision="unsure", procedure=["1.000001", "1.000002"]))
    assert ratings(asked) == 0


def ratings(message: dict[str, Any]) -> int:
    """Count the buttons that rate."""
    return sum(button.get("kind") == "rating" for button in message["buttons"])


@pytest.mark.usefixtures("acting")
def test_thanks_are_an_occasion_to_rate_what_was_answered() -> None:
    """If anything was."""
    message, slots = run(Thank(), tracker(slots={"procedure_code": "1.000001"}))
    assert ratings(message) == 5
    assert slots["rating_offered"] == ["1.000001"]
    message, _ = run(Thank(), tracker(slots={"procedure_code": "1.000001", **slots}))
    assert ratings(message) == 0
    message, _ = run(Thank(), tracker())
    assert ratings(message) == 0


def test_the_citizen_learns_how_a_follow_up_stands(acting: sessionmaker[Session]) -> None:
    """By its reference, however it is typed."""
    message, _ = rate(1)
    code = reference(message)
    assert "chưa có người xem" in told(code)
    with acting.begin() as session:
        take(session, code.lower(), "Tổ một cửa")
    assert "đang có người xem" in told(code.replace("-", " "))
    with acting.begin() as session:
        session.scalars(select(FollowUp)).one().due_on = date(2026, 11, 1)
    assert "quá ngày hẹn 01/11/2026" in told(code)
    with acting.begin() as session:
        close(session, code, FollowUpState.DONE, "Đã sửa câu trả lời.", NOW)
    assert "Kết quả: Đã sửa câu trả lời." in told(code)
    assert "quá ngày hẹn" not in told(code)
    assert "không tìm thấy" in told("GY-222222")
    assert "nhắn mã theo dõi" in run(TellFollowUp(), tracker())[0]["text"]


def told(code: str) -> str:
    """Ask by a reference."""
    text: str = run(TellFollowUp(), tracker(reference=code))[0]["text"]
    return text
