"""Triage in the browser's place: decide on a matter, try what was taught, publish, roll back."""

import pytest
from sqlalchemy.orm import Session, sessionmaker
from starlette.testclient import TestClient

from procedures_db.models import DataReport, Feedback, Lesson, Release
from procedures_db.queries.audit import latest_acts
from procedures_db.queries.model_versions import end_trial, version_of, versions
from procedures_db.vocabulary import ReportState, TrialState
from tests.bot.desk import send, token_in
from tests.factories import DAY, NOW, turn

pytestmark = pytest.mark.slow

WHY = {
    "intents": [["ask_documents", 0.7], ["out_of_scope", 0.2]],
    "procedures": [["1.000002", 0.31]],
    "certainty": 0.2,
    "decision": "weak",
}
MATTER = "/admin/triage/matter?chuyen=giay+xanh"
REPORT = {
    "questions": 580,
    "rates": [{"name": "right aspect", "before": [540, 580], "after": [551, 580]}],
    "better": 12,
    "worse": 1,
    "changed": [
        {
            "text": "câu <b>mẫu</b>",
            "before": {"outcome": "refused", "aspect": None, "code": None},
            "after": {"outcome": "answered", "aspect": "fee", "code": "1.000001"},
            "better": True,
        }
    ],
}
Sessions = sessionmaker[Session]


@pytest.fixture
def triaging(minh: TestClient, acting: Sessions) -> TestClient:
    """The administrator's client over two questions that were not answered, a low rating and a report."""
    minh.app.state.start_trial = lambda _: None  # type: ignore[attr-defined]
    with acting.begin() as session:
        for _ in range(3):
            session.add(
                turn(text="làm giấy xanh <i>", gist="giay xanh", triage="refused", outcome="refused", understood=WHY)
            )
        session.add(turn(text="giá vàng", gist="gia vang", triage="asked_back", outcome="asked_back"))
        session.add(Feedback(at=NOW, day=DAY, conversation_id="c", subject="assistant", rating=1, comment="sai phí"))
        given = {"aspect": "fee", "reason": "phí đã đổi", "reporter": "lan", "state": ReportState.OPEN}
        session.add(DataReport(at=NOW, procedure_code="1.000001", **given))
    return minh


def teach(client: TestClient, **fields: str) -> object:
    """Send the form of the matter."""
    given = {"keys": "giay xanh", "decision": "name", "code": "Việc thử nghiệm (1.000001)", "text": "giấy xanh"}
    return send(client, MATTER, "/admin/triage", **{**given, "question": "làm giấy xanh", **fields})


def tried(client: TestClient, acting: Sessions) -> int:
    """Teach and try to the end; return the number of the version."""
    teach(client)
    send(client, "/admin/lessons", "/admin/lessons/try")
    with acting.begin() as session:
        number, lessons = versions(session)[0].id, versions(session)[0].lessons
        told = {"id": lessons[0], "before": {"outcome": "refused", "aspect": None, "code": None}, "learned": True}
        told["after"] = {"outcome": "answered", "aspect": "documents", "code": "1.000001"}
        end_trial(session, number, {**REPORT, "lessons": [told]}, "abc", b"model")
    return number


def test_the_list_tells_what_was_asked_in_vain_rated_low_and_reported(triaging: TestClient) -> None:
    """With how often and why; what was typed is text."""
    text = triaging.get("/admin/triage").text
    assert "làm giấy xanh &lt;i&gt;" in text
    assert "3 lần, gần nhất 22/11/2026 · từ chối" in text
    assert "sai phí" in text
    assert "phí đã đổi" in text
    only = triaging.get("/admin/triage?ly-do=asked_back&tuan=2").text
    assert ("giá vàng" in only, "giấy xanh" in only, "sai phí" in only) == (True, False, False)


@pytest.mark.parametrize("query", ["tuan=0", "tuan=-1", "tuan=x", "tuan=9999999", "ly-do=%3Cscript%3E", "tuan=²"])
def test_odd_addresses_show_the_list(triaging: TestClient, query: str) -> None:
    """Without a fault."""
    assert triaging.get(f"/admin/triage?{query}").status_code == 200


def test_a_matter_tells_what_was_understood_and_why(triaging: TestClient) -> None:
    """In words, with what may be meant."""
    text = triaging.get(MATTER).text
    assert "hỏi giấy tờ (70 %), ngoài phạm vi (20 %)" in text
    assert "Việc có hai trường hợp (1.000002): 31" in text
    assert "Chắc 20 %" in text
    assert "chỉ có gợi ý mờ nhạt" in text
    assert '<option value="Việc có hai trường hợp (1.000002)">' in text
    assert triaging.get("/admin/triage/matter?chuyen=khong-co").status_code == 404


def test_a_name_is_taught_and_its_matter_is_settled(triaging: TestClient, acting: Sessions) -> None:
    """The lesson is kept with its author; the log tells."""
    answer = teach(triaging)
    assert (answer.status_code, answer.headers["location"]) == (303, "/admin/triage?done=name")
    with acting() as session:
        (lesson,) = session.query(Lesson)
        assert (lesson.text, lesson.target, lesson.code, lesson.author) == (
            "giấy xanh",
            "1.000001",
            "1.000001",
            "minh",
        )
        assert [(act.act, act.object) for act in latest_acts(session, None, 1)] == [("triage", "name")]
    text = triaging.get("/admin/triage?done=name").text
    assert ("Đã ghi cách gọi" in text, "giấy xanh" in text) == (True, False)
    assert "“giấy xanh” là Việc thử nghiệm (1.000001)" in triaging.get("/admin/lessons").text


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"code": ""}, "Chưa rõ thủ tục nào"),
        ({"code": "9.999999"}, "Chưa rõ thủ tục nào"),
        ({"text": "xin cho hỏi"}, "chưa nói lên thủ tục nào"),
        ({"text": "a" * 201}, "không quá 200 chữ"),
        ({"text": "giấy [xanh](procedure)"}, "không dùng dấu ngoặc"),
        ({"text": "", "question": ""}, "điền đủ các ô"),
        ({"decision": "word", "target": ""}, "điền đủ các ô"),
        ({"decision": "word", "target": "giấy xanh"}, "phải khác từ chính thức"),
        ({"decision": "word", "text": "sổ đỏ", "target": "giấy phép xây dựng"}, "đã có nghĩa khác"),
        ({"decision": "example", "target": "'; DROP TABLE lesson; --"}, "hỏi về điều gì"),
        ({"decision": "fact", "text": ""}, "điền đủ các ô"),
        ({"decision": "<script>"}, "điền đủ các ô"),
    ],
)
def test_what_cannot_be_taught_is_told_and_nothing_is_kept(
    triaging: TestClient, acting: Sessions, fields: dict[str, str], words: str
) -> None:
    """The form comes back with what was typed."""
    answer = teach(triaging, **fields)
    assert answer.status_code == 422
    assert words in answer.text
    with acting() as session:
        assert session.query(Lesson).count() == 0


def test_personal_numbers_are_taken_out_of_what_is_taught(triaging: TestClient, acting: Sessions) -> None:
    """Should somebody paste them."""
    assert teach(triaging, question="làm giấy xanh, gọi 0912345678").status_code in (303, 422)
    with acting() as session:
        assert all("0912345678" not in lesson.question for lesson in session.query(Lesson))


def test_wrong_data_becomes_a_report_that_is_ended(triaging: TestClient, acting: Sessions) -> None:
    """Once; the second who ends it is told."""
    assert teach(triaging, decision="fact", text="phí là 5.000 đồng").status_code == 303
    page = triaging.get("/admin/triage").text
    assert "phí là 5.000 đồng" in page
    fields = {"code": "1.000001", "aspect": "other", "end": "corrected"}
    assert send(triaging, "/admin/triage", "/admin/triage/report", **fields).status_code == 303
    second = send(triaging, "/admin/triage", "/admin/triage/report", **fields)
    assert (second.status_code, "người khác vừa xử lý xong" in second.text) == (409, True)


def test_of_two_reviewers_on_one_matter_the_second_is_told(triaging: TestClient, acting: Sessions) -> None:
    """Nothing is taught twice."""
    token = token_in(triaging.get(MATTER))
    fields = {"token": token, "keys": "giay xanh", "decision": "name", "code": "1.000001", "text": "giấy xanh"}
    assert triaging.post("/admin/triage", data=fields).status_code == 303
    second = triaging.post("/admin/triage", data=fields)
    assert (second.status_code, "người khác vừa xử lý xong" in second.text) == (409, True)
    with acting() as session:
        assert session.query(Lesson).count() == 1


def test_a_version_is_tried_compared_published_and_rolled_back(triaging: TestClient, acting: Sessions) -> None:
    """What became better and worse stands side by side."""
    number = tried(triaging, acting)
    text = triaging.get(f"/admin/versions/{number}").text
    assert "12 câu tốt hơn, 1 câu kém đi" in text
    assert "93,1 % <span" in text
    assert "95,0 % <span" in text
    assert "✓ đã học" in text
    assert "câu &lt;b&gt;mẫu" in text
    path = f"/admin/versions/{number}"
    assert send(triaging, path, f"{path}/publish", seen="").status_code == 303
    lessons = triaging.get("/admin/lessons?done=published").text
    assert f'Đang dùng: <a href="{path}">bản {number}</a>' in lessons
    assert "Thử các thay đổi" not in lessons
    assert send(triaging, "/admin/lessons", "/admin/versions/roll-back", seen="1").status_code == 303
    assert "Đang dùng: bản gốc của phần mềm" in triaging.get("/admin/lessons").text
    with acting() as session:
        assert [row.version_id for row in session.query(Release).order_by(Release.id)] == [number, None]
        acts = [act.act for act in latest_acts(session, None, 4)]
    assert acts == ["version rolled_back", "version published", "version try", "triage"]


def test_a_decision_on_what_another_person_changed_meanwhile_is_refused(triaging: TestClient, acting: Sessions) -> None:
    """They see it and decide again."""
    number = tried(triaging, acting)
    path = f"/admin/versions/{number}"
    assert send(triaging, path, f"{path}/publish", seen="").status_code == 303
    for action, seen in ((f"{path}/publish", ""), ("/admin/versions/roll-back", "7"), (f"{path}/publish", "x")):
        answer = send(triaging, "/admin/lessons", action, seen=seen)
        assert (answer.status_code, "Người khác vừa đổi" in answer.text) == (409, True)


def test_one_trial_at_a_time_and_an_unwanted_one_is_discarded(triaging: TestClient, acting: Sessions) -> None:
    """Its archive goes."""
    teach(triaging)
    assert send(triaging, "/admin/lessons", "/admin/lessons/try").status_code == 303
    assert send(triaging, "/admin/lessons", "/admin/lessons/try").status_code == 409
    with acting.begin() as session:
        number = versions(session)[0].id
        end_trial(session, number, {**REPORT, "lessons": []}, "abc", b"model")
    assert send(triaging, "/admin/lessons", f"/admin/versions/{number}/discard").status_code == 303
    assert send(triaging, "/admin/lessons", f"/admin/versions/{number}/discard").status_code == 409
    with acting() as session:
        version = version_of(session, number)
        assert version is not None
        assert (version.state, version.kept) == (TrialState.DISCARDED, False)


def test_a_trial_that_cannot_begin_is_told(triaging: TestClient, acting: Sessions) -> None:
    """And another one can be begun."""

    def refuse(number: int) -> None:
        raise OSError("no memory")

    triaging.app.state.start_trial = refuse  # type: ignore[attr-defined]
    answer = send(triaging, "/admin/lessons", "/admin/lessons/try")
    assert "no memory" in triaging.get(answer.headers["location"]).text


def test_a_lesson_is_taken_back_and_its_matter_returns(triaging: TestClient) -> None:
    """Once."""
    teach(triaging)
    number = triaging.get("/admin/lessons").text.split("/admin/lessons/")[1].split("/")[0]
    assert send(triaging, "/admin/lessons", f"/admin/lessons/{number}/withdraw").status_code == 303
    assert send(triaging, "/admin/lessons", f"/admin/lessons/{number}/withdraw").status_code == 409
    assert "giấy xanh" in triaging.get("/admin/triage").text


def test_staff_see_none_of_it(lan: TestClient) -> None:
    """It is for administrators."""
    for path in ("/admin/triage", MATTER, "/admin/lessons", "/admin/versions/1"):
        assert lan.get(path).status_code == 403
