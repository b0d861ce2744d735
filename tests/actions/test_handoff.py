"""Which centre a person is led to, and whether it is open; all centres here are made up."""

from typing import Any

import pytest
from sqlalchemy.orm import Session, sessionmaker

from actions.handoff import HandOff
from actions.place import AnswerPlace
from actions.rendering import week
from bot.pages.staff.ready import ready_answer
from procedures_db.importers.loader_city import load_places
from procedures_db.queries.record import record_on
from procedures_db.records_places import read_week
from tests.actions.conversation import run, tracker
from tests.factories import DAY, communes, hours, offices, source

WARD = {"name": "phường Sông Thử", "communes": ["00001"], "former": False}
ISLAND = {"name": "Đảo Xa", "communes": ["00003"], "former": False}
OTHER = {"key": "other", "name": "Trung tâm kia", "address": "số 2", "commune_code": "00002", "source": source()}
UNKNOWN = "Giờ làm việc: chưa có thông tin, bạn gọi trước khi đến."


@pytest.fixture
def with_hours(acting: sessionmaker[Session]) -> sessionmaker[Session]:
    """Two centres, the hours and the telephone of one of them known."""
    with acting.begin() as session:
        load_places(session, communes(), offices(OTHER, hours=hours(), phone="0225.000.000"))
    return acting


@pytest.mark.usefixtures("with_hours")
def test_the_centre_of_the_place_is_the_nearest() -> None:
    """Named by the message or earlier in the conversation; the day of the tests is a Sunday."""
    for said in (tracker(place=WARD), tracker(slots={"place": WARD})):
        text = run(HandOff(), said)[0]["text"]
        assert "Trung tâm thử: số 1 phố Thử, điện thoại 0225.000.000" in text
        assert "Trung tâm kia" not in text
        assert "Giờ làm việc: thứ Hai đến thứ Sáu 07:30–11:30, 13:00–17:00." in text
        assert "Hôm nay đóng cửa, mở lại lúc 07:30 thứ Hai 23/11/2026." in text
        assert "Nguồn giờ làm việc: Bảng giờ thử, đọc ngày 10/06/2026." in text
        assert "Bạn cho tôi biết xã" not in text


@pytest.mark.usefixtures("with_hours")
def test_without_a_known_centre_there_all_are_named() -> None:
    """And what is not known of their hours is said so."""
    text = run(HandOff(), tracker(place=ISLAND))[0]["text"]
    assert "Địa chỉ trung tâm ở đặc khu Đảo Xa chưa có trong dữ liệu." in text
    assert "Trung tâm thử" in text
    assert "Trung tâm kia" in text
    assert "Giờ làm việc của Trung tâm thử: " in text
    assert "Giờ làm việc của các trung tâm khác: chưa có thông tin" in text
    assert "Bạn cho tôi biết xã" in run(HandOff(), tracker())[0]["text"]


@pytest.mark.usefixtures("acting")
def test_unknown_hours_stay_unknown() -> None:
    """None is made up."""
    assert UNKNOWN in run(HandOff(), tracker())[0]["text"]
    assert UNKNOWN in run(AnswerPlace(), tracker(procedure_code="1.000001"))[0]["text"]


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("2026-11-23", "Đang mở cửa, đến 11:30."),
        ("2026-11-22", "Hôm nay đóng cửa, mở lại lúc 07:30 thứ Hai 23/11/2026."),
        ("2026-09-02", "Hôm nay đóng cửa (Quốc khánh), mở lại lúc 07:30 thứ Năm 03/09/2026."),
        ("2027-03-01", "Đang mở cửa, đến 11:30. Lịch làm việc những ngày này chưa chắc chắn, bạn gọi trước khi đến."),
    ],
)
def test_it_is_told_how_the_centre_stands_at_nine(
    with_hours: Any, monkeypatch: pytest.MonkeyPatch, day: str, sentence: str
) -> None:
    """Open, a Sunday, a holiday, a year whose calendar was not announced."""
    monkeypatch.setenv("MOTCUA_TODAY", day)
    text = run(HandOff(), tracker(place=WARD))[0]["text"].replace("Quốc Khánh", "Quốc khánh")
    assert sentence in text


def test_the_answer_where_to_file_tells_the_hours_and_what_is_kept_tells_no_moment(
    with_hours: sessionmaker[Session],
) -> None:
    """A text to copy is read later."""
    text = run(AnswerPlace(), tracker(procedure_code="1.000001", place=WARD))[0]["text"]
    assert "mở lại lúc 07:30 thứ Hai" in text
    alone = run(AnswerPlace(), tracker(place=WARD, only_place=True, decision="none"))[0]["text"]
    assert "mở lại lúc 07:30 thứ Hai" in alone
    with with_hours() as session:
        record = record_on(session, "1.000001", DAY)
    assert record is not None
    copied = "\n".join(line for _, lines in ready_answer(record, None).parts for line in lines)
    assert "07:30–11:30" in copied
    assert "mở lại" not in copied


def test_weekdays_in_a_row_are_told_together() -> None:
    """A closed one parts them."""
    spans = ["08:00-11:00"]
    told = week(read_week(dict.fromkeys(("monday", "tuesday", "thursday", "sunday"), spans)))
    assert told == "thứ Hai đến thứ Ba 08:00–11:00; thứ Năm 08:00–11:00; Chủ nhật 08:00–11:00"


@pytest.mark.usefixtures("with_hours")
def test_a_question_about_offices_is_answered_with_what_is_known_of_them() -> None:
    """Without a procedure, and with one that goes elsewhere, or where another office is meant."""
    for said in (tracker(office="centre"), tracker(slots={"procedure_code": "1.000001"}, office="others")):
        message, _ = run(AnswerPlace(), said)
        assert "Trung tâm thử: số 1 phố Thử, điện thoại 0225.000.000" in message["text"]
        assert "Giờ làm việc của Trung tâm thử: thứ Hai" in message["text"]
        assert "Giờ làm việc của các trung tâm khác: chưa có thông tin" in message["text"]
        assert message["custom"]["outcome"] == "answered"
    assert "Tôi chưa có địa chỉ, giờ làm việc của công an" in message["text"]
    near, _ = run(AnswerPlace(), tracker(office="centre", place=WARD))
    assert "Trung tâm kia" not in near["text"]


@pytest.mark.usefixtures("with_hours")
def test_a_question_about_the_centre_stays_with_the_procedure_that_goes_there() -> None:
    """Its answer names the centres and their hours."""
    message, _ = run(AnswerPlace(), tracker(slots={"procedure_code": "1.000001"}, office="centre"))
    assert message["custom"]["procedure_code"] == "1.000001"
    assert "Giờ làm việc của Trung tâm thử: thứ Hai" in message["text"]
