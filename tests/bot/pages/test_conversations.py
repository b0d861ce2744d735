"""What was said, on pages: found, read, taken away."""

import csv
import io
from datetime import date
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy.orm import Session, sessionmaker
from starlette.testclient import TestClient

from bot.pages.rendering import environment
from bot.review.sections import slow_cells
from procedures_db.models import Feedback, FollowUp
from procedures_db.queries.conversations import add_turn
from procedures_db.queries.slow import SlowAnswer
from procedures_db.queries.turns import SaidTurn
from tests.factories import NOW, turn

pytestmark = pytest.mark.slow

WHY: dict[str, Any] = {
    "intents": [["ask_documents", 0.83], ["ask_fees", 0.1]],
    "procedures": [["1.000001", 0.71], ["9.999999", 0.2]],
    "certainty": 0.92,
    "decision": "found",
}
BAD = ["tu=x", "tu=2026-11-03&den=2026-11-02", "den=99999-01-01", "truoc=x", "truoc=-1", "truoc=9" + "9" * 40, "truoc=9007199254740991", "thu-tuc=' OR 1=1",
       "ket-qua=<b>", "kenh=%00", "y-dinh=';DROP", "tim=" + "a" * 201]  # fmt: skip


@pytest.fixture
def spoken(minh: TestClient, acting: sessionmaker[Session]) -> TestClient:
    """The administrator's client over a conversation that was rated low, and messages of others."""
    with acting.begin() as session:
        add_turn(session, turn("first", text="<script>alert(1)</script> giấy tờ gì", intent="ask_documents", confidence=0.83,
                 procedure_code="1.000001", aspect="documents", understood=WHY))  # fmt: skip
        add_turn(session, turn("first", text='/give_feedback{"rating": 1}', intent="give_feedback", outcome="feedback"))
        rated = Feedback(at=NOW, day=date(2026, 11, 22), conversation_id="first", subject="counter", rating=1,
                         factor="staff", comment="<i>chờ lâu", commune_code="00001")  # fmt: skip
        session.add(rated)
        session.flush()
        session.add(FollowUp(kind="rating", reference="GY-K7M2QP", feedback_id=rated.id, opened_at=NOW, due_on=date(2026, 11, 27),
                    state="done", outcome="Đã nhắc nơi tiếp nhận."))  # fmt: skip
        add_turn(session, turn("others", text="=1+1", outcome="refused"))
        for number in range(60):
            add_turn(session, turn(f"many-{number}", text=f"câu thứ {number}"))
            session.flush()
    return minh


def test_a_conversation_tells_what_was_understood_and_why(spoken: TestClient) -> None:
    """In words that need no programmer; what was typed is text; ratings and what they led to stand below."""
    page = spoken.get("/admin/conversations/first").text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; giấy tờ gì" in page
    assert "hỏi giấy tờ (83 %), hỏi phí, lệ phí (10 %)" in page
    assert "Việc thử nghiệm (1.000001): 71" in page
    assert "9.999999: 20" in page
    assert "Chắc 92 % rằng chỉ thủ tục đứng đầu là đúng" in page
    assert "thấy rõ người dân nói về thủ tục đứng đầu, nên trả lời ngay" in page
    assert "Bấm nút: đánh giá, góp ý" in page
    assert "chấm 1/5, thái độ, cách phục vụ, phường Sông Thử" in page
    assert "&lt;i&gt;chờ lâu" in page
    assert "GY-K7M2QP: đã xử lý xong. Đã trả lời: Đã nhắc nơi tiếp nhận." in page


def test_a_text_that_is_not_kept_is_told_so() -> None:
    """Where the person did not want it kept, everywhere that a text would stand."""
    with_nothing = SaidTurn(1, NOW, "c", "web", None, "ask_fees", 0.9, None, None, "answered", 1.0, None)
    macros = environment().get_template("admin/turns.html").module
    assert "không lưu" in macros.said_text(with_nothing)  # type: ignore[attr-defined]
    assert "Không lưu cách hiểu" in macros.why(with_nothing, None)  # type: ignore[attr-defined]
    assert slow_cells(SlowAnswer(date(2026, 11, 22), None, None, 900.4)) == (
        900,
        date(2026, 11, 22),
        "không lưu",
        "chưa rõ",
    )


def test_a_conversation_that_is_gone_is_told_so(spoken: TestClient) -> None:
    """Whatever its name."""
    for name in ("nobody", "%3Cb%3E", "' OR 1=1 --"):
        answer = spoken.get(f"/admin/conversations/{name}")
        assert answer.status_code == 404
        assert "Không có cuộc trò chuyện này" in answer.text


def test_messages_are_found_and_lead_to_their_conversation(spoken: TestClient) -> None:
    """By words without diacritics together with what came of them."""
    page = spoken.get(
        "/admin/conversations?tim=giay+to&thu-tuc=1.000001&y-dinh=ask_documents&ket-qua=answered&thap=1"
    ).text
    assert 'href="/admin/conversations/first"' in page
    assert page.count("<section") == 1
    assert 'value="giay to"' in page
    assert "Không có tin nhắn nào như vậy" in spoken.get("/admin/conversations?tim=giay+to&ket-qua=refused").text


def test_older_messages_are_a_page_further(spoken: TestClient) -> None:
    """Fifty a page; the last page has no further one, and what was looked for goes along."""
    first = spoken.get("/admin/conversations?tim=cau+thu").text
    assert "câu thứ 59" in first
    assert "câu thứ 9<" not in first
    address = first.partition('rel="next" href="')[2].partition('"')[0].replace("&amp;", "&")
    assert "tim=cau" in address
    second = spoken.get(f"/admin/conversations{address}").text
    assert "câu thứ 9 " in second
    assert "câu thứ 0 " in second
    assert 'rel="next"' not in second


@pytest.mark.parametrize("query", BAD)
def test_what_means_nothing_is_told_in_a_sentence(spoken: TestClient, query: str) -> None:
    """Never as a fault of the server, and never run."""
    for path in ("/admin/conversations", "/admin/conversations.csv"):
        answer = spoken.get(f"{path}?{query}")
        if path.endswith(".csv") and query.startswith("truoc"):
            continue
        assert answer.status_code == 400
        assert 'role="alert"' in answer.text
        assert "<b>" not in answer.text


def test_what_was_found_is_taken_away_without_formulas_and_the_log_tells(spoken: TestClient) -> None:
    """A cell that begins with "=" is a text in both files."""
    text = spoken.get("/admin/conversations.csv?tim=1&ket-qua=refused").content.decode("utf-8-sig")
    assert [row[3] for row in csv.reader(io.StringIO(text))][1:] == ["'=1+1"]
    book = load_workbook(io.BytesIO(spoken.get("/admin/conversations.xlsx?ket-qua=refused").content))
    cell = book.worksheets[0]["D2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")
    assert spoken.get("/admin/conversations.pdf").status_code == 404
    assert "tải về hội thoại xlsx" in spoken.get("/admin/audit").text


def test_staff_and_strangers_do_not_see_them(lan: TestClient) -> None:
    """Neither the list, nor one, nor a file."""
    for path in ("/admin/conversations", "/admin/conversations/first", "/admin/conversations.csv", "/admin/report"):
        assert lan.get(path).status_code == 403
    lan.cookies.clear()
    assert lan.get("/admin/conversations").status_code == 303
