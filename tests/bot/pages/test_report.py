"""The report of a month against a table worked by hand."""

import io
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy.orm import Session, sessionmaker
from starlette.testclient import TestClient

from procedures_db.models import Dossier, Feedback, FollowUp
from procedures_db.queries.conversations import add_turn
from tests.factories import NOW, turn

pytestmark = pytest.mark.slow

NOVEMBER = "/admin/report?thang=2026-11"
# Messages: November 2 answered (1.000001), 1 refused, 1 handed over; October 1 answered.
MESSAGES = [
    (date(2026, 11, 1), "answered", "1.000001"),
    (date(2026, 11, 30), "answered", "1.000001"),
    (date(2026, 11, 2), "refused", None),
    (date(2026, 11, 2), "handoff", None),
    (date(2026, 10, 31), "answered", "1.000001"),
]
# Ratings: the assistant 4 of 6 (Wilson 30.0 to 90.3 %), of which 1.000001 3 of 5 and commune 00001 1 of 1; in October 1 of 2.
# The counter 1 of 2 (9.5 to 90.5 %).
RATINGS = [
    (date(2026, 11, 1), "assistant", 5, "1.000001", "00001"),
    (date(2026, 11, 3), "assistant", 4, "1.000001", None),
    (date(2026, 11, 4), "assistant", 4, "1.000001", None),
    (date(2026, 11, 5), "assistant", 1, "1.000001", None),
    (date(2026, 11, 6), "assistant", 3, "1.000001", None),
    (date(2026, 11, 7), "assistant", 5, None, None),
    (date(2026, 11, 7), "assistant", None, None, None),
    (date(2026, 10, 31), "assistant", 5, None, None),
    (date(2026, 10, 1), "assistant", 2, None, None),
    (date(2026, 11, 8), "counter", 5, None, None),
    (date(2026, 11, 8), "counter", 2, None, None),
]
# Complaints received in November, as of 22 November: (opened, due, state, closed, rating now, rated again).
#   on time and content; on time at 23:30 of the due day in Hải Phòng, not rated again; on time, rated again 2;
#   late (00:30 of the day after); overdue and open; not due yet; withdrawn.
# So on time 3 of 6; satisfied with the handling 1 of 5 (the one that is not due is left out).
# Opened at 00:30 of 1 December in Hải Phòng (30 November in UTC) is December's, at 00:30 of 1 November November's.
COMPLAINTS: list[tuple[datetime, date, str, datetime | None, int, datetime | None]] = [
    (datetime(2026, 10, 31, 17, 30), date(2026, 11, 6), "done", datetime(2026, 11, 5), 4, datetime(2026, 11, 5, 1)),
    (datetime(2026, 11, 2), date(2026, 11, 9), "declined", datetime(2026, 11, 9, 16, 30), 1, None),
    (datetime(2026, 11, 2), date(2026, 11, 9), "done", datetime(2026, 11, 6), 2, datetime(2026, 11, 7)),
    (datetime(2026, 11, 2), date(2026, 11, 9), "done", datetime(2026, 11, 9, 17, 30), 5, datetime(2026, 11, 10)),
    (datetime(2026, 11, 3), date(2026, 11, 10), "open", None, 1, None),
    (datetime(2026, 11, 20), date(2026, 11, 27), "in_progress", None, 1, None),
    (datetime(2026, 11, 4), date(2026, 11, 11), "withdrawn", datetime(2026, 11, 4, 1), 5, datetime(2026, 11, 4, 1)),
    (datetime(2026, 11, 30, 17, 30), date(2026, 12, 7), "open", None, 1, None),
    (datetime(2026, 10, 31, 16, 30), date(2026, 11, 6), "open", None, 1, None),
]
# Dossiers: 3 received in November; finished in time 1 (on the appointed day, later that day), late 1, without a day 1; overdue 1.
DOSSIERS: list[dict[str, Any]] = [
    {"received_at": datetime(2026, 11, 2, 8), "due_at": datetime(2026, 11, 5, 9), "finished_at": datetime(2026, 11, 5, 16), "state": "ready"},
    {"received_at": datetime(2026, 10, 2, 8), "due_at": datetime(2026, 11, 5, 9), "finished_at": datetime(2026, 11, 6, 8), "state": "returned"},
    {"received_at": datetime(2026, 11, 3, 8), "due_at": None, "finished_at": datetime(2026, 11, 4, 8), "state": "ready"},
    {"received_at": datetime(2026, 11, 30, 23, 59), "due_at": datetime(2026, 11, 18, 9), "finished_at": None, "state": "processing"},
    {"received_at": datetime(2026, 10, 5, 8), "due_at": datetime(2026, 11, 20, 9), "finished_at": None, "state": "processing"},
]  # fmt: skip


@pytest.fixture
def reporting(minh: TestClient, acting: sessionmaker[Session]) -> TestClient:
    """The administrator's client over all of these."""
    with acting.begin() as session:
        for day, outcome, code in MESSAGES:
            add_turn(session, turn(day=day, outcome=outcome, procedure_code=code))
        for day, subject, rating, code, commune in RATINGS:
            session.add(given(day=day, subject=subject, rating=rating, procedure_code=code, commune_code=commune))
        for number, (opened, due, state, closed, rating, changed) in enumerate(COMPLAINTS):
            complained = given(day=date(2025, 1, 1), rating=rating, changed_at=changed)
            session.add(complained)
            session.flush()
            session.add(
                FollowUp(kind="rating", reference=f"GY-{number}", feedback_id=complained.id, opened_at=opened, due_on=due, state=state, closed_at=closed)
            )  # fmt: skip
        for number, dossier in enumerate(DOSSIERS):
            read_at = datetime(2026, 11, 20, 7)
            session.add(Dossier(key=str(number), procedure_name="Việc", read_at=read_at, **dossier))
    return minh


def given(**changes: Any) -> Feedback:
    """A rating."""
    return Feedback(**{"at": NOW, "conversation_id": "c", "channel": "web", "subject": "assistant", **changes})


def sheets_of(content: bytes) -> dict[str, list[tuple[Any, ...]]]:
    """Return the rows of each sheet without its titles."""
    book = load_workbook(io.BytesIO(content))
    return {sheet.title: list(sheet.iter_rows(min_row=2, values_only=True)) for sheet in book.worksheets}


@pytest.fixture
def november(reporting: TestClient) -> dict[str, list[tuple[Any, ...]]]:
    """The workbook of November."""
    return sheets_of(reporting.get("/admin/report.xlsx?thang=2026-11").content)


def test_messages_stand_beside_those_of_the_month_before(november: dict[str, list[tuple[Any, ...]]]) -> None:
    """All and by outcome, with shares."""
    rows = november["Tin nhắn và kết quả"]
    assert rows[0] == ("Tất cả", 4, 1, 1, 1)
    assert rows[1] == ("Trả lời", 2, 0.5, 1, 1)
    assert [row[:3] for row in rows[2:]] == [("Hỏi lại", 0, 0), ("Từ chối", 1, 0.25), ("Chuyển cán bộ", 1, 0.25), ("Khác", 0, 0)]  # fmt: skip


def test_satisfaction_of_assistant_and_counter_is_counted_apart(november: dict[str, list[tuple[Any, ...]]]) -> None:
    """Numerator, denominator, share, interval, the month before, the target."""
    few = "ít hơn 5 lượt, chưa nói lên điều gì"
    assistant, counter = november["Mức hài lòng"]
    assert assistant == ("Trợ lý này", 4, 6, 0.667, 0.3, 0.903, None, 1, 2, 0.5, 0.8, "chưa đủ lượt để kết luận")
    assert counter == ("Nơi nộp hồ sơ", 1, 2, 0.5, 0.095, 0.905, few, 0, 0, None, 0.8, "chưa đủ lượt để kết luận")


def test_the_three_ratios_of_decision_766_are_as_by_hand(november: dict[str, list[tuple[Any, ...]]]) -> None:
    """With period and what they cannot say."""
    on_time, handled, service = november["Ba tỷ lệ theo QĐ 766"]
    assert on_time[1:4] == (3, 6, 0.5)
    assert handled[1:4] == (1, 5, 0.2)
    assert service[1:4] == (1, 2, 0.5)
    assert (on_time[4].date(), on_time[5].date()) == (date(2026, 11, 1), date(2026, 11, 30))
    assert "1 góp ý người gửi đã rút. 1 góp ý chưa đến hạn" in on_time[6]
    assert "Quá hạn tính là không hài lòng" in handled[6]
    assert "(1 góp ý)" in handled[6]


def test_dossiers_are_counted_by_days(november: dict[str, list[tuple[Any, ...]]]) -> None:
    """Later on the appointed day is in time; overdue as of the register, whose 18 and not 20 November is over."""
    assert [row[1] for row in november["Hồ sơ đúng hạn"]] == [3, 1, 1, 1, 1]


def test_sectors_procedures_and_communes_have_a_line_each(november: dict[str, list[tuple[Any, ...]]]) -> None:
    """What is not known is called so."""
    assert [(row[0], *row[1:5]) for row in november["Theo lĩnh vực"]] == [
        ("Thử", 2, 3, 5, 0.6),
        ("chưa rõ", 0, 1, 1, 1),
    ]
    assert november["Theo thủ tục"][0][:4] == ("Việc thử nghiệm (1.000001)", 2, 3, 5)
    assert [row[:3] for row in november["Theo xã, phường"]] == [("chưa rõ", 3, 5), ("phường Sông Thử", 1, 1)]


def test_the_page_says_the_same_in_words(reporting: TestClient) -> None:
    """With what it is not, and that the month is not over."""
    text = reporting.get(NOVEMBER).text
    assert "66,7 % (30–90 %)" in text
    assert '3/6 = <span class="rate">50,0 %' in text
    assert '1/5 = <span class="rate">20,0 %' in text
    assert "không phải chỉ số SIPAS" in text
    assert "Tháng này chưa kết thúc" in text
    assert "Báo cáo tháng 11/2026" in text


def test_the_last_whole_month_is_shown_when_none_is_named(reporting: TestClient) -> None:
    """October, in November; without a register of dossiers nothing is counted."""
    assert "Báo cáo tháng 10/2026" in reporting.get("/admin/report").text


def test_a_month_without_anything_has_a_report_all_the_same(minh: TestClient) -> None:
    """Nothing is divided by nothing."""
    text = minh.get("/admin/report?thang=2024-02").text
    assert "từ 01/02/2024 đến 29/02/2024" in text
    assert "Chưa nạp sổ hồ sơ" in text
    assert "chưa có lượt chấm" in text
    assert minh.get("/admin/report.xlsx?thang=2024-02").status_code == 200


@pytest.mark.parametrize("month", ["2026-13", "2026", "x", "<b>", "0000-01", "9999-12", "2026-11-01", "' OR 1=1", "１"])
def test_a_month_that_is_none_is_told_in_words(minh: TestClient, month: str) -> None:
    """With a way on."""
    for path in ("/admin/report", "/admin/report.xlsx", "/admin/report/report_messages.csv"):
        answer = minh.get(path, params={"thang": month})
        assert answer.status_code == 400
        assert "Không hiểu tháng bạn chọn" in answer.text
        assert "<b>" not in answer.text


def test_one_table_is_had_as_csv(reporting: TestClient) -> None:
    """By its name."""
    text = reporting.get("/admin/report/report_messages.csv?thang=2026-11").content.decode("utf-8-sig")
    assert text.splitlines()[1] == "Tất cả,4,1.0,1,1.0"
    assert reporting.get("/admin/report/x.csv?thang=2026-11").status_code == 404


def test_the_command_writes_the_same_workbook(reporting: TestClient, november: Any, tmp_path: Path) -> None:
    """And refuses what is no month."""
    command = [str(Path(sys.executable).parent / "motcua"), "report"]
    written = subprocess.run([*command, "2026-11", "--xlsx", str(tmp_path / "r.xlsx")], capture_output=True, text=True)
    assert written.returncode == 0, written.stderr
    assert sheets_of((tmp_path / "r.xlsx").read_bytes()) == november
    shown = subprocess.run([*command, "2026-11"], capture_output=True, text=True)
    assert "Tin nhắn và kết quả" in shown.stdout + shown.stderr
    refused = subprocess.run([*command, "2026-13"], capture_output=True, text=True)
    assert refused.returncode == 1
    assert "2026-11" in refused.stdout + refused.stderr
