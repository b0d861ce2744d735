"""The look-up of staff: search, record, calculator, text to copy, reports of errors."""

import re
from datetime import date, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker
from starlette.testclient import TestClient

from bot.pages.sections import ASPECTS
from bot.pages.staff.due import count, read_received
from procedures_db.calendar import WorkCalendar
from procedures_db.importers.loader import load
from procedures_db.models import DataReport
from procedures_db.queries.audit import latest_acts
from procedures_db.queries.record import record_on
from procedures_db.vocabulary import DossierState, ReportState
from tests.bot.desk import send, token_in
from tests.factories import DAY, NOW, procedure, source, version
from tests.procedures_db.dossiers.made import add_dossier

pytestmark = pytest.mark.slow

RECORD = "/staff/thu-tuc/1.000001"
EVIL = "</textarea></script><script>alert(1)</script>"


def test_a_procedure_is_found_by_name_by_everyday_word_and_by_code(lan: TestClient) -> None:
    """A whole code leads to its record at once; what is not found is said so."""
    for asked in ("Việc thử nghiệm", "lam giay thu", "1.0000"):
        assert f'href="{RECORD}"' in lan.get("/staff", params={"tim": asked}).text
    assert lan.get("/staff", params={"tim": " 1.000001 "}).headers["location"] == RECORD
    assert "Không tìm thấy" in lan.get("/staff", params={"tim": "<b>zzz</b>"}).text


def test_the_record_tells_all_on_one_page(lan: TestClient) -> None:
    """Every aspect, the city's rule with its dates and source, the slip, the text to copy, the report."""
    page = lan.get(RECORD).text
    assert page.count('<section id="') == len(ASPECTS) + 5
    assert "9/2026/NQ-HĐND, từ 08/08/2026; đọc ngày 01/10/2026" in page
    assert "<strong>0 đồng/lần</strong>, thay mức chung" not in page
    assert 'href="/thu-tuc/1.000001/phieu"' in page
    assert "Bạn thuộc trường hợp nào" not in page


def test_one_circumstance_is_chosen_and_the_rest_left_out(lan: TestClient) -> None:
    """Also on the slip and in the text to copy; an unknown one is none."""
    every, late, early = (
        lan.get("/staff/thu-tuc/1.000002", params={"truong-hop": key}).text for key in ("?", "late", "early")
    )
    assert "Giấy giải trình" in every
    assert "Giấy giải trình" in late
    assert "Giấy giải trình" not in early
    assert "Trường hợp: Nộp muộn" in late
    kept = {"truong-hop": "late", "nhan": "2026-11-23T14:30"}
    asked = lan.get("/staff/thu-tuc/1.000002", params=kept).text
    assert "?nhan=2026-11-23T14%3A30&amp;kenh=&amp;truong-hop=early" in asked
    assert "phieu?truong-hop=late" in late


def test_the_text_to_copy_is_plain_with_one_source(lan: TestClient) -> None:
    """Papers, fee, time, place."""
    told = re.search(r'<textarea id="answer"[^>]*>(.*?)</textarea>', lan.get(RECORD).text, re.DOTALL).group(1)  # type: ignore[union-attr]
    lines = told.strip().splitlines()
    assert lines[0] == "Việc thử nghiệm (mã 1.000001)"
    assert "- Tờ khai thử (1 bản chính)" in lines
    assert "20.000 đồng" in told
    assert told.count("Nguồn: ") == 1
    assert "<" not in told
    assert not re.search(r"\n\n\n", told)


def test_what_changed_lately_is_told(lan: TestClient, employed: sessionmaker[Session]) -> None:
    """What came and what went."""
    later = version(
        decision={"number": "2/QĐ-THU", "issuer": "Bộ Thử", "issued_on": date(2026, 9, 1)},
        documents=[{"name": "Tờ khai mới", "originals": 2}],
        source=source(retrieved_on=date(2026, 10, 1)),
        effective_from=date(2026, 9, 1),
    )
    load(employed, [procedure(versions=[version(effective_to=date(2026, 9, 1)), later])], NOW)
    page = lan.get(RECORD).text
    assert "Chưa có lần công bố nào khác" not in page
    assert '<del><span class="unseen">Bỏ: </span>Tờ khai thử' in page
    assert '<ins><span class="unseen">Thêm: </span>Tờ khai mới' in page


def test_the_due_day_is_counted_over_days_off_which_are_named(lan: TestClient) -> None:
    """Three working days from the Monday before 24 November."""
    page = lan.get(RECORD, params={"nhan": "2026-11-23T14:30", "kenh": "in_person"}).text
    counted = re.search(r'<ul class="counted".*?</ul>', page, re.DOTALL).group(0)  # type: ignore[union-attr]
    assert "Thứ Sáu 27/11/2026" in counted
    assert "Tính là nhận thứ Hai 23/11/2026." in counted
    assert "24/11/2026 (" in counted
    assert 'value="2026-11-23T14:30"' in page
    assert '<option value="in_person" selected>' in page


def test_only_the_times_of_the_circumstance_and_channel_are_counted(employed: sessionmaker[Session]) -> None:
    """With their cut-off hours; no time gives no day."""
    times = [
        {"channels": ["in_person"], "value": 0, "unit": "working_day", "cutoff_hour": 15, "circumstances": ["early"]},
        {"channels": ["in_person", "online"], "value": 2, "unit": "day", "circumstances": ["late"]},
    ]
    cases = [{"key": "early", "label": "Sớm"}, {"key": "late", "label": "Muộn"}]
    load(employed, [procedure("1.000008", versions=[version(processing_times=times, circumstances=cases)])], NOW)
    with employed() as session:
        record = record_on(session, "1.000008", DAY)
    assert record is not None

    def days(circumstance: str | None, channel: str | None, hour: int = 9) -> list[date]:
        received = datetime(2026, 11, 25, hour)
        return [each.due.day for each in count(record, circumstance, channel, received, WorkCalendar())]

    assert days(None, None) == [date(2026, 11, 25), date(2026, 11, 27)]
    assert days("early", "in_person", 15) == [date(2026, 11, 26)]
    assert days("late", "online") == [date(2026, 11, 27)]
    assert days("early", "online") == []


@pytest.mark.parametrize(
    "text",
    ["", "hôm nay", "2026-13-01T00:00", "9999-12-31T00:00", "0001-01-01", "2026-11-23T25:00", EVIL, "2030-01-01"],
)
def test_a_time_of_receipt_that_is_none_is_refused(text: str) -> None:
    """Or so far away that no calendar is known."""
    assert read_received(text, DAY) is None


def test_a_wrong_time_is_told_on_the_page(lan: TestClient) -> None:
    """A channel that the procedure lacks counts as any."""
    page = lan.get(RECORD, params={"nhan": EVIL, "kenh": EVIL, "truong-hop": EVIL}).text
    assert "Ngày giờ nhận không đúng" in page
    assert "<script>alert" not in page
    assert "Thứ" in lan.get(RECORD, params={"nhan": "2026-11-25T08:00+07:00", "kenh": "fax"}).text


def test_wrong_data_is_reported_and_the_report_holds_no_personal_numbers(
    lan: TestClient, employed: sessionmaker[Session]
) -> None:
    """It is kept as open, with its reporter, and the log knows of it but not what it says."""
    reason = "Phí là 8.000 đồng theo 1/2026/NQ-HĐND, gọi 0912 345 678 <b>"
    answer = send(lan, RECORD, f"{RECORD}/sai", aspect="fee", reason=reason)
    assert answer.headers["location"] == f"{RECORD}?noted=1#noted"
    assert "Đã ghi nhận" in lan.get(answer.headers["location"]).text
    with employed() as session:
        kept = session.scalars(select(DataReport)).one()
        act = latest_acts(session, None, 1)[0]
    assert (kept.procedure_code, kept.aspect, kept.reporter, kept.state) == ("1.000001", "fee", "lan", ReportState.OPEN)
    assert kept.reason == "Phí là 8.000 đồng theo 1/2026/NQ-HĐND, gọi [phone] <b>"
    assert (act.actor, act.act, act.object, act.details) == (
        "lan",
        "report data",
        "1.000001",
        {"report": 1, "aspect": "fee"},
    )


@pytest.mark.parametrize(
    ("aspect", "reason", "sentence"),
    [
        ("", "sai", "Bạn chọn phần nào sai"),
        (EVIL, "sai", "Bạn chọn phần nào sai"),
        ("fee", "  \n ", "Bạn ghi rõ sai ở đâu"),
        ("fee", "x" * 1001, "Lý do dài quá"),
        ("' OR 1=1", EVIL, "Bạn chọn phần nào sai"),
    ],
)
def test_a_report_that_lacks_something_is_given_back(
    lan: TestClient, employed: sessionmaker[Session], aspect: str, reason: str, sentence: str
) -> None:
    """With what was written, as text; nothing is kept."""
    answer = send(lan, RECORD, f"{RECORD}/sai", aspect=aspect, reason=reason)
    assert (answer.status_code, sentence in answer.text) == (422, True)
    assert "<script>alert" not in answer.text
    assert reason.strip() != "x" * 1001 or "x" * 1001 in answer.text
    with employed() as session:
        assert session.scalars(select(DataReport)).all() == []


@pytest.mark.parametrize("code", ["9.999999", "khai-sinh", "%00", "1.000001'", "<script>"])
def test_a_record_that_is_not_there_is_said_so(lan: TestClient, code: str) -> None:
    """And nothing can be reported of it."""
    assert lan.get(f"/staff/thu-tuc/{code}").status_code == 404
    form = {"token": token_in(lan.get("/staff")), "aspect": "fee", "reason": "sai"}
    assert lan.post(f"/staff/thu-tuc/{code}/sai", data=form).status_code == 404


def test_markup_in_a_record_is_text_on_the_page_of_staff(lan: TestClient, employed: sessionmaker[Session]) -> None:
    """Also within the text to copy."""
    papers = [{"name": EVIL, "originals": 1}]
    load(employed, [procedure("1.000009", short_name=EVIL, aliases=[], versions=[version(documents=papers)])], NOW)
    assert "<script>alert" not in lan.get("/staff/thu-tuc/1.000009").text


def test_what_is_due_today_and_overdue_is_counted_by_procedure(
    lan: TestClient, employed: sessionmaker[Session]
) -> None:
    """As of the register; what is done, paused or due later is not; no code of a dossier is shown."""
    assert "đến hạn hôm nay" not in lan.get("/staff").text
    today, evening = datetime(2026, 11, 22), datetime(2026, 11, 22, 23, 59)
    for number, changes in enumerate(
        (
            {},
            {"due_at": today},
            {"due_at": evening, "state": DossierState.RECEIVED},
            {"due_at": datetime(2026, 11, 23)},
            {"due_at": None},
            {"state": DossierState.READY},
            {"state": DossierState.SUSPENDED},
            {"procedure_code": None, "procedure_name": "<b>Việc lạ</b>", "office": None},
        )
    ):
        add_dossier(employed, f"H24.11-261102-{number:04}", **changes)
    text = lan.get("/staff").text
    assert "Hồ sơ đến hạn hôm nay: 2, quá hạn: 2" in text
    assert "17:00 ngày 21/11/2026" in text
    assert "&lt;b&gt;Việc lạ" in text
    assert "H24.11" not in text
    assert "đến hạn hôm nay" not in lan.get("/staff?tim=khai sinh").text
