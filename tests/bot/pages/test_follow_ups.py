"""Administrators see to what low ratings led to."""

import re
from datetime import date

import pytest
from sqlalchemy.orm import Session, sessionmaker
from starlette.testclient import TestClient

from procedures_db.models import Feedback
from procedures_db.queries.audit import latest_acts, verify_audit
from procedures_db.queries.follow_ups import Case, case_of, open_follow_up
from procedures_db.vocabulary import Rated
from tests.factories import DAY, NOW


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
    assert (case(employed, reference).owner, case(employed, reference).state) == ("Minh", "in_progress")
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
