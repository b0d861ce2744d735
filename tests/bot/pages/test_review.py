"""How it goes: the figures against a table worked by hand."""

import csv
import io
import re
from datetime import date, timedelta

import pytest
from openpyxl import load_workbook
from sqlalchemy.orm import Session, sessionmaker
from starlette.testclient import TestClient

from bot.review.figures import monday, mondays
from bot.review.sections import SECTIONS
from procedures_db.models import Feedback, Turn
from procedures_db.queries.conversations import add_turn
from procedures_db.queries.counts import Period
from tests.factories import NOW, turn

pytestmark = pytest.mark.slow

MONDAY = date(2026, 11, 2)
# Ratings of the assistant by week: 4, 5, 5, 2 make 3 of 4; 1, 4 make 1 of 2. Together 4 of 6; of the counter 0 of 1.
RATINGS = [(0, 4), (1, 5), (2, 5), (6, 2), (7, 1), (13, 4)]
TURNS = [
    (0, 8, "answered"),
    (0, 8, "answered"),
    (3, 9, "asked_back"),
    (6, 20, "smalltalk"),
    (7, 8, "refused"),
    (8, 0, "notice"),
    (8, 0, "handoff"),
]


@pytest.fixture
def reviewing(minh: TestClient, acting: sessionmaker[Session]) -> TestClient:
    """The administrator's client over two weeks of messages and ratings."""
    with acting.begin() as session:
        for days, rating in RATINGS:
            session.add(feedback(days, "assistant", rating, "00001" if rating == 5 and days == 1 else None))
        session.add(feedback(3, "counter", 1))
        session.add(feedback(3, "assistant", None))
        for days, hour, outcome in TURNS:
            add_turn(session, said(days, hour, outcome))
    return minh


def feedback(days: int, subject: str, rating: int | None, commune: str | None = None) -> Feedback:
    """A rating so many days after the first Monday."""
    day = MONDAY + timedelta(days=days)
    said = {"rating": rating, "procedure_code": "1.000001", "commune_code": commune}
    return Feedback(at=NOW, day=day, conversation_id="c", channel="web", subject=subject, **said)


def said(days: int, hour: int, outcome: str) -> Turn:
    """A message so many days after the first Monday."""
    code = "1.000001" if outcome == "answered" else None
    when = {"day": MONDAY + timedelta(days=days), "hour": hour, "milliseconds": days * 1000}
    return turn(text="<b>hỏi</b>", procedure_code=code, outcome=outcome, **when)


def rows_of(client: TestClient, address: str) -> list[list[str]]:
    """Return the rows of a CSV file without its titles."""
    answer = client.get(address)
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))[1:]


def test_weeks_add_up_as_by_hand(reviewing: TestClient) -> None:
    """Messages by outcome, ratings, those who were satisfied, share and interval; few are told; an empty week too."""
    few = "ít hơn 5 lượt, chưa nói lên điều gì"
    assert rows_of(reviewing, "/admin/review/weeks.csv?tu=2026-10-26&den=2026-11-15") == [
        ["2026-10-26", "0", "0", "0", "0", "0", "0", "0", "0", "", "", "", few],
        ["2026-11-02", "4", "2", "1", "0", "0", "1", "3", "4", "0.75", "0.301", "0.954", few],
        ["2026-11-09", "3", "0", "0", "1", "1", "1", "1", "2", "0.5", "0.095", "0.905", few],
    ]


def test_every_section_can_be_taken_away(reviewing: TestClient) -> None:
    """As CSV each, as a workbook each, and all in one workbook, whose sheets have the rows of the CSV files."""
    days = "tu=2026-11-02&den=2026-11-15"
    book = load_workbook(io.BytesIO(reviewing.get(f"/admin/review.xlsx?{days}").content))
    for key, title in zip(SECTIONS, book.sheetnames, strict=True):
        rows = rows_of(reviewing, f"/admin/review/{key}.csv?{days}")
        assert len(list(book[title].iter_rows())) == len(rows) + 1, key
        alone = load_workbook(io.BytesIO(reviewing.get(f"/admin/review/{key}.xlsx?{days}").content))
        assert alone.sheetnames == [title]
    assert rows_of(reviewing, f"/admin/review/procedures.csv?{days}") == [["Việc thử nghiệm (1.000001)", "2"]]
    assert rows_of(reviewing, f"/admin/review/rated_communes.csv?{days}")[1][:3] == ["phường Sông Thử", "1", "1"]
    assert rows_of(reviewing, f"/admin/review/factors.csv?{days}") == [["chưa rõ", "2"]]
    assert reviewing.get(f"/admin/review/no-such.csv?{days}").status_code == 404
    assert reviewing.get(f"/admin/review/weeks.pdf?{days}").status_code == 404


def test_the_page_tells_share_interval_and_target(reviewing: TestClient) -> None:
    """4 of 6 is 66.7 %, by Wilson from 30 to 90 %: too few to say; what was typed is text."""
    text = reviewing.get("/admin/review?tu=2026-11-02&den=2026-11-15").text
    assert "66,7 % (30–90 %)" in text
    assert "chưa đủ lượt để kết luận" in text
    assert "không phải chỉ số SIPAS" in text
    assert "Việc thử nghiệm (1.000001): 2 tin nhắn" in text
    assert "8 giờ: 3;" in text
    assert "8000 ms, 10/11/2026: &lt;b&gt;hỏi" in text
    assert "0 ms, 02/11/2026" not in text
    assert "<b>hỏi" not in text
    assert len(re.findall('class="share"', text)) == 2


def test_the_counter_is_counted_apart(reviewing: TestClient) -> None:
    """One rating, not satisfied."""
    assert "0,0 % (0–79 %)" in reviewing.get("/admin/review?tu=2026-11-02&den=2026-11-15&danh-gia=counter").text


def test_the_last_twelve_weeks_are_shown_when_no_days_are_named(reviewing: TestClient) -> None:
    """To today."""
    text = reviewing.get("/admin/review").text
    assert text.count('class="tick" x=') >= 12
    assert 'value="2026-08-31"' in text
    assert 'value="2026-11-22"' in text


@pytest.mark.parametrize(
    "query",
    [
        "tu=x",
        "tu=2026-11-03&den=2026-11-02",
        "tu=1990-01-01&den=2026-01-01",
        "den=0001-01-01",
        "tu=0001-01-01&den=0001-01-02",
        "tu=9999-12-30&den=9999-12-31",
    ],
)
def test_days_that_are_none_are_told_in_words(reviewing: TestClient, query: str) -> None:
    """With a way on."""
    for path in ("/admin/review", "/admin/review.xlsx", "/admin/review/weeks.csv"):
        answer = reviewing.get(f"{path}?{query}")
        assert answer.status_code == 400
        assert "Không hiểu khoảng ngày" in answer.text


def test_weeks_begin_on_monday() -> None:
    """Also over the end of a year."""
    assert monday(date(2027, 1, 3)) == date(2026, 12, 28)
    assert mondays(Period(date(2026, 12, 31), date(2027, 1, 4))) == [date(2026, 12, 28), date(2027, 1, 4)]


def test_staff_do_not_see_it(lan: TestClient) -> None:
    """Nor whoever is not signed in."""
    assert lan.get("/admin/review").status_code == 403
    assert lan.get("/admin/follow-ups").status_code == 403
    lan.cookies.clear()
    assert lan.get("/admin/review.xlsx").status_code == 303
