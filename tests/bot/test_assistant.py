"""Whole conversations with the real agent."""

import asyncio
import json
from typing import Any

import pytest
from sqlalchemy import select

from actions.database import remembered_record
from bot.messages import Incoming, Reply
from procedures_db.engine import open_engine, open_sessions
from procedures_db.models import Conversation, Feedback, Turn
from procedures_db.queries.consent import give_consent
from tests.factories import NOW

pytestmark = pytest.mark.rasa


def talk(assistant: Any, conversation_id: str, *texts: str) -> list[Reply]:
    """Say one thing after the other."""

    async def converse() -> list[Reply]:
        return [await assistant.reply(Incoming(conversation_id, text, "test")) for text in texts]

    return asyncio.run(converse())


def test_the_first_question_is_answered_after_the_notice(assistant: Any) -> None:
    """The right papers, their source and date."""
    (reply,) = talk(assistant, "first-question", "làm giấy khai sinh cho con cần giấy tờ gì")
    notice, answer = reply.answers
    assert "máy, không phải cán bộ" in notice.text
    assert answer.details["procedure_code"] == "1.001193"
    assert answer.details["aspect"] == "documents"
    for words in ("Giấy chứng sinh", "Tờ khai đăng ký khai sinh", "163/QĐ-BTP", "10/06/2026"):
        assert words in answer.text


def test_a_conversation_keeps_its_procedure_corrects_it_and_chooses(assistant: Any) -> None:
    """Follow-up, circumstance by number, correction, follow-up."""
    replies = talk(
        assistant,
        "whole-conversation",
        "dang ky khai sinh can giay to gi",
        "thế mất bao nhiêu tiền?",
        "2",
        "à nhầm, kết hôn cơ",
        "bao lau thi xong",
    )
    mains = [reply.main for reply in replies]
    assert [main.outcome for main in mains] == ["answered"] * 5
    assert [main.details["procedure_code"] for main in mains] == ["1.001193"] * 3 + ["1.000894"] * 2
    assert [main.details["aspect"] for main in mains] == ["documents", "fee", "fee", "fee", "duration"]
    assert "8.000 đồng" in mains[2].text
    assert "Bạn thuộc trường hợp nào" not in mains[2].text


def test_two_questions_about_two_procedures_are_answered_one_after_the_other(assistant: Any) -> None:
    """And the second stays under discussion."""
    text = "đăng ký kết hôn cần gì và khai sinh cho con bao nhiêu tiền"
    both, after = talk(assistant, "two-matters", text, "nộp ở đâu")
    told = [(answer.details["procedure_code"], answer.details["aspect"]) for answer in both.answers[-2:]]
    assert told == [("1.000894", "documents"), ("1.001193", "fee")]
    assert after.main.details["procedure_code"] == "1.001193"


def test_two_questions_about_one_procedure_are_one_matter(assistant: Any) -> None:
    """Whatever stands between them."""
    (reply,) = talk(assistant, "one-matter", "đăng ký kết hôn cần giấy tờ gì, nộp ở đâu")
    told = [(answer.details["procedure_code"], answer.details["aspect"]) for answer in reply.answers[-2:]]
    assert told == [("1.000894", "documents"), ("1.000894", "where")]


def test_an_unclear_name_is_asked_about_and_a_number_answers_it(assistant: Any) -> None:
    """The pending question is remembered."""
    asked, chosen = (reply.main for reply in talk(assistant, "ask-back-1", "bằng lái xe mất bao lâu", "1"))
    assert asked.outcome == "asked_back"
    assert chosen.details["procedure_code"] == asked.details["candidates"][0]
    assert chosen.details["aspect"] == "duration"


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("", "refused"),
        ("   \n\t ", "refused"),
        ("🙂🙂🙂", "refused"),
        ("\x00\x01\x02", "refused"),
        ("a" * 10000, "refused"),
        ("/restart", None),
        ("/session_start", None),
        ("/ask_fees{bad json", None),
        ('/ask_fees{"procedure_code":"x"}', "refused"),
        ('/ask_fees{"procedure_code":"9.999999"}', "refused"),
        ("'; DROP TABLE procedure; --", None),
        ("{{ 7*7 }} <script>alert(1)</script>", None),
        ("\u202e" + "hnis iahk", None),
    ],
)
def test_bad_input_gets_a_polite_sentence(assistant: Any, text: str, outcome: str | None) -> None:
    """Never silence, never an exception."""
    (reply,) = talk(assistant, "bad-input-0001", text)
    assert reply.main.text
    assert reply.main.outcome == (outcome or reply.main.outcome)
    assert reply.main.outcome != "answered"
    assert "49" not in reply.main.text


@pytest.mark.parametrize("command", ["/restart", "/session_start", "/back"])
def test_commands_of_rasa_s_own_change_nothing(assistant: Any, command: str) -> None:
    """The procedure stays under discussion."""
    replies = talk(assistant, f"commands-{command[1:]}", "đổi bằng lái xe cần gì", command, "mat bao nhieu tien")
    assert replies[-1].main.details["procedure_code"] == "3.000347"


def test_a_thousand_messages_leave_one_short_row(assistant: Any, curated_url: str) -> None:
    """The state does not grow with the conversation."""
    talk(assistant, "long-conversation", *["đăng ký tạm trú cần gì"] * 1000)
    with open_sessions(open_engine(curated_url))() as session:
        row = session.get(Conversation, "long-conversation")
        assert row is not None
        assert len(row.state) < 1000
        assert json.loads(row.state)["procedure_code"] == "1.004194"


def test_turns_are_recorded_redacted_with_what_was_understood(assistant: Any, curated_url: str) -> None:
    """The text without the number, the outcome, the milliseconds."""
    with open_sessions(open_engine(curated_url)).begin() as session:
        give_consent(session, "recorded-turn", NOW)
    talk(assistant, "recorded-turn", "số tôi 0912345678, đổi bằng lái xe cần giấy tờ gì")
    with open_sessions(open_engine(curated_url))() as session:
        turn = session.scalars(select(Turn).where(Turn.conversation_id == "recorded-turn")).one()
    assert turn.text == "số tôi [phone], đổi bằng lái xe cần giấy tờ gì"
    assert (turn.intent, turn.aspect, turn.outcome) == ("ask_documents", "documents", "answered")
    assert turn.procedure_code == "3.000347"
    assert turn.milliseconds > 0


def test_a_rating_is_counted_for_the_commune_that_was_named(assistant: Any, curated_url: str) -> None:
    """Some messages before; a former commune that became part of several is none."""
    asked = "đăng ký khai sinh nộp ở đâu"
    talk(assistant, "rated-in-commune", f"{asked}, phường Hải An", "bao lâu thì có", '/give_feedback{"rating": 5}')
    talk(assistant, "rated-nowhere", f"{asked}, quận Ngô Quyền", '/give_feedback{"rating": 5}')
    with open_sessions(open_engine(curated_url))() as session:
        rated = {
            name: session.scalar(select(Feedback.commune_code).where(Feedback.conversation_id == name))
            for name in ("rated-in-commune", "rated-nowhere")
        }
    assert rated == {"rated-in-commune": "11413", "rated-nowhere": None}


def test_one_of_two_former_communes_of_a_name_is_told_by_its_district(assistant: Any) -> None:
    """Asked once, known from then on."""
    replies = talk(assistant, "namesakes", "xã Quốc Tuấn cũ nay thuộc xã nào", "ở Nam Sách ạ", "gặp cán bộ")
    asked, told, led = (reply.main.text for reply in replies)
    assert "Có 2 nơi tên xã Quốc Tuấn: thuộc An Lão cũ, nay là xã An Quang; thuộc Nam Sách cũ" in asked
    assert "Xã Quốc Tuấn cũ nay thuộc xã Trần Phú." in told
    assert "Xã Quốc Tuấn cũ nay thuộc xã Trần Phú." in led


def test_an_office_is_told_of_beside_a_procedure_that_goes_elsewhere_and_the_procedure_stays(assistant: Any) -> None:
    """The hours that nobody states are said to be unknown."""
    texts = ("cấp lại căn cước bị mất cần giấy tờ gì", "thứ 7 có làm việc không", "mất bao lâu")
    papers, hours, duration = talk(assistant, "office", *texts)
    assert "Giờ làm việc: chưa có thông tin, bạn gọi trước khi đến." in hours.main.text
    assert duration.main.details["procedure_code"] == papers.main.details["procedure_code"] == "1.014064"


def test_a_database_in_trouble_is_apologised_for(assistant: Any, curated_url: str) -> None:
    """And the next message is answered again."""
    remembered_record.cache_clear()
    engine = open_engine(curated_url)
    with engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE version RENAME TO version_away")
    try:
        (during,) = talk(assistant, "trouble-0001", "cấp lại thẻ căn cước cần giấy tờ gì")
    finally:
        with engine.begin() as connection:
            connection.exec_driver_sql("ALTER TABLE version_away RENAME TO version")
    (after,) = talk(assistant, "trouble-0001", "cấp lại thẻ căn cước cần giấy tờ gì")
    assert "Xin lỗi" in during.main.text
    assert after.main.outcome == "answered"


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("xin chào", "smalltalk"),
        ("cảm ơn bạn nhiều", "smalltalk"),
        ("bạn là người hay máy", "smalltalk"),
        ("cho tôi gặp cán bộ", "handoff"),
        ("hồ sơ H24.11-260801-0012 xong chưa", "dossier"),
        ("5 sao", "feedback"),
        ("hôm nay trời có mưa không", "refused"),
        ("giá vàng hôm nay", "refused"),
    ],
)
def test_other_matters_have_their_outcome(assistant: Any, text: str, outcome: str) -> None:
    """Small talk, a person, a dossier, feedback, out of scope."""
    (reply,) = talk(assistant, f"other-{outcome}-{len(text)}", text)
    assert reply.main.outcome == outcome
