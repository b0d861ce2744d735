"""Telegram from end to end: the real server against a fake Telegram that others wrote."""

import pytest

from tests.e2e.telegram_door import NEEDED, Bot, fake, made, person, polling, texts, token, turns, webhook
from tests.e2e.telegram_person import Person
from tests.e2e.telegram_shim import Shim

__all__ = ["fake", "made", "person", "polling", "webhook"]  # fixtures that the tests here ask for
pytestmark = NEEDED


def test_a_whole_conversation_by_polling(person: Person) -> None:
    """Question, follow-up, button, correction."""
    converse(person)


def test_a_whole_conversation_by_webhook(webhook: tuple[Bot, Shim]) -> None:
    """With the secret in each call."""
    converse(Person(webhook[1], token(200)))
    assert webhook[1].webhook["url"] == "https://motcua.example.vn/telegram"
    assert set(webhook[1].deliveries) == {200}


def converse(person: Person) -> None:
    """Talk as people do."""
    person.say("làm giấy khai sinh cho con cần giấy tờ gì")
    notice, answer = person.wait(2)
    assert "trợ lý tự động" in notice
    assert "Giấy chứng sinh" in answer
    assert "Mở nguồn" in answer
    person.say("mat bao nhieu tien")
    assert "8.000 đồng" in person.wait()[0]
    person.press("Nộp ở đâu")
    pressed = person.wait()[0]
    assert pressed.startswith("Nộp ở đâu\n")
    assert "1.001193" in pressed
    person.say("à nhầm, đăng ký kết hôn")
    assert "1.000894" in person.wait()[0]
    edited = person.shim.called("editMessageReplyMarkup")[-1]
    assert edited["chat_id"] == person.chat
    assert person.shim.called("answerCallbackQuery")
    assert person.shim.called("sendChatAction")


def test_the_commands_are_published_and_answered(person: Person) -> None:
    """Each, and the deep link."""
    published = person.shim.called("setMyCommands")[0]["commands"]
    names = [each["command"] for each in published]
    assert names == ["start", "help", "timkiem", "tracuu", "danhgia", "riengtu", "dulieu", "xoa_dulieu"]
    person.say("/start")
    assert "trợ lý tự động" in person.wait(2)[0]
    person.say("/start 1_001193")
    assert "(mã 1.001193)" in person.wait(2)[1]
    person.say("/help")
    assert "/timkiem" in person.wait()[0]
    person.say("/timkiem")
    assert "tên việc cần làm" in person.wait()[0]
    person.say("/timkiem khai sinh")
    person.wait()
    assert 1 < len(person.titles()) <= 8
    person.press("Đăng ký khai sinh")
    assert "(mã 1.001193)" in person.wait()[0]
    person.say("/tracuu")
    assert "H24.11-260801-0012" in person.wait()[0]
    person.say("/tracuu H24.11-260801-0012")
    assert "01/08/2026" in person.wait()[0]
    person.say("/danhgia")
    person.wait()
    person.press("Nơi nộp hồ sơ")
    person.wait()
    assert person.keyboard()[-1][-1]["text"] == "5 ★"
    person.press("1 ★")
    assert "Mã theo dõi: GY-" in person.wait()[0]
    person.press("Thái độ, cách phục vụ")
    assert "Tôi đã ghi" in person.wait()[0]


def test_a_conversation_is_deleted_when_the_person_confirms(person: Person, polling: tuple[Bot, Shim]) -> None:
    """And nothing of it is left."""
    person.say("đăng ký tạm trú cần gì")
    person.wait(2)
    assert turns(polling[0], person) == 1
    person.say("/xoa_dulieu")
    assert "không hoàn tác" in person.wait()[0]
    person.press("Xóa ngay")
    assert "Mã biên nhận: XD-" in person.wait()[0]
    assert turns(polling[0], person) == 0


def test_texts_are_kept_only_after_a_tap_and_the_command_takes_it_back(
    person: Person, polling: tuple[Bot, Shim]
) -> None:
    """The choice stands under the notice."""
    person.say("đăng ký tạm trú cần gì")
    person.wait(2)
    assert texts(polling[0], person) == [None]
    person.say("/riengtu")
    assert "không được lưu" in person.wait()[0]
    person.press("Đồng ý lưu câu hỏi (đã che thông tin cá nhân) để cải thiện")
    assert "90 ngày" in person.wait()[0]
    person.say("tôi tên là Trần Văn Thử, mất bao lâu")
    person.wait()
    assert texts(polling[0], person)[-1] == "tôi tên là [name], mất bao lâu"
    person.say("/riengtu")
    person.wait()
    person.press("Thôi lưu câu hỏi, xóa câu đã lưu")
    assert "đã xóa" in person.wait()[0]
    assert set(texts(polling[0], person)) == {None}


def test_buttons_with_long_payloads_work(person: Person) -> None:
    """Of a procedure with several cases, whose payloads Telegram would refuse."""
    case = "Người phụ thuộc, nhờ nơi trả lương làm thay"
    told = '/ask_documents{"procedure_code": "1.008498", "circumstance": "dependant_employer"}'
    assert len(told.encode()) > 64
    person.say("/start 1_008498")
    person.wait(2)
    person.press("Giấy tờ cần có")
    person.wait()
    assert case in person.titles()
    person.press(case)
    answer = person.wait()[0]
    assert answer.startswith(case)
    assert "1.008498" in answer
    assert "Trường hợp khác" in person.titles()
    person.press("Trường hợp khác")
    person.wait()
    assert case in person.titles()


def test_what_is_no_text_is_told_what_to_do_instead(person: Person) -> None:
    """Each kind its own sentence; an album one for all."""
    file = {"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}
    kinds = {
        "Tôi chỉ đọc được chữ": {"sticker": {**file, "is_animated": False, "is_video": False, "type": "regular"}},
        "đừng gửi ảnh giấy tờ": {"photo": [file], "caption": "khai sinh"},
        "gõ câu hỏi": {"voice": {**file, "duration": 1}},
        "tên xã, phường": {"location": {"latitude": 20.8, "longitude": 106.7}},
        "đừng gửi giấy tờ": {"document": file},
        "danh bạ": {"contact": {"phone_number": "0", "first_name": "x"}},
    }
    for words, content in kinds.items():
        person.show(**content)
        assert words in person.wait()[0]
    for _ in range(3):
        person.show(photo=[file], media_group_id="album-1")
    person.wait()
    person.silence()


def test_an_edited_message_is_answered_anew_as_a_reply(person: Person) -> None:
    """A place that moves is no edited message."""
    person.edit("lệ phí đăng ký khai sinh", 77)
    person.wait(2)
    assert person.shim.called("sendMessage")[-1]["reply_parameters"]["message_id"] == 77
    moved = {"message_id": 78, "date": 1, "chat": {"id": person.chat, "type": "private"}}
    who = {"id": person.chat, "first_name": "x", "is_bot": False}
    person.push({"edited_message": {**moved, "from": who, "location": {"latitude": 1, "longitude": 1}}})
    person.push({"channel_post": {**moved, "text": "x"}})
    person.push({"message": {**moved, "from": {**who, "is_bot": True}, "text": "x"}})
    person.silence()


def test_in_a_group_only_what_is_for_the_bot_is_answered(polling: tuple[Bot, Shim]) -> None:
    """Commands, mentions and replies, as replies."""
    person = Person(polling[1], token(100), chat=-1000001, kind="supergroup")
    person.say("làm giấy khai sinh cần gì")
    person.say("/help@OtherBot")
    person.silence()
    person.say("@TestNameBot làm giấy khai sinh cần gì")
    assert "Giấy chứng sinh" in person.wait(2)[1]
    assert polling[1].called("sendMessage")[-1]["reply_parameters"]["message_id"]
    person.say("/help@TestNameBot")
    assert "/timkiem" in person.wait()[0]
    ours = {"message_id": 5, "date": 1, "chat": {"id": person.chat, "type": "supergroup"}, "text": "x"}
    bot = {"id": 666, "is_bot": True, "first_name": "x", "username": "TestNameBot"}
    person.say("mat bao nhieu tien", reply_to_message={**ours, "from": bot})
    assert "8.000 đồng" in person.wait()[0]


@pytest.mark.parametrize("data", ["", "x", "fee|1.001193", "fee|9.999999||", "a" * 64, "none|||99", "drop|table||"])
def test_forged_buttons_are_answered_politely(person: Person, data: str) -> None:
    """And never break anything."""
    person.forge(data)
    assert person.wait(1 if data != "fee|9.999999||" and data != "none|||99" else 2)
    assert person.shim.called("answerCallbackQuery")
