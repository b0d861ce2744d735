"""Administrators see to what low ratings led to."""

import re
from datetime import date

import pytest
from httpx import Response
from sqlalchemy.orm import Session, sessionmaker
from starlette.testclient import TestClient

from procedures_db.contacts import seal_contact
from procedures_db.models import Feedback
from procedures_db.queries.accounts import add_account, new_account
from procedures_db.queries.audit import latest_acts, verify_audit
from procedures_db.queries.follow_ups import Case, Where, case_of, leave_message, open_follow_up
from procedures_db.queries.messages import add_contact
from procedures_db.vocabulary import Rated, Role
from tests.bot.desk import enter, password_hash
from tests.factories import DAY, NOW

SECRET = "a secret of the tests, long enough"


@pytest.fixture
def reference(employed: sessionmaker[Session]) -> str:
    """An overdue follow-up of a rating with a comment."""
    with employed.begin() as session:
        feedback = Feedback(
            at=NOW, day=DAY, conversation_id="c", subject=Rated.COUNTER, rating=1, comment="<b>chậm</b>"
        )
        session.add(feedback)
        session.flush()
        return open_follow_up(session, feedback, NOW, date(2026, 11, 1))


def token(client: TestClient) -> str:
    """Return the token of the page's forms."""
    return re.findall(r'name="token" value="([^"]+)"', client.get("/admin/follow-ups").text)[-1]


def case(sessions: sessionmaker[Session], reference: str) -> Case:
    """Return how the follow-up stands."""
    with sessions() as session:
        found = case_of(session, reference, DAY)
    assert found is not None
    return found


def test_one_is_taken_and_closed_with_words_for_the_citizen(
    minh: TestClient, employed: sessionmaker[Session], reference: str
) -> None:
    """Each act is in the log; personal numbers are not in the outcome."""
    shown = minh.get("/admin/follow-ups").text
    assert "quá hạn" in shown
    assert "&lt;b&gt;chậm" in shown
    assert minh.post(f"/admin/follow-ups/{reference}/take", data={"token": token(minh)}).status_code == 303
    taken = case(employed, reference)
    assert (taken.owner, taken.owner_shown, taken.state) == ("minh", "Minh", "in_progress")
    outcome = {"token": token(minh), "outcome": "Đã nhắc cán bộ, gọi 0912345678", "end": "done"}
    assert minh.post(f"/admin/follow-ups/{reference}/close", data=outcome).status_code == 303
    assert case(employed, reference).outcome == "Đã nhắc cán bộ, gọi [phone]"
    assert reference not in minh.get("/admin/follow-ups").text
    with employed() as session:
        acts = [(entry.act, entry.object) for entry in latest_acts(session, None, 2)]
        assert acts == [("follow-up close", reference), ("follow-up take", reference)]
        assert verify_audit(session).broken is None


def test_two_who_close_the_same_one_do_not_overwrite_each_other(
    minh: TestClient, employed: sessionmaker[Session], reference: str
) -> None:
    """The second is told that it has ended."""
    form = {"token": token(minh), "outcome": "Việc thứ nhất", "end": "declined"}
    assert minh.post(f"/admin/follow-ups/{reference}/close", data=form).status_code == 303
    second = minh.post(f"/admin/follow-ups/{reference}/close", data={**form, "outcome": "Việc thứ hai"})
    assert second.status_code == 409
    assert "đã kết thúc" in second.text
    assert (case(employed, reference).outcome, case(employed, reference).state) == ("Việc thứ nhất", "declined")
    assert minh.post("/admin/follow-ups/GY-222222/take", data={"token": form["token"]}).status_code == 409


@pytest.mark.parametrize("outcome", ["", "   ", "x" * 1001])
def test_none_is_closed_without_a_fitting_outcome(
    minh: TestClient, employed: sessionmaker[Session], reference: str, outcome: str
) -> None:
    """Nor with a forged form."""
    form = {"token": token(minh), "outcome": outcome}
    assert minh.post(f"/admin/follow-ups/{reference}/close", data=form).status_code == 422
    forged = {"token": "x", "outcome": "Xong"}
    assert minh.post(f"/admin/follow-ups/{reference}/close", data=forged).status_code == 403
    assert case(employed, reference).state == "open"


@pytest.fixture
def message(employed: sessionmaker[Session], monkeypatch: pytest.MonkeyPatch) -> str:
    """A message for the one centre, with a contact."""
    monkeypatch.setenv("MOTCUA_CONTACT_SECRET", SECRET)
    with employed.begin() as session:
        made = leave_message(session, "c", "Hồ sơ <b>chậm</b>", NOW, DAY, Where("centre", "xã Thử"))
        add_contact(session, made, "c", seal_contact(SECRET, "0912345678"))
    return made


def act(client: TestClient, reference: str, what: str, **fields: str) -> Response:
    """Send a form of the page."""
    return client.post(f"/admin/follow-ups/{reference}/{what}", data={"token": token(client), **fields})


def test_only_who_has_taken_a_message_reads_how_to_reach_its_sender(
    minh: TestClient, employed: sessionmaker[Session], message: str
) -> None:
    """Until it is closed; the log does not know it."""
    shown = minh.get("/admin/follow-ups").text
    assert "Hồ sơ &lt;b&gt;chậm" in shown
    assert "Lời nhắn cho Trung tâm thử." in shown
    assert "bạn nhận xử lý để đọc" in shown
    assert "0912345678" not in shown
    assert act(minh, message, "take").status_code == 303
    assert "0912345678" in minh.get("/admin/follow-ups").text
    assert act(minh, message, "close", outcome="Đã gọi lại.", end="done").status_code == 303
    assert case(employed, message).contact is None
    with employed() as session:
        assert not any("0912345678" in str(entry) for entry in latest_acts(session, None, 10))


def test_a_contact_of_another_secret_is_said_to_be_unreadable(
    minh: TestClient, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And nothing breaks."""
    act(minh, message, "take")
    for secret in ("another secret of the tests, long", ""):
        monkeypatch.setenv("MOTCUA_CONTACT_SECRET", secret)
        assert "khóa mã hóa trên máy chủ đã đổi" in minh.get("/admin/follow-ups").text


def test_of_two_reviewers_of_one_message_the_second_is_told_who_has_it(
    client: TestClient, employed: sessionmaker[Session], message: str
) -> None:
    """Both looked before either took it; taking it over is a button of its own."""
    with employed.begin() as session:
        add_account(session, new_account("hoa", "Hoa", Role.ADMINISTRATOR, None, NOW), password_hash())
    minh, hoa = client, TestClient(client.app, follow_redirects=False)
    enter(minh, "minh")
    enter(hoa, "hoa")
    assert "Nhận xử lý" in hoa.get("/admin/follow-ups").text
    assert act(minh, message, "take", seen="").status_code == 303
    late = act(hoa, message, "take", seen="")
    assert (late.status_code, "vừa được Minh nhận" in late.text) == (409, True)
    assert "0912345678" not in late.text
    closing = act(hoa, message, "close", seen="", outcome="Xong", end="done")
    assert (closing.status_code, "vừa được Minh nhận" in closing.text) == (409, True)
    assert case(employed, message).owner == "minh"
    assert "Nhận thay Minh" in hoa.get("/admin/follow-ups").text
    assert act(hoa, message, "take", seen="minh").status_code == 303
    assert act(hoa, message, "close", seen="hoa", outcome="Xong", end="done").status_code == 303
    ended = act(minh, message, "close", seen="minh", outcome="Xong nữa", end="done")
    assert (ended.status_code, "đã kết thúc" in ended.text) == (409, True)
    assert case(employed, message).outcome == "Xong"


def test_a_namesake_is_somebody_else(client: TestClient, employed: sessionmaker[Session], message: str) -> None:
    """Who is shown by the same name reads no contact, and closes nothing that was taken since they looked."""
    with employed.begin() as session:
        add_account(session, new_account("minh.2", "Minh", Role.ADMINISTRATOR, None, NOW), password_hash())
    minh, namesake = client, TestClient(client.app, follow_redirects=False)
    enter(minh, "minh")
    enter(namesake, "minh.2")
    assert act(minh, message, "take", seen="").status_code == 303
    shown = namesake.get("/admin/follow-ups").text
    assert ("0912345678" in shown, "bạn nhận xử lý để đọc" in shown, "Nhận thay Minh" in shown) == (False, True, True)
    closing = act(namesake, message, "close", seen="", outcome="Xong", end="done")
    assert (closing.status_code, "vừa được Minh nhận" in closing.text) == (409, True)
    assert "0912345678" in minh.get("/admin/follow-ups").text
    assert ",Minh," in minh.get("/admin/follow-ups.csv").text


def test_an_administrator_of_another_office_neither_sees_nor_closes_it(
    client: TestClient, employed: sessionmaker[Session], message: str, reference: str
) -> None:
    """What belongs to no office is seen by everybody."""
    with employed.begin() as session:
        for name, office in (("hoa", "elsewhere"), ("mai", "centre")):
            add_account(session, new_account(name, name.title(), Role.ADMINISTRATOR, office, NOW), password_hash())
    enter(client, "hoa")
    shown = client.get("/admin/follow-ups").text
    assert (message in shown, reference in shown) == (False, True)
    assert act(client, message, "take").status_code == 409
    assert act(client, message, "close", outcome="x", end="done").status_code == 409
    assert case(employed, message).state == "open"
    enter(client, "mai")
    assert message in client.get("/admin/follow-ups").text
